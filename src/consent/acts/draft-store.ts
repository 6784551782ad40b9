import type { Tx } from '../../platform/db/index.ts';

export type DraftRow = {
  readonly id: string;
  readonly subjectId: string;
  readonly holderId: string;
  readonly sealed: Uint8Array;
  readonly manifestHash: Uint8Array;
  readonly expiresAt: Date;
};

export async function insertDraft(tx: Tx, draft: DraftRow): Promise<void> {
  await tx.query(
    'INSERT INTO consent_draft (id, subject_id, holder_id, sealed, manifest_hash, expires_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [draft.id, draft.subjectId, draft.holderId, draft.sealed, draft.manifestHash, draft.expiresAt],
  );
}

type DraftRaw = {
  id: string;
  subject_id: string;
  holder_id: string;
  sealed: Buffer;
  manifest_hash: Buffer;
  expires_at: Date;
};
const draftColumns = 'id, subject_id, holder_id, sealed, manifest_hash, expires_at';
const toDraft = (row: DraftRaw) => ({
  id: row.id,
  subjectId: row.subject_id,
  holderId: row.holder_id,
  sealed: row.sealed,
  manifestHash: row.manifest_hash,
  expiresAt: row.expires_at,
});

/** The draft, if it has not expired; by the system scope because the subject may be another than the signer. */
export async function draftById(
  tx: Tx,
  id: string,
  now: Date,
): Promise<(DraftRow & { sealed: Buffer; manifestHash: Buffer }) | null> {
  const [row] = await tx.query<DraftRaw>(
    `SELECT ${draftColumns} FROM consent_draft WHERE id = $1 AND expires_at > $2`,
    [id, now],
  );
  return row === undefined ? null : toDraft(row);
}

/**
 * The draft for its signing: one act at a time decides for a subject, so that two tabs neither sign one draft twice nor
 * leave two current consents for one purpose. One statement: whoever waited finds the draft gone.
 */
export async function takeDraft(tx: Tx, id: string, now: Date): ReturnType<typeof draftById> {
  const [row] = await tx.query<DraftRaw>(
    `SELECT ${draftColumns}, pg_advisory_xact_lock(hashtextextended(subject_id::text, 759)) FROM consent_draft WHERE id = $1 AND expires_at > $2 FOR UPDATE`,
    [id, now],
  );
  return row === undefined ? null : toDraft(row);
}

/** The same order of decisions where there is no draft: a refusal, a paper. */
export async function oneDecisionAtATime(tx: Tx, subjectId: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 759))', [subjectId]);
}

export async function draftsOf(tx: Tx, subjectId: string): Promise<{ id: string; sealed: Buffer }[]> {
  return tx.query('SELECT id, sealed FROM consent_draft WHERE subject_id = $1', [subjectId]);
}

export async function dropDraft(tx: Tx, id: string): Promise<void> {
  await tx.query('DELETE FROM consent_draft WHERE id = $1', [id]);
}

export async function dropExpiredDrafts(tx: Tx, now: Date): Promise<number> {
  return (await tx.query('DELETE FROM consent_draft WHERE expires_at <= $1 RETURNING id', [now])).length;
}
