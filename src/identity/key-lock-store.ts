import type { Tx } from '../platform/db/index.ts';

// SQL of tries with the code of a key (ES-10.1a).

/** Counts one more try and answers how many that makes; null where the key is locked for sessions begun before that. */
export async function countTry(
  tx: Tx,
  accountId: string,
  sessionBegan: Date,
  now: Date,
  most: number,
): Promise<number | null> {
  await tx.query('INSERT INTO key_lock (account_id, wrong) VALUES ($1, 0) ON CONFLICT DO NOTHING', [accountId]);
  const rows = await tx.query<{ wrong: number }>(
    `UPDATE key_lock SET wrong = wrong + 1, locked_at = CASE WHEN wrong + 1 >= $4 THEN $3::timestamptz END
     WHERE account_id = $1 AND (locked_at IS NULL OR locked_at < $2) RETURNING wrong`,
    [accountId, sessionBegan, now, most],
  );
  return rows[0]?.wrong ?? null;
}

export const clearTries = (tx: Tx, accountId: string): Promise<unknown> =>
  tx.query('DELETE FROM key_lock WHERE account_id = $1', [accountId]);

/** What was no wrong code is no try; the lock that it had set falls with it where the rest is below the limit. */
export const takeTryBack = (tx: Tx, accountId: string, most: number): Promise<unknown> =>
  tx.query(
    `UPDATE key_lock SET wrong = wrong - 1, locked_at = CASE WHEN wrong - 1 >= $2 THEN locked_at END WHERE account_id = $1 AND wrong > 0`,
    [accountId, most],
  );
