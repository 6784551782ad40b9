import type { Tx } from '../../platform/db/index.ts';

// SQL of what lies under a purpose's content key: the values of its records and of their changes.

export type SealedChange = {
  readonly id: string;
  readonly old_sealed: Buffer | null;
  readonly new_sealed: Buffer | null;
};

/** Everything readable of one subject and purpose: what a destroyed key takes along, unless sealed anew. */
export const sealedRecords = (
  tx: Tx,
  subjectId: string,
  purposeId: string,
): Promise<{ id: string; sealed: Buffer }[]> =>
  tx.query(
    'SELECT id, sealed FROM data_record WHERE subject_id = $1 AND purpose_id = $2 AND sealed IS NOT NULL FOR UPDATE',
    [subjectId, purposeId],
  );

export const sealedChanges = (tx: Tx, subjectId: string, purposeId: string): Promise<SealedChange[]> =>
  tx.query<SealedChange>(
    'SELECT id, old_sealed, new_sealed FROM data_change WHERE subject_id = $1 AND purpose_id = $2 AND (old_sealed IS NOT NULL OR new_sealed IS NOT NULL) FOR UPDATE',
    [subjectId, purposeId],
  );

export async function putValue(tx: Tx, subjectId: string, id: string, sealed: Uint8Array): Promise<void> {
  await tx.query('UPDATE data_record SET sealed = $3 WHERE subject_id = $1 AND id = $2', [subjectId, id, sealed]);
}

export async function resealChange(
  tx: Tx,
  subjectId: string,
  id: string,
  old: Uint8Array | null,
  next: Uint8Array | null,
): Promise<void> {
  await tx.query('UPDATE data_change SET old_sealed = $3, new_sealed = $4 WHERE subject_id = $1 AND id = $2', [
    subjectId,
    id,
    old,
    next,
  ]);
}
