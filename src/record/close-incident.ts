import { type Db, systemScope, type Tx } from '../platform/db/index.ts';
import type { Refusal } from '../platform/refusal.ts';
import { hashOf, type JsonObject, type JsonValue, sha256 } from './canonical.ts';
import { type Entry, type EntryType, prepareEntry } from './entry.ts';
import {
  type Explanation,
  type IncidentFinding,
  insertClosing,
  insertExplanation,
  lockIncident,
} from './incident-store.ts';
import type { IncidentDeps } from './integrity.ts';
import { refuse } from './refusals.ts';
import { insertEntries } from './store.ts';

// PD-4.9, ES-13.2.2b: what a check has found ends with two officers: one says what was found and done, another closes on exactly that.

/** An officer says what was found and done about an incident. What was said before stays on record; the newest counts. */
export async function explainIncident(
  db: Db,
  deps: IncidentDeps,
  officer: string,
  { incidentId, explanation }: { readonly incidentId: string; readonly explanation: string },
): Promise<Explanation | Refusal> {
  return db.tx(systemScope('an officer explains an incident of integrity'), async (tx) => {
    const incident = await lockIncident(tx, incidentId);
    if (incident === undefined) return refuse('INCIDENT_UNKNOWN');
    if (incident.closed_at !== null) return refuse('INCIDENT_CLOSED');
    const said = { id: deps.id(), incidentId, officer, explanation, at: deps.real };
    await insertExplanation(tx, said);
    await journal(tx, deps, officer, 'record.incident-explained', incidentId, {
      explanation: sha256(Buffer.from(explanation)).toString('hex'),
    });
    return said;
  });
}

/**
 * Another officer closes the incident on the explanation that stands (`explanationId`). `foundNow`: what a check made for this finds; an
 * incident whose findings are found still is not closed.
 */
export async function closeIncident(
  db: Db,
  deps: IncidentDeps,
  officer: string,
  what: { readonly incidentId: string; readonly explanationId: string },
  foundNow: readonly IncidentFinding[],
): Promise<{ readonly closedAt: Date } | Refusal> {
  return db.tx(systemScope('a second officer closes an incident of integrity'), async (tx) => {
    const incident = await lockIncident(tx, what.incidentId);
    if (incident === undefined) return refuse('INCIDENT_UNKNOWN');
    if (incident.closed_at !== null) return refuse('INCIDENT_CLOSED');
    const said = incident.explanations.at(-1);
    if (said === undefined || said.id !== what.explanationId) return refuse('INCIDENT_NOT_EXPLAINED');
    if (said.officer === officer) return refuse('INCIDENT_SECOND_OFFICER');
    if (stillFound(incident, foundNow)) return refuse('INCIDENT_STILL_FOUND');
    await insertClosing(tx, { ...what, officer, at: deps.real });
    await journal(tx, deps, officer, 'record.incident-closed', what.incidentId, { explanation: said.id });
    return { closedAt: deps.real };
  });
}

/** Whether any of what an incident says is found now. Of one with more findings than are kept, anything found is. Pure. */
export function stillFound(
  { findings, total }: { readonly findings: readonly IncidentFinding[]; readonly total: number },
  now: readonly IncidentFinding[],
): boolean {
  const said = new Set(findings.map((one) => hashOf(one as JsonValue)));
  return total > findings.length ? now.length > 0 : now.some((one) => said.has(hashOf(one as JsonValue)));
}

async function journal(
  tx: Tx,
  deps: IncidentDeps,
  officer: string,
  type: EntryType,
  incidentId: string,
  data: JsonObject,
): Promise<void> {
  const entry: Entry = {
    v: 1,
    id: deps.id(),
    type,
    at: deps.now.toISOString(),
    realAt: deps.real.toISOString(),
    profile: deps.profile,
    actor: { kind: 'account', id: officer, role: 'officer' },
    object: { kind: 'incident', id: incidentId },
    data,
  };
  await insertEntries(tx, [prepareEntry(entry, deps.salt())]);
}
