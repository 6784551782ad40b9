import type { Certificate } from './certificate.ts';
import type { Name } from './names.ts';
import type { PublicKeyInfo } from './public-key.ts';

/** A name and a key that are trusted beforehand (RFC 5280 6.1.1(d)). Its validity and extensions are not looked at. */
export type TrustAnchor = {
  readonly name: Name;
  readonly publicKey: PublicKeyInfo;
  /** The certificate the anchor came in, where there is one: it then also counts as a possible signer of CRLs. */
  readonly certificate?: Certificate;
};

export const anchorOf = (certificate: Certificate): TrustAnchor => ({
  name: certificate.subject,
  publicKey: certificate.publicKey,
  certificate,
});
