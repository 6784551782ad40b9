import { type Db, gathered, lateCommit, type Scope, type Tx } from '../platform/db/index.ts';
import { scope } from './store.ts';
import type { Place } from './types.ts';

export type AttemptResult = 'sent' | 'deferred' | 'refused' | 'no-address' | 'no-channel';
export type Attempt = {
  readonly id: string;
  readonly outboxId: string;
  readonly broadcastId: string | null;
  readonly holderId: string | null;
  readonly subjectId: string | null;
  readonly kind: string;
  readonly channel: Place;
  readonly at: Date;
  readonly result: AttemptResult;
  readonly messageId?: string;
  readonly addressMac?: Uint8Array;
  readonly fault?: string;
};

const insert = `INSERT INTO notice_attempt (id, outbox_id, broadcast_id, holder_id, subject_id, kind, channel, at, result, message_id, address_mac, fault)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

const values = (one: Attempt): unknown[] => [
  one.id,
  one.outboxId,
  one.broadcastId,
  one.holderId,
  one.subjectId,
  one.kind,
  one.channel,
  one.at,
  one.result,
  one.messageId ?? null,
  one.addressMac ?? null,
  one.fault ?? null,
];

export async function insertAttempt(db: Db | Tx, one: Attempt): Promise<void> {
  if ('tx' in db) await db.query(scope, insert, values(one));
  else await db.query(insert, values(one));
}

/** Attempts as rows of a statement that does more beside: their columns, and the arrays of their values from `$first` on. */
export const attemptColumns =
  'id, outbox_id, broadcast_id, holder_id, subject_id, kind, channel, at, result, message_id, address_mac, fault';
const types = ['uuid', 'uuid', 'uuid', 'uuid', 'uuid', 'text', 'text', 'timestamptz', 'text', 'text', 'bytea', 'text'];
export const attemptRows = (first: number): string =>
  `unnest(${types.map((type, i) => `$${first + i}::${type}[]`).join(', ')}) AS attempted (${attemptColumns})`;
export function attemptArrays(all: readonly Attempt[]): unknown[][] {
  const rows = all.map(values);
  return types.map((_, column) => rows.map((row) => row[column]));
}

const doneWithAttempts = `WITH noted AS (INSERT INTO notice_attempt (${attemptColumns}) SELECT ${attemptColumns} FROM ${attemptRows(2)})
  UPDATE outbox SET state = 'done', done_at = now(), sealed = NULL, leased_by = NULL, leased_until = NULL, last_fault = NULL WHERE id = ANY ($1::uuid[]) AND ${lateCommit}`;

/** Ends a row; `noted`: the attempt that ended it, written with it. Rows that end together are written together. */
export const markDone = gathered<Db, { readonly id: string; readonly noted: Attempt | null }, void>(
  async (db, ended) => {
    const attempts = ended.flatMap((one) => one.noted ?? []);
    await db.query(scope, doneWithAttempts, [ended.map((one) => one.id), ...attemptArrays(attempts)]);
    return [];
  },
  { apart: true },
);

/** What came of each channel so far; a channel is not tried again after anything but a deferral. */
export const settledChannels = gathered<Tx, string, Map<Place, AttemptResult>>(async (tx, outboxIds) => {
  const rows = await tx.query<{ outbox_id: string; channel: Place; result: AttemptResult }>(
    `SELECT outbox_id, channel, result FROM notice_attempt WHERE outbox_id = ANY ($1::uuid[]) AND result <> 'deferred' ORDER BY id`,
    [outboxIds],
  );
  return outboxIds.map(
    (id) => new Map(rows.filter((row) => row.outbox_id === id).map((row) => [row.channel, row.result])),
  );
});

export type AttemptView = {
  readonly id: string;
  readonly kind: string;
  readonly channel: Place;
  readonly at: Date;
  readonly result: AttemptResult;
  readonly messageId: string | null;
  readonly fault: string | null;
};

/** The proof of one message's attempts, as the person concerned and the holder may see it. */
export async function attemptsOf(db: Db, reader: Scope, outboxId: string): Promise<AttemptView[]> {
  return db.query<AttemptView>(
    reader,
    `SELECT id, kind, channel, at, result, message_id AS "messageId", fault FROM notice_attempt WHERE outbox_id = $1 ORDER BY id`,
    [outboxId],
  );
}

export type Settled = {
  readonly outboxId: string;
  readonly channel: Place;
  readonly at: Date;
  readonly result: Exclude<AttemptResult, 'deferred'>;
  readonly messageId: string | null;
  readonly fault: string | null;
};

/** What became of several messages, by their rows of the outbox: for who owes the proof of them. Deferred ones are still under way. */
export const settledAttempts = (tx: Tx, outboxIds: readonly string[]): Promise<Settled[]> =>
  tx.query<Settled>(
    `SELECT outbox_id AS "outboxId", channel, at, result, message_id AS "messageId", fault FROM notice_attempt
     WHERE outbox_id = ANY ($1::uuid[]) AND result <> 'deferred' ORDER BY id`,
    [outboxIds],
  );
