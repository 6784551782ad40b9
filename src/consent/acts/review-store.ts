import { type Db, type Scope, systemScope, type Tx } from '../../platform/db/index.ts';

export type ReviewKind =
  | 'vital-interests'
  | 'application-dropped'
  | 'event-over'
  | 'consent-unproven'
  | 'clause-invalid';
export type ReviewFinding = 'stands' | 'ended';

export type ReviewRow = {
  readonly id: string;
  readonly holder_id: string;
  readonly subject_id: string | null;
  readonly purpose_id: string | null;
  readonly kind: ReviewKind;
  readonly object_id: string;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
  readonly finding: ReviewFinding | null;
};
const columns = 'id, holder_id, subject_id, purpose_id, kind, object_id, opened_at, closed_at, finding';

export type NewReview = {
  readonly id: string;
  readonly holderId: string;
  readonly subjectId: string | null;
  readonly purposeId: string | null;
  readonly kind: ReviewKind;
  readonly objectId: string;
  readonly at: Date;
  readonly journalEntryId: string;
};

/** False where the same question about the same thing was opened before. */
export async function insertReview(tx: Tx, task: NewReview): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO ground_review (id, holder_id, subject_id, purpose_id, kind, object_id, opened_at, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (object_id, kind) DO NOTHING RETURNING id`,
    [task.id, task.holderId, task.subjectId, task.purposeId, task.kind, task.objectId, task.at, task.journalEntryId],
  );
  return rows.length === 1;
}

/** A holder's tasks, newest first; `after` is the last id of the page before. */
export async function reviewsOf(
  db: Db,
  scope: Scope,
  holderId: string,
  openOnly: boolean,
  after: string | undefined,
  limit: number,
): Promise<ReviewRow[]> {
  return db.query<ReviewRow>(
    scope,
    `SELECT ${columns} FROM ground_review WHERE holder_id = $1 AND (NOT $2 OR closed_at IS NULL) AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
    [holderId, openOnly, after ?? null, limit + 1],
  );
}

export async function reviewById(db: Db, scope: Scope, holderId: string, id: string): Promise<ReviewRow | null> {
  const [row] = await db.query<ReviewRow>(
    scope,
    `SELECT ${columns} FROM ground_review WHERE id = $1 AND holder_id = $2`,
    [id, holderId],
  );
  return row ?? null;
}

export async function lockReview(tx: Tx, holderId: string, id: string): Promise<ReviewRow | null> {
  const [row] = await tx.query<ReviewRow>(
    `SELECT ${columns} FROM ground_review WHERE id = $1 AND holder_id = $2 FOR UPDATE`,
    [id, holderId],
  );
  return row ?? null;
}

export async function closeReview(tx: Tx, id: string, finding: ReviewFinding, by: string, at: Date): Promise<void> {
  await tx.query('UPDATE ground_review SET closed_at = $2, closed_by = $3, finding = $4 WHERE id = $1', [
    id,
    at,
    by,
    finding,
  ]);
}

export type EndingGround = {
  readonly id: string;
  readonly holder_id: string;
  readonly subject_id: string | null;
  readonly purpose_id: string;
  readonly code: string;
  readonly ends_at: Date | null;
};

export const eventReviewer = 'event-review';
const openEvents = `ends_at <= $1 AND code = ANY ($2::text[])
       AND NOT EXISTS (SELECT 1 FROM ground_review r WHERE r.object_id = g.id AND r.kind IN ('event-over', 'application-dropped'))`;

/** Grounds for an event that is over and that nobody was asked to look at yet; not locked, without those that rest. */
export async function endedEvents(
  db: Db,
  codes: readonly string[],
  now: Date,
  realNow: Date,
  limit: number,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    systemScope('events that are over'),
    `SELECT id FROM processing_ground g WHERE ${openEvents} AND NOT rests($3, id, $4) ORDER BY ends_at LIMIT $5`,
    [now, codes, eventReviewer, realNow, limit],
  );
  return rows.map((row) => row.id);
}

/** Those of them that are still to be looked at, locked. */
export async function lockEndedEvents(
  tx: Tx,
  codes: readonly string[],
  now: Date,
  ids: readonly string[],
): Promise<EndingGround[]> {
  return tx.query<EndingGround>(
    `SELECT id, holder_id, subject_id, purpose_id, code, ends_at FROM processing_ground g WHERE ${openEvents} AND id = ANY ($3::uuid[]) FOR UPDATE SKIP LOCKED`,
    [now, codes, ids],
  );
}

export async function lockGround(tx: Tx, holderId: string, id: string): Promise<EndingGround | null> {
  const [row] = await tx.query<EndingGround>(
    'SELECT id, holder_id, subject_id, purpose_id, code, ends_at FROM processing_ground WHERE id = $1 AND holder_id = $2 FOR UPDATE',
    [id, holderId],
  );
  return row ?? null;
}

/** A ground may end earlier than it was recorded for, never later. */
export async function endGroundAt(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query('UPDATE processing_ground SET ends_at = least(coalesce(ends_at, $2), $2) WHERE id = $1', [id, at]);
}
