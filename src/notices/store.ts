import { type Db, lateCommit, systemScope, type Tx } from '../platform/db/index.ts';
import type { OutboxRow } from './types.ts';

// SQL of the outbox. Leases and retries run in the database's time.

export const scope = systemScope('the outbox is emptied');

export type NewOutboxRow = {
  readonly id: string;
  readonly holderId?: string | null;
  readonly subjectId?: string | null;
  readonly kind: string;
  readonly ref: string;
  readonly data?: object;
  readonly sealed?: Uint8Array;
  readonly priority?: 0 | 1 | 2;
  readonly expiresInMs?: number;
  readonly at: Date;
};

export type TakenRow = OutboxRow & {
  readonly sealed: Buffer | null;
  readonly broadcastId: string | null;
  readonly attempts: number;
  readonly expired: boolean;
};

export async function insertOutboxRow(tx: Tx, row: NewOutboxRow): Promise<void> {
  await tx.query(
    `INSERT INTO outbox (id, holder_id, subject_id, kind, ref, data, sealed, priority, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + $10::float8 * interval '1 ms')`,
    [
      row.id,
      row.holderId ?? null,
      row.subjectId ?? null,
      row.kind,
      row.ref,
      JSON.stringify(row.data ?? {}),
      row.sealed ?? null,
      row.priority ?? 1,
      row.at,
      row.expiresInMs ?? null,
    ],
  );
}

type Columns = {
  id: string;
  holder_id: string | null;
  subject_id: string | null;
  kind: string;
  ref: string;
  data: Record<string, unknown>;
  created_at: Date;
  sealed: Buffer | null;
  broadcast_id: string | null;
  attempts: number;
  priority: number;
  expired: boolean;
};

/** For what is prepared: a crash that loses it leaves the row due, and it is prepared again. */
export async function commitLate(tx: Tx): Promise<void> {
  await tx.query(`SELECT 1 WHERE ${lateCommit}`);
}

/**
 * Takes due rows for `leaseMs`. The attempt counts from here, so that a row which kills its worker ends as well. The rows by
 * an array of their keys: joined, a limit that the planner does not know made it read the whole table, done rows included.
 */
export async function takeDue(db: Db, worker: string, limit: number, leaseMs: number): Promise<TakenRow[]> {
  const rows = await db.query<Columns>(
    scope,
    `WITH taken AS (
       SELECT id FROM outbox WHERE state = 'due' AND not_before <= now() AND (leased_until IS NULL OR leased_until < now())
       ORDER BY priority, not_before LIMIT $2 FOR UPDATE SKIP LOCKED)
     UPDATE outbox o SET leased_by = $1, leased_until = now() + $3::float8 * interval '1 ms', attempts = attempts + 1
     WHERE o.id = ANY (ARRAY(SELECT id FROM taken))
     RETURNING o.id, holder_id, subject_id, kind, ref, data, created_at, sealed, broadcast_id, attempts, priority,
       coalesce(expires_at < now(), false) AS expired`,
    [worker, limit, leaseMs],
  );
  return rows
    .sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1))
    .map((row) => ({
      id: row.id,
      holderId: row.holder_id,
      subjectId: row.subject_id,
      kind: row.kind,
      ref: row.ref,
      data: row.data,
      createdAt: row.created_at,
      sealed: row.sealed,
      broadcastId: row.broadcast_id,
      attempts: row.attempts,
      expired: row.expired,
    }));
}

/** Holds on to what is still untouched; returns the ids that are still this worker's. */
export async function renewLease(
  db: Db,
  worker: string,
  ids: readonly string[],
  leaseMs: number,
): Promise<Set<string>> {
  const rows = await db.query<{ id: string }>(
    scope,
    `UPDATE outbox SET leased_until = now() + $3::float8 * interval '1 ms' WHERE id = ANY ($2::uuid[]) AND leased_by = $1 AND state = 'due' RETURNING id`,
    [worker, ids, leaseMs],
  );
  return new Set(rows.map((row) => row.id));
}

/** Gives back untouched rows, as if they had not been taken. */
export async function releaseRows(db: Db, worker: string, ids: readonly string[]): Promise<void> {
  await db.query(
    scope,
    `UPDATE outbox SET leased_by = NULL, leased_until = NULL, attempts = attempts - 1 WHERE id = ANY ($2::uuid[]) AND leased_by = $1 AND state = 'due'`,
    [worker, ids],
  );
}

/** Only by the worker that holds it: one whose lease ran out must not undo what another has done. */
export async function putBack(db: Db, worker: string, id: string, waitMs: number, fault: string): Promise<void> {
  await db.query(
    scope,
    `UPDATE outbox SET not_before = now() + $3::float8 * interval '1 ms', last_fault = $4, leased_by = NULL, leased_until = NULL
     WHERE id = $1 AND leased_by = $2 AND state = 'due'`,
    [id, worker, waitMs, fault],
  );
}

export async function markDead(db: Db, worker: string, id: string, fault: string): Promise<void> {
  await db.query(
    scope,
    `UPDATE outbox SET state = 'dead', done_at = now(), sealed = NULL, last_fault = $3, leased_by = NULL, leased_until = NULL
     WHERE id = $1 AND leased_by = $2 AND state = 'due'`,
    [id, worker, fault],
  );
}

/** Dead rows become due again, by kind and fault; those whose sealed words are gone stay dead. */
export async function reviveRows(db: Db, kinds: readonly string[], fault: string | null): Promise<number> {
  const rows = await db.query(
    scope,
    `UPDATE outbox SET state = 'due', attempts = 0, not_before = now(), done_at = NULL
     WHERE state = 'dead' AND kind = ANY ($1::text[]) AND ($2::text IS NULL OR last_fault = $2) RETURNING id`,
    [kinds, fault],
  );
  return rows.length;
}

export type OutboxCounts = {
  readonly due: number;
  readonly oldestDueMs: number;
  readonly dead: readonly { readonly kind: string; readonly fault: string; readonly n: number }[];
};

export async function countOutbox(db: Db): Promise<OutboxCounts> {
  const [due] = await db.query<{ n: number; oldest_ms: number }>(
    scope,
    `SELECT count(*)::int AS n, coalesce(extract(epoch FROM now() - min(not_before)) * 1000, 0)::float8 AS oldest_ms
     FROM outbox WHERE state = 'due'`,
  );
  const dead = await db.query<{ kind: string; fault: string; n: number }>(
    scope,
    `SELECT kind, coalesce(last_fault, '') AS fault, count(*)::int AS n FROM outbox WHERE state = 'dead' GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  return { due: due!.n, oldestDueMs: Math.max(0, Math.round(due!.oldest_ms)), dead };
}

/** What was done long ago is proven by its attempts; the row itself may go. A broadcast's rows stay until it is out. */
export async function pruneDone(db: Db, olderThanDays: number, limit: number): Promise<number> {
  const rows = await db.query(
    scope,
    `DELETE FROM outbox WHERE id IN (
       SELECT o.id FROM outbox o LEFT JOIN broadcast b ON b.id = o.broadcast_id
       WHERE o.state = 'done' AND o.done_at < now() - $1::int * interval '1 day' AND (b.id IS NULL OR b.fanned_out_at IS NOT NULL)
       LIMIT $2 FOR UPDATE OF o SKIP LOCKED) RETURNING id`,
    [olderThanDays, limit],
  );
  return rows.length;
}
