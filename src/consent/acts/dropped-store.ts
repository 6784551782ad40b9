import type { Tx } from '../../platform/db/index.ts';

type Purpose = { readonly subject_id: string; readonly holder_id: string; readonly purpose_id: string };

/** Categories collected on consent that the consent now in force leaves out, with the purpose's version they were given under last. */
export async function droppedCategories(
  tx: Tx,
  consent: Purpose & { readonly categories: readonly string[] },
): Promise<{ category: string; version_id: string }[]> {
  return tx.query(
    `SELECT DISTINCT ON (r.category) r.category, c.purpose_version_id AS version_id
     FROM data_record r JOIN consent c ON c.subject_id = r.subject_id AND c.id = r.consent_id
     WHERE r.subject_id = $1 AND r.purpose_id = $2 AND r.category <> ALL ($3::text[]) AND r.destroyed_at IS NULL
     ORDER BY r.category, c.given_at DESC`,
    [consent.subject_id, consent.purpose_id, consent.categories],
  );
}

/** Takes the values of these categories, and what their histories hold, out of their rows. Returns how many records. */
export async function emptyCategories(
  tx: Tx,
  purpose: Purpose,
  categories: readonly string[],
  at: Date,
): Promise<number> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE data_record SET destroyed_at = $4, sealed = NULL
     WHERE subject_id = $1 AND purpose_id = $2 AND category = ANY ($3::text[]) AND consent_id IS NOT NULL AND destroyed_at IS NULL RETURNING id`,
    [purpose.subject_id, purpose.purpose_id, categories, at],
  );
  const ids = rows.map((row) => row.id);
  await tx.query(
    'UPDATE data_change SET old_sealed = NULL, new_sealed = NULL WHERE subject_id = $1 AND record_id = ANY ($2::uuid[])',
    [purpose.subject_id, ids],
  );
  await tx.query(
    'UPDATE review_task SET done_at = $3 WHERE subject_id = $1 AND record_id = ANY ($2::uuid[]) AND done_at IS NULL',
    [purpose.subject_id, ids, at],
  );
  return ids.length;
}

/** PD-3.23: where a block reaches the category, a retention without end holds it; true where it does. The end of the block dates it. */
export async function holdBlockedCategory(
  tx: Tx,
  owner: Purpose & { readonly id: string },
  category: string,
  at: Date,
): Promise<boolean> {
  const blocked = await tx.query(
    `SELECT id FROM data_block WHERE subject_id = $1 AND holder_id = $2 AND (purpose_id IS NULL OR purpose_id = $3) AND categories @> ARRAY[$4::text] AND ended_at IS NULL LIMIT 1`,
    [owner.subject_id, owner.holder_id, owner.purpose_id, category],
  );
  if (blocked.length === 0) return false;
  await tx.query(
    `INSERT INTO retention (subject_id, id, holder_id, purpose_id, reason, norm, until, recorded_at, categories) VALUES ($1, $2, $3, $4, 'law', 'PD-3.23', NULL, $5, ARRAY[$6::text])`,
    [owner.subject_id, owner.id, owner.holder_id, owner.purpose_id, at, category],
  );
  return true;
}
