import { hash } from 'node:crypto';
import type { Refusal } from '../../platform/refusal.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { visible } from '../../platform/text.ts';
import { DerError } from '../der/index.ts';
import {
  type Change,
  parseSignedData,
  PdfReadError,
  type PdfSignature,
  rangeDigests,
  readSignatures,
  readSignedPdf,
  type SignedData,
  type SignedPdf,
  signedRevision,
  under,
  verifySignedData,
} from '../formats/index.ts';
import type { Judging } from './chain.ts';
import { judgeVerifyingMeans, verifyingMeans } from './condition-integrity.ts';
import { foundInCms } from './found-cms.ts';
import { judgeSignature } from './judge-signature.ts';
import { judgingOf } from './judging.ts';
import { coverageOf, fileFindings, momentOf, type PdfReport, revisionsOf } from './pdf-report.ts';
import { refuse } from './refusals.ts';
import {
  type Finding,
  several,
  type SignatureReport,
  summary,
  type Verdict,
  type VerificationReport,
  worst,
} from './report.ts';
import { judgeToken, type ProvenTime, timeOf } from './time.ts';
import { bringsTooMuch, mostSignatureBytes, type VerificationInput } from './input.ts';

const MAX_SIGNATURES = 16;
const MAX_STAMPS = 8;

/**
 * The same decision about every signature in a PDF file, over the revision that each covers; what later revisions did decides with
 * it (ISO 32000-2 12.8, EN 319 142-1). Whoever signs in a file says nothing about what others add to it afterwards: each signature
 * is judged by what came after it.
 */
export function verifyPdf(input: VerificationInput): VerificationReport | Refusal {
  if (input.signature.length > mostSignatureBytes) return refuse('SIGNATURE_TOO_LARGE');
  const read = readOrRefuse(() => readSignedPdf(input.signature));
  if (isRefusal(read)) return read;
  const signatures = read.signatures.filter(({ kind }) => kind === 'signature');
  const stamps = read.signatures.filter(({ kind }) => kind === 'time-stamp');
  if (signatures.length === 0) return refuse('PDF_NOT_SIGNED');
  if (signatures.length > MAX_SIGNATURES || stamps.length > MAX_STAMPS) return refuse('SIGNATURE_TOO_MUCH');
  const messages = signatures.map(messageOf);
  const unread = messages.findIndex((one) => one === undefined);
  if (messages.some((one) => one !== undefined && bringsTooMuch(one))) return refuse('SIGNATURE_TOO_MUCH');
  if (unread >= 0) return unreadable(signatures[unread]!);
  const judging = judgingOf(messages as SignedData[], input, read.store);
  const times = judgeStamps(stamps, judging);
  const pdf = withStamps(read, times);
  const certifying: PdfSignature[] = [];
  const reports: SignatureReport[] = [];
  for (const [at, found] of signatures.entries()) {
    const signature = certified(found, certifying);
    const proven = times.flatMap(({ stamp, time }) => (time !== undefined && isBefore(signature, stamp) ? [time] : []));
    const report = judgeOne(pdf, signature, messages[at]!, proven, judging, input);
    if (report === undefined) return refuse('SIGNATURE_TOO_MUCH');
    reports.push(report);
    if (report.verdict === 'valid') certifying.push(signature);
  }
  if (judging.work.isSpent) return refuse('SIGNATURE_TOO_MUCH');
  const all = worst(reports.map((one): Verdict => one.verdict));
  const report: PdfReport = {
    revisions: revisionsOf({ ...pdf, signatures: pdf.signatures.map((one) => certified(one, certifying)) }),
    timeStamps: times.map(({ stamp, finding }) => ({
      field: visible(stamp.field),
      revision: stamp.revision === undefined ? null : stamp.revision + 1,
      finding,
    })),
  };
  return {
    v: 1,
    kind: 'signature-verification',
    verdict: all,
    summary: reports.length === 1 ? reports[0]!.summary : summary(several[all]),
    checkedAt: input.at.toISOString(),
    document: { sha256: hash('sha256', input.signature, 'hex'), size: input.signature.length, attached: true },
    signatures: reports,
    pdf: report,
    means: { ...verifyingMeans, confirmed: judgeVerifyingMeans(input.context, input.at).status },
  };
}

/** The file as it was when each of its signatures was made, by the report's order; undefined for one that covers nothing. */
export function signedRevisions(bytes: Uint8Array): readonly (Uint8Array | undefined)[] {
  const pdf = readOrRefuse(() => readSignatures(bytes));
  return isRefusal(pdf)
    ? []
    : pdf.signatures.filter(({ kind }) => kind === 'signature').map((one) => signedRevision(pdf, one));
}

/** The messages and tokens in a file, with what lies beside them. */
export function messagesInPdf(
  bytes: Uint8Array,
): Pick<SignedPdf, 'store'> & { readonly messages: readonly Uint8Array[] } {
  const pdf = readOrRefuse(() => readSignatures(bytes));
  if (isRefusal(pdf)) return { messages: [], store: { certificates: [], crls: [], ocsp: [] } };
  return { store: pdf.store, messages: pdf.signatures.flatMap(({ message }) => message ?? []) };
}

function readOrRefuse<T>(read: () => T): T | Refusal {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PdfReadError)) throw error;
    const { fault, offset } = error;
    if (fault === 'encrypted') return refuse('PDF_ENCRYPTED');
    if (fault === 'budget') return refuse('SIGNATURE_TOO_MUCH', { details: { fault } });
    return refuse('PDF_UNREADABLE', { details: { fault, offset } });
  }
}

// What another format puts into the string (a value alone, a digest by SHA-1) is not damaged for being none of ours.
const unreadable = ({ field, format, problems }: PdfSignature): Refusal =>
  problems.includes('format-unknown')
    ? refuse('SIGNATURE_FORMAT_OTHER', { details: { field, format: format ?? null } })
    : refuse('SIGNATURE_UNREADABLE', { details: { field } });

// EN 319 142-1 4.2: one signer, and the content is the file.
function messageOf({ message }: PdfSignature): SignedData | undefined {
  if (message === undefined) return undefined;
  try {
    const parsed = parseSignedData(message);
    return parsed.signers.length === 1 && parsed.content === undefined ? parsed : undefined;
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

// What a time-stamp over the whole file proves: every earlier revision, and the signatures in it.
const isBefore = ({ revision }: PdfSignature, stamp: PdfSignature): boolean =>
  revision !== undefined && stamp.revision !== undefined && revision < stamp.revision;

// ISO 32000-2 12.8.2.2: a certification is what a signature says that was found valid, and that came before. What the catalogue says
// of a dictionary that nobody signed allows nothing.
function certified(signature: PdfSignature, valid: readonly PdfSignature[]): PdfSignature {
  const by = valid.find(({ object }) => object !== undefined && object === signature.permissions.certifiedBy);
  return by === undefined || !isBefore(by, signature)
    ? signature
    : { ...signature, permissions: under(signature.permissions, by.permissions) };
}

// 12.8.2.2.2: a document time-stamp never counts, if it is one: a token over the file by an authority that may be relied upon. One
// by another is a signature by anybody; and what calls itself a time-stamp and is none may be anything.
const standsAs: Readonly<Partial<Record<Finding['code'], Change['kind']>>> = {
  TIME_ARCHIVE: 'time-stamp',
  TIME_AUTHORITY_STATUS_UNKNOWN: 'time-stamp',
  TIME_AUTHORITY_NOT_TRUSTED: 'signature',
};

function withStamps(pdf: SignedPdf, times: readonly JudgedStamp[]): SignedPdf {
  const judged = (change: Change): Change => {
    if (change.kind !== 'time-stamp') return change;
    const found = times.find(({ stamp }) => stamp.field === change.where && stamp.revision === change.revision);
    const kind = found === undefined ? undefined : standsAs[found.finding.code];
    return { ...change, kind: kind ?? 'unknown' };
  };
  return { ...pdf, changes: pdf.changes.map((all) => all.map(judged)) };
}

type JudgedStamp = { readonly stamp: PdfSignature; readonly finding: Finding; readonly time: ProvenTime | undefined };

// From the latest on: each proves when those before it were there, whatever happened to their authorities afterwards.
function judgeStamps(stamps: readonly PdfSignature[], judging: Judging): JudgedStamp[] {
  const judged: JudgedStamp[] = [];
  for (const stamp of [...stamps].reverse()) {
    const { message = Buffer.alloc(0), covered = [], problems } = stamp;
    const over = {
      content: rangeDigests(covered),
      problems: problems.map((fault) => ({ fault })),
      covers: () => true,
    };
    const later = judged.flatMap(({ stamp: other, time }) =>
      time !== undefined && isBefore(stamp, other) ? [time.at] : [],
    );
    const proven = later.reduce((first, at) => (at < first ? at : first), judging.at);
    const { finding, time } = judgeToken(message, over, proven, judging);
    judged.push({ stamp, finding, time: finding.code === 'TIME_ARCHIVE' ? time : undefined });
  }
  return judged.reverse();
}

function judgeOne(
  pdf: SignedPdf,
  signature: PdfSignature,
  message: SignedData,
  proven: readonly ProvenTime[],
  judging: Judging,
  input: VerificationInput,
): SignatureReport | undefined {
  const digests = rangeDigests(signature.covered ?? []);
  const { signers } = verifySignedData(
    message,
    {
      content: (name) => (signature.covered === undefined ? undefined : digests.digest(name)),
      certificates: judging.certificates,
    },
    { algorithms: judging.algorithms, at: input.at, pinned: true },
  );
  const verdict = signers[0];
  if (verdict === undefined) return undefined;
  const { frame, notes } = fileFindings(pdf, signature);
  const signed = signedRevision(pdf, signature);
  const report = judgeSignature(foundInCms(verdict, message, frame), {
    judging,
    verifying: judgeVerifyingMeans(input.context, input.at),
    documents: [input.signature, ...(signed === undefined ? [] : [signed])].map((bytes) =>
      hash('sha256', bytes, 'hex'),
    ),
    use: input.use ?? {},
    time: timeOf({ message, signer: verdict.signer, content: digests }, proven, judging),
  });
  // EN 319 142-1 6.3: in a PDF the signer states the time beside the message.
  const claimed = report.time.claimed ?? momentOf(signature.says.time) ?? null;
  return {
    ...report,
    time: { ...report.time, claimed },
    notes: [...report.notes, ...notes],
    pdf: coverageOf(pdf, signature),
  };
}
