import type { TrustAnchor } from './anchor.ts';
import type { Certificate } from './certificate.ts';
import { findPaths, type FoundPath } from './find-path.ts';
import { type Problem, problem } from './problems.ts';
import { withParameters } from './public-key.ts';
import { checkStatus } from './status.ts';
import type { Issuer, Session, Status, Trust, Verdict } from './trust.ts';
import { type PathRules, validatePath } from './validate-path.ts';
import { BudgetSpent, Work } from './work.ts';

/**
 * Whether a certificate convinces at `trust.at`: builds paths to the anchors, validates each (RFC 5280 6.1) with the status
 * of every certificate in it (6.3), and gives the first that holds, else the one least is held against. Never throws for
 * anything the certificates or lists contain.
 */
export function verifyCertificate(target: Certificate, trust: Trust): Verdict {
  const session: Session = { trust, work: new Work(trust.budget, trust.shared), signers: new Map(), signerIsGood };
  return search(target, trust.anchors, trust.at, trust.rules, session, likelyFor(target, trust));
}

// A way that was found before is judged like any other; only that it need not be sought again.
function likelyFor(target: Certificate, { anchors, likely }: Trust): FoundPath | undefined {
  if (likely?.anchor === undefined || likely.path.at(-1) !== target || !anchors.includes(likely.anchor))
    return undefined;
  return { anchor: likely.anchor, path: likely.path };
}

// 6.3.3(f): the signer of a CRL is judged at the moment of the check, by the same anchor, for nothing but signing CRLs.
function signerIsGood(signer: Certificate, anchor: TrustAnchor, session: Session): boolean {
  const { trust } = session;
  const { algorithms, conforming = false } = trust.rules;
  const rules = { algorithms, conforming, purpose: { keyUsage: ['cRLSign'] } } as const;
  const verdict = search(signer, [anchor], trust.crlsAt ?? trust.at, rules, session);
  if (verdict.problems.some(({ fault }) => fault === 'work-budget')) throw new BudgetSpent('steps');
  return verdict.valid;
}

function search(
  target: Certificate,
  anchors: readonly TrustAnchor[],
  at: Date,
  rules: PathRules,
  session: Session,
  likely?: FoundPath,
): Verdict {
  const failures: Problem[] = [];
  let best: Verdict | undefined;
  const take = (found: FoundPath): boolean => {
    session.work.spend('paths');
    const verdict = judge(found, at, rules, session);
    if (best === undefined || verdict.valid || verdict.problems.length < best.problems.length) best = verdict;
    return verdict.valid;
  };
  try {
    if (likely === undefined || !take(likely)) findPaths(target, anchors, at, session, failures, take);
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    return noPath(target, [problem('work-budget', undefined, error.kind)]);
  }
  return best ?? noPath(target, distinct(failures));
}

function judge({ anchor, path }: FoundPath, at: Date, rules: PathRules, session: Session): Verdict {
  const result = validatePath(path, anchor, at, rules, session.work);
  const { problems } = result;
  const statuses: Status[] = [];
  const against: Problem[] = [...problems];
  let issuer: Issuer = { name: anchor.name, publicKey: anchor.publicKey, certificate: anchor.certificate };
  for (const [index, certificate] of path.entries()) {
    // What is no path yet is no reason to search lists.
    const status: Status =
      session.trust.status === 'none' || problems.length > 0
        ? { state: 'unchecked' }
        : checkStatus(certificate, issuer, anchor, session);
    statuses.push(status);
    against.push(...objections(status, certificate, at, index, session.trust));
    const publicKey = withParameters(certificate.publicKey, issuer.publicKey);
    issuer = { name: certificate.subject, publicKey, certificate };
  }
  return {
    valid: against.length === 0,
    problems: against,
    path,
    anchor,
    statuses,
    get policies() {
      return result.policies;
    },
  };
}

function objections(status: Status, certificate: Certificate, at: Date, index: number, trust: Trust): Problem[] {
  if (status.state === 'unknown' && trust.status === 'required')
    return [problem('status-unknown', index, status.gaps.join(' '))];
  if (status.state !== 'revoked') return [];
  // RFC 5280: what stands on the list is revoked. The law counts from the entry's moment: `endedBy`.
  const counts = trust.judge?.(status.revocation, certificate, at) ?? true;
  return counts ? [problem('revoked', index, status.revocation.revocationDate.toISOString())] : [];
}

const noPath = (target: Certificate, problems: readonly Problem[]): Verdict => ({
  valid: false,
  problems: problems.length > 0 ? problems : [problem('no-path')],
  path: [target],
  anchor: undefined,
  statuses: [{ state: 'unchecked' }],
  policies: { authority: new Set(), user: new Set() },
});

const distinct = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((one) => [one.fault, one])).values(),
];
