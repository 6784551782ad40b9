import type { Tx } from '../../platform/db/index.ts';

export type RepresentationRow = {
  readonly id: string;
  readonly representative_person: string;
  readonly principal_person: string;
  readonly kind: string;
  readonly sealed: Buffer;
  readonly valid_until: string | null;
  readonly ended_at: Date | null;
  /** The one holder where the power acts; null = everywhere. */
  readonly acts_at: string | null;
  /** The holder whose clerk recorded it; null = the authority or a centre did. */
  readonly recorded_at_holder: string | null;
};
const columns =
  'id, representative_person, principal_person, kind, sealed, valid_until, ended_at, acts_at, recorded_at_holder';

export async function representationById(tx: Tx, id: string): Promise<RepresentationRow | null> {
  const [row] = await tx.query<RepresentationRow>(`SELECT ${columns} FROM representation WHERE id = $1`, [id]);
  return row ?? null;
}

/** Live powers of a person under any of its ids (merged persons). */
export async function representationsOf(
  tx: Tx,
  representative: readonly string[],
  today: string,
): Promise<RepresentationRow[]> {
  return tx.query<RepresentationRow>(
    `SELECT ${columns} FROM representation WHERE representative_person = ANY ($1::uuid[]) AND ended_at IS NULL AND (valid_until IS NULL OR valid_until >= $2) ORDER BY recorded_at`,
    [representative, today],
  );
}

export async function insertRepresentation(
  tx: Tx,
  row: {
    id: string;
    representative: string;
    principal: string;
    kind: string;
    sealed: Uint8Array;
    validUntil: string | null;
    recordedAt: Date;
    journalEntryId: string;
    actsAt: string | null;
    recordedAtHolder: string | null;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO representation (id, representative_person, principal_person, kind, sealed, valid_until, recorded_at, journal_entry_id, acts_at, recorded_at_holder)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.id,
      row.representative,
      row.principal,
      row.kind,
      row.sealed,
      row.validUntil,
      row.recordedAt,
      row.journalEntryId,
      row.actsAt,
      row.recordedAtHolder,
    ],
  );
}

export async function lockRepresentation(tx: Tx, id: string): Promise<RepresentationRow | null> {
  const [row] = await tx.query<RepresentationRow>(`SELECT ${columns} FROM representation WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  return row ?? null;
}

export async function endRepresentation(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query('UPDATE representation SET ended_at = $2 WHERE id = $1', [id, at]);
}

export async function representationsAround(
  tx: Tx,
  personIds: readonly string[],
): Promise<(RepresentationRow & { recorded_at: Date })[]> {
  return tx.query(
    `SELECT ${columns}, recorded_at FROM representation WHERE representative_person = ANY ($1::uuid[]) OR principal_person = ANY ($1::uuid[]) ORDER BY recorded_at DESC LIMIT 200`,
    [personIds],
  );
}

/** A row of the outbox about a power; without a holder it goes to the person's own address. */
export async function insertPowerNotice(
  tx: Tx,
  row: { id: string; subjectId: string | null; holderId: string | null; ref: string; to: string; at: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO outbox (id, subject_id, ref, holder_id, kind, data, created_at) VALUES ($1, $2, $3, $4, 'representation.ended', jsonb_build_object('to', $5::text), $6)`,
    [row.id, row.subjectId, row.ref, row.holderId, row.to, row.at],
  );
}
