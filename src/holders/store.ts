import { type Db, publicScope, type Scope, type Tx } from '../platform/db/index.ts';
import type { Holder, HolderBody, HolderType } from './holder.ts';
import type { PolicyVersion } from './policy-version.ts';

type HolderRow = {
  id: string;
  code: string;
  type: HolderType;
  body: HolderBody;
  registered_at: Date | null;
  holds_state_secrets: boolean;
};
const toHolder = (row: HolderRow): Holder => ({
  id: row.id,
  code: row.code,
  type: row.type,
  body: row.body,
  registeredAt: row.registered_at,
  holdsStateSecrets: row.holds_state_secrets,
});
const holderColumns = 'id, code, type, body, registered_at, holds_state_secrets';

export async function insertHolder(tx: Tx, holder: Holder, now: Date): Promise<void> {
  await tx.query(
    'INSERT INTO holder (id, code, type, body, registered_at, holds_state_secrets, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [
      holder.id,
      holder.code,
      holder.type,
      JSON.stringify(holder.body),
      holder.registeredAt,
      holder.holdsStateSecrets,
      now,
    ],
  );
}

export async function updateHolder(tx: Tx, id: string, body: HolderBody): Promise<void> {
  await tx.query('UPDATE holder SET body = $2 WHERE id = $1', [id, JSON.stringify(body)]);
}

/** DECISIONS 25: from when on a holder is in the Register; null strikes it off. */
export async function setRegistered(tx: Tx, id: string, at: Date | null): Promise<void> {
  await tx.query('UPDATE holder SET registered_at = $2 WHERE id = $1', [id, at]);
}

export async function holderById(db: Db | Tx, id: string): Promise<Holder | null> {
  const [row] = await ask<HolderRow>(db, `SELECT ${holderColumns} FROM holder WHERE id = $1`, [id]);
  return row === undefined ? null : toHolder(row);
}

export async function holderByCode(db: Db | Tx, code: string): Promise<Holder | null> {
  const [row] = await ask<HolderRow>(db, `SELECT ${holderColumns} FROM holder WHERE code = $1`, [code]);
  return row === undefined ? null : toHolder(row);
}

export async function allHolders(db: Db | Tx): Promise<Holder[]> {
  return (await ask<HolderRow>(db, `SELECT ${holderColumns} FROM holder ORDER BY code`, [])).map(toHolder);
}

type PolicyRow = {
  id: string;
  holder_id: string;
  number: number;
  state: PolicyVersion['state'];
  body: unknown;
  hash: Buffer;
  last_updated_on: string | null;
  announced_at: Date | null;
  in_force_from: Date | null;
  superseded_at: Date | null;
};
const policyColumns =
  'id, holder_id, number, state, body, hash, last_updated_on, announced_at, in_force_from, superseded_at';
const toPolicy = (row: PolicyRow): PolicyVersion => ({
  id: row.id,
  holderId: row.holder_id,
  number: row.number,
  state: row.state,
  body: row.body as PolicyVersion['body'],
  hash: row.hash,
  lastUpdatedOn: row.last_updated_on,
  announcedAt: row.announced_at,
  inForceFrom: row.in_force_from,
  supersededAt: row.superseded_at,
});

export async function insertPolicyVersion(
  tx: Tx,
  policy: Omit<PolicyVersion, 'announcedAt' | 'inForceFrom' | 'supersededAt'>,
  now: Date,
): Promise<void> {
  await tx.query(
    'INSERT INTO policy_version (id, holder_id, number, state, body, hash, last_updated_on, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [
      policy.id,
      policy.holderId,
      policy.number,
      policy.state,
      JSON.stringify(policy.body),
      policy.hash,
      policy.lastUpdatedOn,
      now,
    ],
  );
}

export async function replaceDraftBody(
  tx: Tx,
  id: string,
  body: unknown,
  hash: Uint8Array,
  lastUpdatedOn: string | null,
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE policy_version SET body = $2, hash = $3, last_updated_on = $4 WHERE id = $1 AND state = 'draft' RETURNING id`,
    [id, JSON.stringify(body), hash, lastUpdatedOn],
  );
  return rows.length === 1;
}

export async function setPolicyState(
  tx: Tx,
  id: string,
  state: PolicyVersion['state'],
  at: { approved?: unknown; announcedAt?: Date },
): Promise<void> {
  await tx.query(
    'UPDATE policy_version SET state = $2, approved = coalesce($3, approved), announced_at = coalesce($4, announced_at) WHERE id = $1',
    [id, state, at.approved === undefined ? null : JSON.stringify(at.approved), at.announcedAt ?? null],
  );
}

/** SP-23c: at one moment the new edition comes into force and the earlier one is superseded. */
export async function putPolicyInForce(tx: Tx, holderId: string, id: string, at: Date): Promise<void> {
  await tx.query(
    `UPDATE policy_version SET state = 'superseded', superseded_at = $2 WHERE holder_id = $1 AND state = 'in_force'`,
    [holderId, at],
  );
  await tx.query(`UPDATE policy_version SET state = 'in_force', in_force_from = $2 WHERE id = $1`, [id, at]);
}

export async function policyInForce(db: Db | Tx, holderId: string): Promise<PolicyVersion | null> {
  const [row] = await ask<PolicyRow>(
    db,
    `SELECT ${policyColumns} FROM policy_version WHERE holder_id = $1 AND state = 'in_force'`,
    [holderId],
  );
  return row === undefined ? null : toPolicy(row);
}

export async function policyVersion(db: Db | Tx, id: string): Promise<PolicyVersion | null> {
  const [row] = await ask<PolicyRow>(db, `SELECT ${policyColumns} FROM policy_version WHERE id = $1`, [id]);
  return row === undefined ? null : toPolicy(row);
}

export async function policyVersions(db: Db | Tx, holderId: string): Promise<PolicyVersion[]> {
  return (
    await ask<PolicyRow>(db, `SELECT ${policyColumns} FROM policy_version WHERE holder_id = $1 ORDER BY number DESC`, [
      holderId,
    ])
  ).map(toPolicy);
}

// Holders and policies are public registers, so the scope only has to be there, not to admit.
const anybody: Scope = publicScope();
const isDb = (db: Db | Tx): db is Db => 'tx' in db;
function ask<R extends object>(db: Db | Tx, text: string, values: readonly unknown[]): Promise<R[]> {
  return isDb(db) ? db.query<R>(anybody, text, values) : db.query<R>(text, values);
}
