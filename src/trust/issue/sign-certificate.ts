import { der } from '../der/index.ts';
import { algorithmBytes } from './algorithms.ts';
import type { CaKey } from './ca-key.ts';
import { type Draft, tbsCertificate } from './draft.ts';

/** A to-be-signed structure with its algorithm and signature behind it: certificates and CRLs alike (RFC 5280 4.1, 5.1). */
export async function signStructure(tbs: Buffer, key: CaKey): Promise<Buffer> {
  return signedStructure(tbs, key, await key.sign(tbs));
}

/** The same of a signature that was made. */
export const signedStructure = (tbs: Buffer, key: Pick<CaKey, 'algorithm'>, signature: Uint8Array): Buffer =>
  der.sequence(tbs, algorithmBytes(key.algorithm), der.bitString(signature));

/** The bytes that `key` would sign for a draft. @throws RangeError, DerError */
export const tbsFor = (draft: Draft, key: Pick<CaKey, 'algorithm'>): Buffer =>
  tbsCertificate(draft, algorithmBytes(key.algorithm));
