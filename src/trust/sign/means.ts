/** The means that signatures are made with here, as the list of confirmed means may know it (ES-5.4.2, ES-12.1). */
export const signingMeans = { name: 'Makulduk sign', version: '1' } as const;

/** The means that keys are made with here, where this installation makes them. */
export const keyMakingMeans = { name: 'Makulduk колтамга каражаты (сыноо)', version: '1.0' } as const;
