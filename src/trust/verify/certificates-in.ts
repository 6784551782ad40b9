import { readZip, ZipError } from '../../record/index.ts';
import { DerError } from '../der/index.ts';
import { evidenceIn, isJws, isPdf, parseSignedData, type SignedData } from '../formats/index.ts';
import type { Certificate } from '../path/index.ts';
import { mostSignatureBytes } from './input.ts';
import { broughtByJws } from './jws.ts';
import { messagesInPdf } from './pdf.ts';
import { tokensOn } from './time.ts';
import { unarmoured } from './verify.ts';

// Whom the registers have to be asked about, before a file can be judged by them.

/** More than any message that is judged has. What comes after them is not asked about, and convinces nobody (registers.ts). */
const MAX_CERTIFICATES = 2_000;

/**
 * The certificates that a signature came with: those of the messages, those of the time-stamps upon them, and those beside them in a
 * PDF. What cannot be read here is refused where it is judged.
 */
export const certificatesOf = (signature: Uint8Array): readonly Certificate[] => distinct(broughtBy(signature));

/** Those of the signatures in an evidence file. */
export const certificatesInEvidence = (file: Uint8Array): readonly Certificate[] =>
  distinct(messagesIn(file).flatMap(broughtBy));

// Who signs comes before what hangs on the signatures, which is anybody's.
const distinct = (all: readonly Certificate[]): readonly Certificate[] =>
  [...new Map(all.map((one) => [one.fingerprint, one])).values()].slice(0, MAX_CERTIFICATES);

function broughtBy(signature: Uint8Array): readonly Certificate[] {
  if (signature.length > mostSignatureBytes) return [];
  if (isJws(signature)) {
    const { certificates, tokens } = broughtByJws(signature);
    return [...certificates, ...tokens.flatMap((token) => readable(token) ?? []).flatMap(certificatesIn)];
  }
  const { messages, store } = isPdf(signature)
    ? messagesInPdf(signature)
    : { messages: [unarmoured(signature)], store: undefined };
  const read = messages.flatMap((message) => readable(message) ?? []);
  const tokens = read.flatMap(({ signers }) => signers.flatMap(tokensOn));
  return [
    ...read.flatMap(certificatesIn),
    ...(store?.certificates ?? []),
    ...tokens.flatMap((token) => readable(token) ?? []).flatMap(certificatesIn),
  ];
}

const certificatesIn = (message: SignedData): readonly Certificate[] => evidenceIn(message).certificates;

function messagesIn(file: Uint8Array): readonly Uint8Array[] {
  try {
    return readZip(file).flatMap(({ name, bytes }) => (name.endsWith('.p7s') ? [bytes] : []));
  } catch (error) {
    if (error instanceof ZipError || error instanceof RangeError) return [];
    throw error;
  }
}

function readable(bytes: Uint8Array): SignedData | undefined {
  try {
    return parseSignedData(bytes);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
