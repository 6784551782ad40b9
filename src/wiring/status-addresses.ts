export type StatusAddresses = {
  readonly ocsp: string;
  readonly caIssuers: string;
  readonly crl: string;
  readonly delta: string;
  readonly after: string;
};

/**
 * Where whoever meets a certificate finds its status and its issuer (RFC 5280 4.2.1.13, 4.2.2.1). `issuer`: 'root', or the code of a
 * centre. Plain http: a list over https would need the list to be fetched.
 */
export function statusAddresses(publicUrl: string, issuer: string): StatusAddresses {
  const base = publicUrl.replace(/^https:/, 'http:');
  return {
    ocsp: `${base}/ocsp/${issuer}`,
    caIssuers: `${base}/ca/${issuer}.cer`,
    crl: `${base}/crl/${issuer}.crl`,
    delta: `${base}/crl/delta/${issuer}.crl`,
    after: `${base}/crl/after/${issuer}.crl`,
  };
}
