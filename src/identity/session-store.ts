import { byteaArray, type Db, gathered, lateCommit, type Tx } from '../platform/db/index.ts';
import type { AuthenticationMethod } from './evidence.ts';
import { scope } from './sealing.ts';

type Query = Pick<Tx, 'query'>;

export type SessionRow = {
  id: string;
  account_id: string;
  method: AuthenticationMethod;
  client_sealed: Buffer;
  authenticated_at: Date;
  seen_at: Date;
  expires_at: Date;
};
/** A session with all that a request needs to know who asks, in one read. */
export type LiveSession = SessionRow & {
  kind: 'citizen' | 'staff';
  version: number;
  profile_sealed: Buffer;
  person_id: string | null;
  office: 'holder' | 'authority' | 'centre' | 'operator' | null;
  holder_id: string | null;
  roles: string[] | null;
};

export const insertSession = (tx: Tx, s: Omit<SessionRow, 'seen_at'> & { token_hash: Buffer }): Promise<unknown> =>
  tx.query(
    `INSERT INTO session (id, token_hash, account_id, method, client_sealed, authenticated_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $7)`,
    [s.id, s.token_hash, s.account_id, s.method, s.client_sealed, s.authenticated_at, s.expires_at],
  );

type AskedSession = { readonly tokenHash: Buffer; readonly now: Date; readonly idleSince: Date };

// One row by its key, arrays of any length: planned as `readCeremony` is, once.
/** The session of a request, if it is alive. A busy server reads those of several requests together. */
export const liveSession = gathered<Db, AskedSession, LiveSession | undefined>(
  async (db, asked) => {
    const rows = await db.query<LiveSession & { i: number }>(
      scope,
      `SELECT asked.i, s.id, s.account_id, s.method, s.client_sealed, s.authenticated_at, s.seen_at, s.expires_at, a.kind, a.version, a.profile_sealed,
              b.person_id, r.office, r.holder_id, r.roles
       FROM unnest((SELECT $1::bytea[]), (SELECT $2::timestamptz[]), (SELECT $3::timestamptz[])) WITH ORDINALITY AS asked (token_hash, now, idle_since, i)
       CROSS JOIN LATERAL (SELECT * FROM session WHERE token_hash = asked.token_hash LIMIT 1) s
       JOIN account a ON a.id = s.account_id AND a.closed_at IS NULL
       LEFT JOIN binding b ON b.account_id = a.id AND b.state = 'active'
       LEFT JOIN LATERAL (SELECT min(office) AS office, min(holder_id::text)::uuid AS holder_id, array_agg(role ORDER BY role) AS roles
                          FROM staff_role WHERE account_id = a.id AND ended_at IS NULL) r ON a.kind = 'staff'
       WHERE s.revoked_at IS NULL AND s.expires_at > asked.now AND s.seen_at > asked.idle_since`,
      [byteaArray(asked.map((one) => one.tokenHash)), asked.map((one) => one.now), asked.map((one) => one.idleSince)],
    );
    const byPlace = new Map(rows.map(({ i, ...row }) => [i, row]));
    return asked.map((_, i) => byPlace.get(i + 1));
  },
  { lanes: 1, most: 64, apart: true },
);

/**
 * Notes that a session was used. Those of requests that arrive together go together, and none waits for the disk: what a
 * crash loses ends a session a minute earlier. A row that another process is noting is noted.
 */
export const touch = gathered<Db, { id: string; now: Date }, void>(
  async (db, used) => {
    await db.query(
      scope,
      `UPDATE session SET seen_at = $2 WHERE ${lateCommit} AND id = ANY (ARRAY(
         SELECT id FROM session WHERE id = ANY ((SELECT $1::uuid[])::uuid[]) FOR NO KEY UPDATE SKIP LOCKED))`,
      [used.map(({ id }) => id), new Date(Math.max(...used.map(({ now }) => now.getTime())))],
    );
    return used.map(() => undefined);
  },
  { lanes: 1, most: 64 },
);

export const openSession = async (
  db: Query,
  id: string,
  accountId: string,
  now: Date,
): Promise<SessionRow | undefined> =>
  (
    await db.query<SessionRow>(
      `SELECT id, account_id, method, client_sealed, authenticated_at, seen_at, expires_at FROM session
       WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL AND expires_at > $3`,
      [id, accountId, now],
    )
  )[0];

export const sessionsOf = (db: Query, accountId: string, now: Date, idleSince: Date): Promise<SessionRow[]> =>
  db.query(
    `SELECT id, account_id, method, client_sealed, authenticated_at, seen_at, expires_at FROM session
     WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND seen_at > $3 ORDER BY id DESC`,
    [accountId, now, idleSince],
  );

export const revokeSession = async (db: Query, id: string, accountId: string, now: Date): Promise<boolean> =>
  (
    await db.query(
      'UPDATE session SET revoked_at = $3 WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL RETURNING id',
      [id, accountId, now],
    )
  ).length === 1;

/** The sessions that ended with it. */
export const revokeOthers = (db: Query, accountId: string, keep: string | null, now: Date): Promise<{ id: string }[]> =>
  db.query(
    'UPDATE session SET revoked_at = $3 WHERE account_id = $1 AND revoked_at IS NULL AND id IS DISTINCT FROM $2 RETURNING id',
    [accountId, keep, now],
  );
