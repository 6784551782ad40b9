/** Why an OCSP answer says nothing about a certificate. Closed; each code with the clause it comes from. */
export const ocspNorms = {
  malformed: 'RFC 6960 4.2.1',
  'not-successful': 'RFC 6960 2.3',
  'certificate-not-answered': 'RFC 6960 3.2',
  'nonce-differs': 'RFC 6960 4.4.1',
  'nonce-missing': 'RFC 6960 4.4.1',
  'responder-unknown': 'RFC 6960 4.2.2.2',
  'responder-not-authorised': 'RFC 6960 4.2.2.2',
  'responder-not-valid': 'RFC 6960 4.2.2.2',
  'responder-status-unknown': 'RFC 6960 4.2.2.2.1',
  signature: 'RFC 6960 3.2',
  'algorithm-not-trusted': 'ES-4.2',
  'not-yet': 'RFC 6960 4.2.2.1',
  outdated: 'RFC 6960 4.2.2.1',
  'produced-later': 'RFC 6960 2.4',
  'expired-forgotten': 'RFC 6960 4.4.4',
  'cert-hash-differs': 'Common PKI 2.0 part 4, 3.1.2',
  'critical-extension': 'RFC 6960 4.4',
  'extension-malformed': 'RFC 6960 4.4',
  'work-budget': 'RFC 4158',
} as const;

export type OcspFault = keyof typeof ocspNorms;
export type OcspProblem = { readonly fault: OcspFault; readonly detail?: string };

export const ocspProblem = (fault: OcspFault, detail?: string): OcspProblem => ({
  fault,
  ...(detail === undefined ? {} : { detail }),
});
