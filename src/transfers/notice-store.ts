import { byteaArray, type Tx } from '../platform/db/index.ts';
import type { Channel, Exemption, NoticeState } from './notice-state.ts';

// SQL of the notices that subjects are owed. There is no statement that deletes one, and no right to.

export type NoticeRow = {
  readonly subject_id: string;
  /** The id of the disclosure it is about. */
  readonly id: string;
  readonly holder_id: string;
  readonly transfer_id: string;
  readonly due_at: Date;
  readonly state: NoticeState;
  readonly channel: Channel | null;
  readonly channel_reason: string | null;
  readonly attempt_id: string | null;
  readonly proof_id: string | null;
  readonly sent_at: Date | null;
  readonly late: boolean;
  readonly exemption: Exemption | null;
  readonly exemption_sealed: Buffer | null;
  readonly exempted_by: string | null;
  readonly report_id: string | null;
};
export const noticeColumns =
  'subject_id, id, holder_id, transfer_id, due_at, state, channel, channel_reason, attempt_id, proof_id, sent_at, late, exemption, exemption_sealed, exempted_by, report_id';
const list = noticeColumns;

export type NewNotices = {
  readonly holderId: string;
  readonly transferId: string;
  readonly dueAt: Date;
  readonly exemption: Exemption | null;
  readonly exemptedBy: string | null;
  readonly each: readonly {
    readonly subjectId: string;
    readonly id: string;
    readonly state: NoticeState;
    readonly exemptionSealed: Uint8Array | null;
  }[];
};

/** The notices of one transfer in one statement, and the day they fall due. */
export async function insertNotices(tx: Tx, all: NewNotices): Promise<void> {
  await tx.query(
    `WITH term AS (INSERT INTO transfer_term (holder_id, due_at) VALUES ($1, $3) ON CONFLICT DO NOTHING)
     INSERT INTO transfer_notice (holder_id, transfer_id, due_at, exemption, exempted_by, subject_id, id, state, exemption_sealed)
     SELECT $1::uuid, $2::uuid, $3::timestamptz, $4, $5, each.*
     FROM unnest($6::uuid[], $7::uuid[], $8::text[], $9::bytea[]) AS each`,
    [
      all.holderId,
      all.transferId,
      all.dueAt,
      all.exemption,
      all.exemptedBy,
      all.each.map((one) => one.subjectId),
      all.each.map((one) => one.id),
      all.each.map((one) => one.state),
      byteaArray(all.each.map((one) => one.exemptionSealed)),
    ],
  );
}

/** One notice by its id, in the caller's scope; `subjectId` where it is known makes it a look-up by the key. */
export async function noticeById(
  tx: Tx,
  where: { readonly transferId: string; readonly noticeId: string },
): Promise<NoticeRow | null> {
  const rows = await tx.query<NoticeRow>(`SELECT ${list} FROM transfer_notice WHERE transfer_id = $1 AND id = $2`, [
    where.transferId,
    where.noticeId,
  ]);
  return rows[0] ?? null;
}

/** The same, locked until the transaction ends: every act on a notice begins here. */
export async function lockNotice(
  tx: Tx,
  where: { readonly transferId: string; readonly noticeId: string },
): Promise<NoticeRow | null> {
  const rows = await tx.query<NoticeRow>(
    `SELECT ${list} FROM transfer_notice WHERE transfer_id = $1 AND id = $2 FOR UPDATE`,
    [where.transferId, where.noticeId],
  );
  return rows[0] ?? null;
}

/** A page of the notices of a transfer, in the order they were opened. */
export const noticesOfTransfer = (
  tx: Tx,
  transferId: string,
  after: string | undefined,
  limit: number,
): Promise<NoticeRow[]> =>
  tx.query<NoticeRow>(
    `SELECT ${list} FROM transfer_notice WHERE transfer_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    [transferId, after ?? null, limit + 1],
  );

/** A page of a holder's open notices, the earliest term first. `after` is the last one seen, with its term. */
export const openNotices = (
  tx: Tx,
  holderId: string,
  after: { readonly dueAt: Date; readonly id: string } | null,
  limit: number,
): Promise<NoticeRow[]> =>
  tx.query<NoticeRow>(
    `SELECT ${list} FROM transfer_notice WHERE holder_id = $1 AND state IN ('DUE', 'CONTACT_SEARCH')
       AND ($2::timestamptz IS NULL OR (due_at, id) > ($2, $3::uuid)) ORDER BY due_at, id LIMIT $4`,
    [holderId, after?.dueAt ?? null, after?.id ?? null, limit + 1],
  );

/** CP-12b: a page of what a holder sent too late; it stays here for good. */
export const lateNotices = (tx: Tx, holderId: string, after: string | undefined, limit: number): Promise<NoticeRow[]> =>
  tx.query<NoticeRow>(
    `SELECT ${list} FROM transfer_notice WHERE holder_id = $1 AND late AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [holderId, after ?? null, limit + 1],
  );

/** A page of what a person is told of, by every holder, newest first (the person's own scope: what is exempt is not in it). */
export const noticesOfPerson = (
  tx: Tx,
  subjectIds: readonly string[],
  after: string | undefined,
  limit: number,
): Promise<NoticeRow[]> =>
  tx.query<NoticeRow>(
    `SELECT ${list} FROM transfer_notice WHERE subject_id = ANY ($1::uuid[]) AND state <> 'EXEMPT' AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [subjectIds, after ?? null, limit + 1],
  );

/** Holders that have proven to a person that it was told. */
export async function holdersWithProof(tx: Tx, subjectIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ holder_id: string }>(
    `SELECT DISTINCT holder_id FROM transfer_notice WHERE subject_id = ANY ($1::uuid[]) AND state = 'SENT'`,
    [subjectIds],
  );
  return rows.map((row) => row.holder_id);
}

/** One of them. */
export async function noticeOfPerson(tx: Tx, subjectIds: readonly string[], id: string): Promise<NoticeRow | null> {
  const rows = await tx.query<NoticeRow>(
    `SELECT ${list} FROM transfer_notice WHERE subject_id = ANY ($1::uuid[]) AND state <> 'EXEMPT' AND id = $2`,
    [subjectIds, id],
  );
  return rows[0] ?? null;
}

export type NoticeCounts = { readonly open: number; readonly overdue: number; readonly late: number };

/** CP-12b: how a holder stands at `now`: what is open, what of it is overdue, what was sent too late. */
export async function countNotices(tx: Tx, holderId: string, now: Date): Promise<NoticeCounts> {
  const rows = await tx.query<NoticeCounts>(
    `SELECT o.open, o.overdue, l.late FROM
       (SELECT count(*)::int AS open, count(*) FILTER (WHERE due_at < $2)::int AS overdue FROM transfer_notice
        WHERE holder_id = $1 AND state IN ('DUE', 'CONTACT_SEARCH')) o,
       (SELECT count(*)::int AS late FROM transfer_notice WHERE holder_id = $1 AND late) l`,
    [holderId, now],
  );
  return rows[0]!;
}

export type OverdueAt = { readonly holder_id: string; readonly overdue: number; readonly since: Date };

/** Holders with open notices past their term, the longest overdue first. `since`: the earliest of those terms. */
export const overdueByHolder = (tx: Tx, now: Date, limit: number): Promise<OverdueAt[]> =>
  tx.query<OverdueAt>(
    `SELECT holder_id, count(*)::int AS overdue, min(due_at) AS since FROM transfer_notice
     WHERE state IN ('DUE', 'CONTACT_SEARCH') AND due_at < $1 GROUP BY holder_id ORDER BY min(due_at), holder_id LIMIT $2`,
    [now, limit],
  );

type Change = Partial<
  Pick<NoticeRow, 'channel' | 'channel_reason' | 'attempt_id' | 'proof_id' | 'sent_at' | 'report_id'>
>;
const changeable = ['channel', 'channel_reason', 'attempt_id', 'proof_id', 'sent_at', 'report_id'] as const;

/** Writes a move that `canMove` allowed, on a row that `lockNotice` holds. */
export async function writeNotice(
  tx: Tx,
  notice: Pick<NoticeRow, 'subject_id' | 'id'>,
  state: NoticeState,
  change: Change,
): Promise<void> {
  const named = changeable.filter((column) => change[column] !== undefined);
  const sets = ['state = $3', ...named.map((column, i) => `${column} = $${i + 4}`)];
  await tx.query(`UPDATE transfer_notice SET ${sets.join(', ')} WHERE subject_id = $1 AND id = $2`, [
    notice.subject_id,
    notice.id,
    state,
    ...named.map((column) => change[column]),
  ]);
}
