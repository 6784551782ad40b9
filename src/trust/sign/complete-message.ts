import type { Refusal } from '../../platform/refusal.ts';
import { DerError } from '../der/index.ts';
import {
  certificatesIn,
  type CmsFault,
  parseSignedData,
  type SignedData,
  verifySignedData,
  withValidationData,
} from '../formats/index.ts';
import { trustedWith } from '../path/index.ts';
import type { Use } from '../verify/index.ts';
import { type Completed, type Completion, judged } from './complete.ts';
import { beyondLimits } from './limits.ts';
import { refuse } from './refusals.ts';

/** How far the time that a remote signature claims may be from the moment it was asked for, in milliseconds: clocks differ. */
const mostApart = 300_000;
const mostBytes = 256 * 2 ** 10;

/**
 * ES-11: a CAdES message that a signing service made over the hash of `content` alone. It is what was asked for – of one signer, detached,
 * over that hash, made now – or it is refused; then it is completed and judged as any other signature. @param askedAt when it was asked for
 */
export async function completeMessage(
  completion: Completion,
  given: { readonly message: Uint8Array; readonly content: Uint8Array; readonly askedAt: Date; readonly use: Use },
  now: () => Date,
): Promise<Completed | Refusal> {
  const { content, askedAt, use } = given;
  const message = read(given.message);
  if (message === undefined) return refuse('REMOTE_MESSAGE_WRONG');
  const { signers } = verifySignedData(
    message,
    { content },
    { algorithms: trustedWith(completion.trust.further ?? []), at: now(), pinned: true },
  );
  const [signer] = signers;
  const faults = new Set<CmsFault>(signer?.problems.map(({ fault }) => fault));
  if (signer?.certificate === undefined) return refuse('REMOTE_MESSAGE_WRONG');
  if (faults.has('message-digest-differs')) return refuse('REMOTE_OTHER_DOCUMENT');
  if (faults.size > 0) return refuse('SIGNATURE_NOT_OF_KEY', { details: { faults: [...faults] } });
  const { certificate, claimedTime } = signer;
  // A signature of another day over the same hash was not made for this confirmation.
  if (claimedTime === undefined || Math.abs(claimedTime.getTime() - askedAt.getTime()) > mostApart)
    return refuse('REMOTE_NOT_NOW');
  const beyond = beyondLimits(certificate, use, askedAt);
  if (beyond !== undefined) return beyond;
  const brought = certificatesIn(message);
  const inside = new Set(brought.map(({ fingerprint }) => fingerprint));
  return judged(
    completion,
    {
      certificate,
      brought,
      content,
      use,
      message: (chain) =>
        withValidationData(message, {
          certificates: chain.filter(({ fingerprint }) => !inside.has(fingerprint)),
          crls: [],
          ocspResponses: [],
        }),
    },
    now,
  );
}

// DER, so that the octets that are kept are the only ones it has; the document itself never went there, and never comes back.
function read(bytes: Uint8Array): SignedData | undefined {
  if (bytes.length > mostBytes) return undefined;
  try {
    const message = parseSignedData(bytes, { strict: true });
    return message.signers.length === 1 && message.content === undefined ? message : undefined;
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
