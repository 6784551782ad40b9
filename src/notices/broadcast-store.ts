import type { Db, Scope, Tx } from '../platform/db/index.ts';
import { scope } from './store.ts';
import type { Place } from './types.ts';

export type BroadcastRow = {
  readonly id: string;
  readonly holder_id: string;
  readonly kind: string;
  readonly ref: string;
  readonly data: Record<string, unknown>;
  readonly channels: readonly Exclude<Place, 'task'>[];
  readonly created_at: Date;
  readonly cursor: string | null;
};

type NewBroadcast = Omit<BroadcastRow, 'cursor' | 'data'> & { readonly data: object };

export async function insertBroadcast(tx: Tx, one: NewBroadcast): Promise<void> {
  await tx.query(
    `INSERT INTO broadcast (id, holder_id, kind, ref, data, channels, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [one.id, one.holder_id, one.kind, one.ref, JSON.stringify(one.data), one.channels, one.created_at],
  );
}

export const broadcastWorker = 'broadcast';

/** The oldest broadcast that is not out yet and does not rest. */
export async function nextBroadcast(db: Db, realNow: Date): Promise<string | null> {
  const [row] = await db.query<{ id: string }>(
    scope,
    `SELECT id FROM broadcast WHERE fanned_out_at IS NULL AND NOT rests($1, id, $2) ORDER BY id LIMIT 1`,
    [broadcastWorker, realNow],
  );
  return row?.id ?? null;
}

/** The same, locked for this transaction; null where it is out or another worker is at it. */
export async function lockBroadcast(tx: Tx, id: string): Promise<BroadcastRow | null> {
  const [row] = await tx.query<BroadcastRow>(
    `SELECT id, holder_id, kind, ref, data, channels, created_at, cursor FROM broadcast
     WHERE id = $1 AND fanned_out_at IS NULL FOR UPDATE SKIP LOCKED`,
    [id],
  );
  return row ?? null;
}

/** Rows of broadcasts still to be sent, counted up to `limit`. */
export async function bulkWaiting(tx: Tx, limit: number): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM (SELECT 1 FROM outbox WHERE state = 'due' AND priority = 2 LIMIT $1) AS waiting`,
    [limit],
  );
  return row!.n;
}

/** Puts a page of subjects into the outbox; whoever is there already is left out. Returns how many were added. */
export async function insertBroadcastRows(
  tx: Tx,
  one: BroadcastRow,
  subjects: readonly { id: string; subjectId: string }[],
): Promise<number> {
  const rows = await tx.query(
    `INSERT INTO outbox (id, holder_id, subject_id, kind, ref, data, broadcast_id, priority, created_at)
     SELECT s.id, $1, s.subject_id, $2, $3, $4, $5, 2, $6 FROM unnest($7::uuid[], $8::uuid[]) AS s (id, subject_id)
     ON CONFLICT (broadcast_id, subject_id) WHERE broadcast_id IS NOT NULL DO NOTHING RETURNING id`,
    [
      one.holder_id,
      one.kind,
      one.ref,
      JSON.stringify({ ...one.data, channels: one.channels }),
      one.id,
      one.created_at,
      subjects.map((subject) => subject.id),
      subjects.map((subject) => subject.subjectId),
    ],
  );
  return rows.length;
}

export async function moveBroadcast(
  tx: Tx,
  id: string,
  cursor: string | null,
  added: number,
  endedAt: Date | null,
): Promise<void> {
  await tx.query(
    `UPDATE broadcast SET cursor = coalesce($2, cursor), audience = audience + $3, fanned_out_at = $4 WHERE id = $1`,
    [id, cursor, added, endedAt],
  );
}

export type BroadcastProof = {
  readonly id: string;
  readonly kind: string;
  readonly ref: string;
  readonly createdAt: Date;
  /** How many subjects it is for; final once `fannedOutAt` stands. */
  readonly audience: number;
  readonly fannedOutAt: Date | null;
  readonly waiting: number;
  readonly channels: readonly {
    readonly channel: Place;
    readonly sent: number;
    readonly refused: number;
    readonly unreachable: number;
    readonly firstAt: Date | null;
    readonly lastAt: Date | null;
  }[];
};

/** SP-10b: what can be proven of each channel, for the holder's own broadcast. */
export async function proofOfBroadcast(db: Db, reader: Scope, id: string): Promise<BroadcastProof | null> {
  const [head] = await db.query<Omit<BroadcastProof, 'channels' | 'waiting'> & { channels: Place[] }>(
    reader,
    `SELECT id, kind, ref, created_at AS "createdAt", audience, fanned_out_at AS "fannedOutAt", channels FROM broadcast WHERE id = $1`,
    [id],
  );
  if (head === undefined) return null;
  const counts = await db.query<BroadcastProof['channels'][number]>(
    reader,
    `SELECT c.channel, count(*) FILTER (WHERE a.result = 'sent')::int AS sent, count(*) FILTER (WHERE a.result = 'refused')::int AS refused,
       count(*) FILTER (WHERE a.result IN ('no-address', 'no-channel'))::int AS unreachable,
       min(a.at) FILTER (WHERE a.result = 'sent') AS "firstAt", max(a.at) FILTER (WHERE a.result = 'sent') AS "lastAt"
     FROM unnest($2::text[]) WITH ORDINALITY AS c (channel, ord) LEFT JOIN notice_attempt a ON a.broadcast_id = $1 AND a.channel = c.channel
     GROUP BY c.channel, c.ord ORDER BY c.ord`,
    [id, head.channels],
  );
  // The outbox is the worker's own table; the broadcast above was the reader's to see.
  const [due] = await db.query<{ n: number }>(
    scope,
    `SELECT count(*)::int AS n FROM outbox WHERE broadcast_id = $1 AND state = 'due'`,
    [id],
  );
  return { ...head, waiting: due!.n, channels: counts };
}
