import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { DerError } from '../der/index.ts';
import { digestsOf, prepareCades, type PreparedSigner } from '../formats/index.ts';
import { checkKey } from '../issue/index.ts';
import { type Certificate, parseCertificate } from '../path/index.ts';
import { signingMeans } from './means.ts';
import { refuse } from './refusals.ts';

/** What is signed with whose certificate. `claimedAt` proves nothing (DECISIONS 34); level B-B has it. */
export type ToSign = {
  readonly certificate: Uint8Array;
  readonly content: Uint8Array;
  readonly claimedAt: Date;
};

/**
 * ES-12.1, ES-12.2.1: a detached CAdES B-B signature up to the work of a key that lies elsewhere. The same input gives the same bytes
 * to sign. Only digests that are trusted for new signatures are used; keys nobody should sign with are refused.
 */
export function prepareSignature({ certificate, content, claimedAt }: ToSign): PreparedSigner | Refusal {
  const read = readCertificate(certificate);
  if (isRefusal(read)) return read;
  if (checkKey(read.publicKey.raw) !== undefined) return refuse('KEY_NOT_FOR_SIGNING');
  try {
    return prepareCades({
      certificate: read,
      content: digestsOf(content),
      signingTime: claimedAt,
      creationMeans: { use: ['createSignatureKey'], kind: 'signatureMeans', ...signingMeans },
    });
  } catch (error) {
    if (error instanceof RangeError) return refuse('KEY_NOT_FOR_SIGNING');
    throw error;
  }
}

export function readCertificate(bytes: Uint8Array): Certificate | Refusal {
  try {
    return parseCertificate(bytes);
  } catch (error) {
    if (error instanceof DerError) return refuse('CERTIFICATE_UNREADABLE');
    throw error;
  }
}
