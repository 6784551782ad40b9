import type { Tx } from '../platform/db/index.ts';
import type { Finding } from './integrity.ts';

export type Incident = { id: string; opened_at: Date; findings: Finding[]; total: number; closed_at: Date | null };

export async function insertIncident(
  tx: Tx,
  id: string,
  at: Date,
  findings: readonly Finding[],
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
