import type { Hash } from './merkle.ts';
import { NoteError, strictBase64 } from './note.ts';

// C2SP tlog-proof: one text file with everything needed to check offline that something was logged.

export type TlogProof = { readonly index: number; readonly proof: readonly Hash[]; readonly checkpoint: string };

const HEADER = 'c2sp.org/tlog-proof@v1';

export function formatTlogProof({ index, proof, checkpoint }: TlogProof): string {
  const hashes = proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
  return `${HEADER}\nindex ${index}\n${hashes}\n${checkpoint}`;
}

/** Reads a proof; verifies nothing. The unauthenticated `extra` line of the format is refused: we have no use for it. */
export function parseTlogProof(text: string): TlogProof {
  const at = text.indexOf('\n\n');
  const [header, index, ...hashes] = text.slice(0, Math.max(at, 0)).split('\n');
  const number = /^index (0|[1-9]\d{0,15})$/.exec(index ?? '');
  if (header !== HEADER || !number || hashes.length > 63) throw new NoteError('not a tlog proof');
  const proof = hashes.map((line) => {
    const hash = strictBase64(line);
    if (hash?.length !== 32) throw new NoteError('not a tlog proof: a hash');
    return hash;
  });
  return { index: Number(number[1]), proof, checkpoint: text.slice(at + 2) };
}
