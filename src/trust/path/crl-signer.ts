import type { TrustAnchor } from './anchor.ts';
import { type Certificate, isCa } from './certificate.ts';
import type { Crl } from './crl.ts';
import type { PublicKeyInfo } from './public-key.ts';
import { checkSignature } from './signed.ts';
import type { Gap, Issuer, Session } from './trust.ts';

/**
 * RFC 5280 6.3.3(f) and (g): the key that signed the CRL, if its owner may sign CRLs and has a path of its own to the same
 * anchor. The issuer of the certificate asked about is judged as part of that certificate's own path.
 * @throws BudgetSpent
 */
export function crlSigner(
  crl: Crl,
  about: Certificate,
  issuer: Issuer,
  anchor: TrustAnchor,
  session: Session,
): PublicKeyInfo | Gap {
  const { work, trust } = session;
  const signed = (key: PublicKeyInfo): boolean =>
    checkSignature(crl, key, trust.rules.algorithms, crl.thisUpdate, work) === undefined;
  let gap: Gap = 'crl-signature';
  if (issuer.name.key === crl.issuer.key && signed(issuer.publicKey)) {
    if (mayCertify(issuer.certificate)) return issuer.publicKey;
    gap = 'crl-signer';
  }
  if (anchor.name.key === crl.issuer.key && signed(anchor.publicKey)) {
    if (mayCertify(anchor.certificate)) return anchor.publicKey;
    gap = 'crl-signer';
  }
  for (const candidate of trust.certificates.bySubject(crl.issuer.key)) {
    work.spend('steps');
    if (!mayBeKey(crl, candidate) || !signed(candidate.publicKey)) continue;
    if (mayList(candidate) && isGood(candidate, about, anchor, session)) return candidate.publicKey;
    gap = 'crl-signer';
  }
  return gap;
}

// 4.2.1.3: where key usage is stated, it must have cRLSign.
const mayCertify = (certificate: Certificate | undefined): boolean => certificate?.keyUsage?.has('cRLSign') !== false;

// Who says nothing of it and is no authority is somebody's customer, whatever the name.
const mayList = (certificate: Certificate): boolean =>
  certificate.keyUsage === undefined ? isCa(certificate) : certificate.keyUsage.has('cRLSign');

// 5.2.1: a key identifier that is another's saves a signature check. It decides nothing else.
function mayBeKey({ authorityKey }: Crl, { subjectKeyId }: Certificate): boolean {
  const wanted = authorityKey?.keyId;
  return wanted === undefined || subjectKeyId === undefined || wanted.equals(subjectKeyId);
}

// A signer whose status stands on its own CRL is believed there about itself, as a root is; a longer circle is not.
function isGood(signer: Certificate, about: Certificate, anchor: TrustAnchor, session: Session): boolean {
  const name = `${signer.fingerprint} ${anchor.publicKey.raw.toString('base64')}`;
  const known = session.signers.get(name);
  if (known === 'pending') return signer.fingerprint === about.fingerprint;
  if (known !== undefined) return known;
  session.signers.set(name, 'pending');
  const good = session.signerIsGood(signer, anchor, session);
  session.signers.set(name, good);
  return good;
}
