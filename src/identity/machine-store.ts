import type { JSONWebKeySet } from 'jose';
import type { Tx } from '../platform/db/index.ts';

type Query = Pick<Tx, 'query'>;

export type MachineRow = {
  id: string;
  holder_id: string;
  name: string;
  scopes: string[];
  secret_hash: Buffer | null;
  jwks: JSONWebKeySet | null;
  version: number;
  created_at: Date;
  revoked_at: Date | null;
};
const columns = 'id, holder_id, name, scopes, secret_hash, jwks, version, created_at, revoked_at';

export const insertMachine = (tx: Tx, row: Omit<MachineRow, 'version' | 'revoked_at'>, by: string): Promise<unknown> =>
  tx.query(
    'INSERT INTO machine_client (id, holder_id, name, scopes, secret_hash, jwks, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [
      row.id,
      row.holder_id,
      row.name,
      row.scopes,
      row.secret_hash,
      row.jwks === null ? null : JSON.stringify(row.jwks),
      by,
      row.created_at,
    ],
  );

export const machineById = async (db: Query, id: string): Promise<MachineRow | undefined> =>
  (await db.query<MachineRow>(`SELECT ${columns} FROM machine_client WHERE id = $1`, [id]))[0];

export const machinesOf = (db: Query, holderId: string): Promise<MachineRow[]> =>
  db.query(`SELECT ${columns} FROM machine_client WHERE holder_id = $1 ORDER BY id`, [holderId]);

export const revokeMachine = async (db: Query, id: string, holderId: string, at: Date): Promise<boolean> =>
  (
    await db.query(
      'UPDATE machine_client SET revoked_at = $3, version = version + 1 WHERE id = $1 AND holder_id = $2 AND revoked_at IS NULL RETURNING id',
      [id, holderId, at],
    )
  ).length === 1;

/** True the first time an assertion is seen. */
export const takeAssertion = async (db: Query, clientId: string, jti: string, expiresAt: Date): Promise<boolean> =>
  (
    await db.query(
      'INSERT INTO client_assertion (client_id, jti, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING jti',
      [clientId, jti, expiresAt],
    )
  ).length === 1;

export const machineVersion = async (db: Query, id: string): Promise<number | undefined> =>
  (
    await db.query<{ version: number }>('SELECT version FROM machine_client WHERE id = $1 AND revoked_at IS NULL', [id])
  )[0]?.version;
