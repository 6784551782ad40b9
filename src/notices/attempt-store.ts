import { type Db, lateCommit, type Scope, type Tx } from '../platform/db/index.ts';
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

/** The columns of an attempt as `SELECT`ed from its values, from `$first` on: for a statement that does more beside. */
export const attemptColumns =
  'id, outbox_id, broadcast_id, holder_id, subject_id, kind, channel, at, result, message_id, address_mac, fault';
const types = ['uuid', 'uuid', 'uuid', 'uuid', 'uuid', 'text', 'text', 'timestamptz', 'text', 'text', 'bytea', 'text'];
export const attemptParameters = (first: number): string => types.map((type, i) => `$${first + i}::${type}`).join(', ');
export const attemptValues = values;

const done = `UPDATE outbox SET state = 'done', done_at = now(), sealed = NULL, leased_by = NULL, leased_until = NULL, last_fault = NULL WHERE id = $1 AND ${lateCommit}`;
const notedAndDone = `WITH noted AS (INSERT INTO notice_attempt (${attemptColumns}) SELECT ${attemptParameters(2)}) ${done}`;

/** Ends a row; `noted`: the attempt that ended it, written with it. */
export async function markDone(db: Db, id: string, noted: Attempt | null): Promise<void> {
  if (noted === null) await db.query(scope, done, [id]);
  else await db.query(scope, notedAndDone, [id, ...attemptValues(noted)]);
}

/** What came of each channel so far; a channel is not tried again after anything but a deferral. */
export async function settledChannels(tx: Tx, outboxId: string): Promise<Map<Place, AttemptResult>> {
  const rows = await tx.query<{ channel: Place; result: AttemptResult }>(
    `SELECT channel, result FROM notice_attempt WHERE outbox_id = $1 AND result <> 'deferred' ORDER BY id`,
    [outboxId],
  );
  return new Map(rows.map((row) => [row.channel, row.result]));
}

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
