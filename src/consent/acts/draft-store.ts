import type { Tx } from '../../platform/db/index.ts';

export type DraftRow = { readonly id: string; readonly subjectId: string; readonly holderId: string; readonly sealed: Uint8Array; readonly manifestHash: Uint8Array; readonly expiresAt: Date };

export async function insertDraft(tx: Tx, draft: DraftRow): Promise<void> {
  await tx.query('INSERT INTO consent_draft (id, subject_id, holder_id, sealed, manifest_hash, expires_at) VALUES ($1, $2, $3, $4, $5, $6)', [draft.id, draft.subjectId, draft.holderId, draft.sealed, draft.manifestHash, draft.expiresAt]);
}

/** The draft, if it has not expired; by the system scope because the subject may be another than the signer. */
export async function draftById(tx: Tx, id: string, now: Date): Promise<(DraftRow & { sealed: Buffer; manifestHash: Buffer }) | null> {
  const [row] = await tx.query<{ id: string; subject_id: string; holder_id: string; sealed: Buffer; manifest_hash: Buffer; expires_at: Date }>(
    'SELECT id, subject_id, holder_id, sealed, manifest_hash, expires_at FROM consent_draft WHERE id = $1 AND expires_at > $2',
    [id, now],
  );
  return row === undefined ? null : { id: row.id, subjectId: row.subject_id, holderId: row.holder_id, sealed: row.sealed, manifestHash: row.manifest_hash, expiresAt: row.expires_at };
}

export async function dropExpiredDrafts(tx: Tx, now: Date): Promise<number> {
  return (await tx.query('DELETE FROM consent_draft WHERE expires_at <= $1 RETURNING id', [now])).length;
}
