/** Why a path, a CRL or a status does not convince. Closed; each code with the clause it comes from. */
export const norms = {
  'algorithms-differ': 'RFC 5280 4.1.1.2',
  'algorithm-unknown': 'RFC 5280 4.1.1.2',
  'algorithm-not-trusted': 'ES-4.2',
  'key-unreadable': 'RFC 5280 4.1.2.7',
  'key-too-weak': 'ES-4.2',
  signature: 'RFC 5280 6.1.3(a)(1)',
  'not-yet-valid': 'RFC 5280 6.1.3(a)(2)',
  expired: 'RFC 5280 6.1.3(a)(2)',
  revoked: 'RFC 5280 6.1.3(a)(3)',
  'status-unknown': 'RFC 5280 6.1.3(a)(3)',
  'issuer-name': 'RFC 5280 6.1.3(a)(4)',
  'name-not-permitted': 'RFC 5280 6.1.3(b)',
  'name-excluded': 'RFC 5280 6.1.3(c)',
  'constraint-unprocessable': 'RFC 5280 4.2.1.10',
  'policy-missing': 'RFC 5280 6.1.3(f)',
  'policy-not-wanted': 'RFC 9618 6.1.5(g)',
  'mapping-any-policy': 'RFC 5280 6.1.4(a)',
  'version-too-old': 'RFC 5280 6.1.4(k)',
  'not-a-ca': 'RFC 5280 6.1.4(k)',
  'path-too-long': 'RFC 5280 6.1.4(l)',
  'key-usage': 'RFC 5280 6.1.4(n)',
  'critical-extension': 'RFC 5280 6.1.4(o)',
  purpose: 'RFC 5280 4.2.1.12',
  'not-conforming': 'RFC 5280 4',
  'no-path': 'RFC 4158',
  'work-budget': 'RFC 4158',
} as const;

export type Fault = keyof typeof norms;

/** `at`: position in the path, 0 is the certificate the anchor issued; undefined where it concerns no single one. */
export type Problem = { readonly fault: Fault; readonly at?: number; readonly detail?: string };

export const problem = (fault: Fault, at?: number, detail?: string): Problem => ({
  fault,
  ...(at === undefined ? {} : { at }),
  ...(detail === undefined ? {} : { detail }),
});
