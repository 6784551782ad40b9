import type { Db, Tx } from '../../platform/db/index.ts';
import { ask } from './centre-store.ts';
import type { ConfirmedMeans } from './centre.ts';

type Row = {
  id: string;
  kind: ConfirmedMeans['kind'];
  functions: ConfirmedMeans['functions'];
  name: string;
  version: string;
  document: ConfirmedMeans['document'];
  document_number: string;
  since: Date;
  until_at: Date | null;
  ended_at: Date | null;
  end_ground: string | null;
};
const columns = 'id, kind, functions, name, version, document, document_number, since, until_at, ended_at, end_ground';
const toMeans = (row: Row): ConfirmedMeans => ({
  id: row.id,
  kind: row.kind,
  functions: row.functions,
  name: row.name,
  version: row.version,
  document: row.document,
  documentNumber: row.document_number,
  since: row.since,
  untilAt: row.until_at,
  endedAt: row.ended_at,
  endGround: row.end_ground,
});

/** False where a confirmation of that number is on the list already. */
export async function insertMeans(
  tx: Tx,
  m: Omit<ConfirmedMeans, 'endedAt' | 'endGround'>,
  entryId: string,
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO confirmed_means (id, kind, name, version, document, document_number, since, until_at, journal_entry_id, functions)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (document_number) DO NOTHING RETURNING id`,
    [
      m.id,
      m.kind,
      m.name,
      m.version,
      JSON.stringify(m.document),
      m.documentNumber,
      m.since,
      m.untilAt,
      entryId,
      m.functions,
    ],
  );
  return rows.length === 1;
}

export async function endMeansRow(tx: Tx, id: string, at: Date, ground: string): Promise<boolean> {
  const rows = await tx.query(
    'UPDATE confirmed_means SET ended_at = $2, end_ground = $3 WHERE id = $1 AND ended_at IS NULL RETURNING id',
    [id, at, ground],
  );
  return rows.length === 1;
}

/** Every confirmation that was ever given by the moment, the newest first; a look at the past knows no later end. */
export async function meansList(db: Db | Tx, at: Date): Promise<ConfirmedMeans[]> {
  const rows = await ask<Row>(db, `SELECT ${columns} FROM confirmed_means WHERE since <= $1 ORDER BY since DESC, id`, [
    at,
  ]);
  return rows.map(toMeans).map((one) => (one.endedAt !== null && one.endedAt > at ? unended(one) : one));
}
const unended = (means: ConfirmedMeans): ConfirmedMeans => ({ ...means, endedAt: null, endGround: null });

/** The means whose confirmation documents bear these numbers. */
export async function meansByNumbers(db: Db | Tx, numbers: readonly string[]): Promise<ConfirmedMeans[]> {
  const rows = await ask<Row>(db, `SELECT ${columns} FROM confirmed_means WHERE document_number = ANY ($1)`, [numbers]);
  return rows.map(toMeans);
}
