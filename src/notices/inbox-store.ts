import { type Db, gathered, type Scope, type Tx } from '../platform/db/index.ts';
import { type Attempt, attemptArrays, attemptColumns, attemptRows } from './attempt-store.ts';

export type InboxRow = {
  readonly subject_id: string;
  readonly id: string;
  readonly holder_id: string;
  readonly kind: string;
  readonly ref: string;
  readonly at: Date;
  readonly read_at: Date | null;
  readonly data: { readonly row: Record<string, unknown>; readonly facts: Record<string, unknown> };
};

type Entry = {
  readonly id: string;
  readonly holderId: string;
  readonly subjectId: string | null;
  readonly kind: string;
  readonly ref: string;
  readonly at: Date;
  readonly data: InboxRow['data'];
};

const put = `WITH put AS (
    INSERT INTO inbox_message (subject_id, id, holder_id, kind, ref, at, data)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::timestamptz[], $7::jsonb[])
    ON CONFLICT DO NOTHING RETURNING id)
  INSERT INTO notice_attempt (${attemptColumns}) SELECT ${attemptColumns} FROM ${attemptRows(8)} WHERE outbox_id IN (SELECT id FROM put)`;

/** Puts it there and notes that it was: the row's id is the message's, so a repetition adds nothing. */
export const putIntoInbox = gathered<Tx, { readonly entry: Entry; readonly noted: Attempt }, void>(async (tx, all) => {
  const column = <T>(of: (entry: Entry) => T): T[] => all.map(({ entry }) => of(entry));
  await tx.query(put, [
    column((one) => one.subjectId),
    column((one) => one.id),
    column((one) => one.holderId),
    column((one) => one.kind),
    column((one) => one.ref),
    column((one) => one.at),
    column((one) => JSON.stringify(one.data)),
    ...attemptArrays(all.map((one) => one.noted)),
  ]);
  return [];
});

export async function inboxPage(
  db: Db,
  scope: Scope,
  subjectIds: readonly string[],
  before: string | null,
  limit: number,
): Promise<InboxRow[]> {
  return db.query<InboxRow>(
    scope,
    `SELECT subject_id, id, holder_id, kind, ref, at, read_at, data FROM inbox_message
     WHERE subject_id = ANY ($1::uuid[]) AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [subjectIds, before, limit],
  );
}

export async function markInboxRead(
  db: Db,
  scope: Scope,
  subjectIds: readonly string[],
  ids: readonly string[],
  at: Date,
): Promise<number> {
  const rows = await db.query(
    scope,
    `UPDATE inbox_message SET read_at = $3 WHERE subject_id = ANY ($1::uuid[]) AND id = ANY ($2::uuid[]) AND read_at IS NULL RETURNING id`,
    [subjectIds, ids, at],
  );
  return rows.length;
}

export async function countUnread(db: Db, scope: Scope, subjectIds: readonly string[]): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    scope,
    `SELECT count(*)::int AS n FROM inbox_message WHERE subject_id = ANY ($1::uuid[]) AND read_at IS NULL`,
    [subjectIds],
  );
  return row!.n;
}

export async function putTask(tx: Tx, one: Entry, isListed: boolean): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO holder_task (holder_id, id, subject_id, kind, ref, at, data, done_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      one.holderId,
      one.id,
      one.subjectId,
      one.kind,
      one.ref,
      one.at,
      JSON.stringify(one.data),
      isListed ? null : one.at,
    ],
  );
  return rows.length === 1;
}

export type TaskRow = Omit<InboxRow, 'read_at' | 'subject_id'> & { readonly subject_id: string | null };

/** The oldest first. `after`: the last one of the page before, which may be done meanwhile. */
export async function openTasks(
  db: Db,
  scope: Scope,
  holderId: string,
  after: string | null,
  limit: number,
): Promise<TaskRow[]> {
  return db.query<TaskRow>(
    scope,
    `SELECT holder_id, id, subject_id, kind, ref, at, data FROM holder_task WHERE holder_id = $1 AND done_at IS NULL
      AND ($2::uuid IS NULL OR (at, id) > (SELECT at, id FROM holder_task WHERE holder_id = $1 AND id = $2)) ORDER BY at, id LIMIT $3`,
    [holderId, after, limit],
  );
}

/** What tasks are about: `ref` of the matter, and the person whose matter it is. */
export type Matter = { readonly kind: string; readonly ref: string; readonly subjectId: string | null };

/** What open tasks of these kinds are about, each once, the longest open first. */
export async function openMatters(tx: Tx, kinds: readonly string[], limit: number): Promise<Matter[]> {
  return tx.query(
    `SELECT kind, ref, (array_agg(subject_id))[1] AS "subjectId" FROM holder_task WHERE done_at IS NULL AND kind = ANY ($1::text[]) GROUP BY kind, ref ORDER BY min(at) LIMIT $2`,
    [kinds, limit],
  );
}

/** Ends the tasks about one matter, in the transaction of the act that settles it: one holder's, or whosever they are. */
export async function endTasks(
  tx: Tx,
  kind: string,
  ref: string,
  at: Date,
  holderId: string | null = null,
): Promise<number> {
  const rows = await tx.query(
    `UPDATE holder_task SET done_at = $3
     WHERE ref = $2 AND kind = $1 AND done_at IS NULL AND ($4::uuid IS NULL OR holder_id = $4) RETURNING id`,
    [kind, ref, at, holderId],
  );
  return rows.length;
}

/** One task of the holder, which somebody has taken note of; undefined where it is not among the open ones of these kinds. */
export async function noteTask(
  tx: Tx,
  holderId: string,
  id: string,
  kinds: readonly string[],
  at: Date,
): Promise<Matter | undefined> {
  const rows = await tx.query<Matter>(
    `UPDATE holder_task SET done_at = $4 WHERE holder_id = $1 AND id = $2 AND kind = ANY ($3::text[]) AND done_at IS NULL
     RETURNING kind, ref, subject_id AS "subjectId"`,
    [holderId, id, kinds, at],
  );
  return rows[0];
}
