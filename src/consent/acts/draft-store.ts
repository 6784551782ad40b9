import type { DataKeyRow } from '../../keys/index.ts';
import { gathered, type Tx } from '../../platform/db/index.ts';
import type { PurposeState } from '../purposes/purpose.ts';

export type DraftRow = {
  readonly id: string;
  readonly subjectId: string;
  readonly holderId: string;
  readonly purposeId: string;
  readonly sealed: Uint8Array;
  readonly manifestHash: Uint8Array;
  readonly expiresAt: Date;
};

export async function insertDraft(tx: Tx, draft: DraftRow): Promise<void> {
  await tx.query(
    'INSERT INTO consent_draft (id, subject_id, holder_id, purpose_id, sealed, manifest_hash, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [draft.id, draft.subjectId, draft.holderId, draft.purposeId, draft.sealed, draft.manifestHash, draft.expiresAt],
  );
}

type DraftRaw = {
  id: string;
  subject_id: string;
  holder_id: string;
  purpose_id: string;
  sealed: Buffer;
  manifest_hash: Buffer;
  expires_at: Date;
};
const draftColumns = 'id, subject_id, holder_id, purpose_id, sealed, manifest_hash, expires_at';
const toDraft = (row: DraftRaw) => ({
  id: row.id,
  subjectId: row.subject_id,
  holderId: row.holder_id,
  purposeId: row.purpose_id,
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

export type TakenDraft = DraftRow & {
  readonly sealed: Buffer;
  readonly manifestHash: Buffer;
  /** The subject's newest proof key, held against destruction until the transaction ends; null where it is destroyed. */
  readonly proofKey: Pick<DataKeyRow, 'subject_id' | 'key_id' | 'kek_id' | 'wrapped'> | null;
  /** The purpose as it is offered now. */
  readonly purpose: { readonly state: PurposeState; readonly currentVersionId: string | null } | null;
  /** Categories that were collected on an earlier consent to the purpose and still lie there. */
  readonly collected: readonly string[];
};
type TakenRaw = DraftRaw & {
  key_id: string | null;
  kek_id: string;
  wrapped: Buffer;
  state: PurposeState | null;
  current_version_id: string | null;
  collected: string[];
};

// The draft's lock first, then the subject's, then the key's: in this order, and of several drafts in the subjects' order,
// all decisions take them.
const take = `WITH asked AS MATERIALIZED (
    SELECT ${draftColumns} FROM consent_draft JOIN unnest($1::uuid[], $2::timestamptz[]) AS t (draft_id, now) ON id = draft_id AND id = ANY ($1::uuid[]) AND expires_at > now
    ORDER BY subject_id FOR UPDATE OF consent_draft),
  draft AS MATERIALIZED (SELECT *, pg_advisory_xact_lock(hashtextextended(subject_id::text, 759)) AS locked FROM asked)
  SELECT d.*, k.key_id, k.kek_id, k.wrapped, p.state, p.current_version_id, ARRAY(
      SELECT DISTINCT r.category FROM data_record r WHERE r.subject_id = d.subject_id AND r.purpose_id = d.purpose_id AND r.consent_id IS NOT NULL AND r.destroyed_at IS NULL) AS collected
  FROM draft d LEFT JOIN purpose p ON p.id = d.purpose_id
    LEFT JOIN LATERAL (SELECT key_id, kek_id, wrapped FROM data_key WHERE subject_id = d.subject_id AND class = 'proof' AND purpose_id IS NULL ORDER BY key_id DESC LIMIT 1 FOR KEY SHARE) k ON true`;

/**
 * The draft for its signing, with all that is judged by: one act at a time decides for a subject, so that two tabs neither
 * sign one draft twice nor leave two current consents for one purpose. One statement: whoever waited finds the draft gone.
 */
export const takeDraft = gathered<Tx, { readonly id: string; readonly now: Date }, TakenDraft | null>(
  async (tx, asked) => {
    const rows = await tx.query<TakenRaw>(take, [asked.map((one) => one.id), asked.map((one) => one.now)]);
    return asked.map(({ id }) => {
      const row = rows.find((one) => one.id === id);
      return row === undefined ? null : toTaken(row);
    });
  },
);

function toTaken(row: TakenRaw): TakenDraft {
  const { subject_id, key_id, kek_id, wrapped } = row;
  return {
    ...toDraft(row),
    proofKey: key_id === null ? null : { subject_id, key_id, kek_id, wrapped },
    purpose: row.state === null ? null : { state: row.state, currentVersionId: row.current_version_id },
    collected: row.collected,
  };
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
