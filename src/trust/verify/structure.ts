import type { SignedData, SignerInfo } from '../formats/index.ts';
import { type Finding, finding } from './report.ts';

/**
 * What RFC 5652 5.1 and 5.3 say about the frame of a signature, which no signature covers: the digest of a signer is among those
 * announced, and versions follow from the contents. Another version shows no change of anything, but of a syntax that the RFC does not
 * have nobody can say that it was read rightly: it is not determined (EN 319 102-1 5.1.3).
 */
export function frameFindings(
  { digestAlgorithms, version: whole }: SignedData,
  { digestAlgorithm, version, id }: SignerInfo,
): Finding[] {
  const found: Finding[] = [];
  if (!digestAlgorithms.some(({ oid }) => oid === digestAlgorithm.oid))
    found.push(finding('STRUCTURE_CHANGED', 'digestAlgorithms'));
  if (version !== (id.by === 'key-id' ? 3 : 1)) found.push(finding('VERSION_OTHER', `SignerInfo ${version}`));
  else if (![1, 3, 4, 5].includes(whole)) found.push(finding('VERSION_OTHER', `SignedData ${whole}`));
  return found;
}
