import type { SignedData, SignerInfo } from '../formats/index.ts';
import { type Finding, finding } from './report.ts';

/**
 * What RFC 5652 5.1 and 5.3 say about the frame of a signature, which no signature covers: versions follow from the contents, and
 * the digest of a signer is among those announced. A frame that says otherwise was not made by whoever signed.
 */
export function frameFindings(
  { digestAlgorithms, version: whole }: SignedData,
  { digestAlgorithm, version, id }: SignerInfo,
): Finding[] {
  const announced = digestAlgorithms.some(({ oid }) => oid === digestAlgorithm.oid);
  const versionFits = version === (id.by === 'key-id' ? 3 : 1) && [1, 3, 4, 5].includes(whole);
  return announced && versionFits ? [] : [finding('STRUCTURE_CHANGED', announced ? 'version' : 'digestAlgorithms')];
}
