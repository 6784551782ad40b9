import type { Tx } from '../platform/db/index.ts';

type Query = Pick<Tx, 'query'>;

export type PasskeyRow = {
  id: string;
  account_id: string;
  credential_id: Buffer;
  public_key: Buffer;
  algorithm: number;
  sign_count: number;
  transports: string[];
  backup_eligible: boolean;
  backed_up: boolean;
  label: string;
  entry_id: string;
  created_at: Date;
  used_at: Date | null;
};

const columns =
  'id, account_id, credential_id, public_key, algorithm, sign_count, transports, backup_eligible, backed_up, label, entry_id, created_at, used_at';

export const insertPasskey = (tx: Tx, row: Omit<PasskeyRow, 'used_at'> & { aaguid: string }): Promise<unknown> =>
  tx.query(
    `INSERT INTO credential_passkey (id, account_id, credential_id, public_key, algorithm, sign_count, transports, aaguid, backup_eligible, backed_up, label, entry_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      row.id,
      row.account_id,
      row.credential_id,
      row.public_key,
      row.algorithm,
      row.sign_count,
      row.transports,
      row.aaguid,
      row.backup_eligible,
      row.backed_up,
      row.label,
      row.entry_id,
      row.created_at,
    ],
  );

export const passkeyByCredential = async (db: Query, credentialId: Buffer): Promise<PasskeyRow | undefined> =>
  (
    await db.query<PasskeyRow>(
      `SELECT ${columns} FROM credential_passkey WHERE credential_id = $1 AND revoked_at IS NULL`,
      [credentialId],
    )
  )[0];

export const passkeysOf = (db: Query, accountId: string): Promise<PasskeyRow[]> =>
  db.query(`SELECT ${columns} FROM credential_passkey WHERE account_id = $1 AND revoked_at IS NULL ORDER BY id`, [
    accountId,
  ]);

/** False where the counter went back: the key has been copied, or the answer is an old one. */
export const usePasskey = async (db: Query, id: string, count: number, backedUp: boolean, at: Date): Promise<boolean> =>
  (
    await db.query(
      `UPDATE credential_passkey SET sign_count = $2, backed_up = $3, used_at = $4
       WHERE id = $1 AND revoked_at IS NULL AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0)) RETURNING id`,
      [id, count, backedUp, at],
    )
  ).length === 1;

export const revokePasskey = async (db: Query, id: string, accountId: string, at: Date): Promise<boolean> =>
  (
    await db.query(
      'UPDATE credential_passkey SET revoked_at = $3 WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL RETURNING id',
      [id, accountId, at],
    )
  ).length === 1;

export const revokeAllPasskeys = (db: Query, accountId: string, at: Date): Promise<unknown> =>
  db.query('UPDATE credential_passkey SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL', [
    accountId,
    at,
  ]);
