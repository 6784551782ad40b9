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

/**
 * Removes an entry of a register for good. What lists and answers about status need stays with the act that allowed it: numbers,
 * fingerprint, end (RFC 5280 3.3, 4.1.2.2); contents and owner do not.
 */
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
    `INSERT INTO register_purge (certificate_id, register_id, record, issued_entry_id, end_record, end_entry_id, override_id, at, journal_entry_id,
                                 holder_id, issuer_id, serial, spki_digest, fingerprint, entered_at, not_after, agreement_id,
                                 end_status, end_ground, end_reason, end_at, end_event_at)
     SELECT c.id, c.register_id, c.record, c.journal_entry_id, e.record, e.journal_entry_id, $2, $3, $4,
            c.holder_id, c.issuer_id, c.serial, c.spki_digest, c.fingerprint, c.entered_at, c.not_after, c.agreement_id,
            e.status, e.ground, e.reason, e.at, e.event_at
     FROM certificate c LEFT JOIN certificate_end e ON e.certificate_id = c.id WHERE c.id = $1`,
    [one.certificateId, one.overrideId, one.at, one.journalEntryId],
  );
  await tx.query('SELECT purge_entry($1)', [one.certificateId]);
}

/** What an owner's file needs of the entry of its certificate, of one that was purged as well. */
export type OwnersEntry = {
  readonly holderId: string;
  /** The application that it was issued on; null: none. */
  readonly agreementId: string | null;
  readonly enteredAt: Date;
  /** null: the certificate is in force. */
  readonly endedAt: Date | null;
};

/** A purged entry of a register by the certificate's number; nothing is purged before the term of the certificate is over. */
export async function purgedByNumber(tx: Tx, registerId: string, serial: Buffer): Promise<OwnersEntry | undefined> {
  const rows = await tx.query<OwnersEntry>(
    `SELECT holder_id AS "holderId", agreement_id AS "agreementId", entered_at AS "enteredAt",
            coalesce(end_at, not_after) AS "endedAt"
     FROM register_purge WHERE register_id = $1 AND serial = $2`,
    [registerId, serial],
  );
  return rows[0];
}
