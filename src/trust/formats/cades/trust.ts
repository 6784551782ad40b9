import {
  type Budget,
  type Certificate,
  CertificatePool,
  CrlPool,
  isCa,
  keyMayBeLost,
  type PathRules,
  type Revocation,
  type Trust,
  type TrustAnchor,
  type Verdict,
  verifyCertificate,
  type Work,
} from '../../path/index.ts';
import { ocspSource } from '../ocsp/source.ts';
import type { Evidence } from './evidence.ts';

/** Everything the verification of a signature rests on beside the message. No clock and no network. */
export type CadesTrust = {
  readonly anchors: readonly TrustAnchor[];
  /** Anchors of time-stamping authorities; the same ones unless given. */
  readonly authorityAnchors?: readonly TrustAnchor[];
  /** What is known beside the message: centres' certificates, current CRLs and OCSP answers. */
  readonly evidence: Evidence;
  /** The moment of checking. */
  readonly at: Date;
  readonly rules: PathRules;
  readonly status: Trust['status'];
  /** Whether an authority's stamps were trusted at a moment (DECISIONS 34: a list as of any day). Unless given: every one with a path. */
  readonly isAuthority?: (authority: Certificate, at: Date) => boolean;
  readonly budget?: Budget;
};

type Question = {
  readonly certificate: Certificate;
  /** The moment the certificate must be valid at. */
  readonly at: Date;
  readonly anchors: readonly TrustAnchor[];
  readonly evidence: Evidence;
  /** The moments at which lists and answers may be current, the one that is to decide first. */
  readonly statusTimes: readonly Date[];
  readonly rules: PathRules;
  readonly judge: (revocation: Revocation, certificate: Certificate, at: Date) => boolean;
  /** An end that came until this moment counts: no list from before it shows that there is none. `at` unless given. */
  readonly endsUntil?: Date;
  /** Of the whole message. */
  readonly work: Work;
};

/** What one path may cost where nothing else is said: a message may have many. */
const budgetOfPath: Budget = { signatures: 100, steps: 2_000, comparisons: 50_000, paths: 20 };

/** The path of a certificate; asked anew with older lists only where newer ones leave a status open. @throws BudgetSpent */
export function judgeCertificate(question: Question, trust: Pick<CadesTrust, 'status' | 'budget' | 'at'>): Verdict {
  const { endsUntil = question.at } = question;
  const pools = poolsOf(question.evidence);
  let first: Verdict | undefined;
  for (const crlsAt of distinct(question.statusTimes)) {
    const verdict = judgeWith(question, pools, crlsAt, trust);
    const isLater = first !== undefined;
    const tellsNothing = isUnknown(verdict) || (isLater && verdict.valid && crlsAt < endsUntil);
    if (!tellsNothing && !(isLater && keyIsLost(verdict, question, pools, trust))) return verdict;
    first ??= verdict;
  }
  if (first === undefined) throw new RangeError('no moment to ask for the status at');
  return first;
}

type Pools = { readonly certificates: CertificatePool; readonly crls: CrlPool };
const poolsOf = ({ certificates, crls }: Evidence): Pools => ({
  certificates: new CertificatePool(certificates),
  crls: new CrlPool(crls),
});

function judgeWith(
  { certificate, anchors, at, rules, judge, evidence, work }: Omit<Question, 'statusTimes'>,
  pools: Pools,
  crlsAt: Date,
  { status, budget = budgetOfPath }: Pick<CadesTrust, 'status' | 'budget'>,
): Verdict {
  work.spend('paths');
  const knownStatus = ocspSource(evidence.ocspResponses, { algorithms: rules.algorithms, at: crlsAt }, work);
  return verifyCertificate(certificate, { anchors, ...pools, at, crlsAt, rules, judge, status, knownStatus, budget });
}

// Lists that lie open to forgery prove no past: whoever has the key of a centre can date a list as he likes.
function keyIsLost(verdict: Verdict, question: Question, pools: Pools, trust: Pick<CadesTrust, 'budget' | 'at'>) {
  return verdict.path.filter(isCa).some((certificate) => {
    const rules: PathRules = { algorithms: question.rules.algorithms };
    const asked = { ...question, certificate, rules, judge: keyMayBeLost };
    const { problems } = judgeWith(asked, pools, trust.at, { ...trust, status: 'if-known' });
    return problems.some(({ fault }) => fault === 'revoked' || fault === 'work-budget');
  });
}

// What is known against a certificate is no gap for older lists to fill.
const isUnknown = ({ valid, problems }: Verdict): boolean =>
  !valid && problems.every(({ fault }) => fault === 'status-unknown');

const distinct = (times: readonly Date[]): Date[] => [...new Map(times.map((time) => [time.getTime(), time])).values()];
