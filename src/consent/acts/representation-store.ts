import type { Tx } from '../../platform/db/index.ts';

export type RepresentationRow = {
  readonly id: string;
  readonly representative_person: string;
  readonly principal_person: string;
  readonly kind: string;
  readonly sealed: Buffer;
  readonly valid_until: string | null;
  readonly ended_at: Date | null;
};
const columns = 'id, representative_person, principal_person, kind, sealed, valid_until, ended_at';

export async function representationById(tx: Tx, id: string): Promise<RepresentationRow | null> {
  const [row] = await tx.query<RepresentationRow>(`SELECT ${columns} FROM representation WHERE id = $1`, [id]);
  return row ?? null;
}

export async function representationsOf(tx: Tx, representative: string, today: string): Promise<RepresentationRow[]> {
  return tx.query<RepresentationRow>(
    `SELECT ${columns} FROM representation WHERE representative_person = $1 AND ended_at IS NULL AND (valid_until IS NULL OR valid_until >= $2) ORDER BY recorded_at`,
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
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO representation (id, representative_person, principal_person, kind, sealed, valid_until, recorded_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [
      row.id,
      row.representative,
      row.principal,
      row.kind,
      row.sealed,
      row.validUntil,
      row.recordedAt,
      row.journalEntryId,
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
  personId: string,
): Promise<(RepresentationRow & { recorded_at: Date })[]> {
  return tx.query(
    `SELECT ${columns}, recorded_at FROM representation WHERE representative_person = $1 OR principal_person = $1 ORDER BY recorded_at DESC LIMIT 200`,
    [personId],
  );
}
