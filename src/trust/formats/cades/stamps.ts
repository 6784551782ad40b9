import { DerError, oids } from '../../der/index.ts';
import { endsStamp, type Verdict, type Work } from '../../path/index.ts';
import { type ContentDigests, digestsOf } from '../cms/content.ts';
import { parseSignedData, type SignedData } from '../cms/signed-data.ts';
import type { SignerInfo } from '../cms/signer-info.ts';
import type { TspProblem } from '../tsp/problems.ts';
import { parseTstInfo } from '../tsp/tst-info.ts';
import { type TokenVerdict, verifyToken } from '../tsp/verify-token.ts';
import { archivedContent, type Coverage } from './archive.ts';
import { collectedAt, type Evidence, evidenceIn, noEvidence, together } from './evidence.ts';
import { type CadesProblem, cadesProblem } from './problems.ts';
import { type CadesTrust, judgeCertificate } from './trust.ts';

/** content: proves that the content was there before it was signed; signature: that the signature was; archive: everything. */
export type StampKind = 'content' | 'signature' | 'archive';

export type StampVerdict = {
  readonly kind: StampKind;
  /** Nothing speaks against it: what it is over was there at `time`. */
  readonly trusted: boolean;
  readonly time: Date | undefined;
  /** The earliest moment at which the token itself is proven to have been there; the moment of checking where nothing proves it. */
  readonly provenAt: Date;
  readonly token: TokenVerdict;
  readonly authority: Verdict | undefined;
  readonly problems: readonly (TspProblem | CadesProblem)[];
};

/** The attribute that time-stamps of a kind stand in. */
export const stampAttribute: Readonly<Record<StampKind, string>> = {
  content: oids.contentTimeStamp,
  signature: oids.signatureTimeStampToken,
  archive: oids.archiveTimeStampV3,
};
const MAX_STAMPS = 16;

/** The time-stamps of a kind upon a signature, the latest first; at most 16. */
export function stampsOn({ signed, unsigned }: SignerInfo, kind: StampKind): readonly Buffer[] {
  const attributes = kind === 'content' ? signed?.attributes : unsigned;
  const values = (attributes?.values(stampAttribute[kind]) ?? []).slice(0, MAX_STAMPS).map(({ raw }) => raw);
  return values
    .map((token) => ({ token, time: timeOf(token) }))
    .sort((a, b) => b.time - a.time)
    .map(({ token }) => token);
}

function timeOf(token: Buffer): number {
  try {
    const { content } = parseSignedData(token);
    return content === undefined ? 0 : parseTstInfo(content).genTime.getTime();
  } catch (error) {
    if (error instanceof DerError) return 0;
    throw error;
  }
}

/** The message a stamp belongs to. */
export type Stamped = {
  readonly message: SignedData;
  readonly signer: SignerInfo;
  readonly content: ContentDigests;
  /** What lies in the message. */
  readonly inside: Evidence;
  /** What the whole message may cost. */
  readonly work: Work;
};

type Proof = { readonly time: Date; readonly covers: Coverage };

/**
 * The time-stamps upon a signature, from the latest archive time-stamp on: a trusted one proves that what it covers was there at
 * its time. `statusTimes`: see `judgeCertificate`. @throws BudgetSpent
 */
export function judgeStamps(
  stamped: Stamped,
  trust: CadesTrust,
): { readonly stamps: readonly StampVerdict[]; readonly statusTimes: readonly Date[] } {
  const stamps: StampVerdict[] = [];
  const proofs: Proof[] = [];
  const statusTimes = (): Date[] => [trust.at, ...proofs.map(({ time }) => time)];
  for (const kind of ['archive', 'signature', 'content'] as const)
    for (const token of stampsOn(stamped.signer, kind)) {
      // Content time-stamps are signed attributes: every archive time-stamp covers those.
      const proven = proofs.filter(({ covers }) => kind === 'content' || covers(stampAttribute[kind], token));
      const provenAt = proven.reduce((first, { time }) => (time < first ? time : first), trust.at);
      const { verdict, covers } = judgeStamp(kind, token, stamped, provenAt, statusTimes(), trust);
      stamps.push(verdict);
      if (kind === 'archive' && verdict.trusted) proofs.push({ time: verdict.time!, covers });
    }
  return { stamps, statusTimes: statusTimes() };
}

function judgeStamp(
  kind: StampKind,
  bytes: Buffer,
  stamped: Stamped,
  provenAt: Date,
  statusTimes: readonly Date[],
  trust: CadesTrust,
): { readonly verdict: StampVerdict; readonly covers: Coverage } {
  const over = contentOf(kind, bytes, stamped);
  const { algorithms } = trust.rules;
  const known = together(stamped.inside, trust.evidence).certificates;
  const token = verifyToken(
    bytes,
    { data: over.content, certificates: known },
    { algorithms, at: provenAt, work: stamped.work },
  );
  const problems: (TspProblem | CadesProblem)[] = [...token.problems, ...over.problems];
  const time = token.info?.genTime;
  if (token.info !== undefined && isFuture(token.info, trust.at))
    problems.push(cadesProblem('time-stamp-in-the-future'));
  const inside = together(stamped.inside, token.message === undefined ? noEvidence : evidenceIn(token.message));
  const authority =
    time === undefined ? undefined : authorityPath(token, time, { ...stamped, inside }, provenAt, statusTimes, trust);
  if (authority?.valid === false)
    problems.push(cadesProblem('authority-path', authority.problems.map(({ fault }) => fault).join(' ')));
  if (token.authority !== undefined && time !== undefined && trust.isAuthority?.(token.authority, time) === false)
    problems.push(cadesProblem('authority-not-trusted'));
  const trusted = problems.length === 0;
  return { verdict: { kind, trusted, time, provenAt, token, authority, problems }, covers: over.covers };
}

const isFuture = ({ genTime, accuracyMicros = 0 }: { genTime: Date; accuracyMicros: number | undefined }, at: Date) =>
  genTime.getTime() - accuracyMicros / 1000 > at.getTime();

function contentOf(
  kind: StampKind,
  token: Buffer,
  { message, signer, content }: Stamped,
): { readonly content: ContentDigests; readonly covers: Coverage; readonly problems: readonly CadesProblem[] } {
  if (kind === 'archive') return archivedContent(token, message, signer, content);
  return { content: kind === 'content' ? content : digestsOf(signer.signature), covers: () => false, problems: [] };
}

function authorityPath(
  { authority }: TokenVerdict,
  time: Date,
  { inside, work }: Stamped,
  provenAt: Date,
  statusTimes: readonly Date[],
  trust: CadesTrust,
): Verdict | undefined {
  if (authority === undefined) return undefined;
  return judgeCertificate(
    {
      certificate: authority,
      at: time,
      anchors: trust.authorityAnchors ?? trust.anchors,
      evidence: together(inside, trust.evidence),
      statusTimes: [...statusTimes, ...collectedAt(inside, time, trust.at)],
      rules: { algorithms: trust.rules.algorithms, purpose: { extKeyUsage: oids.kpTimeStamping } },
      judge: endsStamp(provenAt),
      endsUntil: provenAt,
      work,
    },
    trust,
  );
}
