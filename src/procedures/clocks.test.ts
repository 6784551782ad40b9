import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../test/support/effort.ts';
import { byLaw, createEngine, procedure, recountTerms, staff, tell, tick } from '../cases/index.ts';
import { kyrgyzCalendar, type WorkingCalendar } from '../law/index.ts';
import { systemScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { isRefusal } from '../platform/refusal.ts';
import { person, scopeOf, staffOf, stand } from './test-stand.ts';

// Clocks against real PostgreSQL, with workers and officers racing for the same cases.

const s = await stand('2026-12-01T04:00:00Z');
const bar = {
  id: uuidv7(),
  kind: 'ground',
  law: 'PD-5.1-2',
  recordedAt: new Date('2026-01-01T00:00:00Z'),
  until: null,
};
/** Its own time: the other test travels far. */
const own = await stand('2028-06-05T04:00:00Z');
const facts = { 'contested-withdrawal': async () => ({ consentLive: true, bars: [bar] }) };
const servers = [s.engine(facts), s.engine(facts), s.engine(facts)];
const officer = staffOf(s.holderId, 'data-officer');
const answer = {
  obligations: [],
  named: [],
  grounds: [{ id: bar.id, law: bar.law }],
  reasons: 'A contract is being performed',
};

async function openCase(): Promise<{ id: string; due: Date }> {
  const by = person(s.subjectId);
  const opened = await s.db.tx(scopeOf(by), (tx) =>
    servers[0]!.open(tx, {
      procedure: 'contested-withdrawal',
      holderId: s.holderId,
      subjectId: s.subjectId,
      by,
      data: { consentId: uuidv7() },
    }),
  );
  assert.ok(!isRefusal(opened));
  return { id: opened.head.id, due: opened.state.duties[0]!.due };
}

test('however workers, officers and the end of a term race, each term ends once: by the answer or by the law, never early, never both', async () => {
  const moves = fc.array(
    fc.record({ who: fc.constantFrom('worker', 'officer', 'crash'), server: fc.nat(2), which: fc.nat(3) }),
    { minLength: 6, maxLength: 14 },
  );
  await fc.assert(
    fc.asyncProperty(moves, fc.integer({ min: -3_600_000, max: 3_600_000 }), async (all, offset) => {
      const cases = await Promise.all([openCase(), openCase(), openCase(), openCase()]);
      const { due } = cases[0]!;
      s.clock.travelTo(new Date(due.getTime() + offset));
      const before = s.clock.now();
      await Promise.all(
        all.map(async ({ who, server, which }) => {
          const engine = servers[server]!;
          if (who === 'worker') await tick(engine, `worker ${server}`);
          // A worker that dies after it took its leases: nothing it held may be lost.
          else if (who === 'crash')
            await tick(
              { ...engine, settle: async () => new Promise<never>((_, reject) => reject(new Error('killed'))) },
              `dead ${server}`,
            );
          else
            await s.db.tx(scopeOf(officer), (tx) =>
              engine.act(tx, {
                holderId: s.holderId,
                caseId: cases[which]!.id,
                act: 'uphold',
                by: officer,
                data: answer,
              }),
            );
        }),
      );
      const early = before < due && s.clock.now() < due;
      for (const { id } of cases) {
        const acts = (
          await s.owner.query<{ act: string; at: Date }>(
            systemScope('test'),
            'SELECT act, at FROM case_act WHERE case_id = $1 ORDER BY seq',
            [id],
          )
        ).slice(2);
        if (early)
          assert.ok(
            acts.every(({ act }) => act === 'uphold'),
            'nothing ends early',
          );
      }
      // The leases of the dead end by real time; here they are ended by hand.
      s.clock.travelTo(new Date(due.getTime() + 3_700_000));
      await s.owner.query(systemScope('test'), 'UPDATE case_clock SET lease_until = NULL');
      for (let n = 1; n > 0; ) n = await tick(servers[0]!, 'last');
      for (const { id } of cases) {
        const acts = await s.owner.query<{ act: string; at: Date }>(
          systemScope('test'),
          'SELECT act, at FROM case_act WHERE case_id = $1 ORDER BY seq',
          [id],
        );
        const names = acts.slice(2).map(({ act }) => act);
        const answered = names[0] === 'uphold';
        assert.deepEqual(names, answered ? ['uphold'] : ['answer.late', 'takeEffect']);
        if (answered) assert.ok(acts[2]!.at <= due);
        else assert.equal(acts[2]!.at.getTime(), due.getTime() + 1);
        assert.equal((await s.effects(id, 'consent.withdraw')).length, answered ? 0 : 1);
        const armed = await s.owner.query(
          systemScope('test'),
          `SELECT duty FROM case_clock WHERE case_id = $1 AND state = 'armed'`,
          [id],
        );
        assert.deepEqual(armed, []);
      }
    }),
    runs(12),
  );
});

test('a day off declared later moves the terms in working days that cross it, and no clock fires by the old calendar', async () => {
  const words = { ky: 'сыноо', ru: 'проба', en: 'trial' };
  const notice = procedure({
    name: 'notice-of-restriction',
    version: 1,
    law: 'PD-23.2',
    about: 'holder',
    parties: { officer: staff('data-officer'), law: byLaw },
    acts: {
      restrict: { by: 'officer', law: 'PD-23.2', stage: 'OPEN' },
      notify: { by: 'officer', law: 'PD-23.2', after: 'restrict', stage: 'DONE', ends: true },
    },
    duties: {
      notice: {
        of: 'officer',
        to: 'law',
        law: 'PD-23.2',
        from: 'restrict',
        within: 'PD-23.2',
        doneBy: 'notify',
        late: [tell('officer')],
      },
    },
    texts: {
      title: words,
      parties: { officer: words, law: words },
      acts: { restrict: words, notify: words },
      duties: { notice: words },
      stages: { OPEN: words, DONE: words },
      fields: {},
    },
  });
  const clerk = staffOf(own.holderId, 'data-officer');
  let calendar: WorkingCalendar = kyrgyzCalendar;
  const engine = createEngine({
    ...own.engine(facts).deps,
    procedures: [notice, ...own.engine(facts).deps.procedures],
    calendar: () => calendar,
  });
  // Opened on a Monday; three working days end on Thursday.
  const opened = await own.db.tx(scopeOf(clerk), (tx) =>
    engine.open(tx, {
      procedure: 'notice-of-restriction',
      holderId: own.holderId,
      subjectId: null,
      by: clerk,
      data: {},
    }),
  );
  assert.ok(!isRefusal(opened));
  assert.equal(opened.state.duties[0]!.due.toISOString(), '2028-06-08T18:00:00.000Z');
  calendar = {
    ...kyrgyzCalendar,
    version: 99,
    days: [...kyrgyzCalendar.days, { date: '2028-06-07', off: true, name: words, estimated: false, source: 'test' }],
  };
  const lates = async () =>
    (await own.effects(opened.head.id)).filter(({ act }) => act === 'notice.late').map(({ at }) => at.toISOString());
  own.clock.travelTo(new Date('2028-06-08T18:00:01Z'));
  // The old clock rings before the terms were counted anew.
  await tick(engine, 'worker');
  assert.deepEqual(await lates(), []);
  assert.ok((await recountTerms(engine, 2)) > 0);
  const [clock] = await own.owner.query<{ due_at: Date; state: string }>(
    systemScope('test'),
    'SELECT due_at, state FROM case_clock WHERE case_id = $1',
    [opened.head.id],
  );
  assert.deepEqual([clock!.due_at.toISOString(), clock!.state], ['2028-06-09T18:00:00.000Z', 'armed']);
  own.clock.travelTo(new Date('2028-06-09T18:00:01Z'));
  await tick(engine, 'worker');
  assert.deepEqual(await lates(), ['2028-06-09T18:00:00.001Z']);
});
