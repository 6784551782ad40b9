/** Why a signature does not hold. Closed; each code with the clause it comes from. */
export const cmsNorms = {
  'no-signers': 'RFC 5652 5.1',
  'content-missing': 'RFC 5652 5.2',
  'content-twice': 'RFC 5652 5.2',
  'content-like-attributes': 'RFC 5652 5.3',
  'signed-attributes-missing': 'RFC 5652 5.3',
  'content-type-missing': 'RFC 5652 11.1',
  'content-type-differs': 'RFC 5652 11.1',
  'content-type-forbidden': 'RFC 5652 11.4',
  'message-digest-missing': 'RFC 5652 11.2',
  'message-digest-differs': 'RFC 5652 5.6',
  'attribute-repeated': 'RFC 5652 5.3',
  'attribute-not-signed': 'RFC 5652 11',
  'attribute-malformed': 'RFC 5652 5.3',
  'digest-unknown': 'RFC 5652 5.3',
  'algorithm-unknown': 'RFC 5652 5.3',
  'algorithms-differ': 'RFC 5754 2',
  'algorithm-protection-differs': 'RFC 6211 2',
  'algorithm-not-trusted': 'ES-4.2',
  'key-too-weak': 'ES-4.2',
  'key-unreadable': 'RFC 5280 4.1.2.7',
  'signer-certificate-missing': 'RFC 5652 5.3',
  'signing-certificate-missing': 'EN 319 122-1 5.2.2',
  'signing-certificate-differs': 'RFC 5035 5.4',
  'signing-certificate-algorithm': 'RFC 5035 5.4',
  signature: 'RFC 5652 5.6',
  'countersignatures-too-many': 'RFC 5652 11.4',
  'countersignature-malformed': 'RFC 5652 11.4',
  'work-budget': 'RFC 4158',
} as const;

export type CmsFault = keyof typeof cmsNorms;

/** `detail` names the attribute or the algorithm that the code is about. */
export type CmsProblem = { readonly fault: CmsFault; readonly detail?: string };

export const cmsProblem = (fault: CmsFault, detail?: string): CmsProblem => ({
  fault,
  ...(detail === undefined ? {} : { detail }),
});
