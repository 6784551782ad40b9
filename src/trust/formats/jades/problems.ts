/** Why bytes are no JWS that may be judged at all. Closed; each code with the clause it comes from. */
export const jwsNorms = {
  'too-large': 'RFC 8725 3.11',
  'not-json': 'RFC 8259 2',
  'member-twice': 'RFC 7515 4',
  'not-base64url': 'RFC 7515 2',
  'not-base64': 'RFC 7515 4.1.6',
  serialisation: 'RFC 7515 7',
  header: 'RFC 7515 4',
  'header-not-protected': 'TS 119 182-1 5.1',
  'critical-malformed': 'RFC 7515 4.1.11',
  'critical-unknown': 'RFC 7515 4.1.11',
  'unencoded-payload': 'RFC 7797 6',
  'signed-data': 'TS 119 182-1 5.2.8',
  unprotected: 'TS 119 182-1 5.3',
  'not-signed': 'RFC 7518 3.6',
  'shared-secret': 'RFC 8725 2.1',
} as const;
export type JwsFault = keyof typeof jwsNorms;

/** What was given cannot be read as a signature. `detail`: the header parameter, the member, the algorithm. */
export class JwsError extends Error {
  override readonly name = 'JwsError';
  readonly fault: JwsFault;
  readonly detail: string | undefined;
  constructor(fault: JwsFault, detail?: string) {
    super(detail === undefined ? fault : `${fault}: ${detail}`);
    this.fault = fault;
    this.detail = detail;
  }
}

/** Why a signature that could be read does not hold. Closed; each code with the clause it comes from. */
export const jadesNorms = {
  'algorithm-unknown': 'RFC 7518 3.1',
  'algorithm-of-other-key': 'RFC 8725 3.1',
  'algorithm-not-trusted': 'ES-4.2',
  'key-too-weak': 'ES-4.2',
  'key-unreadable': 'RFC 5280 4.1.2.7',
  signature: 'RFC 7515 5.2',
  'document-differs': 'TS 119 182-1 5.2.8.3.3',
  'digest-not-trusted': 'TS 119 182-1 5.2.8.3.3',
  'signer-certificate-missing': 'TS 119 182-1 5.1.7',
  'signing-certificate-missing': 'TS 119 182-1 6.3',
  'signing-certificate-differs': 'TS 119 182-1 5.1.7',
} as const;
export type JadesFault = keyof typeof jadesNorms;
export type JadesProblem = { readonly fault: JadesFault; readonly detail?: string };

export const jadesProblem = (fault: JadesFault, detail?: string): JadesProblem => ({
  fault,
  ...(detail === undefined ? {} : { detail }),
});
