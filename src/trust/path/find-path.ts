import type { TrustAnchor } from './anchor.ts';
import type { Certificate } from './certificate.ts';
import { type Problem, problem } from './problems.ts';
import { inheritsParameters, nameOfKey, type PublicKeyInfo } from './public-key.ts';
import { checkSignature } from './signed.ts';
import type { Session } from './trust.ts';

/** A way from an anchor down to the target, names and signatures fitting. Nothing else was checked. */
export type FoundPath = { readonly anchor: TrustAnchor; readonly path: readonly Certificate[] };

/** Longest path looked for, the target included. */
const MAX_LENGTH = 16;

/**
 * Paths from the target up to an anchor (RFC 4158), likelier ones first, until `take` says that one will do. `failures` gathers what
 * ended a way. A key under one name stands once in a path, so circles end; the budget ends the rest.
 * @throws BudgetSpent
 */
export function findPaths(
  target: Certificate,
  anchors: readonly TrustAnchor[],
  at: Date,
  { trust, work }: Session,
  failures: Problem[],
  take: (found: FoundPath) => boolean,
): void {
  const isSignedBy = (certificate: Certificate, key: PublicKeyInfo): boolean => {
    // The parameters of such a key are known only from above.
    if (inheritsParameters(key)) return true;
    const fault = checkSignature(certificate, key, trust.rules.algorithms, at, work);
    if (fault !== undefined) failures.push(problem(fault));
    return fault === undefined;
  };

  const climb = (path: readonly Certificate[]): boolean => {
    const top = path[0]!;
    for (const anchor of anchors)
      if (anchor.name.key === top.issuer.key && isSignedBy(top, anchor.publicKey) && take({ anchor, path }))
        return true;
    if (path.length >= MAX_LENGTH) return false;
    const candidates = trust.certificates.bySubject(top.issuer.key);
    work.spend('steps', candidates.length);
    for (const candidate of inOrder(top, candidates))
      if (
        !path.some((one) => isSameEntity(one, candidate)) &&
        isSignedBy(top, candidate.publicKey) &&
        climb([candidate, ...path])
      )
        return true;
    return false;
  };
  climb([target]);
}

const isSameEntity = (a: Certificate, b: Certificate): boolean =>
  a.subject.key === b.subject.key && nameOfKey(a.publicKey) === nameOfKey(b.publicKey);

/** Whether a certificate names the other as its issuer: by name and, where it has one, by the identifier of the key (RFC 5280 4.2.1.1). */
export const namesAsIssuer = ({ issuer, authorityKey }: Certificate, above: Certificate): boolean =>
  issuer.key === above.subject.key &&
  (authorityKey?.keyId === undefined || above.subjectKeyId?.equals(authorityKey.keyId) === true);

// Key identifiers first, then the certificate that began last.
function inOrder(child: Certificate, candidates: readonly Certificate[]): readonly Certificate[] {
  if (candidates.length < 2) return candidates;
  const wanted = child.authorityKey?.keyId;
  const matches = ({ subjectKeyId }: Certificate): number =>
    wanted !== undefined && subjectKeyId?.equals(wanted) === true ? 0 : 1;
  return [...candidates].sort((a, b) => matches(a) - matches(b) || b.notBefore.getTime() - a.notBefore.getTime());
}
