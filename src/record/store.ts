import { byteaArray, type Db, systemScope, type Tx } from '../platform/db/index.ts';
import type { PreparedEntry } from './entry.ts';

// SQL of the journal. It is only ever added to.

/**
 * The common table expressions that put entries into the journal and into the queue of the log, for a statement of
 * the caller: `WITH ${journalCte(5)}, … ` with `journalValues(entries)` as its values from $5 on. One act, one round trip.
 */
export function journalCte(firstParameter: number): string {
  const types = ['uuid', 'uuid', 'uuid', 'text', 'timestamptz', 'bytea', 'bytea', 'bytea'];
  const parameters = types.map((type, i) => `$${firstParameter + i}::${type}[]`).join(', ');
  return `journal_input AS (
      SELECT * FROM unnest(${parameters}) AS t (entry_id, holder_id, subject_id, type, at, body, salt, data)),
    journal_entry AS (
      INSERT INTO journal (entry_id, holder_id, subject_id, type, at, body, salt)
      SELECT entry_id, holder_id, subject_id, type, at, body, salt FROM journal_input),
    journal_pending AS (
      INSERT INTO log_pending (entry_id, data) SELECT entry_id, data FROM journal_input)`;
}

/** How many parameters `journalCte` takes. */
export const JOURNAL_PARAMETERS = 8;

export function journalValues(entries: readonly PreparedEntry[]): unknown[] {
  return [
    entries.map(({ id }) => id),
    entries.map(({ entry }) => entry.holder ?? null),
    entries.map(({ entry }) => entry.subject ?? null),
    entries.map(({ entry }) => entry.type),
    entries.map(({ entry }) => entry.at),
    byteaArray(entries.map(({ bytes }) => bytes)),
    byteaArray(entries.map(({ salt }) => salt)),
    byteaArray(entries.map(({ leafData }) => leafData)),
  ];
}

const insert = `WITH ${journalCte(1)} SELECT 1`;

/** Records entries in the caller's transaction: they stand or fall with the act. */
export async function insertEntries(tx: Tx, entries: readonly PreparedEntry[]): Promise<void> {
  if (entries.length > 0) await tx.query(insert, journalValues(entries));
}

export type JournalRow = { entry_id: string; body: Buffer; salt: Buffer };

/** An entry as recorded, if the scope may see it. */
export async function readEntry(tx: Tx, entryId: string): Promise<JournalRow | undefined> {
  const rows = await tx.query<JournalRow>('SELECT entry_id, body, salt FROM journal WHERE entry_id = $1', [entryId]);
  return rows[0];
}

export type CheckRow = { entry_id: string; journal: boolean; body: Buffer | null; salt: Buffer | null } & {
  holder_id: string | null;
  subject_id: string | null;
  type: string | null;
  at: Date | null;
  leaf: Buffer | null;
  index: number | null;
  pending: Buffer | null;
};

/** Journal, queue and leaves side by side, a page at a time, for the integrity check. */
export async function readForCheck(tx: Tx, after: string, limit: number): Promise<CheckRow[]> {
  return tx.query<CheckRow>(
    `WITH page AS (
       (SELECT entry_id FROM journal WHERE entry_id > $1 ORDER BY entry_id LIMIT $2)
       UNION (SELECT entry_id FROM log_leaf WHERE entry_id > $1 ORDER BY entry_id LIMIT $2)
       UNION (SELECT entry_id FROM log_pending WHERE entry_id > $1 ORDER BY entry_id LIMIT $2)
       ORDER BY 1 LIMIT $2)
     SELECT entry_id, j.body IS NOT NULL AS journal, j.holder_id, j.subject_id, j.type, j.at, j.body, j.salt,
            l.data AS leaf, l.index, p.data AS pending
     FROM page LEFT JOIN journal j USING (entry_id) LEFT JOIN log_leaf l USING (entry_id) LEFT JOIN log_pending p USING (entry_id)
     ORDER BY entry_id`,
    [after, limit],
  );
}

/** Whether the connected role could change or remove entries: production refuses to start with such a role. */
export async function mayAlterJournal(db: Db): Promise<boolean> {
  const rows = await db.query<{ may: boolean }>(
    systemScope('what the role may do to the journal'),
    `SELECT has_table_privilege(current_user, 'journal', 'UPDATE') OR has_table_privilege(current_user, 'journal', 'DELETE')
         OR has_table_privilege(current_user, 'journal', 'TRUNCATE') AS may`,
  );
  return rows[0]!.may;
}
