import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import type { Keys } from '../keys/index.ts';
import type { Notices } from '../notices/index.ts';
import type { Clock } from '../platform/clock.ts';
import { type Db, systemScope } from '../platform/db/index.ts';
import { type App, type problemSchema } from '../platform/http/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { checkAndReport, type IncidentDeps, openIncident, openIncidents } from '../record/index.ts';
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

/** Runs every check once. Safe to run at any time, again and again: the same finding opens one incident. */
export async function checkIntegrity(deps: IntegrityDeps): Promise<IntegrityOutcome> {
  const { db, clock } = deps;
  const incidentDeps: IncidentDeps = {
    now: clock.now(),
    real: clock.real(),
    id: () => uuidv7(clock.real()),
    salt: () => randomBytes(32),
    vkey: deps.logKey,
    profile: deps.profile,
  };
  const known = new Set((await db.tx(scope, openIncidents)).map(({ id }) => id));
  const { report, incident } = await checkAndReport(db, incidentDeps);
  const { records, findings } = await db.tx(scope, async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    const registers = await checkRegisters(tx, deps);
    const files = await checkOwnerFiles(tx, deps);
    return {
      records: registers.records + files.records,
      findings: [...registers.findings, ...files.findings],
    };
  });
  const second = await openIncident(db, incidentDeps, findings);
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

const problem = Type.Ref('Problem') as unknown as typeof problemSchema;
const officer = [{ for: 'staff' as const, office: 'authority' as const, roles: ['officer'] }];
const IncidentView = Type.Object({
  id: Type.String(),
  openedAt: Type.String({ format: 'date-time' }),
  total: Type.Integer(),
  findings: Type.Array(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()]))),
});

/** The check on demand, and what is open, for the officers of the authority. */
export function integrityRoutes(app: App, deps: IntegrityDeps): void {
  app.post(
    '/v1/authority/integrity-checks',
    {
      config: { access: officer, rate: 'heavy' },
      schema: {
        tags: ['registers'],
        summary:
          'Holds journal, log and registers against each other now; what does not agree opens an incident (ES-13.2.2b)',
        response: {
          200: Type.Object({
            entries: Type.Integer(),
            records: Type.Integer(),
            findings: Type.Integer(),
            incidents: Type.Array(Type.String()),
          }),
          '4xx': problem,
          '5xx': problem,
        },
      },
    },
    async () => {
      const { incidents, ...rest } = await checkIntegrity(deps);
      return { ...rest, incidents: [...incidents] };
    },
  );
  app.get(
    '/v1/authority/incidents',
    {
      config: { access: officer },
      schema: {
        tags: ['registers'],
        summary: 'Open incidents: what the checks of integrity have found',
        response: { 200: Type.Object({ items: Type.Array(IncidentView) }), '4xx': problem, '5xx': problem },
      },
    },
    async () => {
      const open = await deps.db.tx(scope, openIncidents);
      return {
        items: open.map(({ id, opened_at: openedAt, findings, total }) => ({
          id,
          openedAt: openedAt.toISOString(),
          total,
          findings: findings as Record<string, string | number | null>[],
        })),
      };
    },
  );
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
