import { randomBytes } from 'node:crypto';
import type { Keys } from '../keys/index.ts';
import type { Notices } from '../notices/index.ts';
import type { Clock } from '../platform/clock.ts';
import { type Db, systemScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import {
  checkAndReport,
  type IncidentDeps,
  type IncidentFinding,
  integrityCheck,
  openIncident,
  openIncidents,
} from '../record/index.ts';
import { checkRegisters } from '../trust/issue/index.ts';
import { checkOwnerFiles } from '../trust/owner-files/index.ts';

// ES-13.2.2b, ES-15.3c, PD-4.9: the job that looks for what was changed behind the program's back: in the journal and its log, and in the
// registers and owners’ files that rest on it. What it finds opens an incident, stands in the journal, and is told to the centre it concerns.

export type IntegrityDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly keys: Keys;
  readonly profile: string;
  readonly logKey: string;
  readonly notices: Pick<Notices, 'enqueue'>;
};

export const integrityKind = 'register.integrity-broken';
const scope = systemScope('the integrity check reads everything and changes nothing');
const day = 86_400_000;

export type IntegrityOutcome = {
  readonly entries: number;
  readonly records: number;
  readonly findings: number;
  /** What was opened, or stood open already: of the journal, of the registers. */
  readonly incidents: readonly string[];
};

/** How incidents are entered now. */
export const incidentDeps = ({ clock, logKey, profile }: IntegrityDeps): IncidentDeps => ({
  now: clock.now(),
  real: clock.real(),
  id: () => uuidv7(clock.real()),
  salt: () => randomBytes(32),
  vkey: logKey,
  profile,
});

/** What registers and owners' files show against the journal, in one snapshot. */
const lookAtRegisters = (deps: IntegrityDeps) =>
  deps.db.tx(scope, async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    const registers = await checkRegisters(tx, deps);
    const files = await checkOwnerFiles(tx, deps);
    return {
      records: registers.records + files.records,
      findings: [...registers.findings, ...files.findings],
    };
  });

/** What every check finds now; nothing is opened. */
export const foundNow = async (deps: IntegrityDeps): Promise<readonly IncidentFinding[]> => [
  ...(await integrityCheck(deps.db, deps.logKey)).findings,
  ...(await lookAtRegisters(deps)).findings,
];

/** Runs every check once. Safe to run at any time, again and again: the same finding opens one incident. */
export async function checkIntegrity(deps: IntegrityDeps): Promise<IntegrityOutcome> {
  const { db } = deps;
  const entering = incidentDeps(deps);
  const known = new Set((await db.tx(scope, openIncidents)).map(({ id }) => id));
  const { report, incident } = await checkAndReport(db, entering);
  const { records, findings } = await lookAtRegisters(deps);
  const second = await openIncident(db, entering, findings);
  if (second !== null && !known.has(second)) await tell(deps, findings, second);
  return {
    entries: report.entries,
    records,
    findings: report.findings.length + findings.length,
    incidents: [incident, second].filter((one) => one !== null),
  };
}

/** The centre whose register it is finds it among its tasks. */
async function tell(
  { db, notices }: IntegrityDeps,
  findings: readonly { readonly holderId: string | null }[],
  ref: string,
): Promise<void> {
  const centres = new Set(findings.flatMap(({ holderId }) => (holderId === null ? [] : [holderId])));
  await db.tx(scope, async (tx) => {
    for (const holderId of centres) await notices.enqueue(tx, { holderId, subjectId: null, kind: integrityKind, ref });
  });
}

/** How often the program looks by itself, in milliseconds of real time. */
export const integrityEvery = day;
/** The daily round. Not at once: a start must not wait for a look at everything there is. */
export function integrityRounds(deps: IntegrityDeps): () => Promise<void> {
  let begun = false;
  return async () => {
    if (begun) await checkIntegrity(deps);
    begun = true;
  };
}
