// SQL of the vault. Every statement runs under the system scope: row-level security shows these tables to no other.

import { gathered, type Tx } from '../platform/db/index.ts';
import type { LookupKind } from './keys.ts';

export type PersonState = 'active' | 'frozen' | 'merged' | 'deceased' | 'erased';
export type PersonRow = {
  readonly person_id: string;
  readonly version: number;
  readonly state: PersonState;
  readonly merged_into: string | null;
  readonly sealed: Buffer | null;
  readonly created_at: Date;
  readonly changed_at: Date;
};
export type IndexState = 'active' | 'frozen' | 'former';
export type IndexRow = { readonly person_id: string; readonly state: IndexState };

export const personById = gathered<Tx, string, PersonRow | undefined>(async (tx, ids) => {
  const rows = await tx.query<PersonRow>(`SELECT * FROM person WHERE person_id = ANY ($1::uuid[])`, [ids]);
  return ids.map((id) => rows.find((row) => row.person_id === id));
});

export async function lockPerson(tx: Tx, personId: string): Promise<PersonRow | undefined> {
  return (await tx.query<PersonRow>(`SELECT * FROM person WHERE person_id = $1 FOR UPDATE`, [personId]))[0];
}

export async function insertPerson(tx: Tx, personId: string, sealed: Buffer, at: Date): Promise<void> {
  await tx.query(
    `INSERT INTO person (person_id, version, state, sealed, created_at, changed_at) VALUES ($1, 1, 'active', $2, $3, $3)`,
    [personId, sealed, at],
  );
}

export async function replaceSealed(
  tx: Tx,
  personId: string,
  version: number,
  sealed: Buffer,
  at: Date,
): Promise<void> {
  await tx.query(`UPDATE person SET version = $2, sealed = $3, changed_at = $4 WHERE person_id = $1`, [
    personId,
    version,
    sealed,
    at,
  ]);
}

export async function setState(
  tx: Tx,
  personId: string,
  state: 'active' | 'frozen' | 'deceased',
  at: Date,
): Promise<void> {
  await tx.query(`UPDATE person SET state = $2, changed_at = $3 WHERE person_id = $1`, [personId, state, at]);
}

export async function setErased(tx: Tx, personId: string, at: Date): Promise<void> {
  await tx.query(`UPDATE person SET state = 'erased', sealed = NULL, changed_at = $2 WHERE person_id = $1`, [
    personId,
    at,
  ]);
}

/** The merged person, and those merged into it before, all point to `intoId`: one step leads to the living record. */
export async function setMerged(tx: Tx, fromId: string, intoId: string, at: Date): Promise<void> {
  await tx.query(
    `UPDATE person SET state = 'merged', merged_into = $2, changed_at = $3 WHERE person_id = $1 OR merged_into = $1`,
    [fromId, intoId, at],
  );
}

/** The person and everybody merged into that person. */
export async function idsOfPerson(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.query<{ person_id: string }>(
    `SELECT person_id FROM person WHERE person_id = $1 OR merged_into = $1 ORDER BY (person_id = $1) DESC, person_id`,
    [personId],
  );
  return rows.map((row) => row.person_id);
}

/** Serialises everything that concerns one look-up value until the transaction ends. */
export async function lockLookup(tx: Tx, mac: Buffer): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock($1::bigint)`, [mac.readBigInt64BE(0).toString()]);
}

export async function lookup(tx: Tx, kind: LookupKind, mac: Buffer): Promise<IndexRow[]> {
  return tx.query<IndexRow>(
    `SELECT person_id, state FROM person_index WHERE kind = $1 AND mac = $2 ORDER BY state, person_id`,
    [kind, mac],
  );
}

export async function indexPerson(
  tx: Tx,
  personId: string,
  entries: readonly { kind: LookupKind; mac: Buffer }[],
  at: Date,
): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(
    `INSERT INTO person_index (kind, mac, person_id, state, since) SELECT kind, mac, $1, 'active', $4 FROM unnest($2::text[], $3::bytea[]) AS n(kind, mac)
     ON CONFLICT (kind, mac, person_id) DO UPDATE SET state = 'active', since = excluded.since WHERE person_index.state = 'former'`,
    [personId, entries.map((entry) => entry.kind), entries.map((entry) => entry.mac), at],
  );
}

/** Old documents stay findable as former ones; old telephone numbers and addresses are forgotten. */
export async function retireFromIndex(tx: Tx, personId: string, kept: readonly Buffer[], at: Date): Promise<void> {
  await tx.query(
    `DELETE FROM person_index WHERE person_id = $1 AND kind IN ('phone', 'email') AND mac <> ALL ($2::bytea[])`,
    [personId, kept],
  );
  await tx.query(
    `UPDATE person_index SET state = 'former', since = $3 WHERE person_id = $1 AND kind = 'document' AND state = 'active' AND mac <> ALL ($2::bytea[])`,
    [personId, kept, at],
  );
}

export async function retirePin(tx: Tx, personId: string, at: Date): Promise<void> {
  await tx.query(
    `UPDATE person_index SET state = 'former', since = $2 WHERE person_id = $1 AND kind = 'pin' AND state <> 'former'`,
    [personId, at],
  );
}

export async function freezeLookup(tx: Tx, kind: LookupKind, mac: Buffer, at: Date): Promise<number> {
  return (
    await tx.query(
      `UPDATE person_index SET state = 'frozen', since = $3 WHERE kind = $1 AND mac = $2 AND state = 'active' RETURNING 1 AS done`,
      [kind, mac, at],
    )
  ).length;
}

/** The frozen value is the named person's; whoever else was recorded with it loses it. */
export async function settleLookup(tx: Tx, kind: LookupKind, mac: Buffer, personId: string, at: Date): Promise<void> {
  await tx.query(`DELETE FROM person_index WHERE kind = $1 AND mac = $2 AND person_id <> $3`, [kind, mac, personId]);
  await tx.query(
    `INSERT INTO person_index (kind, mac, person_id, state, since) VALUES ($1, $2, $3, 'active', $4)
     ON CONFLICT (kind, mac, person_id) DO UPDATE SET state = 'active', since = excluded.since`,
    [kind, mac, personId, at],
  );
}

/** The merged person's look-ups lead to the other; a PIN that the other does not use is a former one. */
export async function moveIndex(tx: Tx, fromId: string, intoId: string, at: Date): Promise<void> {
  await tx.query(
    `DELETE FROM person_index f USING person_index i WHERE f.person_id = $1 AND i.person_id = $2 AND i.kind = f.kind AND i.mac = f.mac`,
    [fromId, intoId],
  );
  await tx.query(
    `UPDATE person_index SET person_id = $2, since = $3, state = CASE WHEN kind IN ('pin', 'document') AND state = 'active' THEN 'former' ELSE state END WHERE person_id = $1`,
    [fromId, intoId, at],
  );
}

export async function dropIndex(tx: Tx, personId: string): Promise<void> {
  await tx.query(`DELETE FROM person_index WHERE person_id = $1`, [personId]);
}
