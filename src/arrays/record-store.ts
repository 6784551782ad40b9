import type { Actor } from '../record/index.ts';
import { type Db, type Scope, systemScope, type Tx } from '../platform/db/index.ts';
import type { BlockFacts } from './operation.ts';

// SQL of what is done to single records: changes, blocks, reviews.

export type StoredRecord = {
  readonly id: string;
  readonly subject_id: string;
  readonly holder_id: string;
  readonly purpose_id: string;
  readonly category: string;
  readonly source: string;
  readonly source_name: string | null;
  readonly collected_at: Date;
  readonly superseded_at: Date | null;
  readonly destroyed_at: Date | null;
  readonly sealed: Buffer | null;
  readonly verified_at: Date | null;
  readonly verified_document: string | null;
};
const columns =
  'id, subject_id, holder_id, purpose_id, category, source, source_name, collected_at, superseded_at, destroyed_at, sealed, verified_at, verified_document';

export async function lockRecord(
  tx: Tx,
  holderId: string,
  subjectId: string,
  id: string,
): Promise<StoredRecord | null> {
  const [row] = await tx.query<StoredRecord>(
    `SELECT ${columns} FROM data_record WHERE subject_id = $1 AND id = $2 AND holder_id = $3 FOR UPDATE`,
    [subjectId, id, holderId],
  );
  return row ?? null;
}

/** Waits for whatever is being done with these categories just now, so that a block cannot slip in beside it. */
export async function lockCategories(
  tx: Tx,
  holderId: string,
  subjectId: string,
  categories: readonly string[],
): Promise<void> {
  await tx.query(
    'SELECT id FROM data_record WHERE subject_id = $1 AND holder_id = $2 AND category = ANY ($3) ORDER BY id FOR UPDATE',
    [subjectId, holderId, categories],
  );
}

export async function markVerified(tx: Tx, subjectId: string, id: string, document: string, at: Date): Promise<void> {
  await tx.query(
    'UPDATE data_record SET verified_at = $3, verified_document = $4, review_asked_at = NULL WHERE subject_id = $1 AND id = $2',
    [subjectId, id, at, document],
  );
  await tx.query('UPDATE review_task SET done_at = $3 WHERE subject_id = $1 AND record_id = $2 AND done_at IS NULL', [
    subjectId,
    id,
    at,
  ]);
}

export async function markDestroyed(tx: Tx, subjectId: string, id: string, at: Date): Promise<void> {
  await tx.query('UPDATE data_record SET destroyed_at = $3, sealed = NULL WHERE subject_id = $1 AND id = $2', [
    subjectId,
    id,
    at,
  ]);
  await tx.query(
    'UPDATE data_change SET old_sealed = NULL, new_sealed = NULL WHERE subject_id = $1 AND record_id = $2',
    [subjectId, id],
  );
  await tx.query('UPDATE review_task SET done_at = $3 WHERE subject_id = $1 AND record_id = $2 AND done_at IS NULL', [
    subjectId,
    id,
    at,
  ]);
}

export type Change = {
  readonly id: string;
  readonly subjectId: string;
  readonly holderId: string;
  readonly purposeId: string;
  readonly recordId: string;
  readonly kind: 'update' | 'verified' | 'destroyed';
  readonly ground: string;
  readonly document: string;
  readonly actor: Actor;
  readonly at: Date;
  readonly old: Uint8Array | null;
  readonly next: Uint8Array | null;
  readonly entryId: string;
};

export async function insertChange(tx: Tx, one: Change): Promise<void> {
  await tx.query(
    `INSERT INTO data_change (subject_id, id, holder_id, purpose_id, record_id, kind, ground, document, actor_kind, actor_id, at, old_sealed, new_sealed, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      one.subjectId,
      one.id,
      one.holderId,
      one.purposeId,
      one.recordId,
      one.kind,
      one.ground,
      one.document,
      one.actor.kind,
      one.actor.id,
      one.at,
      one.old,
      one.next,
      one.entryId,
    ],
  );
}

export type ChangeRow = {
  readonly id: string;
  readonly record_id: string;
  readonly kind: string;
  readonly ground: string;
  readonly document: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly at: Date;
  readonly old_sealed: Buffer | null;
  readonly new_sealed: Buffer | null;
};
const changeColumns = 'id, record_id, kind, ground, document, actor_kind, actor_id, at, old_sealed, new_sealed';

export const changesOf = (tx: Tx, subjectId: string, recordId: string): Promise<ChangeRow[]> =>
  tx.query<ChangeRow>(
    `SELECT ${changeColumns} FROM data_change WHERE subject_id = $1 AND record_id = $2 ORDER BY id LIMIT 500`,
    [subjectId, recordId],
  );

export async function liveBlocks(tx: Tx, holderId: string, subjectId: string): Promise<BlockFacts[]> {
  return tx.query<BlockFacts>(
    'SELECT id, purpose_id AS "purposeId", record_id AS "recordId", categories FROM data_block WHERE subject_id = $1 AND holder_id = $2 AND ended_at IS NULL FOR UPDATE',
    [subjectId, holderId],
  );
}

export async function insertBlock(
  tx: Tx,
  one: {
    id: string;
    subjectId: string;
    holderId: string;
    purposeId: string | null;
    recordId: string | null;
    categories: readonly string[];
    reason: string;
    document: string;
    since: Date;
    entryId: string;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO data_block (subject_id, id, holder_id, purpose_id, record_id, categories, reason, document, since, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      one.subjectId,
      one.id,
      one.holderId,
      one.purposeId,
      one.recordId,
      one.categories,
      one.reason,
      one.document,
      one.since,
      one.entryId,
    ],
  );
}

export async function endBlock(
  tx: Tx,
  subjectId: string,
  id: string,
  outcome: 'lifted' | 'corrected' | 'destroyed',
  document: string,
  at: Date,
): Promise<void> {
  await tx.query(
    'UPDATE data_block SET ended_at = $3, outcome = $4, end_document = $5 WHERE subject_id = $1 AND id = $2',
    [subjectId, id, at, outcome, document],
  );
  // PD-3.23: what only this block kept from destruction is due now; the clock's worker destroys it.
  await tx.query(
    `UPDATE retention r SET until = $2 WHERE r.subject_id = $1 AND r.norm = 'PD-3.23' AND r.until IS NULL AND r.lapsed_at IS NULL AND NOT EXISTS (
       SELECT 1 FROM data_block b WHERE b.subject_id = r.subject_id AND b.holder_id = r.holder_id AND (b.purpose_id IS NULL OR b.purpose_id = r.purpose_id) AND b.ended_at IS NULL)`,
    [subjectId, at],
  );
}

export type DueReview = {
  readonly subject_id: string;
  readonly id: string;
  readonly holder_id: string;
  readonly due_at: Date;
};

/** Records whose review date has passed and whose review nobody was asked for yet; asks for it. Two workers never take the same. */
const reviewDue = `FROM data_list l JOIN data_record d ON d.holder_id = l.holder_id AND d.purpose_id = l.purpose_id AND d.category = ANY (l.categories)
         AND d.superseded_at IS NULL AND d.destroyed_at IS NULL AND d.review_asked_at IS NULL AND coalesce(d.verified_at, d.collected_at) <= $1::timestamptz - make_interval(months => l.review_months)
       WHERE l.current AND l.review_months IS NOT NULL`;
export const reviewWorker = 'data-review';

/** Records whose review is due, not locked, without those that rest. */
export async function dueReviews(db: Db, now: Date, realNow: Date, limit: number): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    systemScope('review dates pass'),
    `SELECT d.id ${reviewDue} AND NOT rests($2, d.id, $3) LIMIT $4`,
    [now, reviewWorker, realNow, limit],
  );
  return [...new Set(rows.map((row) => row.id))];
}

/** Marks those of them that are still due as asked. */
export async function takeDueReviews(tx: Tx, now: Date, ids: readonly string[]): Promise<DueReview[]> {
  return tx.query<DueReview>(
    `UPDATE data_record r SET review_asked_at = $1::timestamptz FROM (
       SELECT d.subject_id, d.id, coalesce(d.verified_at, d.collected_at) + make_interval(months => l.review_months) AS due_at
       ${reviewDue} AND d.id = ANY ($2::uuid[]) FOR UPDATE OF d SKIP LOCKED
     ) AS due WHERE r.subject_id = due.subject_id AND r.id = due.id RETURNING r.subject_id, r.id, r.holder_id, due.due_at`,
    [now, ids],
  );
}

export async function insertReview(
  tx: Tx,
  task: { id: string; at: Date } & DueReview & { taskId: string },
): Promise<void> {
  await tx.query(
    'INSERT INTO review_task (subject_id, id, holder_id, record_id, due_at, opened_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [task.subject_id, task.taskId, task.holder_id, task.id, task.due_at, task.at],
  );
}

export type ReviewRow = {
  readonly id: string;
  readonly subject_id: string;
  readonly record_id: string;
  readonly due_at: Date;
  readonly opened_at: Date;
};
export const openReviews = (
  db: Db,
  scope: Scope,
  holderId: string,
  after: string | undefined,
  limit: number,
): Promise<ReviewRow[]> =>
  db.query<ReviewRow>(
    scope,
    'SELECT id, subject_id, record_id, due_at, opened_at FROM review_task WHERE holder_id = $1 AND done_at IS NULL AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3',
    [holderId, after ?? null, limit + 1],
  );

export async function insertBiometric(
  tx: Tx,
  one: {
    id: string;
    subjectId: string;
    holderId: string;
    purposeId: string;
    use: string;
    categories: readonly string[];
    consentId: string;
    at: Date;
    entryId: string;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO biometric_registration (subject_id, id, holder_id, purpose_id, use_code, categories, consent_id, at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [one.subjectId, one.id, one.holderId, one.purposeId, one.use, one.categories, one.consentId, one.at, one.entryId],
  );
}
