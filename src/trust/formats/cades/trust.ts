import {
  type Budget,
  type Certificate,
  CertificatePool,
  CrlPool,
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
  /** Of the whole message. */
  readonly work: Work;
};

/** What one path may cost where nothing else is said: a message may have many. */
const budgetOfPath: Budget = { signatures: 100, steps: 2_000, comparisons: 50_000, paths: 20 };

/** The path of a certificate; asked anew with older lists only where newer ones leave a status open. @throws BudgetSpent */
export function judgeCertificate(question: Question, trust: Pick<CadesTrust, 'status' | 'budget'>): Verdict {
  const { evidence, anchors, at, rules, judge } = question;
  const certificates = new CertificatePool(evidence.certificates);
  const crls = new CrlPool(evidence.crls);
  let first: Verdict | undefined;
  for (const crlsAt of distinct(question.statusTimes)) {
    question.work.spend('paths');
    const verdict = verifyCertificate(question.certificate, {
      anchors,
      certificates,
      crls,
      at,
      crlsAt,
      rules,
      judge,
      status: trust.status,
      knownStatus: ocspSource(evidence.ocspResponses, { algorithms: rules.algorithms, at: crlsAt }),
      budget: trust.budget ?? budgetOfPath,
    });
    if (!isUnknown(verdict)) return verdict;
    first ??= verdict;
  }
  if (first === undefined) throw new RangeError('no moment to ask for the status at');
  return first;
}

// What is known against a certificate is no gap for older lists to fill.
const isUnknown = ({ valid, problems }: Verdict): boolean =>
  !valid && problems.every(({ fault }) => fault === 'status-unknown');

const distinct = (times: readonly Date[]): Date[] => [...new Map(times.map((time) => [time.getTime(), time])).values()];

/** CRL reasons that say nothing against the key: unspecified, affiliation, superseded, cessation, privilege withdrawn. */
const harmless: ReadonlySet<number> = new Set([0, 3, 4, 5, 9]);

/**
 * Whether an end of an authority's certificate takes the force from a token (RFC 3161 4): always one before the token; a later
 * one where the key may have been in other hands, unless the token is proven to have been there earlier (`provenAt`). The law's
 * own ground without a reason is no compromise: that has a reason of its own.
 */
export const endsToken =
  (provenAt: Date) =>
  ({ revocationDate, reason, ground }: Revocation, _certificate: Certificate, at: Date): boolean =>
    revocationDate <= at ||
    (revocationDate <= provenAt && !(reason === undefined ? ground !== undefined : harmless.has(reason)));
