import type { Tx } from '../../platform/db/index.ts';

// SQL of complaints that are matters of the authority: neither answered nor met by a report.

const open = `c.state = 'RECEIVED' AND c.outcome = 'NOT_MATCHED'
  AND NOT EXISTS (SELECT 1 FROM transfer_complaint_match m WHERE m.complaint_id = c.id)`;

export type OpenComplaint = {
  readonly id: string;
  readonly number: string;
  readonly subject_id: string;
  readonly sealed: Buffer;
  readonly filed_at: Date;
};
const columns = 'c.id, c.number::text, c.subject_id, c.sealed, c.filed_at';

/** One that is open, locked; null: there is none, or it is settled. */
export async function lockOpenComplaint(tx: Tx, id: string): Promise<OpenComplaint | null> {
  const rows = await tx.query<OpenComplaint>(
    `SELECT ${columns} FROM transfer_complaint c WHERE c.id = $1 AND ${open} FOR UPDATE OF c`,
    [id],
  );
  return rows[0] ?? null;
}

/** Which of these are open. */
export async function openOf(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    `SELECT c.id FROM transfer_complaint c WHERE c.id = ANY ($1::uuid[]) AND ${open}`,
    [ids],
  );
  return new Set(rows.map((row) => row.id));
}

/** Open ones filed before a moment whose alarm has not sounded, the earliest first; locked, those of another worker left out. */
export const unalarmed = (tx: Tx, before: Date, limit: number): Promise<OpenComplaint[]> =>
  tx.query<OpenComplaint>(
    `SELECT ${columns} FROM transfer_complaint c WHERE c.overdue_at IS NULL AND c.filed_at < $1 AND ${open}
     ORDER BY c.filed_at LIMIT $2 FOR UPDATE OF c SKIP LOCKED`,
    [before, limit],
  );

export const markOverdue = (tx: Tx, id: string, at: Date): Promise<unknown> =>
  tx.query('UPDATE transfer_complaint SET overdue_at = $2 WHERE id = $1', [id, at]);

export const writeAnswer = (tx: Tx, id: string, sealed: Buffer, by: string, at: Date): Promise<unknown> =>
  tx.query(
    `UPDATE transfer_complaint SET state = 'ANSWERED', answer_sealed = $2, answered_by = $3, answered_at = $4 WHERE id = $1`,
    [id, sealed, by, at],
  );
