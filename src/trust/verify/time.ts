import { oids } from '../der/index.ts';
import { certificatesIn, crlsIn, digestsOf, type SignerInfo, verifyToken } from '../formats/index.ts';
import { endedBy, keyMayBeLost, type Revocation, type Verdict } from '../path/index.ts';
import { judgeAt, type Judging, withMore } from './chain.ts';
import { judgeCentre } from './condition-issuer.ts';
import { type Finding, finding, statusOf } from './report.ts';
import { calledBy } from './signer.ts';
import { frameFindings } from './structure.ts';

/** DECISIONS 34: a moment at which a signature is proven to have existed. */
export type ProvenTime = { readonly at: Date; readonly source: 'time-stamp' | 'checkpoint'; readonly by: string };

export type TimeEvidence = {
  /** The earliest proven moment. */
  readonly reliable: ProvenTime | undefined;
  /** A moment that would be proven, if it were known how the time-stamping authority's certificate stands. */
  readonly possible: ProvenTime | undefined;
  readonly findings: readonly Finding[];
  /** A token that is there and is not one over this signature. */
  readonly altered: boolean;
};

const MAX_TOKENS = 4;

/** The time-stamps upon a signature: as many as are looked at. */
export const tokensOn = (signer: SignerInfo): readonly Buffer[] =>
  (signer.unsigned?.values(oids.signatureTimeStampToken) ?? []).slice(0, MAX_TOKENS).map(({ raw }) => raw);

/**
 * What is known about the moment of signing: time-stamps upon the signature's value (RFC 3161) by authorities under the
 * trusted roots, and what the caller has proven elsewhere (`proven`: checkpoints of the log). The signer's own word is nothing.
 */
export function timeOf(signer: SignerInfo, proven: readonly ProvenTime[], judging: Judging): TimeEvidence {
  const findings: Finding[] = [];
  const reliable: ProvenTime[] = proven.filter(({ at }) => at <= judging.at);
  findings.push(...reliable.map(({ at }) => finding('TIME_CHECKPOINT', at.toISOString())));
  const possible: ProvenTime[] = [];
  let altered = false;
  for (const token of tokensOn(signer)) {
    const judged = judgeToken(token, signer.signature, judging);
    findings.push(judged.finding);
    if (judged.finding.code === 'TIME_STAMP') reliable.push(judged.time!);
    if (judged.finding.code === 'TIME_AUTHORITY_STATUS_UNKNOWN') possible.push(judged.time!);
    altered ||= judged.finding.code === 'TIME_STAMP_WRONG';
  }
  return { reliable: earliest(reliable), possible: earliest(possible), findings, altered };
}

const earliest = (all: readonly ProvenTime[]): ProvenTime | undefined =>
  [...all].sort((a, b) => a.at.getTime() - b.at.getTime())[0];

function judgeToken(
  bytes: Buffer,
  signature: Buffer,
  judging: Judging,
): { readonly finding: Finding; readonly time?: ProvenTime } {
  const { algorithms, at, context } = judging;
  const { holds, info, authority, message, problems } = verifyToken(
    bytes,
    { data: digestsOf(signature), certificates: context.certificates },
    { algorithms, at },
  );
  if (!holds || info === undefined || authority === undefined || message === undefined)
    return { finding: finding('TIME_STAMP_WRONG', problems.map(({ fault }) => fault).join(' ')) };
  const frame = message.signers.flatMap((one) => frameFindings(message, one));
  if (frame.length > 0) return { finding: finding('TIME_STAMP_WRONG', frame[0]!.about) };
  if (info.genTime > at) return { finding: finding('TIME_STAMP_LATER', info.genTime.toISOString()) };
  const time: ProvenTime = { at: info.genTime, source: 'time-stamp', by: calledBy(authority.subject) };
  const verdict = judgeAt(
    authority,
    {
      anchors: [...context.timeStampRoots, ...context.roots],
      reference: info.genTime,
      status: 'required',
      judge: afterwards,
      untilNow: true,
      extKeyUsage: oids.kpTimeStamping,
    },
    withMore(judging, { certificates: certificatesIn(message), crls: crlsIn(message) }),
  );
  const above = centreAbove(verdict, info.genTime, judging);
  const standing = statusOf(above);
  if (verdict.valid && standing === 'met') return { finding: finding('TIME_STAMP', info.genTime.toISOString()), time };
  const faults: string[] = verdict.problems.map(({ fault }) => fault);
  faults.push(...above.filter(({ status }) => status === 'not-met').map(({ code }) => code));
  if (faults.every((fault) => fault === 'status-unknown'))
    return { finding: finding('TIME_AUTHORITY_STATUS_UNKNOWN', time.by), time };
  return { finding: finding('TIME_AUTHORITY_NOT_TRUSTED', `${time.by}: ${faults.join(' ')}`) };
}

// ES-11.2a: reliable is what was stamped by one who may be relied upon. A time-stamping authority is the root's own, that of a centre accredited at the time, or one that the reader chose.
function centreAbove({ anchor, path }: Verdict, at: Date, judging: Judging): readonly Finding[] {
  const isOurs = judging.context.roots.some(({ publicKey }) => anchor?.publicKey.raw.equals(publicKey.raw) === true);
  const chosen = judging.context.timeStampRoots.some(
    ({ publicKey }) => anchor?.publicKey.raw.equals(publicKey.raw) === true,
  );
  const [centre, ...below] = path;
  return !isOurs || chosen || below.length === 0 ? [] : judgeCentre(centre!, below, at, judging);
}

// RFC 3161 4: what a time-stamping authority stamped before its certificate ended stays good, unless its key may have been lost:
// then every stamp may have been made yesterday.
const afterwards = (revocation: Revocation, certificate: Parameters<typeof endedBy>[1], at: Date): boolean =>
  keyMayBeLost(revocation) || endedBy(revocation, certificate, at);
