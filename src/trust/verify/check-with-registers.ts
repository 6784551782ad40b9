import type { Refusal } from '../../platform/refusal.ts';
import { DerError } from '../der/index.ts';
import { certificatesIn, parseSignedData, type SignedData } from '../formats/index.ts';
import type { Certificate } from '../path/index.ts';
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

// Those of the message, and those of the time-stamps upon it. What cannot be read here is refused there.
function certificatesOf(signature: Uint8Array): readonly Certificate[] {
  if (signature.length > mostSignatureBytes) return [];
  const message = readable(unarmoured(signature));
  if (message === undefined) return [];
  const tokens = message.signers.slice(0, 16).flatMap(tokensOn);
  return [message, ...tokens.flatMap((token) => readable(token) ?? [])]
    .flatMap(certificatesIn)
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
