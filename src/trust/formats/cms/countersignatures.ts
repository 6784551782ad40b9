import { DerError, oids } from '../../der/index.ts';
import { type CmsProblem, cmsProblem } from './problems.ts';
import { readSignerInfo, type SignerInfo } from './signer-info.ts';

const MAX_DEPTH = 4;
const MAX_NUMBER = 16;

/**
 * The countersignatures upon a signature (RFC 5652 11.4): each signs the octets of the signature value, and may be
 * countersigned in turn. `depth`: of the signature itself, 0 for one over a document.
 */
export function countersignaturesOf(
  { unsigned }: SignerInfo,
  depth: number,
): { readonly signers: readonly SignerInfo[]; readonly problems: readonly CmsProblem[] } {
  const values = unsigned?.values(oids.countersignature) ?? [];
  if (values.length > 0 && (depth >= MAX_DEPTH || values.length > MAX_NUMBER))
    return { signers: [], problems: [cmsProblem('countersignatures-too-many')] };
  try {
    return { signers: values.map(readSignerInfo), problems: [] };
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return { signers: [], problems: [cmsProblem('countersignature-malformed')] };
  }
}
