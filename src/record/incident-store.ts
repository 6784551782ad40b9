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

/** What an officer said about an incident. */
export type Explanation = {
  readonly id: string;
  readonly incidentId: string;
  readonly officer: string;
  readonly explanation: string;
  readonly at: Date;
};
export type IncidentView = Incident & { readonly explanations: readonly Explanation[] };

/** Incidents, the open ones first, then the newest, with what was said about each, the oldest first. */
export async function incidents(tx: Tx, most: number): Promise<IncidentView[]> {
  const all = await tx.query<Incident>(
    `SELECT id, opened_at, findings, total, closed_at FROM record_incident
     ORDER BY (closed_at IS NULL) DESC, opened_at DESC, id DESC LIMIT $1`,
    [most],
  );
  return withExplanations(tx, all);
}

const byId = 'SELECT id, opened_at, findings, total, closed_at FROM record_incident WHERE id = $1';
export const incidentById = async (tx: Tx, id: string): Promise<IncidentView | undefined> =>
  (await withExplanations(tx, await tx.query<Incident>(byId, [id])))[0];

/** The same, held until the end of the transaction: two officers do not close it at once. */
export const lockIncident = async (tx: Tx, id: string): Promise<IncidentView | undefined> =>
  (await withExplanations(tx, await tx.query<Incident>(`${byId} FOR UPDATE`, [id])))[0];

async function withExplanations(tx: Tx, all: readonly Incident[]): Promise<IncidentView[]> {
  const said = await tx.query<Explanation>(
    `SELECT id, incident_id AS "incidentId", officer, explanation, at FROM record_incident_explanation
     WHERE incident_id = ANY ($1::uuid[]) ORDER BY at, id`,
    [all.map(({ id }) => id)],
  );
  return all.map((one) => ({ ...one, explanations: said.filter(({ incidentId }) => incidentId === one.id) }));
}

export async function insertExplanation(tx: Tx, one: Explanation): Promise<void> {
  await tx.query(
    'INSERT INTO record_incident_explanation (id, incident_id, officer, explanation, at) VALUES ($1, $2, $3, $4, $5)',
    [one.id, one.incidentId, one.officer, one.explanation, one.at],
  );
}

export async function insertClosing(
  tx: Tx,
  one: { readonly incidentId: string; readonly explanationId: string; readonly officer: string; readonly at: Date },
): Promise<void> {
  await tx.query(
    'INSERT INTO record_incident_closing (incident_id, explanation_id, officer, at) VALUES ($1, $2, $3, $4)',
    [one.incidentId, one.explanationId, one.officer, one.at],
  );
  await tx.query('UPDATE record_incident SET closed_at = $2 WHERE id = $1', [one.incidentId, one.at]);
}
