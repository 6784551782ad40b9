import type { Refusal } from '../../platform/refusal.ts';
import { DerError } from '../der/index.ts';
import { digestsOf, isJws, isPdf, parseSignedData, type SignedData, verifySignedData } from '../formats/index.ts';
import { keyOfSigner } from './chain.ts';
import { judgeVerifyingMeans, verifyingMeans } from './condition-integrity.ts';
import { bringsTooMuch, mostSignatureBytes, type VerificationInput } from './input.ts';
import { foundInCms } from './found-cms.ts';
import { judgeSignature } from './judge-signature.ts';
import { judgingOf } from './judging.ts';
import { contentOfJws, verifyJws } from './jws.ts';
import { verifyPdf } from './pdf.ts';
import { refuse } from './refusals.ts';
import { several, summary, type VerificationReport, type Verdict, worst } from './report.ts';
import { timeOf } from './time.ts';

const MAX_SIGNERS = 16;

export { mostSignatureBytes, type VerificationInput } from './input.ts';

/**
 * The decision of ES-11 and ES-5 about every signature of a message: the four conditions, the class, who signed, what was changed,
 * when. No network, no clock; bounded by the size of what is given. Never throws for what the bytes contain: what is no signature is
 * refused.
 */
export function verifySignature(input: VerificationInput): VerificationReport | Refusal {
  if (isPdf(input.signature) && input.document === undefined) return verifyPdf(input);
  if (isJws(input.signature)) return verifyJws(input);
  const message = read(input.signature);
  if (!('signers' in message)) return message;
  const detached = message.content === undefined;
  if (detached && input.document === undefined) return refuse('DOCUMENT_NEEDED');
  if (!detached && input.document !== undefined && !message.content.equals(input.document))
    return refuse('DOCUMENT_TWICE');
  const judging = judgingOf([message], input);
  const document = message.content ?? input.document!;
  const digests = digestsOf(document);
  const verdict = verifySignedData(
    message,
    { content: digests, certificates: judging.certificates },
    {
      algorithms: judging.algorithms,
      at: input.at,
      pinned: true,
      key: (certificate) => keyOfSigner(certificate, judging),
    },
  );
  // What could not be judged to its end is no verdict: a stranger may have made the message to be too much.
  if (verdict.signers.length !== message.signers.length) return refuse('SIGNATURE_TOO_MUCH');
  const sha256 = digests.digest('sha256')!.toString('hex');
  const verifying = judgeVerifyingMeans(input.context, input.at);
  const signatures = verdict.signers.map((one, place) =>
    judgeSignature(foundInCms(one, message), {
      judging,
      verifying,
      documents: [sha256],
      use: input.use ?? {},
      time: timeOf({ message, signer: one.signer, content: digests }, input.proven?.[place] ?? [], judging),
    }),
  );
  if (judging.work.isSpent) return refuse('SIGNATURE_TOO_MUCH');
  const all = worst(signatures.map((one): Verdict => one.verdict));
  return {
    v: 1,
    kind: 'signature-verification',
    verdict: all,
    summary: signatures.length === 1 ? signatures[0]!.summary : summary(several[all]),
    checkedAt: input.at.toISOString(),
    document: { sha256, size: document.length, attached: !detached },
    signatures,
    means: { ...verifyingMeans, confirmed: verifying.status },
  };
}

function read(bytes: Uint8Array): SignedData | Refusal {
  if (bytes.length > mostSignatureBytes) return refuse('SIGNATURE_TOO_LARGE');
  try {
    const message = parseSignedData(unarmoured(bytes));
    if (message.signers.length === 0) return refuse('SIGNATURES_NONE');
    if (message.signers.length > MAX_SIGNERS || bringsTooMuch(message)) return refuse('SIGNATURE_TOO_MUCH');
    return message;
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const format = otherFormat(bytes);
    if (format !== undefined) return refuse('SIGNATURE_FORMAT_OTHER', { details: { format } });
    return refuse('SIGNATURE_UNREADABLE', { details: { fault: error.fault, offset: error.offset } });
  }
}

// What others sign in and is not damaged for being none of ours: XML (EN 319 132-1), archives (EN 319 162-1).
function otherFormat(bytes: Uint8Array): 'xml' | 'zip' | undefined {
  const head = Buffer.from(bytes.subarray(0, 64));
  if (head.toString('latin1', 0, 4) === 'PK\x03\x04') return 'zip';
  return /^\uFEFF?\s*</.test(head.toString('utf8')) ? 'xml' : undefined;
}

// RFC 7468: the same octets as text between BEGIN and END; some write the text alone, which begins as every SEQUENCE of that size does.
export function unarmoured(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x2d && !(bytes[0] === 0x4d && bytes[1] === 0x49)) return bytes;
  const text = Buffer.from(bytes).toString('latin1');
  const found = framed.exec(text) ?? /^(?<inner>[A-Za-z0-9+/\r\n]+={0,2})\s*$/.exec(text);
  return found === null ? bytes : Buffer.from(found.groups!['inner']!, 'base64');
}
const framed = /^-----BEGIN (CMS|PKCS7|PKCS #7 SIGNED DATA)-----\r?\n(?<inner>[A-Za-z0-9+/=\r\n]+)-----END \1-----\s*$/;

/** The document inside a message, where it is there and can be read. */
export function contentOf(signature: Uint8Array): Uint8Array | undefined {
  if (isJws(signature)) return contentOfJws(signature);
  const message = read(signature);
  return 'signers' in message ? message.content : undefined;
}
