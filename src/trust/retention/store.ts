import type { Db, Tx } from '../../platform/db/index.ts';
import { publicScope } from '../../platform/db/index.ts';
import type { Override } from './retention.ts';

const columns = `id, what, years, runs_from AS "runsFrom", act, in_force_from::text AS "inForceFrom", in_force_to::text AS "inForceTo"`;
const text = `SELECT ${columns} FROM retention_override WHERE entered_at <= $1 ORDER BY in_force_from, id`;

/** The acts with a shorter term that were on record by a moment, in force or not, the oldest first. */
export const overrides = (db: Db | Tx, at: Date): Promise<Override[]> =>
  'tx' in db ? db.query<Override>(publicScope(), text, [at]) : db.query<Override>(text, [at]);

export async function insertOverride(tx: Tx, one: Override, at: Date, journalEntryId: string): Promise<void> {
  await tx.query(
    `INSERT INTO retention_override (id, what, years, runs_from, act, in_force_from, in_force_to, entered_at, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [one.id, one.what, one.years, one.runsFrom, one.act, one.inForceFrom, one.inForceTo, at, journalEntryId],
  );
}

/** Removes an entry of a register for good; its numbers stay on record with the act that allowed it. */
export async function purgeEntry(
  tx: Tx,
  one: {
    readonly certificateId: string;
    readonly overrideId: string;
    readonly at: Date;
    readonly journalEntryId: string;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO register_purge (certificate_id, register_id, record, issued_entry_id, end_record, end_entry_id, override_id, at, journal_entry_id)
     SELECT c.id, c.register_id, c.record, c.journal_entry_id, e.record, e.journal_entry_id, $2, $3, $4
     FROM certificate c LEFT JOIN certificate_end e ON e.certificate_id = c.id WHERE c.id = $1`,
    [one.certificateId, one.overrideId, one.at, one.journalEntryId],
  );
  await tx.query('SELECT purge_entry($1)', [one.certificateId]);
}
