import type { Db, Tx } from '../../platform/db/index.ts';
import { ask } from './centre-store.ts';
import type { TrustedPerson } from './centre.ts';

type Row = {
  id: string;
  centre_id: string;
  name: string;
  registration_number: string;
  contract_number: string;
  contract_on: string;
  scope: string;
  since: Date;
  until_at: Date | null;
  withdrawn_at: Date | null;
  withdrawal_ground: string | null;
};

export async function insertTrusted(
  tx: Tx,
  p: Omit<TrustedPerson, 'withdrawnAt' | 'withdrawalGround'>,
  entryId: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO trusted_person (id, centre_id, name, registration_number, contract_number, contract_on, scope, since, until_at, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      p.id,
      p.centreId,
      p.name,
      p.registrationNumber,
      p.contractNumber,
      p.contractOn,
      p.scope,
      p.since,
      p.untilAt,
      entryId,
    ],
  );
}

export async function withdrawTrustedRow(
  tx: Tx,
  centreId: string,
  id: string,
  at: Date,
  ground: string,
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE trusted_person SET withdrawn_at = $3, withdrawal_ground = $4
     WHERE centre_id = $1 AND id = $2 AND withdrawn_at IS NULL AND (until_at IS NULL OR until_at >= $3) RETURNING id`,
    [centreId, id, at, ground],
  );
  return rows.length === 1;
}

/** Everybody a centre had given its powers by the moment, the newest first; a look at the past knows no later withdrawal. */
export async function trustedPersons(db: Db | Tx, centreId: string, at: Date): Promise<TrustedPerson[]> {
  const rows = await ask<Row>(
    db,
    `SELECT id, centre_id, name, registration_number, contract_number, contract_on, scope, since, until_at, withdrawn_at, withdrawal_ground
     FROM trusted_person WHERE centre_id = $1 AND since <= $2 ORDER BY since DESC, id`,
    [centreId, at],
  );
  return rows.map((row) => {
    const later = row.withdrawn_at !== null && row.withdrawn_at > at;
    return {
      id: row.id,
      centreId: row.centre_id,
      name: row.name,
      registrationNumber: row.registration_number,
      contractNumber: row.contract_number,
      contractOn: row.contract_on,
      scope: row.scope,
      since: row.since,
      untilAt: row.until_at,
      withdrawnAt: later ? null : row.withdrawn_at,
      withdrawalGround: later ? null : row.withdrawal_ground,
    };
  });
}
