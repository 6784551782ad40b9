/** Why an archive time-stamp does not cover what it looks like. Closed; each code with its clause. */
export const cadesNorms = {
  'archive-index-missing': 'EN 319 122-1 5.5.2',
  'archive-index-malformed': 'EN 319 122-1 5.5.2',
  'archive-index-algorithm': 'EN 319 122-1 5.5.2',
  'archive-index-not-found': 'EN 319 122-1 5.5.2',
  'archive-content-missing': 'EN 319 122-1 5.5.3',
} as const;

export type CadesFault = keyof typeof cadesNorms;
export type CadesProblem = { readonly fault: CadesFault; readonly detail?: string };

export const cadesProblem = (fault: CadesFault, detail?: string): CadesProblem => ({
  fault,
  ...(detail === undefined ? {} : { detail }),
});
