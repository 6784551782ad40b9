import { byteaArray, type Tx } from '../platform/db/index.ts';
import type { Channel } from './notice-state.ts';

// SQL of attempts to tell a subject and of the proofs that it was told. Nothing here is ever deleted.

export const proofKinds = {
  phone: 'telephonogram',
  sms: 'provider_report',
  letter: 'letter_copy',
  email: 'delivery_report',
} as const satisfies Record<Channel, string>;
export type ProofKind = (typeof proofKinds)[Channel];

export type AttemptRow = {
  readonly subject_id: string;
  readonly id: string;
  readonly holder_id: string;
  readonly notice_id: string;
  readonly channel: Channel;
  readonly message_sealed: Buffer;
  readonly message_hash: Buffer;
  readonly outbox_id: string | null;
  readonly at: Date;
  readonly failed_at: Date | null;
  readonly fault: string | null;
  readonly journal_entry_id: string;
};
const attempts =
  'subject_id, id, holder_id, notice_id, channel, message_sealed, message_hash, outbox_id, at, failed_at, fault, journal_entry_id';

export type ProofRow = {
  readonly subject_id: string;
  readonly id: string;
  readonly holder_id: string;
  readonly notice_id: string;
  readonly attempt_id: string;
  readonly kind: ProofKind;
  readonly sealed: Buffer;
  readonly file_sealed: Buffer | null;
  readonly file_type: string | null;
  readonly at: Date;
  readonly journal_entry_id: string;
};
const proofs =
  'subject_id, id, holder_id, notice_id, attempt_id, kind, sealed, file_sealed, file_type, at, journal_entry_id';

export async function insertAttempt(tx: Tx, row: Omit<AttemptRow, 'failed_at' | 'fault'>): Promise<void> {
  await tx.query(
    `INSERT INTO transfer_attempt (subject_id, id, holder_id, notice_id, channel, message_sealed, message_hash, outbox_id, at, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.subject_id,
      row.id,
      row.holder_id,
      row.notice_id,
      row.channel,
      row.message_sealed,
      row.message_hash,
      row.outbox_id,
      row.at,
      row.journal_entry_id,
    ],
  );
}

/** Several proofs in one statement. */
export async function insertProofs(tx: Tx, rows: readonly ProofRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO transfer_proof (${proofs}) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[],
       $7::bytea[], $8::bytea[], $9::text[], $10::timestamptz[], $11::uuid[])`,
    [
      rows.map((row) => row.subject_id),
      rows.map((row) => row.id),
      rows.map((row) => row.holder_id),
      rows.map((row) => row.notice_id),
      rows.map((row) => row.attempt_id),
      rows.map((row) => row.kind),
      byteaArray(rows.map((row) => row.sealed)),
      byteaArray(rows.map((row) => row.file_sealed)),
      rows.map((row) => row.file_type),
      rows.map((row) => row.at),
      rows.map((row) => row.journal_entry_id),
    ],
  );
}

/** Attempts and proofs of several notices, oldest first, in the caller's scope. */
export const attemptsOfNotices = (
  tx: Tx,
  subjectIds: readonly string[],
  noticeIds: readonly string[],
): Promise<AttemptRow[]> =>
  tx.query<AttemptRow>(
    `SELECT ${attempts} FROM transfer_attempt WHERE subject_id = ANY ($1::uuid[]) AND notice_id = ANY ($2::uuid[]) ORDER BY id`,
    [subjectIds, noticeIds],
  );
export const proofsOfNotices = (
  tx: Tx,
  subjectIds: readonly string[],
  noticeIds: readonly string[],
): Promise<ProofRow[]> =>
  tx.query<ProofRow>(
    `SELECT ${proofs} FROM transfer_proof WHERE subject_id = ANY ($1::uuid[]) AND notice_id = ANY ($2::uuid[]) ORDER BY id`,
    [subjectIds, noticeIds],
  );

export type UnderWay = {
  readonly subject_id: string;
  readonly id: string;
  readonly holder_id: string;
  readonly transfer_id: string;
  readonly attempt_id: string;
  readonly outbox_id: string;
  readonly state: 'DUE' | 'CONTACT_SEARCH';
};

/** Notices whose e-mail is on its way, oldest attempt first, after a given one. */
export const underWay = (tx: Tx, after: string, limit: number): Promise<UnderWay[]> =>
  tx.query<UnderWay>(
    `SELECT n.subject_id, n.id, n.holder_id, n.transfer_id, n.attempt_id, n.state, a.outbox_id
     FROM transfer_notice n JOIN transfer_attempt a ON a.subject_id = n.subject_id AND a.id = n.attempt_id
     WHERE n.attempt_id > $1 AND n.state IN ('DUE', 'CONTACT_SEARCH') AND a.outbox_id IS NOT NULL
     ORDER BY n.attempt_id LIMIT $2 FOR UPDATE OF n SKIP LOCKED`,
    [after, limit],
  );

/** Several notices are sent, each with its proof and moment. */
export async function markSent(
  tx: Tx,
  rows: readonly { subjectId: string; id: string; proofId: string; sentAt: Date }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `UPDATE transfer_notice n SET state = 'SENT', proof_id = s.proof_id, sent_at = s.sent_at
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[]) AS s (subject_id, id, proof_id, sent_at)
     WHERE n.subject_id = s.subject_id AND n.id = s.id`,
    [rows.map((r) => r.subjectId), rows.map((r) => r.id), rows.map((r) => r.proofId), rows.map((r) => r.sentAt)],
  );
}

/** An attempt that came to nothing: the notice is owed as before. */
export async function markFailed(
  tx: Tx,
  row: { subjectId: string; noticeId: string; attemptId: string; at: Date; fault: string },
): Promise<void> {
  await tx.query(
    `WITH failed AS (UPDATE transfer_attempt SET failed_at = $4, fault = $5 WHERE subject_id = $1 AND id = $3)
     UPDATE transfer_notice SET attempt_id = NULL, channel = NULL, channel_reason = NULL WHERE subject_id = $1 AND id = $2`,
    [row.subjectId, row.noticeId, row.attemptId, row.at, row.fault],
  );
}
