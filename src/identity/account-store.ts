import type { Tx } from '../platform/db/index.ts';
import type { Lang } from '../platform/text.ts';
import type { PasswordCost, StoredPassword } from './password.ts';

type Query = Pick<Tx, 'query'>;

export type AccountRow = {
  id: string;
  kind: 'citizen' | 'staff';
  login_kind: 'phone' | 'email';
  profile_sealed: Buffer;
  lang: Lang;
  version: number;
};
export type AccountWithPassword = AccountRow & {
  algorithm: string | null;
  parameters: PasswordCost | null;
  salt: Buffer | null;
  hash: Buffer | null;
};

const withPassword = `SELECT a.id, a.kind, a.login_kind, a.profile_sealed, a.lang, a.version, p.algorithm, p.parameters, p.salt, p.hash
  FROM account a LEFT JOIN credential_password p ON p.account_id = a.id WHERE a.closed_at IS NULL AND`;

export const accountByLogin = async (db: Query, mac: Buffer): Promise<AccountWithPassword | undefined> =>
  (await db.query<AccountWithPassword>(`${withPassword} a.login_mac = $1`, [mac]))[0];

export const accountById = async (db: Query, id: string): Promise<AccountWithPassword | undefined> =>
  (await db.query<AccountWithPassword>(`${withPassword} a.id = $1`, [id]))[0];

export const passwordOf = (row: AccountWithPassword | undefined): StoredPassword | undefined =>
  row === undefined || row.hash === null
    ? undefined
    : { algorithm: row.algorithm!, parameters: row.parameters!, salt: row.salt!, hash: row.hash };

/** False where the login is taken. */
export async function insertAccount(
  tx: Tx,
  account: {
    id: string;
    kind: 'citizen' | 'staff';
    loginKind: string;
    loginMac: Buffer;
    sealed: Buffer;
    lang: Lang;
    at: Date;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO account (id, kind, login_kind, login_mac, profile_sealed, lang, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (login_mac) DO NOTHING RETURNING id`,
    [account.id, account.kind, account.loginKind, account.loginMac, account.sealed, account.lang, account.at],
  );
  return rows.length === 1;
}

export const putPassword = (db: Query, accountId: string, stored: StoredPassword, at: Date): Promise<unknown> =>
  db.query(
    `INSERT INTO credential_password (account_id, algorithm, parameters, salt, hash, set_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (account_id) DO UPDATE SET algorithm = $2, parameters = $3, salt = $4, hash = $5, set_at = $6`,
    [accountId, stored.algorithm, JSON.stringify(stored.parameters), stored.salt, stored.hash, at],
  );

export const bumpVersion = (tx: Tx, accountId: string): Promise<unknown> =>
  tx.query('UPDATE account SET version = version + 1 WHERE id = $1', [accountId]);

export async function replaceRecoveryCodes(tx: Tx, accountId: string, macs: readonly Buffer[]): Promise<void> {
  await tx.query('DELETE FROM recovery_code WHERE account_id = $1', [accountId]);
  await tx.query('INSERT INTO recovery_code (account_id, mac) SELECT $1, unnest($2::bytea[])', [accountId, macs]);
}

/** True once per code. */
export const spendRecoveryCode = async (tx: Tx, accountId: string, mac: Buffer, at: Date): Promise<boolean> =>
  (
    await tx.query(
      'UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND mac = $2 AND used_at IS NULL RETURNING mac',
      [accountId, mac, at],
    )
  ).length === 1;

export const recoveryCodesLeft = async (db: Query, accountId: string): Promise<number> =>
  (
    await db.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM recovery_code WHERE account_id = $1 AND used_at IS NULL',
      [accountId],
    )
  )[0]!.n;

export type StaffRoleRow = {
  account_id: string;
  office: 'holder' | 'authority' | 'centre' | 'operator';
  holder_id: string | null;
  role: string;
};

export const grantRole = (tx: Tx, role: StaffRoleRow, by: string | null, at: Date): Promise<unknown> =>
  tx.query(
    `INSERT INTO staff_role (account_id, office, holder_id, role, granted_by, granted_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (account_id, role) WHERE ended_at IS NULL DO NOTHING`,
    [role.account_id, role.office, role.holder_id, role.role, by, at],
  );

export const endRole = async (tx: Tx, accountId: string, holderId: string, role: string, at: Date): Promise<boolean> =>
  (
    await tx.query(
      'UPDATE staff_role SET ended_at = $4 WHERE account_id = $1 AND holder_id = $2 AND role = $3 AND ended_at IS NULL RETURNING role',
      [accountId, holderId, role, at],
    )
  ).length === 1;

/** Ends every role of an account; which they were. */
export const endRoles = (tx: Tx, accountId: string, at: Date): Promise<StaffRoleRow[]> =>
  tx.query<StaffRoleRow>(
    `UPDATE staff_role SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL RETURNING account_id, office, holder_id, role`,
    [accountId, at],
  );

/** `loginMac`: what takes the place of its login, which is free with that. */
export const closeAccount = (tx: Tx, id: string, loginMac: Buffer, at: Date): Promise<unknown> =>
  tx.query('UPDATE account SET closed_at = $3, login_mac = $2, version = version + 1 WHERE id = $1', [
    id,
    loginMac,
    at,
  ]);

export const staffOfHolder = (db: Query, holderId: string): Promise<(AccountRow & { roles: string[] })[]> =>
  db.query(
    `SELECT a.id, a.kind, a.login_kind, a.profile_sealed, a.lang, a.version, array_agg(r.role ORDER BY r.role) AS roles
     FROM staff_role r JOIN account a ON a.id = r.account_id WHERE r.holder_id = $1 AND r.ended_at IS NULL GROUP BY a.id ORDER BY a.id`,
    [holderId],
  );
