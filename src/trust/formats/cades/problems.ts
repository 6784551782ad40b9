/** Why a CAdES signature does not reach what it looks like, beside what is wrong with the message. Closed; each code with its clause. */
export const cadesNorms = {
  'signing-time-missing': 'EN 319 122-1 6.3',
  'certificate-not-embedded': 'EN 319 122-1 6.3',
  'signer-key-usage': 'RFC 5280 4.2.1.3',
  'archive-index-missing': 'EN 319 122-1 5.5.2',
  'archive-index-malformed': 'EN 319 122-1 5.5.2',
  'archive-index-algorithm': 'EN 319 122-1 5.5.2',
  'archive-index-not-found': 'EN 319 122-1 5.5.2',
  'archive-content-missing': 'EN 319 122-1 5.5.3',
  'time-stamp-in-the-future': 'RFC 3161 2.4.2',
  'authority-not-trusted': 'DECISIONS 34',
  'authority-path': 'RFC 3161 2.3',
} as const;

export type CadesFault = keyof typeof cadesNorms;
export type CadesProblem = { readonly fault: CadesFault; readonly detail?: string };

export const cadesProblem = (fault: CadesFault, detail?: string): CadesProblem => ({
  fault,
  ...(detail === undefined ? {} : { detail }),
});
