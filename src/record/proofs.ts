import type { Tx } from '../platform/db/index.ts';
import {
  type CheckpointRow,
  checkpointOver,
  cosignaturesAt,
  indexOfEntry,
  latestCheckpoint,
  readLeaves,
  readPlan,
} from './log-store.ts';
import { consistencyPlan, type Hash, inclusionPlan } from './merkle.ts';
import { readEntry } from './store.ts';
import { formatTlogProof } from './tlog-proof.ts';

// Proofs that leave the house: always against a signed checkpoint, never against the bare head.

export type InclusionProof = {
  readonly index: number;
  readonly size: number;
  readonly leafData: Uint8Array;
  readonly proof: readonly Hash[];
  /** The signed note, witnesses' cosignatures included. */
  readonly checkpoint: string;
  readonly tlogProof: string;
};

/** A checkpoint's note with the cosignatures that came in for it. */
export async function fullNote(tx: Tx, { size, note }: CheckpointRow): Promise<string> {
  return note + (await cosignaturesAt(tx, size)).map(({ line }) => line).join('');
}

export async function latestNote(tx: Tx): Promise<{ row: CheckpointRow; note: string } | undefined> {
  const row = await latestCheckpoint(tx);
  return row && { row, note: await fullNote(tx, row) };
}

/** 'unknown': no such leaf. 'not-yet': logged, but no checkpoint covers it so far (at most a second). */
export async function inclusionProof(
  tx: Tx,
  of: { entryId: string } | { index: number },
): Promise<InclusionProof | 'unknown' | 'not-yet'> {
  const index = 'index' in of ? of.index : await indexOfEntry(tx, of.entryId);
  if (index === undefined) return 'unknown';
  const [leafData] = await readLeaves(tx, index, index + 1);
  if (!leafData) return 'unknown';
  const row = await checkpointOver(tx, index);
  if (!row) return 'not-yet';
  const proof = await readPlan(tx, inclusionPlan(index, row.size));
  const checkpoint = await fullNote(tx, row);
  return {
    index,
    size: row.size,
    leafData,
    proof,
    checkpoint,
    tlogProof: formatTlogProof({ index, proof, checkpoint }),
  };
}

/** From one size to another, neither above the latest checkpoint; undefined where there is none. */
export async function consistencyProof(tx: Tx, from: number, to: number): Promise<Hash[] | undefined> {
  const latest = await latestCheckpoint(tx);
  if (!latest || from > to || to > latest.size) return undefined;
  return readPlan(tx, consistencyPlan(from, to));
}

/** A journal entry with its proof, as an evidence package carries it; the scope must be allowed to read the entry. */
export async function provenEntry(
  tx: Tx,
  entryId: string,
): Promise<{ body: Uint8Array; salt: Uint8Array; inclusion: string } | 'unknown' | 'not-yet'> {
  const row = await readEntry(tx, entryId);
  if (!row) return 'unknown';
  const found = await inclusionProof(tx, { entryId });
  // An entry that waits in the queue has no place yet; it will have one within a second.
  if (typeof found === 'string') return 'not-yet';
  return { body: row.body, salt: row.salt, inclusion: found.tlogProof };
}
