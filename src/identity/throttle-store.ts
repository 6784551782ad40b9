import type { Db, Tx } from '../platform/db/index.ts';
import { scope } from './sealing.ts';
import { afterFailure, type Failures, waitFor } from './throttle.ts';

/**
 * Counts the try as a failure before it is made, so that a hundred tries at once are a hundred tries;
 * `forgive` takes it back. Returns the seconds to wait, or 0 where the try may be made.
 */
export async function reserveTry(db: Db, pair: Buffer, now: Date): Promise<number> {
  return db.tx(scope, async (tx) => {
    await tx.query(
      'INSERT INTO sign_in_failure (pair, failures, last_at) VALUES ($1, 0, $2) ON CONFLICT (pair) DO NOTHING',
      [pair, now],
    );
    const [row] = await tx.query<{ failures: number; last_at: Date }>(
      'SELECT failures, last_at FROM sign_in_failure WHERE pair = $1 FOR UPDATE',
      [pair],
    );
    const known: Failures | undefined =
      row === undefined || row.failures === 0 ? undefined : { failures: row.failures, lastAt: row.last_at };
    const wait = waitFor(known, now);
    if (wait > 0) return wait;
    const next = afterFailure(known, now);
    await tx.query('UPDATE sign_in_failure SET failures = $2, last_at = $3 WHERE pair = $1', [
      pair,
      next.failures,
      next.lastAt,
    ]);
    return 0;
  });
}

export const forgive = (db: Db, pair: Buffer): Promise<unknown> =>
  db.query(scope, 'DELETE FROM sign_in_failure WHERE pair = $1', [pair]);

export const isTrusted = async (db: Db, accountId: string, mac: Buffer): Promise<boolean> =>
  (await db.query(scope, 'SELECT 1 FROM trusted_device WHERE account_id = $1 AND mac = $2', [accountId, mac]))
    .length === 1;

export const trust = (tx: Tx, accountId: string, mac: Buffer, at: Date): Promise<unknown> =>
  tx.query('INSERT INTO trusted_device (account_id, mac, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    accountId,
    mac,
    at,
  ]);

/** After recovery no old device is trusted. */
export const distrustAll = (tx: Tx, accountId: string): Promise<unknown> =>
  tx.query('DELETE FROM trusted_device WHERE account_id = $1', [accountId]);
