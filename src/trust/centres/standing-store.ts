import type { Db, Tx } from '../../platform/db/index.ts';
import { ask } from './centre-store.ts';
import type { Accreditation, Standing } from './standing.ts';

type AccreditationRow = {
  id: string;
  centre_id: string;
  decision_number: string;
  decided_at: Date;
  until_at: Date;
  certificate_number: string | null;
  handed_over_at: Date | null;
  root_certificate: string | null;
};
type StandingRow = {
  accreditation_id: string;
  state: Standing['state'];
  since: Date;
  until: Date | null;
  law: string;
  document: Standing['document'];
  fix_until: Date | null;
};
const columns =
  'a.id, a.centre_id, a.decision_number, a.decided_at, a.until_at, a.certificate_number, a.handed_over_at';
// A centre gets a new certificate for a new key: as of a moment the one that had been issued by then, under that accreditation.
const rootCertificate = `coalesce((SELECT encode(c.serial, 'hex') FROM certificate_issuer i JOIN certificate c ON c.fingerprint = i.fingerprint
   WHERE i.kind = 'ACA' AND i.holder_id = a.centre_id AND c.entered_at <= $1 AND c.entered_at >= a.handed_over_at
     AND NOT EXISTS (SELECT FROM accreditation n WHERE n.centre_id = a.centre_id AND n.decided_at > a.decided_at AND n.handed_over_at <= c.entered_at)
   ORDER BY c.entered_at DESC, c.record DESC LIMIT 1), a.root_certificate) AS root_certificate`;

/** Every accreditation granted by a moment, of all centres or of one, oldest first. */
export async function accreditations(db: Db | Tx, at: Date, centreId: string | null = null): Promise<Accreditation[]> {
  const rows = await ask<AccreditationRow>(
    db,
    `SELECT ${columns}, ${rootCertificate} FROM accreditation a
     WHERE a.decided_at <= $1 AND ($2::uuid IS NULL OR a.centre_id = $2) ORDER BY a.decided_at, a.id`,
    [at, centreId],
  );
  const standings = await ask<StandingRow>(
    db,
    `SELECT accreditation_id, state, since, until, law, document, fix_until FROM accreditation_standing
     WHERE since <= $1 AND ($2::uuid IS NULL OR centre_id = $2) ORDER BY accreditation_id, number`,
    [at, centreId],
  );
  return rows.map((row) => ({
    id: row.id,
    centreId: row.centre_id,
    decisionNumber: row.decision_number,
    decidedAt: row.decided_at,
    untilAt: row.until_at,
    certificateNumber: row.certificate_number,
    handedOverAt: row.handed_over_at,
    rootCertificate: row.root_certificate,
    standings: standings
      .filter((one) => one.accreditation_id === row.id)
      .map(({ accreditation_id: _of, fix_until: fixUntil, ...one }) => ({ ...one, fixUntil })),
  }));
}

export async function insertAccreditation(
  tx: Tx,
  a: Pick<Accreditation, 'id' | 'centreId' | 'decisionNumber' | 'decidedAt' | 'untilAt'>,
): Promise<void> {
  await tx.query(
    'INSERT INTO accreditation (id, centre_id, decision_number, decided_at, until_at) VALUES ($1, $2, $3, $4, $5)',
    [a.id, a.centreId, a.decisionNumber, a.decidedAt, a.untilAt],
  );
}

/** ES-16.5c: the certificate of accreditation is handed over; false where its number is taken. */
export async function setHandedOver(tx: Tx, id: string, number: string, at: Date): Promise<boolean> {
  const [taken] = await tx.query('SELECT id FROM accreditation WHERE certificate_number = $1', [number]);
  if (taken !== undefined) return false;
  await tx.query('UPDATE accreditation SET certificate_number = $2, handed_over_at = $3 WHERE id = $1', [
    id,
    number,
    at,
  ]);
  return true;
}

export async function setRootCertificate(tx: Tx, id: string, number: string): Promise<void> {
  await tx.query('UPDATE accreditation SET root_certificate = $2 WHERE id = $1', [id, number]);
}

/** The accreditation stands so from `since` on, and no longer as it stood. The accreditation is locked until the transaction ends. */
export async function changeStanding(
  tx: Tx,
  of: { readonly id: string; readonly centreId: string },
  next: Omit<Standing, 'until'>,
  entryId: string,
): Promise<void> {
  const [last] = await tx.query<{ number: number }>(
    'UPDATE accreditation_standing SET until = $2 WHERE accreditation_id = $1 AND until IS NULL RETURNING number',
    [of.id, next.since],
  );
  await tx.query(
    `INSERT INTO accreditation_standing (accreditation_id, number, centre_id, state, since, law, document, fix_until, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      of.id,
      (last?.number ?? 0) + 1,
      of.centreId,
      next.state,
      next.since,
      next.law,
      JSON.stringify(next.document),
      next.fixUntil,
      entryId,
    ],
  );
}
