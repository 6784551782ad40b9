import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../test/support/effort.ts';
import type { TermId } from '../law/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { type Circumstances, decide, settle } from './decide.ts';
import { byLaw, procedure, subject } from './procedure.ts';
import { clocksOf, deriveState, dutyOfLate } from './state.ts';
import type { ActSpec, Actor, CaseHead, CaseHistory, DutySpec, LawOfTerms, Procedure } from './types.ts';

const { numRuns } = runs(300);
const hour = 3_600_000;
const start = Date.parse('2026-01-05T03:00:00Z');
const head: CaseHead = { id: 'c', procedure: 'random', version: 1, profile: 'p', holderId: 'h', subjectId: 's' };
const person: Actor = { kind: 'person', id: 'x', office: 'subject', subjectId: 's', roles: [] };

/** Terms by length in hours; the id carries it, so that a random procedure can hold random terms. */
const law: LawOfTerms = {
  due: (term, from) => new Date(from.getTime() + Number((term as string).slice(1)) * hour),
  earliestAfter: (_term, from) => from,
};

const names = ['a0', 'a1', 'a2', 'a3', 'a4', 'a5'] as const;
const some = fc.subarray([...names], { minLength: 1, maxLength: 3 });
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const anAct = (index: number): fc.Arbitrary<ActSpec> =>
  fc
    .record({
      after: fc.subarray(names.slice(0, Math.max(1, index)), { minLength: 1 }),
      repeat: fc.boolean(),
      ends: fc.nat(9),
    })
    .map(
      ({ after, repeat, ends }): ActSpec => ({
        by: 'person',
        law: 'PD-9.4a',
        ...(index === 0 ? {} : { after }),
        ...(repeat ? { repeat: true } : {}),
        ...(index > 2 && ends === 0 ? { ends: true } : {}),
      }),
    );
const aDuty = fc
  .record({
    from: some,
    doneBy: some,
    hours: fc.integer({ min: 0, max: 300 }),
    pausedBy: maybe(some),
    resumedBy: maybe(some),
    waits: fc.boolean(),
    performs: fc.boolean(),
  })
  .map(
    ({ from, doneBy, hours, pausedBy, resumedBy, waits, performs }): DutySpec => ({
      of: 'person',
      to: 'person',
      law: 'PD-9.4a',
      from,
      doneBy,
      within: `T${hours}` as TermId,
      remind: [1, 3],
      ...(pausedBy && resumedBy ? { pausedBy, resumedBy } : {}),
      ...(waits ? { waits: true } : {}),
      ...(performs ? { performs: 'bySelf' } : {}),
    }),
  );
const aProcedure: fc.Arbitrary<Procedure> = fc
  .tuple(fc.tuple(anAct(0), anAct(1), anAct(2), anAct(3), anAct(4), anAct(5)), fc.tuple(aDuty, aDuty, aDuty))
  .map(([acts, duties]) =>
    procedure({
      name: 'random',
      version: 1,
      law: 'PD-9.4a',
      about: 'subject',
      parties: { person: subject, law: byLaw },
      acts: {
        ...Object.fromEntries(acts.map((act, i) => [names[i]!, act])),
        bySelf: { by: 'law', law: 'PD-9.4d', after: 'a0', repeat: true },
      },
      duties: Object.fromEntries(duties.map((duty, i) => [`d${i}`, duty])),
      texts: { title: { ky: 'x', ru: 'x', en: 'x' }, parties: {}, acts: {}, duties: {}, stages: {}, fields: {} },
    } as unknown as Parameters<typeof procedure>[0]),
  );

type Step = { readonly act: string; readonly after: number };
const steps = fc.array(fc.record({ act: fc.constantFrom(...names), after: fc.integer({ min: 0, max: 120 * hour }) }), {
  minLength: 1,
  maxLength: 14,
});
const ticks = fc.array(fc.integer({ min: 0, max: 2000 * hour }), { maxLength: 20 });
const end = start + 2500 * hour;

const world = (at: number): Circumstances => ({ now: new Date(at), facts: undefined, law });
const settledAt = (p: Procedure, history: CaseHistory, at: number): CaseHistory => ({
  head,
  acts: [...history.acts, ...settle(p, history, world(at)).acts],
});

/** Plays attempts at their times, with a worker that wakes at the given moments besides. */
function play(
  p: Procedure,
  attempts: readonly Step[],
  wakes: readonly number[],
  seen?: (history: CaseHistory, at: number) => void,
): CaseHistory {
  let at = start;
  const moments = attempts.map(({ act, after }) => ({ act, at: (at += after) }));
  const all = [...moments, ...wakes.map((w) => ({ act: null, at: start + w }))].sort((x, y) => x.at - y.at);
  let history: CaseHistory = { head, acts: [] };
  for (const moment of all) {
    history = settledAt(p, history, moment.at);
    if (moment.act !== null) {
      const decision = decide(
        p,
        history,
        { act: history.acts.length === 0 ? 'a0' : moment.act, by: person, data: {} },
        world(moment.at),
      );
      if (!isRefusal(decision)) history = { head, acts: [...history.acts, ...decision.acts] };
    }
    seen?.(history, moment.at);
  }
  return settledAt(p, history, end);
}

const check = (property: (p: Procedure, attempts: readonly Step[], wakes: readonly number[]) => void): void =>
  fc.assert(
    fc.property(aProcedure, steps, ticks, (p, attempts, wakes) => property(p, attempts, wakes)),
    { numRuns },
  );

describe('over random procedures and histories', () => {
  test('no term ends before it begins', () => {
    check((p, attempts, wakes) => {
      for (const duty of deriveState(p, play(p, attempts, wakes), new Date(end), law).duties)
        assert.ok(duty.due >= duty.start);
    });
  });

  test('what becomes of a case does not depend on when a worker looks at it', () => {
    check((p, attempts, wakes) => {
      const plain = play(p, attempts, []);
      // A wake before the first attempt sees no case; the others must leave no trace of themselves.
      assert.deepEqual(play(p, attempts, wakes).acts, plain.acts);
    });
  });

  test('a term that ran out is recorded after its end, and never before it', () => {
    check((p, attempts, wakes) => {
      play(p, attempts, wakes, (history, at) => {
        for (const [index, done] of history.acts.entries()) {
          const name = dutyOfLate(done.act);
          if (name === null) continue;
          const before = deriveState(p, { head, acts: history.acts.slice(0, index) }, done.at, law);
          const duty = before.duties.findLast((d) => d.duty === name)!;
          assert.ok(
            duty.due < done.at && done.at.getTime() <= at,
            `${name} due ${duty.due.toISOString()} recorded ${done.at.toISOString()}`,
          );
          assert.ok(duty.state === 'open');
        }
      });
    });
  });

  test('each term that ran out is recorded exactly once', () => {
    check((p, attempts, wakes) => {
      const history = play(p, attempts, wakes);
      const state = deriveState(p, history, new Date(end), law);
      for (const name of Object.keys(p.duties)) {
        const recorded = history.acts.filter(({ act }) => act === `${name}.late`).length;
        const ranOut = state.duties.filter(
          (d) => d.duty === name && d.pausedAt === null && (d.fired || (d.closedAt ?? new Date(end)) > d.due),
        );
        assert.equal(recorded, ranOut.length, name);
        assert.ok(ranOut.every(({ fired }) => fired));
      }
      assert.equal(settle(p, history, world(end)).acts.length, 0);
    });
  });

  test('acts never run back in time, and nothing follows the end of a case', () => {
    check((p, attempts, wakes) => {
      const { acts } = play(p, attempts, wakes);
      for (const [i, act] of acts.entries()) {
        assert.equal(act.seq, i + 1);
        if (i > 0) assert.ok(act.at >= acts[i - 1]!.at);
        if (i < acts.length - 1) assert.ok(!p.acts[act.act]?.ends);
      }
    });
  });

  test('an open duty has its clock, a closed one has none', () => {
    check((p, attempts, wakes) => {
      play(p, attempts, wakes, (history, at) => {
        const state = deriveState(p, history, new Date(at), law);
        const armed = clocksOf(p, state).filter(({ kind }) => kind === 'late');
        assert.deepEqual(
          armed.map(({ duty, n }) => `${duty}/${n}`),
          state.duties.filter((d) => d.state === 'open' && !d.fired).map(({ duty, n }) => `${duty}/${n}`),
        );
      });
    });
  });
});
