import { type Certificate, formatName, type Problem, type Verdict } from '../path/index.ts';
import { judgeAt, type Judging } from './chain.ts';
import type { Issuance } from './condition-issuer.ts';
import { legacyAnchors } from './legacy.ts';
import { type Finding, finding, statusOf } from './report.ts';
import type { FindingCode } from './report.messages.ts';
import type { TimeEvidence } from './time.ts';

export type Validity = {
  readonly findings: readonly Finding[];
  /** What happened later and changes nothing. */
  readonly notes: readonly Finding[];
  readonly reference: Date;
  readonly basis: 'reliable-time' | 'moment-of-checking';
};

/**
 * ES-11.2: the certificate was valid when the document was signed, where reliable information tells when; else now.
 * Entries count from their moment on (ES-14.7b, DECISIONS 32), whatever else is said about the event.
 */
export function judgeValidity(
  certificate: Certificate,
  issuance: Issuance,
  time: TimeEvidence,
  judging: Judging,
): Validity {
  const basis = time.reliable === undefined ? 'moment-of-checking' : 'reliable-time';
  const reference = time.reliable?.at ?? judging.at;
  const { findings, notes } = at(certificate, issuance, reference, judging);
  const { possible } = time;
  if (time.reliable === undefined && possible !== undefined && statusOf(findings) !== 'met') {
    // Nothing may be held against the signature that would not be, if the time-stamp is good.
    const then = at(certificate, issuance, possible.at, judging).findings;
    const missing = then.filter(({ status }) => status !== 'met');
    if (statusOf(then) !== 'not-met')
      return {
        findings: [finding('VALID_IF_TIME_HOLDS', possible.at.toISOString()), ...missing],
        notes,
        reference,
        basis,
      };
  }
  return { findings, notes, reference, basis };
}

type Found = { readonly findings: readonly Finding[]; readonly notes: readonly Finding[] };

function at(certificate: Certificate, issuance: Issuance, reference: Date, judging: Judging): Found {
  const { context } = judging;
  const anchors =
    issuance.under === 'foreign'
      ? context.foreignRoots
      : issuance.under === 'legacy'
        ? legacyAnchors(context.legacy, 'certificates')
        : context.roots;
  if (issuance.under === 'nobody') return { findings: [inItself(certificate, reference)], notes: [] };
  const { chain: likely } = issuance;
  const verdict = judgeAt(certificate, { anchors, reference, status: 'required', likely }, judging);
  const findings = [...objections(verdict, certificate), ...endedWithAccreditation(issuance, reference, judging)];
  return {
    findings: findings.length > 0 ? findings : [finding('CERTIFICATE_VALID', reference.toISOString())],
    notes: laterEnd(verdict, reference),
  };
}

// Without an issuer that anybody vouches for, the dates in the certificate are all there is.
function inItself({ notBefore, notAfter }: Certificate, reference: Date): Finding {
  if (notBefore > reference) return finding('CERTIFICATE_NOT_YET', notBefore.toISOString());
  if (notAfter < reference) return finding('CERTIFICATE_EXPIRED', notAfter.toISOString());
  return finding('STATUS_NOBODY_TO_ASK');
}

function objections({ problems, path }: Verdict, certificate: Certificate): Finding[] {
  const found = problems.map((problem) =>
    objection(problem, path[problem.at ?? -1]?.fingerprint === certificate.fingerprint),
  );
  return [...new Map(found.map((one) => [one.code, one])).values()];
}

function objection({ fault, detail }: Problem, own: boolean): Finding {
  const code: FindingCode =
    fault === 'expired'
      ? own
        ? 'CERTIFICATE_EXPIRED'
        : 'ISSUER_CERTIFICATE_EXPIRED'
      : fault === 'not-yet-valid'
        ? 'CERTIFICATE_NOT_YET'
        : fault === 'revoked'
          ? own
            ? 'CERTIFICATE_ENDED'
            : 'ISSUER_CERTIFICATE_ENDED'
          : fault === 'status-unknown'
            ? 'STATUS_UNKNOWN'
            : 'CHAIN_WRONG';
  return finding(code, code === 'CHAIN_WRONG' ? fault : detail);
}

// ES-17.5: with the revocation or the end of the term of the accreditation all qualified certificates of the centre end.
function endedWithAccreditation({ centre, qualified }: Issuance, reference: Date, { context }: Judging): Finding[] {
  if (centre === undefined || !qualified) return [];
  const answer = context.accreditationAt(centre, reference);
  // DECISIONS 42: what nobody knows is neither met nor not met.
  if (answer === 'unknown') return [finding('ACCREDITATION_UNKNOWN', formatName(centre.subject))];
  if (answer.state !== 'revoked' && answer.state !== 'expired') return [];
  const code = answer.state === 'revoked' ? 'ENDED_WITH_ACCREDITATION' : 'ENDED_WITH_TERM';
  return [finding(code, answer.since?.toISOString())];
}

function laterEnd({ statuses }: Verdict, reference: Date): Finding[] {
  const own = statuses.at(-1);
  return own?.state === 'revoked' && own.revocation.revocationDate > reference
    ? [finding('ENDED_LATER', own.revocation.revocationDate.toISOString())]
    : [];
}
