import { byteaArray, type Tx } from '../../platform/db/index.ts';
import type { IdentityKind, IdentityMac } from './identity.ts';

// SQL of the search for contacts, of reports and complaints. Reports and complaints are read under the system scope alone.

export type StepRow = {
  readonly id: string;
  readonly subject_id: string;
  readonly holder_id: string;
  readonly notice_id: string;
  readonly kind: 'STATE_BODY_REQUEST' | 'PUBLIC_SOURCE';
  readonly sealed: Buffer;
  readonly document_hash: Buffer | null;
  readonly result: 'open' | 'found' | 'failed';
  readonly contact_id: string | null;
  readonly at: Date;
  readonly answered_at: Date | null;
};
export const insertStep = (tx: Tx, row: StepRow & { journal_entry_id: string }): Promise<unknown> =>
  tx.query(
    `INSERT INTO contact_search_step (subject_id, id, holder_id, notice_id, kind, sealed, document_hash, result, contact_id, at, answered_at, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      row.subject_id,
      row.id,
      row.holder_id,
      row.notice_id,
      row.kind,
      row.sealed,
      row.document_hash,
      row.result,
      row.contact_id,
      row.at,
      row.answered_at,
      row.journal_entry_id,
    ],
  );
export const stepsOf = (tx: Tx, subjectId: string, noticeId: string): Promise<StepRow[]> =>
  tx.query<StepRow>(
    `SELECT id, subject_id, holder_id, notice_id, kind, sealed, document_hash, result, contact_id, at, answered_at
     FROM contact_search_step WHERE subject_id = $1 AND notice_id = $2 ORDER BY id FOR UPDATE`,
    [subjectId, noticeId],
  );
export const answerRow = (tx: Tx, step: StepRow, contactId: string | null, at: Date): Promise<unknown> =>
  tx.query(
    'UPDATE contact_search_step SET result = $3, contact_id = $4, answered_at = $5 WHERE subject_id = $1 AND id = $2',
    [step.subject_id, step.id, contactId === null ? 'failed' : 'found', contactId, at],
  );

/** The attempts to send a notice that came to nothing. */
export const failedAttempts = (tx: Tx, subjectId: string, noticeId: string): Promise<{ channel: string; at: Date }[]> =>
  tx.query<{ channel: string; at: Date }>(
    `SELECT channel, failed_at AS at FROM transfer_attempt WHERE subject_id = $1 AND notice_id = $2 AND failed_at IS NOT NULL ORDER BY id`,
    [subjectId, noticeId],
  );

export type ReportRow = {
  readonly id: string;
  readonly holder_id: string;
  readonly subject_id: string;
  readonly notice_id: string;
  readonly transfer_id: string;
  readonly sealed: Buffer;
  readonly reported_at: Date;
  readonly outcome: 'MATCHED' | 'NOT_MATCHED';
  readonly registration_id: string | null;
  readonly outbox_id: string | null;
};
const report =
  'id, holder_id, subject_id, notice_id, transfer_id, sealed, reported_at, outcome, registration_id, outbox_id';
export async function insertReport(
  tx: Tx,
  row: ReportRow & { journal_entry_id: string },
  macs: readonly IdentityMac[],
): Promise<void> {
  await tx.query(
    `INSERT INTO impossibility_report (${report}, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      row.id,
      row.holder_id,
      row.subject_id,
      row.notice_id,
      row.transfer_id,
      row.sealed,
      row.reported_at,
      row.outcome,
      row.registration_id,
      row.outbox_id,
      row.journal_entry_id,
    ],
  );
  await tx.query(
    'INSERT INTO impossibility_report_mac (report_id, kind, mac) SELECT $1, * FROM unnest($2::text[], $3::bytea[])',
    [row.id, macs.map((one) => one.kind), byteaArray(macs.map((one) => one.mac))],
  );
}
export const allReports = (tx: Tx, limit: number): Promise<ReportRow[]> =>
  tx.query<ReportRow>(`SELECT ${report} FROM impossibility_report ORDER BY id DESC LIMIT $1`, [limit]);
export const reportsOfTransfer = (tx: Tx, transferId: string): Promise<ReportRow[]> =>
  tx.query<ReportRow>(
    `SELECT ${report} FROM impossibility_report WHERE id IN (SELECT report_id FROM transfer_notice WHERE transfer_id = $1) ORDER BY id`,
    [transferId],
  );

/** Reports of notices that still rest as impossible and share one of these hashes, each with all its hashes. */
export async function reportsByMac(
  tx: Tx,
  macs: readonly Buffer[],
): Promise<(ReportRow & { readonly macs: readonly IdentityMac[] })[]> {
  const rows = await tx.query<ReportRow>(
    `SELECT ${report} FROM impossibility_report r
     WHERE id IN (SELECT report_id FROM impossibility_report_mac WHERE mac = ANY ($1::bytea[]))
       AND EXISTS (SELECT 1 FROM transfer_notice n WHERE n.subject_id = r.subject_id AND n.id = r.notice_id AND n.state = 'IMPOSSIBLE' AND n.report_id = r.id)
     ORDER BY id`,
    [byteaArray(macs)],
  );
  const all = await tx.query<{ report_id: string; kind: IdentityKind; mac: Buffer }>(
    'SELECT report_id, kind, mac FROM impossibility_report_mac WHERE report_id = ANY ($1)',
    [rows.map((row) => row.id)],
  );
  return rows.map((row) => ({ ...row, macs: all.filter((one) => one.report_id === row.id) }));
}

export type ComplaintRow = {
  readonly id: string;
  readonly number: string;
  readonly subject_id: string;
  readonly state: 'RECEIVED' | 'ANSWERED';
  readonly sealed: Buffer;
  readonly filed_at: Date;
  readonly outcome: 'MATCHED' | 'NOT_MATCHED';
  readonly matched_at: Date;
  readonly answer_sealed: Buffer | null;
  readonly answered_at: Date | null;
};
const complaint =
  'id, number::text, subject_id, state, sealed, filed_at, outcome, matched_at, answer_sealed, answered_at';
export async function insertComplaint(
  tx: Tx,
  row: Omit<ComplaintRow, 'number' | 'state' | 'answer_sealed' | 'answered_at'>,
  journalEntryId: string,
  macs: readonly IdentityMac[],
): Promise<ComplaintRow> {
  const rows = await tx.query<ComplaintRow>(
    `INSERT INTO transfer_complaint (id, subject_id, state, sealed, filed_at, outcome, matched_at, journal_entry_id)
     VALUES ($1, $2, 'RECEIVED', $3, $4, $5, $6, $7) RETURNING ${complaint}`,
    [row.id, row.subject_id, row.sealed, row.filed_at, row.outcome, row.matched_at, journalEntryId],
  );
  await tx.query(
    'INSERT INTO transfer_complaint_mac (complaint_id, kind, mac) SELECT $1, * FROM unnest($2::text[], $3::bytea[])',
    [row.id, macs.map((one) => one.kind), byteaArray(macs.map((one) => one.mac))],
  );
  return rows[0]!;
}
/** Complaints filed since a moment that share one of these hashes, each with all its hashes: the newest of each person. */
export async function complaintsByMac(
  tx: Tx,
  macs: readonly Buffer[],
  since: Date,
): Promise<(ComplaintRow & { readonly macs: readonly IdentityMac[] })[]> {
  const rows = await tx.query<ComplaintRow>(
    `SELECT DISTINCT ON (subject_id) ${complaint} FROM transfer_complaint
     WHERE id IN (SELECT complaint_id FROM transfer_complaint_mac WHERE mac = ANY ($1::bytea[])) AND filed_at > $2
     ORDER BY subject_id, id DESC`,
    [byteaArray(macs), since],
  );
  const all = await tx.query<{ complaint_id: string; kind: IdentityKind; mac: Buffer }>(
    'SELECT complaint_id, kind, mac FROM transfer_complaint_mac WHERE complaint_id = ANY ($1)',
    [rows.map((row) => row.id)],
  );
  return rows.map((row) => ({ ...row, macs: all.filter((one) => one.complaint_id === row.id) }));
}
type Match = { readonly complaintId: string; readonly reportId: string; readonly outboxId: string; readonly at: Date };
export const insertMatch = (tx: Tx, { complaintId, reportId, outboxId, at }: Match): Promise<unknown> =>
  tx.query(
    'INSERT INTO transfer_complaint_match (complaint_id, report_id, outbox_id, matched_at) VALUES ($1, $2, $3, $4)',
    [complaintId, reportId, outboxId, at],
  );
/** When a complaint and a report last met; null: never, or at the filing. */
export async function lastMatch(tx: Tx, complaintId: string): Promise<Date | null> {
  const rows = await tx.query<{ at: Date | null }>(
    'SELECT max(matched_at) AS at FROM transfer_complaint_match WHERE complaint_id = $1',
    [complaintId],
  );
  return rows[0]?.at ?? null;
}
export const reportsOfComplaint = (tx: Tx, complaintId: string): Promise<ReportRow[]> =>
  tx.query<ReportRow>(
    `SELECT ${report} FROM impossibility_report WHERE id IN (SELECT report_id FROM transfer_complaint_match WHERE complaint_id = $1) ORDER BY id`,
    [complaintId],
  );
/** `subjectIds` null: all of them, or the one of that id, for the authority. */
export const complaintsOf = (
  tx: Tx,
  subjectIds: readonly string[] | null,
  limit: number,
  id: string | null = null,
): Promise<ComplaintRow[]> =>
  tx.query<ComplaintRow>(
    `SELECT ${complaint} FROM transfer_complaint WHERE ($1::uuid[] IS NULL OR subject_id = ANY ($1)) AND ($3::uuid IS NULL OR id = $3) ORDER BY id DESC LIMIT $2`,
    [subjectIds, limit, id],
  );
