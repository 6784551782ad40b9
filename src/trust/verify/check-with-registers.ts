import { type CertificateJudge, readZip, ZipError } from '../../record/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { DerError } from '../der/index.ts';
import { certificatesIn, isPdf, parseSignedData, type SignedData } from '../formats/index.ts';
import type { Certificate } from '../path/index.ts';
import { evidenceJudge } from './judge-evidence.ts';
import { messagesInPdf } from './pdf.ts';
import { registersContext, type RegisterTrust } from './registers.ts';
import type { VerificationReport } from './report.ts';
import { tokensOn } from './time.ts';
import { mostSignatureBytes, type VerificationInput, unarmoured, verifySignature } from './verify.ts';

const MAX_CERTIFICATES = 400;

/** `verifySignature` with what the registers of this installation know. */
export async function verifyWithRegisters(
  trust: RegisterTrust,
  input: Omit<VerificationInput, 'context'>,
): Promise<VerificationReport | Refusal> {
  const context = await registersContext(trust, certificatesOf(input.signature), input.at);
  return verifySignature({ ...input, context });
}

/** How an evidence file has its certificates judged by the registers of this installation. */
export async function evidenceJudgeOf(trust: RegisterTrust, file: Uint8Array, at: Date): Promise<CertificateJudge> {
  const certificates = messagesIn(file).flatMap(certificatesOf).slice(0, MAX_CERTIFICATES);
  return evidenceJudge(await registersContext(trust, certificates, at), at);
}

function messagesIn(file: Uint8Array): readonly Uint8Array[] {
  try {
    return readZip(file).flatMap(({ name, bytes }) => (name.endsWith('.p7s') ? [bytes] : []));
  } catch (error) {
    if (error instanceof ZipError || error instanceof RangeError) return [];
    throw error;
  }
}

// Those of the messages, those of the time-stamps upon them, and those beside them in a PDF. What cannot be read here is refused there.
function certificatesOf(signature: Uint8Array): readonly Certificate[] {
  if (signature.length > mostSignatureBytes) return [];
  const { messages, store } = isPdf(signature)
    ? messagesInPdf(signature)
    : { messages: [unarmoured(signature)], store: undefined };
  const read = messages.slice(0, 24).flatMap((message) => readable(message) ?? []);
  const tokens = read.flatMap(({ signers }) => signers.slice(0, 16).flatMap(tokensOn));
  return [...read, ...tokens.flatMap((token) => readable(token) ?? [])]
    .flatMap(certificatesIn)
    .concat(store?.certificates ?? [])
    .slice(0, MAX_CERTIFICATES);
}

function readable(bytes: Uint8Array): SignedData | undefined {
  try {
    return parseSignedData(bytes);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
