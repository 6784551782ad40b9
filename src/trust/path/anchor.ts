import { type Certificate, isSelfIssued } from './certificate.ts';
import type { NameConstraints } from './extension-values.ts';
import type { Extensions } from './extensions.ts';
import type { Name } from './names.ts';
import { type Problem, problem } from './problems.ts';
import type { PublicKeyInfo } from './public-key.ts';

/** A name and a key that are trusted beforehand (RFC 5280 6.1.1(d)). */
export type TrustAnchor = {
  readonly name: Name;
  readonly publicKey: PublicKeyInfo;
  /** The certificate the anchor came in, where there is one. It counts as a possible signer of CRLs, and its own limits hold. */
  readonly certificate?: Certificate;
};

const anchors = new WeakMap<Certificate, TrustAnchor>();

/** The anchor that a certificate is; the same one each time. */
export function anchorOf(certificate: Certificate): TrustAnchor {
  let anchor = anchors.get(certificate);
  if (anchor === undefined) {
    anchor = { name: certificate.subject, publicKey: certificate.publicKey, certificate };
    anchors.set(certificate, anchor);
  }
  return anchor;
}

/** What a path under an anchor is bound to before its first certificate (RFC 5937 3.2). */
export type AnchorLimits = {
  readonly problems: readonly Problem[];
  /** Certificates that may issue certificates beneath the anchor. */
  readonly pathLength: number;
  readonly names: NameConstraints | undefined;
};

const none: AnchorLimits = { problems: [], pathLength: Infinity, names: undefined };

/**
 * RFC 5937: an anchor kept as a certificate is trusted within what that certificate says of itself, and while it is valid. A key
 * trusted by itself has no limits, nor has a certificate that is the target as well: nobody issues by it then.
 */
export function anchorLimits(
  { certificate }: TrustAnchor,
  path: readonly Certificate[],
  at: Date,
  notUnderstood: (extensions: Extensions) => readonly string[],
): AnchorLimits {
  if (certificate === undefined) return none;
  const own = path.length === 1 && path[0]!.fingerprint === certificate.fingerprint && isSelfIssued(certificate);
  if (own) return none;
  const { basicConstraints, nameConstraints, keyUsage, extensions, notBefore, notAfter, version } = certificate;
  const problems: Problem[] = [];
  if (notBefore > at) problems.push(problem('not-yet-valid', undefined, `anchor ${notBefore.toISOString()}`));
  if (notAfter < at) problems.push(problem('expired', undefined, `anchor ${notAfter.toISOString()}`));
  // Before version 3 there was no way to say it.
  if (version === 3 && basicConstraints?.ca !== true) problems.push(problem('not-a-ca', undefined, 'anchor'));
  if (keyUsage?.has('keyCertSign') === false) problems.push(problem('key-usage', undefined, 'anchor keyCertSign'));
  for (const oid of notUnderstood(extensions)) problems.push(problem('critical-extension', undefined, `anchor ${oid}`));
  return { problems, pathLength: basicConstraints?.pathLength ?? Infinity, names: nameConstraints };
}
