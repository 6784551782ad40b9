import type { Tx } from '../platform/db/index.ts';

/** What a check has found: a code, and ids of what it was found at. Nothing personal. */
export type IncidentFinding = { readonly kind: string; readonly [id: string]: string | number | null | undefined };

export type Incident = {
  id: string;
  opened_at: Date;
  findings: IncidentFinding[];
  total: number;
  closed_at: Date | null;
};

export async function insertIncident(
  tx: Tx,
  id: string,
  at: Date,
  findings: readonly IncidentFinding[],
  total: number,
): Promise<void> {
  await tx.query('INSERT INTO record_incident (id, opened_at, findings, total) VALUES ($1, $2, $3, $4)', [
    id,
    at,
    JSON.stringify(findings),
    total,
  ]);
}

export async function openIncidents(tx: Tx): Promise<Incident[]> {
  return tx.query<Incident>(
    'SELECT id, opened_at, findings, total, closed_at FROM record_incident WHERE closed_at IS NULL ORDER BY id',
  );
}
