import type { Tx } from '../platform/db/index.ts';

// SQL of the days on which notices fall due.

export type Term = {
  readonly holder_id: string;
  readonly due_at: Date;
  readonly reminded: number;
  readonly overdue_at: Date | null;
};

/** Days up to a moment that have not yet been told as passed, the earliest first; locked, those of another worker left out. */
export const watchedTerms = (tx: Tx, until: Date, limit: number): Promise<Term[]> =>
  tx.query<Term>(
    `SELECT holder_id, due_at, reminded, overdue_at FROM transfer_term WHERE overdue_at IS NULL AND due_at <= $1
     ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [until, limit],
  );

/** How many notices of a holder are open that fall due then. */
export async function countOfDay(tx: Tx, term: Term): Promise<number> {
  const rows = await tx.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM transfer_notice WHERE holder_id = $1 AND due_at = $2 AND state IN ('DUE', 'CONTACT_SEARCH')`,
    [term.holder_id, term.due_at],
  );
  return rows[0]!.n;
}

export async function markTerm(
  tx: Tx,
  term: Term,
  to: { readonly reminded: number; readonly overdueAt: Date | null },
): Promise<void> {
  await tx.query('UPDATE transfer_term SET reminded = $3, overdue_at = $4 WHERE holder_id = $1 AND due_at = $2', [
    term.holder_id,
    term.due_at,
    to.reminded,
    to.overdueAt,
  ]);
}
