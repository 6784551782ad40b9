import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import { testDatabase, type TestDatabase } from '../../test/support/db.ts';
import { testKeys } from '../../test/support/people.ts';
import { type Actor, createEngine, type Engine, type FactLoader, sealerOf } from '../cases/index.ts';
import { kyrgyzCalendar } from '../law/index.ts';
import { type Clock, travellingClock } from '../platform/clock.ts';
import { holderScope, personScope, type Scope, systemScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { procedures } from './index.ts';

// The engine on real PostgreSQL for the procedures' tests. Effects are written as rows, so that they stand or fall with their
// transaction and can be counted.

export type Seen = { name: string; act: string; at: Date; data: Record<string, unknown> };
export type Stand = TestDatabase & {
  readonly holderId: string;
  readonly subjectId: string;
  readonly clock: Clock & { travelTo(to: Date): number };
  /** A further engine over the same database: another server, or the same one started again. */
  engine(facts?: Readonly<Record<string, FactLoader>>): Engine;
  effects(caseId: string, name?: string): Promise<Seen[]>;
};

export const staffOf = (holderId: string, role: string): Actor => ({
  kind: 'account',
  id: uuidv7(),
  office: 'holder',
  holderId,
  roles: [role],
});
export const centreStaff = (centreId: string, role = 'administrator'): Actor => ({
  kind: 'account',
  id: uuidv7(),
  office: 'centre',
  holderId: centreId,
  roles: [role],
});
export const person = (subjectId: string): Actor => ({
  kind: 'person',
  id: subjectId,
  office: 'subject',
  subjectId,
  roles: [],
});
export const authorityOfficer: Actor = { kind: 'account', id: uuidv7(), office: 'authority', roles: ['officer'] };

export const scopeOf = (actor: Actor): Scope =>
  actor.office === 'subject'
    ? personScope([actor.subjectId!])
    : actor.office === 'holder' || actor.office === 'centre'
      ? holderScope(actor.holderId!)
      : systemScope('the authority in its case');

export async function stand(lawTime: string): Promise<Stand> {
  const database = await testDatabase();
  await database.owner.query(
    systemScope('test'),
    'CREATE TABLE effect_seen (case_id uuid, name text, act text, at timestamptz, data jsonb)',
  );
  await database.owner.query(systemScope('test'), 'GRANT SELECT, INSERT ON effect_seen TO makulduk_app');
  const clock = travellingClock();
  clock.travelTo(new Date(lawTime));
  const { keys, drop } = testKeys(clock.real());
  after(async () => {
    await database.drop();
    drop();
  });
  const handlers = Object.fromEntries(
    [
      'consent.withdraw',
      'consent.pend',
      'consent.keep',
      'obligation.close',
      'policy.approve',
      'policy.announce',
      'policy.notify',
      'policy.publish',
      'policy.drop',
      'centre.accredit',
      'centre.hand-over',
      'centre.root-certificate',
      'centre.end-own',
      'centre.suspend',
      'centre.resume',
      'centre.revoke',
      'centre.expire',
      'centre.register-accepted',
      'centre.cease',
      'centre.tell-owners',
      'centre.destroy-register',
      'takeover.tell',
      'takeover.received',
      'certificate.issue',
      'certificate.cancel',
      'certificate.end',
      'certificate.report',
      'keys.erase',
      'keys.destroy',
      'cases.tell',
    ].map((name) => [
      name,
      async (tx: Parameters<FactLoader>[0], head: { id: string }, effect: { act: string; at: Date; data: object }) => {
        await tx.query('INSERT INTO effect_seen VALUES ($1, $2, $3, $4, $5)', [
          head.id,
          name,
          effect.act,
          effect.at,
          JSON.stringify(effect.data),
        ]);
      },
    ]),
  );
  return {
    ...database,
    holderId: uuidv7(),
    subjectId: uuidv7(),
    clock,
    engine: (facts = {}) =>
      createEngine({
        db: database.db,
        clock,
        calendar: () => kyrgyzCalendar,
        profile: 'kr-strict',
        procedures,
        handlers,
        facts,
        sealer: sealerOf(keys),
        random: randomBytes,
      }),
    effects: (caseId, name) =>
      database.owner.query<Seen>(
        systemScope('test'),
        'SELECT name, act, at, data FROM effect_seen WHERE case_id = $1 AND ($2::text IS NULL OR name = $2) ORDER BY at',
        [caseId, name ?? null],
      ),
  };
}
