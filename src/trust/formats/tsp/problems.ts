import type { CmsProblem } from '../cms/problems.ts';

/** Why a time-stamp does not hold, beside what is wrong with its signature. Closed; each code with the clause it comes from. */
export const tspNorms = {
  'not-a-time-stamp': 'RFC 3161 2.4.2',
  'imprint-differs': 'RFC 3161 2.2',
  'imprint-digest-unknown': 'RFC 3161 2.4.1',
  'imprint-digest-not-trusted': 'ES-4.2',
  'nonce-differs': 'RFC 3161 2.4.2',
  'policy-differs': 'RFC 3161 2.4.2',
  'signers-not-one': 'RFC 3161 2.4.2',
  'authority-purpose': 'RFC 3161 2.3',
  'authority-name-differs': 'RFC 3161 2.4.2',
  'critical-extension': 'RFC 3161 2.4.2',
  'not-granted': 'RFC 3161 2.4.2',
} as const;

export type TspFault = keyof typeof tspNorms;
export type TspProblem = { readonly fault: TspFault; readonly detail?: string } | CmsProblem;

export const tspProblem = (fault: TspFault, detail?: string): TspProblem => ({
  fault,
  ...(detail === undefined ? {} : { detail }),
});
