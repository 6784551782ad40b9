import type { Db, Tx } from '../../platform/db/index.ts';
import { ask } from './centre-store.ts';
import type { CentrePaper, PaperKind } from './paper.ts';

const columns = 'centre_id AS "centreId", kind, edition, parts, published_at AS "publishedAt"';

/** The latest edition of each paper of a centre, as of a moment. */
export const papersOf = (db: Db | Tx, centreId: string, at: Date): Promise<CentrePaper[]> =>
  ask<CentrePaper>(
    db,
    `SELECT DISTINCT ON (kind) ${columns} FROM centre_paper WHERE centre_id = $1 AND published_at <= $2
     ORDER BY kind, edition DESC`,
    [centreId, at],
  );

/** One edition, or the latest. */
export async function paperOf(
  db: Db | Tx,
  centreId: string,
  kind: PaperKind,
  edition: number | null = null,
): Promise<CentrePaper | null> {
  const [row] = await ask<CentrePaper>(
    db,
    `SELECT ${columns} FROM centre_paper WHERE centre_id = $1 AND kind = $2 AND ($3::int IS NULL OR edition = $3)
     ORDER BY edition DESC LIMIT 1`,
    [centreId, kind, edition],
  );
  return row ?? null;
}

/** Adds the next edition; its number. */
export async function insertPaper(tx: Tx, paper: Omit<CentrePaper, 'edition'>, entryId: string): Promise<number> {
  const [row] = await tx.query<{ edition: number }>(
    `INSERT INTO centre_paper (centre_id, kind, edition, parts, published_at, journal_entry_id)
     SELECT $1, $2, coalesce(max(edition), 0) + 1, $3, $4, $5 FROM centre_paper WHERE centre_id = $1 AND kind = $2
     RETURNING edition`,
    [paper.centreId, paper.kind, JSON.stringify(paper.parts), paper.publishedAt, entryId],
  );
  return row!.edition;
}
