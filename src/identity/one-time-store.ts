import type { Tx } from '../platform/db/index.ts';

type Query = Pick<Tx, 'query'>;
export type OneTimeKind = 'sign-up' | 'recover' | 'passkey-register' | 'passkey-sign-in' | 'esi' | 'binding-code';

/** Keeps something that works once and not for long. Only the token's keyed hash is stored. */
export const putOneTime = (
  db: Query,
  kind: OneTimeKind,
  mac: Buffer,
  accountId: string | null,
  data: unknown,
  expiresAt: Date,
): Promise<unknown> =>
  db.query('INSERT INTO one_time (mac, kind, account_id, data, expires_at) VALUES ($1, $2, $3, $4, $5)', [
    mac,
    kind,
    accountId,
    JSON.stringify(data),
    expiresAt,
  ]);

export type OneTimeRow<T> = { account_id: string | null; data: T };

/** Takes it: the second caller gets nothing. */
export async function takeOneTime<T>(
  db: Query,
  kind: OneTimeKind,
  mac: Buffer,
  now: Date,
): Promise<OneTimeRow<T> | undefined> {
  const rows = await db.query<OneTimeRow<T>>(
    'UPDATE one_time SET used_at = $3 WHERE mac = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3 RETURNING account_id, data',
    [mac, kind, now],
  );
  return rows[0];
}

/** Looks without taking: who it was made for. */
export async function peekOneTime(db: Query, kind: OneTimeKind, mac: Buffer, now: Date): Promise<string | undefined> {
  const rows = await db.query<{ account_id: string }>(
    'SELECT account_id FROM one_time WHERE mac = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3 AND account_id IS NOT NULL',
    [mac, kind, now],
  );
  return rows[0]?.account_id;
}

export const dataOfOneTime = async <T>(db: Query, kind: OneTimeKind, mac: Buffer): Promise<T | undefined> =>
  (
    await db.query<{ data: T }>('SELECT data FROM one_time WHERE mac = $1 AND kind = $2 AND used_at IS NULL', [
      mac,
      kind,
    ])
  )[0]?.data;

/** Looks without taking, and counts the look: a short code bears few wrong tries. */
export async function tryOneTime<T>(
  db: Query,
  kind: OneTimeKind,
  mac: Buffer,
  now: Date,
  most: number,
): Promise<OneTimeRow<T> | undefined> {
  const rows = await db.query<OneTimeRow<T>>(
    'UPDATE one_time SET tries = tries + 1 WHERE mac = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3 AND tries < $4 RETURNING account_id, data',
    [mac, kind, now, most],
  );
  return rows[0];
}

export const dropOneTime = (db: Query, kind: OneTimeKind, accountId: string): Promise<unknown> =>
  db.query('DELETE FROM one_time WHERE account_id = $1 AND kind = $2', [accountId, kind]);

/** Housekeeping: what has expired is of no use as evidence. */
export async function sweep(db: Query, now: Date): Promise<void> {
  await db.query('DELETE FROM one_time WHERE expires_at < $1', [now]);
  await db.query('DELETE FROM client_assertion WHERE expires_at < $1', [now]);
  await db.query(`DELETE FROM sign_in_failure WHERE last_at < $1::timestamptz - interval '2 days'`, [now]);
}
