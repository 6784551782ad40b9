import type { Tx } from '../../platform/db/index.ts';
import type { HandedOverEntry } from './hand-over.ts';

export async function insertTransferredEntries(
  tx: Tx,
  caseId: string,
  items: readonly { readonly entry: HandedOverEntry; readonly digest: string }[],
): Promise<void> {
  await tx.query(
    `INSERT INTO transferred_entry (case_id, record, entry, digest)
     SELECT $1, record, entry::jsonb, decode(digest, 'hex') FROM unnest($2::bigint[], $3::text[], $4::text[]) AS t (record, entry, digest)`,
    [
      caseId,
      items.map(({ entry }) => entry.record),
      items.map(({ entry }) => JSON.stringify(entry)),
      items.map(({ digest }) => digest),
    ],
  );
}

/** Entries of a transferred register after a record, up to `limit`. */
export const transferredEntries = (
  tx: Tx,
  caseId: string,
  after: number,
  limit: number,
): Promise<{ entry: HandedOverEntry; digest: string }[]> =>
  tx.query(
    `SELECT entry, encode(digest, 'hex') AS digest FROM transferred_entry WHERE case_id = $1 AND record > $2 ORDER BY record LIMIT $3`,
    [caseId, after, limit],
  );
