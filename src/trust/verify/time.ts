import { isBeforeESignature } from '../../law/index.ts';
import { visible } from '../../platform/text.ts';
import { oids } from '../der/index.ts';
import {
  archivedContent,
  type ContentDigests,
  type Coverage,
  digestsOf,
  evidenceIn,
  type SignedData,
  type SignerInfo,
  stampAttribute,
  stampsOn,
  type TstInfo,
  verifyToken,
} from '../formats/index.ts';
import { type Certificate, endsStamp, type Verdict } from '../path/index.ts';
import { judgeAt, type Judging, withMore } from './chain.ts';
import { bringsTooMuch } from './input.ts';
import { judgeCentre } from './condition-issuer.ts';
import { contentTokens, withContentStamps } from './content-stamps.ts';
import { legacyAnchors, toldTimeThen } from './legacy.ts';
import { type Finding, finding, statusOf } from './report.ts';
import { calledBy } from './signer.ts';
import { frameFindings } from './structure.ts';

/** DECISIONS 34: a moment at which, at the latest, a signature is proven to have existed. */
export type ProvenTime = { readonly at: Date; readonly source: 'time-stamp' | 'checkpoint'; readonly by: string };

export type TimeEvidence = {
  /** The earliest proven moment. */
  readonly reliable: ProvenTime | undefined;
  /** A moment that would be proven, if it were known how the time-stamping authority's certificate stands. */
  readonly possible: ProvenTime | undefined;
  readonly findings: readonly Finding[];
  /** A token that is there and is not one over this signature. */
  readonly altered: boolean;
  /** What is said of time-stamps that prove no moment of signing. */
  readonly notes: readonly Finding[];
};

const MAX_STAMPS = { archive: 4, signature: 4 };

const stampsOf = (signer: SignerInfo, kind: keyof typeof MAX_STAMPS): readonly Buffer[] =>
  stampsOn(signer, kind).slice(0, MAX_STAMPS[kind]);

/** The time-stamps upon a signature: as many as are looked at. */
export const tokensOn = (signer: SignerInfo): readonly Buffer[] => [
  ...stampsOf(signer, 'archive'),
  ...stampsOf(signer, 'signature'),
];

/** A signature and what it is over. */
export type Signed = {
  readonly message: SignedData;
  readonly signer: SignerInfo;
  readonly content: ContentDigests;
};

/**
 * What is known about the moment of signing: time-stamps upon the signature's value (RFC 3161) and archive time-stamps (EN 319
 * 122-1 5.5.3) by authorities under the trusted roots, and what the caller has proven elsewhere (`proven`: checkpoints of the
 * log, time-stamps over the whole file). The signer's own word is nothing. From the latest archive time-stamp on, each proves when what it covers was there at
 * the latest: an authority's key that was lost after that takes nothing from it.
 */
export function timeOf(signed: Signed, proven: readonly ProvenTime[], judging: Judging): TimeEvidence {
  const { message, signer, content } = signed;
  const found: JudgedToken[] = [];
  const told = proven.filter(({ at }) => at <= judging.at);
  const proofs: Proof[] = told
    .filter(({ source }) => source === 'time-stamp')
    .map(({ at }) => ({ at, covers: () => true }));
  for (const token of stampsOf(signer, 'archive')) {
    const over = archivedContent(token, message, signer, content);
    const judged = judgeToken(token, over, provenAt('archive', token, proofs, judging), judging);
    found.push(judged);
    if (judged.finding.code === 'TIME_ARCHIVE') proofs.push({ at: judged.time!.at, covers: over.covers });
  }
  for (const token of stampsOf(signer, 'signature')) {
    const over = { content: digestsOf(signer.signature), problems: [] };
    found.push(judgeToken(token, over, provenAt('signature', token, proofs, judging), judging));
  }
  const time = evidenceOf(told, found);
  // What is under the signature was there when the signature was.
  const proof = time.reliable?.at ?? judging.at;
  const inside = contentTokens(signer).map((token) => judgeToken(token, { content, problems: [] }, proof, judging));
  return withContentStamps(time, signer, inside);
}

/** The same about a signature whose time-stamps are all over its value: `over` is what they are to be made over. */
export function timeByTokens(
  tokens: readonly Buffer[],
  over: Uint8Array,
  proven: readonly ProvenTime[],
  judging: Judging,
): TimeEvidence {
  const content = { content: digestsOf(over), problems: [] };
  const found = tokens.slice(0, MAX_STAMPS.signature).map((token) => judgeToken(token, content, judging.at, judging));
  return evidenceOf(
    proven.filter(({ at }) => at <= judging.at),
    found,
  );
}

function evidenceOf(told: readonly ProvenTime[], found: readonly JudgedToken[]): TimeEvidence {
  const times = (...codes: string[]): ProvenTime[] =>
    found.flatMap(({ finding: { code }, time }) => (time !== undefined && codes.includes(code) ? [time] : []));
  return {
    reliable: earliest([...told, ...times('TIME_STAMP', 'TIME_ARCHIVE')]),
    possible: earliest(times('TIME_AUTHORITY_STATUS_UNKNOWN')),
    findings: [
      ...told.map(({ at, source }) =>
        finding(source === 'checkpoint' ? 'TIME_CHECKPOINT' : 'TIME_ARCHIVE', at.toISOString()),
      ),
      ...found.map((one) => one.finding),
    ],
    altered: found.some((one) => one.finding.code === 'TIME_STAMP_WRONG'),
    notes: [],
  };
}

type Proof = { readonly at: Date; readonly covers: Coverage };

const provenAt = (kind: keyof typeof MAX_STAMPS, token: Buffer, proofs: readonly Proof[], { at }: Judging): Date =>
  proofs
    .filter(({ covers }) => covers(stampAttribute[kind], token))
    .reduce((first, proof) => (proof.at < first ? proof.at : first), at);

const earliest = (all: readonly ProvenTime[]): ProvenTime | undefined =>
  [...all].sort((a, b) => a.at.getTime() - b.at.getTime())[0];

/** `since`: the earliest moment at which the token may have been made. */
export type JudgedToken = { readonly finding: Finding; readonly time?: ProvenTime; readonly since?: Date };
type Over = {
  readonly content: ContentDigests;
  readonly problems: readonly { readonly fault: string }[];
  readonly covers?: Coverage;
};

/** What a token proves. `proven`: the earliest moment at which the token itself is known to have been there. */
export function judgeToken(bytes: Uint8Array, over: Over, proven: Date, judging: Judging): JudgedToken {
  const { algorithms, at, context } = judging;
  const { holds, info, authority, message, problems } = verifyToken(
    bytes,
    { data: over.content, certificates: judging.certificates },
    { algorithms, at: proven, counterWork: judging.counterWork },
  );
  if (message !== undefined && bringsTooMuch(message))
    return { finding: finding('TIME_STAMP_WRONG', 'too-many-certificates') };
  const wrong = [...over.problems, ...problems];
  if (!holds || wrong.length > 0 || info === undefined || authority === undefined || message === undefined)
    return { finding: finding('TIME_STAMP_WRONG', wrong.map(({ fault }) => fault).join(' ')) };
  const frame = message.signers.flatMap((one) => frameFindings(message, one));
  if (frame.length > 0) return { finding: finding('TIME_STAMP_WRONG', frame[0]!.about) };
  if (info.genTime > at) return { finding: finding('TIME_STAMP_LATER', info.genTime.toISOString()) };
  const time: ProvenTime = {
    at: latestOf(info, proven),
    source: 'time-stamp',
    by: visible(calledBy(authority.subject)),
  };
  // ES-19.2a: those who told the time under the former law are believed about its days only.
  const former = isBeforeESignature(time.at) ? legacyAnchors(context.legacy, 'time-stamps') : [];
  const verdict = judgeAt(
    authority,
    {
      anchors: [...context.timeStampRoots, ...context.roots, ...former],
      reference: info.genTime,
      status: 'required',
      judge: endsStamp(proven),
      endsUntil: proven,
      extKeyUsage: oids.kpTimeStamping,
    },
    withMore(judging, evidenceIn(message)),
  );
  const above = centreAbove(verdict, info.genTime, judging);
  const standing = statusOf(above);
  const entry = entryOf(authority, info.genTime, judging);
  const listed = entry !== 'none' && isListed(authority, verdict, former, judging);
  if (verdict.valid && listed && entry === 'good' && standing === 'met') {
    const code = over.covers === undefined ? 'TIME_STAMP' : 'TIME_ARCHIVE';
    const since = new Date(info.genTime.getTime() - accuracyOf(info));
    return { finding: finding(code, info.genTime.toISOString()), time, since };
  }
  const faults: string[] = verdict.problems.map(({ fault }) => fault);
  if (entry === 'not-known') faults.push('status-unknown');
  if (!listed) faults.push('not-in-register');
  faults.push(...above.filter(({ status }) => status === 'not-met').map(({ code }) => code));
  if (faults.every((fault) => fault === 'status-unknown'))
    return { finding: finding('TIME_AUTHORITY_STATUS_UNKNOWN', time.by), time };
  return { finding: finding('TIME_AUTHORITY_NOT_TRUSTED', `${time.by}: ${faults.join(' ')}`) };
}

// RFC 3161 2.4.2: a clock may be off by as much as its accuracy says. What is proven is the latest of these moments, and no later one
// than that at which the token itself was there.
const latestOf = (info: TstInfo, proven: Date): Date =>
  new Date(Math.min(info.genTime.getTime() + accuracyOf(info), proven.getTime()));

/** Milliseconds. */
const accuracyOf = ({ accuracyMicros = 0 }: TstInfo): number => Math.ceil(accuracyMicros / 1000);

// ES-14.5c: of a service too, what the register of its centre does not have was never issued, and what was entered later told no time before.
function entryOf(authority: Certificate, at: Date, { context }: Judging): 'good' | 'none' | 'not-known' {
  const entered = context.issuedAt(authority);
  if (entered === 'purged') return 'not-known';
  return entered === 'absent' || (entered instanceof Date && entered > at) ? 'none' : 'good';
}

/** Whether a service under an anchor of the former law is one that was taken over; of one that the reader chose nothing is asked. */
function isListed(
  authority: Certificate,
  { anchor }: Verdict,
  former: readonly Certificate[],
  { context }: Judging,
): boolean {
  const isAmong = (all: readonly Certificate[]): boolean =>
    all.some(({ publicKey }) => anchor?.publicKey.raw.equals(publicKey.raw) === true);
  return (
    !isAmong(former) || isAmong(context.timeStampRoots) || toldTimeThen(authority, anchor?.certificate, context.legacy)
  );
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
