import { hash } from 'node:crypto';
import { isBeforeESignature } from '../../law/index.ts';
import { isQualifiedEnd } from '../issue/index.ts';
import type { Judging } from './chain.ts';
import { classOf, featuresOf } from './classify.ts';
import { type Integrity, integrityFindings, judgeIntegrity } from './condition-integrity.ts';
import { type Issuance, judgeIssuance } from './condition-issuer.ts';
import { judgeLimits, type Use } from './condition-limits.ts';
import { judgeValidity } from './condition-validity.ts';
import type { FoundSignature } from './found.ts';
import type { LegacyView } from './legacy.ts';
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
import type { TimeEvidence } from './time.ts';

export type About = {
  readonly judging: Judging;
  readonly verifying: Finding;
  /** SHA-256, hexadecimal, of the document: for a PDF of the whole file and of what was signed of it. */
  readonly documents: readonly string[];
  readonly use: Use;
  /** What is known about the moment of signing. */
  readonly time: TimeEvidence;
};

/** Everything that the law asks about one signature, whatever its format. */
export function judgeSignature(found: FoundSignature, about: About): SignatureReport {
  const { judging, time, use } = about;
  const { certificate } = found;
  const integrity = judgeIntegrity(found);
  const third = integrityFindings(integrity, about.verifying);
  if (certificate === undefined) return withoutCertificate(found, integrity, third, about);

  const owner = ownerOf(certificate);
  const issuance = judgeIssuance(certificate, owner, judging, time.reliable?.at);
  const validity = judgeValidity(certificate, issuance, time, judging);
  const { reference } = validity;
  const conditions = [
    condition('ES-11.1', issuance.findings),
    condition('ES-11.2', validity.findings),
    condition('ES-11.3', third),
    condition('ES-11.4', judgeLimits(owner, use, reference)),
  ];
  const court = courtFinding(found, about);
  const legacy = court.length > 0 ? null : legacyView(conditions, issuance, time);
  const features = featuresOf(found, integrity, issuance, owner, reference, judging.context, legacy);
  const reached = classOf(features);
  const code = conclude({ conditions, features, reached, owner, issuance, legacy, court: court.length > 0 });
  return {
    verdict: verdicts[code],
    summary: summary(code),
    class: reached,
    enhanced: reached !== null,
    features,
    conditions,
    legacy,
    signer: signerView(certificate, owner, reference),
    time: timeView(found, time, validity),
    changes: changesOf(integrity, time),
    notes: [...court, ...validity.notes, ...found.notes, ...time.notes],
  };
}

// ES-11.3d: without the signer's certificate nothing can be told about him, and nothing is made up.
function withoutCertificate(
  found: FoundSignature,
  integrity: Integrity,
  third: readonly Finding[],
  { judging, time }: About,
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
    features: featuresOf(found, integrity, undefined, undefined, reference, judging.context),
    conditions: [
      condition('ES-11.1', missing),
      condition('ES-11.2', missing),
      condition('ES-11.3', third),
      condition('ES-11.4', missing),
    ],
    legacy: null,
    signer: null,
    time: timeView(found, time, { reference, basis }),
    changes: changesOf(integrity, time),
    notes: [...found.notes, ...time.notes],
  };
}

const verdicts: Readonly<Record<SummaryCode, Verdict>> = {
  QUALIFIED: 'valid',
  QUALIFIED_LEGACY: 'valid',
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
  readonly legacy: LegacyView | null;
  readonly court: boolean;
};

/**
 * ES-11: what claims to be a qualified signature is authentic when all four conditions are met. Anything else is measured by the
 * features of ES-5.3, by its certificate and by its limits; that its issuer is another state's is no reason (ES-7.2).
 */
function conclude({ conditions, features, reached, owner, issuance, legacy, court }: Found): SummaryCode {
  if (court) return 'COURT';
  const basic = statusOf(features.filter(({ name }) => name.startsWith('ES-5.3')));
  if (basic === 'not-met') return 'CHANGED';
  const { under } = issuance;
  // ES-19.1c: the rules for qualified certificates hold for those of the former law.
  const claimsQualified =
    under === 'legacy' || (owner.kind !== undefined && isQualifiedEnd(owner.kind) && under !== 'foreign');
  const decisive = claimsQualified
    ? conditions
    : conditions.filter(({ name }) => name === 'ES-11.2' || name === 'ES-11.4');
  const all = statusOf(decisive);
  if (all === 'not-met') return claimsQualified ? 'NOT_AUTHENTIC' : 'CERTIFICATE_DID_NOT_HOLD';
  if (basic !== 'met' || all !== 'met') return 'NOT_DETERMINABLE';
  if (reached !== 'qualified') return 'UNQUALIFIED';
  return legacy?.basis === '19(2)' ? 'QUALIFIED_LEGACY' : 'QUALIFIED';
}

/**
 * ES-19: what a signature of the former law is recognised as, while no court has decided otherwise (ES-19.2b). A document is one of before
 * the entry into force where reliable information tells so (ES-20.1); what the signer says of the time is nothing.
 */
function legacyView(
  conditions: readonly Condition[],
  { under, findings }: Issuance,
  time: TimeEvidence,
): LegacyView | null {
  if (under !== 'legacy' || statusOf(findings) !== 'met') return null;
  const certificate = 'legacy_recognised';
  const before = time.reliable !== undefined && isBeforeESignature(time.reliable.at);
  return { certificate, basis: before && statusOf(conditions) === 'met' ? '19(2)' : '19(1)' };
}

// A decision names a signature by its value, of which one signature can have several.
function courtFinding({ values, certificate }: FoundSignature, { judging, documents }: About): Finding[] {
  const { context } = judging;
  if (context.courtDecision === undefined) return [];
  const decision = values()
    .flatMap((value) =>
      documents.map((document) =>
        context.courtDecision?.({
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

function timeView(
  { claimedTime }: FoundSignature,
  { reliable, findings }: TimeEvidence,
  { reference, basis }: { readonly reference: Date; readonly basis: TimeView['basis'] },
): TimeView {
  const claimed = claimedTime?.toISOString() ?? null;
  return {
    claimed,
    reliable:
      reliable === undefined ? null : { at: reliable.at.toISOString(), source: reliable.source, by: reliable.by },
    judgedAt: reference.toISOString(),
    basis,
    findings: [
      ...findings,
      ...(reliable === undefined && claimed !== null ? [finding('TIME_CLAIMED_ONLY', claimed)] : []),
      ...(reliable === undefined ? [finding('TIME_UNKNOWN')] : []),
    ],
  };
}
