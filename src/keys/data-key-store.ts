// SQL of the wrapped keys and of their destructions.

import { byteaArray, type Db, gathered, type Scope, type Tx } from '../platform/db/index.ts';
import type { KeyClass } from './key-store.ts';

/** A row of `data_key`, as the database returns it. */
export type DataKeyRow = {
  readonly subject_id: string;
  readonly key_id: string;
  readonly holder_id: string | null;
  readonly class: KeyClass;
  readonly purpose_id: string | null;
  readonly kek_id: string;
  readonly wrapped: Buffer;
  readonly created_at: Date;
};

export type DestructionRow = {
  readonly id: string;
  readonly subject_id: string;
  readonly holder_id: string | null;
  readonly class: KeyClass;
  readonly purpose_id: string | null;
  readonly key_ids: readonly string[];
  readonly kek_ids: readonly string[];
  readonly unreadable_at: Date;
  readonly irrecoverable_on: string;
  readonly irrecoverable_at: Date | null;
  readonly actor: string;
  readonly ground: readonly string[];
  readonly replayed_at: Date | null;
};

type Owner = { readonly subjectId: string; readonly class: KeyClass; readonly purposeId: string | null };

// KEY SHARE: whoever seals under the key now holds off its destruction until the sealed value is committed.
export const newestKey = gathered<Tx, Owner, DataKeyRow | undefined>(async (tx, owners) => {
  const rows = await tx.query<DataKeyRow & { place: number }>(
    `SELECT o.place, k.* FROM unnest($1::uuid[], $2::text[], $3::uuid[]) WITH ORDINALITY AS o (subject_id, class, purpose_id, place)
     CROSS JOIN LATERAL (
       SELECT * FROM data_key d WHERE d.subject_id = o.subject_id AND d.class = o.class AND d.purpose_id IS NOT DISTINCT FROM o.purpose_id
       ORDER BY d.key_id DESC LIMIT 1 FOR KEY SHARE) k`,
    [owners.map((one) => one.subjectId), owners.map((one) => one.class), owners.map((one) => one.purposeId)],
  );
  const found = new Map(rows.map(({ place, ...row }) => [place, row]));
  return owners.map((_, at) => found.get(at + 1));
});

/** Locks an owner's keys: whoever seals under them has ended then, and nobody begins. */
export async function lockKeysOf(
  tx: Tx,
  subjectId: string,
  keyClass: KeyClass,
  purposeId: string | null,
): Promise<void> {
  await tx.query(
    'SELECT key_id FROM data_key WHERE subject_id = $1 AND class = $2 AND purpose_id IS NOT DISTINCT FROM $3 ORDER BY key_id FOR UPDATE',
    [subjectId, keyClass, purposeId],
  );
}

export const keysById = gathered<
  Pick<Tx, 'query'>,
  { readonly subjectId: string; readonly keyIds: readonly string[] },
  DataKeyRow[]
>(async (tx, wanted) => {
  const rows = await tx.query<DataKeyRow>(
    `SELECT * FROM data_key WHERE subject_id = ANY ($1::uuid[]) AND key_id = ANY ($2::uuid[])`,
    [[...new Set(wanted.map((one) => one.subjectId))], wanted.flatMap((one) => one.keyIds)],
  );
  return wanted.map(({ subjectId, keyIds }) =>
    rows.filter((row) => row.subject_id === subjectId && keyIds.includes(row.key_id)),
  );
});

export async function insertKeys(tx: Tx, rows: readonly DataKeyRow[]): Promise<void> {
  await tx.query(
    `INSERT INTO data_key (subject_id, key_id, holder_id, class, purpose_id, kek_id, wrapped, created_at)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::bytea[], $8::timestamptz[])`,
    [
      rows.map((row) => row.subject_id),
      rows.map((row) => row.key_id),
      rows.map((row) => row.holder_id),
      rows.map((row) => row.class),
      rows.map((row) => row.purpose_id),
      rows.map((row) => row.kek_id),
      byteaArray(rows.map((row) => row.wrapped)),
      rows.map((row) => row.created_at),
    ],
  );
}

/** Deletes the wrapped keys and returns what they were wrapped under. */
export async function deleteKeys(
  tx: Tx,
  subjectId: string,
  keyClass: KeyClass,
  purposeId: string | null,
): Promise<{ key_id: string; kek_id: string; holder_id: string | null }[]> {
  return tx.query(
    `DELETE FROM data_key WHERE subject_id = $1 AND class = $2 AND purpose_id IS NOT DISTINCT FROM $3 RETURNING key_id, kek_id, holder_id`,
    [subjectId, keyClass, purposeId],
  );
}

export async function deleteKeysById(tx: Tx, subjectId: string, keyIds: readonly string[]): Promise<number> {
  return (
    await tx.query(`DELETE FROM data_key WHERE subject_id = $1 AND key_id = ANY ($2::uuid[]) RETURNING key_id`, [
      subjectId,
      keyIds,
    ])
  ).length;
}

export async function insertDestruction(
  tx: Tx,
  row: Omit<DestructionRow, 'irrecoverable_at'>,
  noted: boolean,
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO destruction (subject_id, id, holder_id, class, purpose_id, key_ids, kek_ids, unreadable_at, irrecoverable_on, actor, ground, replayed_at, noted)
     VALUES ($1, $2, $3, $4, $5, $6::uuid[], $7::text[], $8, $9, $10, $11::text[], $12, $13) ON CONFLICT DO NOTHING RETURNING id`,
    [
      row.subject_id,
      row.id,
      row.holder_id,
      row.class,
      row.purpose_id,
      row.key_ids,
      row.kek_ids,
      row.unreadable_at,
      row.irrecoverable_on,
      row.actor,
      row.ground,
      row.replayed_at,
      noted,
    ],
  );
  return rows.length > 0;
}

export async function destructionsOf(
  db: Pick<Db, 'query'>,
  scope: Scope,
  subjectId: string,
): Promise<DestructionRow[]> {
  return db.query<DestructionRow>(scope, `SELECT * FROM destruction WHERE subject_id = $1 ORDER BY id`, [subjectId]);
}

export async function unnoted(tx: Tx, limit: number): Promise<DestructionRow[]> {
  return tx.query<DestructionRow>(`SELECT * FROM destruction WHERE NOT noted ORDER BY id LIMIT $1`, [limit]);
}

export async function markNoted(tx: Tx, rows: readonly DestructionRow[]): Promise<void> {
  await tx.query(
    `UPDATE destruction d SET noted = true FROM unnest($1::uuid[], $2::uuid[]) AS n(subject_id, id) WHERE d.subject_id = n.subject_id AND d.id = n.id`,
    [rows.map((row) => row.subject_id), rows.map((row) => row.id)],
  );
}

/** Fills the second moment of every destruction whose keys were wrapped under none of `living`. Returns how many. */
export async function markIrrecoverable(tx: Tx, living: readonly string[], at: Date): Promise<number> {
  const rows = await tx.query(
    `UPDATE destruction SET irrecoverable_at = $2 WHERE irrecoverable_at IS NULL AND NOT kek_ids && $1::text[] RETURNING id`,
    [living, at],
  );
  return rows.length;
}

/** A batch of keys wrapped under one of `kekIds`, locked meanwhile; what others are just changing comes later. */
export async function keysUnder(
  tx: Tx,
  kekIds: readonly string[],
  without: readonly string[],
  limit: number,
): Promise<DataKeyRow[]> {
  return tx.query<DataKeyRow>(
    `SELECT * FROM data_key WHERE kek_id = ANY ($1::text[]) AND key_id <> ALL ($2::uuid[]) LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED`,
    [kekIds, without, limit],
  );
}

/** The last of them, waiting for whoever holds one. */
export async function lastUnder(tx: Tx, kekIds: readonly string[]): Promise<DataKeyRow[]> {
  return tx.query<DataKeyRow>(`SELECT * FROM data_key WHERE kek_id = ANY ($1::text[]) FOR NO KEY UPDATE`, [kekIds]);
}

/** The key-encryption keys that rows name: one step down the index each, however many rows there are. */
export async function keksInUse(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ kek_id: string }>(
    `WITH RECURSIVE step AS (
       (SELECT kek_id FROM data_key ORDER BY kek_id LIMIT 1)
       UNION ALL
       SELECT (SELECT k.kek_id FROM data_key k WHERE k.kek_id > step.kek_id ORDER BY k.kek_id LIMIT 1) FROM step WHERE step.kek_id IS NOT NULL
     ) SELECT kek_id FROM step WHERE kek_id IS NOT NULL`,
  );
  return rows.map((row) => row.kek_id);
}

export async function storeRewrapped(
  tx: Tx,
  rows: readonly Pick<DataKeyRow, 'subject_id' | 'key_id' | 'kek_id' | 'wrapped'>[],
): Promise<void> {
  await tx.query(
    `UPDATE data_key k SET kek_id = n.kek_id, wrapped = n.wrapped
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[]) AS n(subject_id, key_id, kek_id, wrapped)
     WHERE k.subject_id = n.subject_id AND k.key_id = n.key_id`,
    [
      rows.map((row) => row.subject_id),
      rows.map((row) => row.key_id),
      rows.map((row) => row.kek_id),
      rows.map((row) => row.wrapped),
    ],
  );
}

/** Waits for the transactions that are inserting keys, and keeps new ones out until this transaction ends. */
export async function lockKeys(tx: Tx): Promise<void> {
  await tx.query(`LOCK TABLE data_key IN SHARE ROW EXCLUSIVE MODE`);
}

/** One care of the keys at a time (rotation, export), until this transaction ends. False where another is at it. */
export async function tryCareLock(tx: Tx): Promise<boolean> {
  return (await tx.query<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock(5920271) AS mine`))[0]!.mine;
}

export async function waitForCareLock(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(5920271)`);
}

export async function retireKeks(tx: Tx, kekIds: readonly string[], at: Date): Promise<void> {
  await tx.query(`INSERT INTO kek_retired (kek_id, retired_at) SELECT unnest($1::text[]), $2 ON CONFLICT DO NOTHING`, [
    kekIds,
    at,
  ]);
}

export async function retiredKeks(tx: Tx): Promise<string[]> {
  return (await tx.query<{ kek_id: string }>(`SELECT kek_id FROM kek_retired WHERE destroyed_at IS NULL`)).map(
    (row) => row.kek_id,
  );
}

export async function markKeksDestroyed(tx: Tx, kekIds: readonly string[], at: Date): Promise<void> {
  await tx.query(`UPDATE kek_retired SET destroyed_at = $2 WHERE kek_id = ANY ($1::text[]) AND destroyed_at IS NULL`, [
    kekIds,
    at,
  ]);
}

/** A page of all wrapped keys, in primary-key order, for the export. */
export async function pageOfKeys(
  tx: Tx,
  after: { subject_id: string; key_id: string },
  limit: number,
): Promise<DataKeyRow[]> {
  return tx.query<DataKeyRow>(
    `SELECT * FROM data_key WHERE (subject_id, key_id) > ($1::uuid, $2::uuid) ORDER BY subject_id, key_id LIMIT $3`,
    [after.subject_id, after.key_id, limit],
  );
}

/** Gives rows of a restored backup that are under a dead key the wrapping of the newest export; never adds a row. */
export async function putBack(
  tx: Tx,
  rows: readonly Pick<DataKeyRow, 'subject_id' | 'key_id' | 'kek_id' | 'wrapped'>[],
  dead: readonly string[],
): Promise<number> {
  const done = await tx.query(
    `UPDATE data_key k SET kek_id = n.kek_id, wrapped = n.wrapped
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[]) AS n(subject_id, key_id, kek_id, wrapped)
     WHERE k.subject_id = n.subject_id AND k.key_id = n.key_id AND k.kek_id = ANY ($5::text[]) RETURNING k.key_id`,
    [
      rows.map((row) => row.subject_id),
      rows.map((row) => row.key_id),
      rows.map((row) => row.kek_id),
      rows.map((row) => row.wrapped),
      dead,
    ],
  );
  return done.length;
}

/** Keys of a restored backup under a dead key-encryption key: what they sealed is destroyed. Returns how many. */
export async function dropUnder(tx: Tx, dead: readonly string[]): Promise<number> {
  return (await tx.query(`DELETE FROM data_key WHERE kek_id = ANY ($1::text[]) RETURNING key_id`, [dead])).length;
}

/** The mark of the key store that this database was written with; writes `mark` where there is none yet. */
export async function keyStoreMark(tx: Tx, mark: Buffer): Promise<Buffer> {
  await tx.query(`INSERT INTO key_store_mark (mark) VALUES ($1) ON CONFLICT DO NOTHING`, [mark]);
  return (await tx.query<{ mark: Buffer }>(`SELECT mark FROM key_store_mark`))[0]!.mark;
}
