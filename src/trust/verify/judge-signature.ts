import { hash } from 'node:crypto';
import type { ContentDigests, SignedData, SignerVerdict } from '../formats/index.ts';
import { isQualifiedEnd } from '../issue/index.ts';
import { ecdsaTwin } from '../path/index.ts';
import type { Judging } from './chain.ts';
import { classOf, featuresOf } from './classify.ts';
import { type Integrity, integrityFindings, judgeIntegrity } from './condition-integrity.ts';
import { type Issuance, judgeIssuance } from './condition-issuer.ts';
import { judgeLimits, type Use } from './condition-limits.ts';
import { judgeValidity } from './condition-validity.ts';
import type { SummaryCode } from './report.messages.ts';
import {
  type Condition,
  condition,
  type Feature,
  type Finding,
  finding,
  type SignatureClass,
  type SignatureReport,
  statusOf,
  summary,
  type TimeView,
  type Verdict,
} from './report.ts';
import { type OwnerFacts, ownerOf, signerView } from './signer.ts';
import { frameFindings } from './structure.ts';
import { type ProvenTime, type TimeEvidence, timeOf } from './time.ts';

export type About = {
  readonly message: SignedData;
  /** What the signatures of the message are over. */
  readonly content: ContentDigests;
  readonly judging: Judging;
  readonly verifying: Finding;
  /** SHA-256, hexadecimal, of the document: for a PDF of the whole file and of what was signed of it. */
  readonly documents: readonly string[];
  /** What the file around the message says against it. */
  readonly frame?: readonly Finding[];
  readonly use: Use;
  readonly proven: readonly ProvenTime[];
};

/** Everything that the law asks about one signature. */
export function judgeSignature(verdict: SignerVerdict, about: About): SignatureReport {
  const { judging, use } = about;
  const { signer, certificate } = verdict;
  const integrity = judgeIntegrity(verdict, [...frameFindings(about.message, signer), ...(about.frame ?? [])]);
  const time = timeOf({ message: about.message, signer, content: about.content }, about.proven, judging);
  const third = integrityFindings(integrity, about.verifying);
  if (certificate === undefined) return withoutCertificate(verdict, integrity, time, third, about);

  const owner = ownerOf(certificate);
  const issuance = judgeIssuance(certificate, owner, judging);
  const validity = judgeValidity(certificate, issuance, time, judging);
  const { reference } = validity;
  const conditions = [
    condition('ES-11.1', issuance.findings),
    condition('ES-11.2', validity.findings),
    condition('ES-11.3', third),
    condition('ES-11.4', judgeLimits(owner, use, reference)),
  ];
  const features = featuresOf(verdict, integrity, issuance, owner, reference, judging.context);
  const reached = classOf(features);
  const court = courtFinding(verdict, about);
  const code = conclude({ conditions, features, reached, owner, issuance, court: court.length > 0 });
  return {
    verdict: verdicts[code],
    summary: summary(code),
    class: reached,
    enhanced: reached !== null,
    features,
    conditions,
    signer: signerView(certificate, owner, reference),
    time: timeView(verdict, time, validity),
    changes: changesOf(integrity, time),
    notes: [...court, ...validity.notes, ...countersigned(verdict)],
  };
}

// ES-11.3d: without the signer's certificate nothing can be told about him, and nothing is made up.
function withoutCertificate(
  verdict: SignerVerdict,
  integrity: Integrity,
  time: TimeEvidence,
  third: readonly Finding[],
  { judging }: About,
): SignatureReport {
  const missing = [finding('SIGNER_CERTIFICATE_MISSING')];
  const reference = time.reliable?.at ?? judging.at;
  const changed = integrity.changes.length > 0;
  const code: SummaryCode = changed ? 'CHANGED' : 'SIGNER_UNKNOWN';
  const basis = time.reliable === undefined ? 'moment-of-checking' : 'reliable-time';
  return {
    verdict: verdicts[code],
    summary: summary(code),
    class: null,
    enhanced: false,
    features: featuresOf(verdict, integrity, undefined, undefined, reference, judging.context),
    conditions: [
      condition('ES-11.1', missing),
      condition('ES-11.2', missing),
      condition('ES-11.3', third),
      condition('ES-11.4', missing),
    ],
    signer: null,
    time: timeView(verdict, time, { reference, basis }),
    changes: changesOf(integrity, time),
    notes: countersigned(verdict),
  };
}

const verdicts: Readonly<Record<SummaryCode, Verdict>> = {
  QUALIFIED: 'valid',
  UNQUALIFIED: 'valid',
  ALL_VALID: 'valid',
  CHANGED: 'invalid',
  NOT_AUTHENTIC: 'invalid',
  CERTIFICATE_DID_NOT_HOLD: 'invalid',
  COURT: 'invalid',
  ONE_INVALID: 'invalid',
  NOT_DETERMINABLE: 'undetermined',
  SIGNER_UNKNOWN: 'undetermined',
  ONE_UNDETERMINED: 'undetermined',
};

type Found = {
  readonly conditions: readonly Condition[];
  readonly features: readonly Feature[];
  readonly reached: SignatureClass | null;
  readonly owner: OwnerFacts;
  readonly issuance: Issuance;
  readonly court: boolean;
};

/**
 * ES-11: what claims to be a qualified signature is authentic when all four conditions are met. Anything else is measured by the
 * features of ES-5.3, by its certificate and by its limits; that its issuer is another state's is no reason (ES-7.2).
 */
function conclude({ conditions, features, reached, owner, issuance, court }: Found): SummaryCode {
  if (court) return 'COURT';
  const basic = statusOf(features.filter(({ name }) => name.startsWith('ES-5.3')));
  if (basic === 'not-met') return 'CHANGED';
  const claimsQualified = owner.kind !== undefined && isQualifiedEnd(owner.kind) && issuance.under !== 'foreign';
  const decisive = claimsQualified
    ? conditions
    : conditions.filter(({ name }) => name === 'ES-11.2' || name === 'ES-11.4');
  const all = statusOf(decisive);
  if (all === 'not-met') return claimsQualified ? 'NOT_AUTHENTIC' : 'CERTIFICATE_DID_NOT_HOLD';
  if (basic !== 'met' || all !== 'met') return 'NOT_DETERMINABLE';
  return reached === 'qualified' ? 'QUALIFIED' : 'UNQUALIFIED';
}

function courtFinding({ signer, certificate }: SignerVerdict, { judging, documents }: About): Finding[] {
  // A decision names a signature by its value, of which an ECDSA signature has two: both are it.
  const twin = certificate && ecdsaTwin(signer.signature, certificate.publicKey);
  const decision = [signer.signature, ...(twin === undefined ? [] : [twin])]
    .flatMap((value) =>
      documents.map((document) =>
        judging.context.courtDecision?.({
          document,
          signature: hash('sha256', value, 'hex'),
          certificate: certificate?.fingerprint,
        }),
      ),
    )
    .find((found) => found !== undefined);
  return decision === undefined || decision.since > judging.at
    ? []
    : [finding('COURT_DECISION', `№ ${decision.number}, ${decision.since.toISOString()}`)];
}

const changesOf = ({ changes }: Integrity, { altered, findings }: TimeEvidence): Finding[] => [
  ...changes,
  ...(altered ? findings.filter(({ code }) => code === 'TIME_STAMP_WRONG') : []),
];

function countersigned({ countersignatures, problems }: SignerVerdict): Finding[] {
  const good = countersignatures.filter(({ holds }) => holds).length;
  const unread = problems.some(({ fault }) => fault.startsWith('countersignature')) ? 1 : 0;
  const bad = countersignatures.length - good + unread;
  return [
    ...(good > 0 ? [finding('COUNTERSIGNED', String(good))] : []),
    ...(bad > 0 ? [finding('COUNTERSIGNATURE_WRONG', String(bad))] : []),
  ];
}

function timeView(
  { claimedTime }: SignerVerdict,
  { reliable, findings }: TimeEvidence,
  { reference, basis }: { readonly reference: Date; readonly basis: TimeView['basis'] },
): TimeView {
  const ignored = reliable === undefined && claimedTime !== undefined;
  return {
    claimed: claimedTime?.toISOString() ?? null,
    reliable:
      reliable === undefined ? null : { at: reliable.at.toISOString(), source: reliable.source, by: reliable.by },
    judgedAt: reference.toISOString(),
    basis,
    findings: [
      ...findings,
      ...(ignored ? [finding('TIME_CLAIMED_ONLY', claimedTime.toISOString())] : []),
      ...(reliable === undefined ? [finding('TIME_UNKNOWN')] : []),
    ],
  };
}
