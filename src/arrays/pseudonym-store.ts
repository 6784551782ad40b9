import type { Tx } from '../platform/db/index.ts';

// SQL of pseudonymised sets. `pseudonym_map` and `pseudonym_key` are readable under the platform's own scope only.

export type PseudonymSet = {
  readonly id: string;
  readonly holder_id: string;
  readonly array_id: string;
  readonly further_purpose_id: string;
  readonly categories: readonly string[];
  readonly subjects: number;
  readonly made_at: Date;
  readonly mapping_destroyed_at: Date | null;
};

export async function insertSet(
  tx: Tx,
  set: Omit<PseudonymSet, 'mapping_destroyed_at'> & { entryId: string },
): Promise<void> {
  await tx.query(
    'INSERT INTO pseudonym_set (id, holder_id, array_id, further_purpose_id, categories, subjects, made_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [
      set.id,
      set.holder_id,
      set.array_id,
      set.further_purpose_id,
      set.categories,
      set.subjects,
      set.made_at,
      set.entryId,
    ],
  );
}

export async function setById(tx: Tx, holderId: string, id: string): Promise<PseudonymSet | null> {
  const [row] = await tx.query<PseudonymSet>(
    'SELECT id, holder_id, array_id, further_purpose_id, categories, subjects, made_at, mapping_destroyed_at FROM pseudonym_set WHERE holder_id = $1 AND id = $2',
    [holderId, id],
  );
  return row ?? null;
}

export async function insertMapping(
  tx: Tx,
  set: { id: string; holder_id: string },
  salt: Uint8Array,
  rows: readonly { pseudonym: string; sealed: Uint8Array }[],
): Promise<void> {
  await tx.query('INSERT INTO pseudonym_key (set_id, salt) VALUES ($1, $2)', [set.id, salt]);
  await tx.query(
    'INSERT INTO pseudonym_map (set_id, pseudonym, holder_id, sealed) SELECT $1, p, $2, s FROM unnest($3::text[], $4::bytea[]) AS t (p, s)',
    [set.id, set.holder_id, rows.map((row) => row.pseudonym), rows.map((row) => row.sealed)],
  );
}

export async function mappingOf(
  tx: Tx,
  holderId: string,
  setId: string,
  pseudonym: string,
): Promise<{ sealed: Buffer; salt: Buffer } | null> {
  const [row] = await tx.query<{ sealed: Buffer; salt: Buffer }>(
    'SELECT m.sealed, k.salt FROM pseudonym_map m JOIN pseudonym_key k ON k.set_id = m.set_id WHERE m.set_id = $1 AND m.pseudonym = $2 AND m.holder_id = $3',
    [setId, pseudonym, holderId],
  );
  return row ?? null;
}

/** What the mapping's own regime is: its rows say so, and can say nothing else. */
export async function mappingRegime(tx: Tx, setId: string): Promise<{ rows: number; regimes: string[] }> {
  const [row] = await tx.query<{ rows: number; regimes: string[] | null }>(
    'SELECT count(*)::int AS rows, array_agg(DISTINCT regime) AS regimes FROM pseudonym_map WHERE set_id = $1',
    [setId],
  );
  return { rows: row!.rows, regimes: row!.regimes ?? [] };
}

export async function dropMapping(tx: Tx, setId: string, at: Date): Promise<void> {
  await tx.query('DELETE FROM pseudonym_map WHERE set_id = $1', [setId]);
  await tx.query('DELETE FROM pseudonym_key WHERE set_id = $1', [setId]);
  await tx.query('UPDATE pseudonym_set SET mapping_destroyed_at = $2 WHERE id = $1', [setId, at]);
}

export type SourceRow = {
  readonly id: string;
  readonly subject_id: string;
  readonly purpose_id: string;
  readonly category: string;
  readonly sealed: Buffer;
};

/** Current values of the categories, subject by subject, without what is blocked. */
export const valuesFor = (
  tx: Tx,
  holderId: string,
  lists: readonly { purposeId: string; categories: readonly string[] }[],
  most: number,
): Promise<SourceRow[]> =>
  tx.query<SourceRow>(
    `WITH wanted AS (SELECT l->>'purposeId' AS purpose_id, jsonb_array_elements_text(l->'categories') AS category FROM jsonb_array_elements($2::jsonb) AS l),
     found AS (
       SELECT r.id, r.subject_id, r.purpose_id, r.category, r.sealed, dense_rank() OVER (ORDER BY r.subject_id) AS nth FROM data_record r JOIN wanted w ON w.purpose_id::uuid = r.purpose_id AND w.category = r.category
       WHERE r.holder_id = $1 AND r.sealed IS NOT NULL AND r.superseded_at IS NULL AND r.destroyed_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM data_block b WHERE b.subject_id = r.subject_id AND b.holder_id = r.holder_id AND b.ended_at IS NULL
           AND CASE WHEN b.record_id IS NOT NULL THEN b.record_id = r.id ELSE (b.purpose_id IS NULL OR b.purpose_id = r.purpose_id) AND r.category = ANY (b.categories) END))
     SELECT id, subject_id, purpose_id, category, sealed FROM found WHERE nth <= $3 ORDER BY subject_id, category`,
    [holderId, JSON.stringify(lists), most],
  );
