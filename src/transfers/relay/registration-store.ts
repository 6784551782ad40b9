import type { Tx } from '../../platform/db/index.ts';
import { byteaArray } from '../../platform/db/index.ts';
import type { IdentityKind, IdentityMac } from './identity.ts';

// SQL of the voluntary registration. Every call needs the system scope: nobody but the person and the authority's own matching reads it.

export type RegistrationRow = {
  readonly id: string;
  readonly subject_id: string;
  readonly sealed: Buffer;
  readonly registered_at: Date;
  readonly updated_at: Date;
};
const columns = 'id, subject_id, sealed, registered_at, updated_at';

/** Enters a person, or replaces what a registered one has given; the row's id. */
export async function putRegistration(
  tx: Tx,
  row: { id: string; subjectId: string; sealed: Buffer; at: Date; journalEntryId: string },
  macs: readonly IdentityMac[],
): Promise<string> {
  const [kept] = await tx.query<{ id: string }>(
    `INSERT INTO voluntary_registration (id, subject_id, sealed, registered_at, updated_at, journal_entry_id)
     VALUES ($1, $2, $3, $4, $4, $5)
     ON CONFLICT (subject_id) WHERE left_at IS NULL DO UPDATE SET sealed = excluded.sealed, updated_at = excluded.updated_at
     RETURNING id`,
    [row.id, row.subjectId, row.sealed, row.at, row.journalEntryId],
  );
  await tx.query('DELETE FROM voluntary_registration_mac WHERE registration_id = $1', [kept!.id]);
  await tx.query(
    `INSERT INTO voluntary_registration_mac (registration_id, kind, mac) SELECT $1, * FROM unnest($2::text[], $3::bytea[])`,
    [kept!.id, macs.map((one) => one.kind), byteaArray(macs.map((one) => one.mac))],
  );
  return kept!.id;
}

/** The registrations that stand under these ids; a person merged of two may have two. */
export const registrationsOf = (tx: Tx, subjectIds: readonly string[]): Promise<RegistrationRow[]> =>
  tx.query<RegistrationRow>(
    `SELECT ${columns} FROM voluntary_registration WHERE subject_id = ANY ($1) AND left_at IS NULL ORDER BY updated_at DESC`,
    [subjectIds],
  );

/** CP-18e: what was given is taken out of the row, and what the person was recognised by is deleted. */
export async function clearRegistration(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query('DELETE FROM voluntary_registration_mac WHERE registration_id = $1', [id]);
  await tx.query('UPDATE voluntary_registration SET sealed = NULL, left_at = $2 WHERE id = $1', [id, at]);
}

/** Whoever shares one of these hashes, each with all its hashes; locked, so that nobody leaves while being matched. */
export async function registrationsByMac(
  tx: Tx,
  macs: readonly Buffer[],
): Promise<(RegistrationRow & { readonly macs: readonly IdentityMac[] })[]> {
  const rows = await tx.query<RegistrationRow>(
    `SELECT ${columns} FROM voluntary_registration
     WHERE left_at IS NULL AND id IN (SELECT registration_id FROM voluntary_registration_mac WHERE mac = ANY ($1::bytea[]))
     ORDER BY id FOR SHARE`,
    [byteaArray(macs)],
  );
  const all = await tx.query<{ registration_id: string; kind: IdentityKind; mac: Buffer }>(
    'SELECT registration_id, kind, mac FROM voluntary_registration_mac WHERE registration_id = ANY ($1)',
    [rows.map((row) => row.id)],
  );
  return rows.map((row) => ({ ...row, macs: all.filter((one) => one.registration_id === row.id) }));
}
