/**
 * ES-2.10, ES-17.2.4b: the means that certificates are made, kept and given out with here, and their register kept: its own name in the
 * list of confirmed means, where it stands apart from signature means.
 */
export const centreMeans = { name: 'Makulduk борбор каражаты (сыноо)', version: '1.0' } as const;
