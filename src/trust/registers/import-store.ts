import type { Tx } from '../../platform/db/index.ts';
import type { HandedOverEntry } from './hand-over.ts';

type Items = readonly { readonly entry: HandedOverEntry; readonly digest: string }[];

export async function insertImport(
  tx: Tx,
  one: {
    readonly caseId: string;
    readonly centreId: string;
    readonly version: number;
    readonly entries: number;
    readonly digest: string;
    readonly items: Items;
    readonly at: Date;
    readonly journalEntryId: string;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO register_import (case_id, centre_id, version, entries, digest, items, imported_at, journal_entry_id)
     VALUES ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8)
     ON CONFLICT (case_id) DO UPDATE SET version = EXCLUDED.version, entries = EXCLUDED.entries, digest = EXCLUDED.digest,
       items = EXCLUDED.items, imported_at = EXCLUDED.imported_at, journal_entry_id = EXCLUDED.journal_entry_id`,
    [
      one.caseId,
      one.centreId,
      one.version,
      one.entries,
      one.digest,
      JSON.stringify(one.items),
      one.at,
      one.journalEntryId,
    ],
  );
}

/** The package that was read in for a cessation; undefined where none was. */
export async function importOf(
  tx: Tx,
  caseId: string,
): Promise<{ readonly entries: number; readonly digest: string; readonly items: Items } | undefined> {
  const rows = await tx.query<{ entries: number; digest: string; items: Items }>(
    `SELECT entries, encode(digest, 'hex') AS digest, items FROM register_import WHERE case_id = $1`,
    [caseId],
  );
  return rows[0];
}
