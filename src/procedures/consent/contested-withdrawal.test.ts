import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Actor, type CaseNow, type Data, tick } from '../../cases/index.ts';
import { endOfDay } from '../../law/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { authorityOfficer, person, scopeOf, staffOf, stand } from '../test-stand.ts';
import type { RecordedBar, WithdrawalFacts } from './withdrawal-rules.ts';

const s = await stand('2026-12-01T04:00:00Z');
/** What stands on record for a consent; the consent module's own store, in production. */
const records = new Map<string, WithdrawalFacts>();
const facts = {
  'contested-withdrawal': async (
    _tx: unknown,
    history: { acts: readonly { data: Data }[] },
    command: { data: Data } | null,
  ) => records.get((history.acts[0] ?? command!).data['consentId'] as string) ?? { consentLive: false, bars: [] },
};

let engine = s.engine(facts);

const earlier = new Date('2026-03-01T00:00:00Z');
const later = (): Date => new Date(s.clock.now().getTime() + 1000);
const civil = (
  more: Partial<Extract<RecordedBar, { kind: 'obligation' }>> = {},
): RecordedBar & { kind: 'obligation' } => ({
  id: uuidv7(),
  kind: 'obligation',
  nature: 'civil',
  recordedAt: earlier,
  fulfilledAt: null,
  ...more,
});
const ground = (until: Date | null, recordedAt = earlier): RecordedBar & { kind: 'ground' } => ({
  id: uuidv7(),
  kind: 'ground',
  law: 'PD-5.1-2',
  recordedAt,
  until,
});

async function file(...bars: RecordedBar[]): Promise<CaseNow & { consentId: string }> {
  const consentId = uuidv7();
  records.set(consentId, { consentLive: true, bars });
  const result = await fileFor(consentId);
  assert.ok(!isRefusal(result), JSON.stringify(result));
  return { ...result, consentId };
}
const fileFor = (consentId: string, more: Data = {}, by: Actor = person(s.subjectId)): Promise<CaseNow | Refusal> =>
  s.db.tx(scopeOf(by), (tx) =>
    engine.open(tx, {
      procedure: 'contested-withdrawal',
      holderId: s.holderId,
      subjectId: s.subjectId,
      by,
      data: { consentId, ...more },
    }),
  );
const act = (c: CaseNow, name: string, by: Actor, data: Data = {}): Promise<CaseNow | Refusal> =>
  s.db.tx(scopeOf(by), (tx) => engine.act(tx, { holderId: s.holderId, caseId: c.head.id, act: name, by, data }));
async function done(result: Promise<CaseNow | Refusal>): Promise<CaseNow> {
  const value = await result;
  assert.ok(!isRefusal(value), JSON.stringify(value));
  return value;
}
async function refused(result: Promise<CaseNow | Refusal>): Promise<string> {
  const value = await result;
  assert.ok(isRefusal(value), 'a refusal was expected');
  assert.ok(value.law.length > 0);
  return value.code;
}
const officer = (): Actor => staffOf(s.holderId, 'data-officer');
const named = (...bars: RecordedBar[]): Data => ({
  obligations: bars.filter((b) => b.kind === 'obligation').map(({ id }) => id),
  named: bars
    .filter((b) => b.kind === 'obligation')
    .map(({ id }) => ({ id, contract: 'Loan 7', owed: '1000 som', dueOn: '2026-12-31' })),
  grounds: bars
    .filter((b) => b.kind === 'ground')
    .map(({ id, law, until }) => ({ id, law, ...(until ? { until: until.toISOString() } : {}) })),
  reasons: 'The contract is not fulfilled.',
});
const read = (c: CaseNow): Promise<CaseNow> =>
  done(s.db.tx(systemScope('test'), (tx) => engine.read(tx, s.holderId, c.head.id, person(s.subjectId))));

describe('withdrawal of consent', () => {
  test('PD-9.4b: it works at filing where no ground was recorded before, and is refused with the ground where one was', async () => {
    const free = await file();
    assert.equal(free.state.stage, 'WITHDRAWN');
    assert.equal((await s.effects(free.head.id, 'consent.withdraw'))[0]!.data['consentId'], free.consentId);
    // Recorded after the withdrawal: it bars nothing.
    assert.equal((await file(ground(null, later()))).state.stage, 'WITHDRAWN');

    const other = ground(null);
    const barred = await file(other);
    assert.equal(barred.state.stage, 'PENDING');
    assert.equal((await s.effects(barred.head.id, 'consent.withdraw')).length, 0);
    const upheld = await done(act(barred, 'uphold', officer(), named(other)));
    assert.equal(upheld.state.stage, 'BARRED');
    const [refusal] = await s.owner.query<{ kind: string; sealed: Buffer }>(
      systemScope('test'),
      'SELECT kind, sealed FROM case_document WHERE case_id = $1',
      [barred.head.id],
    );
    assert.equal(refusal!.kind, 'withdrawal-refusal');
    assert.deepEqual(upheld.history.acts.at(-1)!.data['grounds'], [{ id: other.id, law: 'PD-5.1-2' }]);
  });

  test('PD-9.4c: a refusal that does not list the civil-law obligation is refused itself', async () => {
    const debt = civil();
    const c = await file(debt);
    const whole = named(debt);
    assert.equal(await refused(act(c, 'uphold', officer(), { ...whole, named: [] })), 'OBLIGATION_NOT_NAMED');
    for (const missing of ['contract', 'owed', 'dueOn']) {
      const part = (whole['named'] as Record<string, string>[]).map((one) =>
        Object.fromEntries(Object.entries(one).filter(([key]) => key !== missing)),
      );
      assert.equal(
        await refused(act(c, 'uphold', officer(), { ...whole, named: part })),
        'OBLIGATION_NOT_NAMED',
        missing,
      );
    }
    assert.equal(await refused(act(c, 'uphold', officer(), { ...whole, obligations: [] })), 'NO_BAR_NAMED');
    assert.equal((await read(c)).state.stage, 'PENDING');
    const kept = await s.owner.query(systemScope('test'), `SELECT code FROM case_refused WHERE case_id = $1`, [
      c.head.id,
    ]);
    assert.equal(kept.length, 5);
    assert.equal((await done(act(c, 'uphold', officer(), whole))).state.stage, 'BARRED');
  });

  test('a tax debt, a debt recorded later and one already paid bar nothing', async () => {
    assert.equal((await file(civil({ nature: 'tax' }))).state.stage, 'WITHDRAWN');
    assert.equal((await file(civil({ recordedAt: later() }))).state.stage, 'WITHDRAWN');
    assert.equal((await file(civil({ fulfilledAt: earlier }))).state.stage, 'WITHDRAWN');
    const [debt, tax, paid, late] = [
      civil(),
      civil({ nature: 'tax' }),
      civil({ fulfilledAt: earlier }),
      civil({ recordedAt: later() }),
    ];
    const c = await file(debt, tax, paid, late);
    assert.equal(await refused(act(c, 'uphold', officer(), named(tax))), 'NOT_CIVIL_OBLIGATION');
    assert.equal(await refused(act(c, 'uphold', officer(), named(paid))), 'BAR_HAS_FALLEN');
    assert.equal(await refused(act(c, 'uphold', officer(), named(late))), 'BAR_NOT_RECORDED_EARLIER');
    assert.equal(await refused(act(c, 'uphold', officer(), named(civil()))), 'BAR_NOT_RECORDED_EARLIER');
  });

  test('PD-9.4d: when the last named obligation is closed the withdrawal takes effect without a new request, and the subject is told', async () => {
    const [one, two] = [civil(), civil()];
    const c = await file(one, two);
    await done(act(c, 'uphold', officer(), named(one, two)));
    assert.equal((await done(act(c, 'lift', officer(), { bar: one.id }))).state.stage, 'BARRED');
    assert.equal(await refused(act(c, 'lift', officer(), { bar: one.id })), 'NO_SUCH_BAR');
    await done(act(c, 'prove', person(s.subjectId), { bar: two.id, statement: 'Paid yesterday' }));
    const last = await done(act(c, 'lift', officer(), { bar: two.id }));
    assert.equal(last.state.stage, 'WITHDRAWN');
    assert.equal((await s.effects(c.head.id, 'consent.withdraw')).length, 1);
    assert.ok(
      (await s.effects(c.head.id, 'cases.tell')).some(
        ({ act: name, data }) => name === 'takeEffect' && (data['parties'] as string[]).includes('subject'),
      ),
    );
  });

  test('PD-9.4d: when another ground ends by its own date the withdrawal takes effect at that moment, once, with two workers and a restart', async () => {
    const until = endOfDay('2027-02-01');
    const other = ground(until);
    const c = await file(other);
    await done(act(c, 'uphold', officer(), named(other)));
    s.clock.travelTo(new Date(until.getTime() - 3_600_000));
    await round();
    assert.equal((await read(c)).state.stage, 'BARRED');
    // The server is started again between arming and firing; another one runs beside it.
    engine = s.engine(facts);
    s.clock.travelTo(new Date(until.getTime() + 60_000));
    await Promise.all([tick(engine, 'first'), tick(s.engine(facts), 'second'), tick(engine, 'third')]);
    const after = await read(c);
    assert.equal(after.state.stage, 'WITHDRAWN');
    const withdrawn = await s.effects(c.head.id, 'consent.withdraw');
    assert.equal(withdrawn.length, 1);
    assert.equal(withdrawn[0]!.at.getTime(), until.getTime() + 1);
    assert.equal(await round(), 0);
  });

  test('a holder that gives no reasoned answer in 14 days bars nothing: reminded, then told on, and the withdrawal takes effect', async () => {
    const c = await file(civil());
    const { due } = c.state.duties.find(({ duty }) => duty === 'answer')!;
    s.clock.travelTo(new Date(due.getTime() - 86_400_000 * 2));
    await round();
    s.clock.travelTo(new Date(due.getTime() - 60_000));
    await round();
    const reminders = (await s.effects(c.head.id, 'cases.tell')).filter(({ act: name }) => name === 'answer.reminder');
    assert.deepEqual(
      reminders.map(({ data }) => data['parties']),
      [['dataOfficer'], ['dataOfficer']],
    );
    assert.equal((await read(c)).state.stage, 'PENDING');
    s.clock.travelTo(new Date(due.getTime() + 1));
    // The officer comes first, the worker after: the law has already acted.
    assert.equal(await refused(act(c, 'uphold', officer(), named(civil()))), 'CASE_ENDED');
    await round();
    const after = await read(c);
    assert.deepEqual(
      after.history.acts.map(({ act: name }) => name),
      ['file', 'pend', 'answer.late', 'takeEffect'],
    );
    assert.ok(
      (await s.effects(c.head.id, 'cases.tell')).some(
        ({ act: name, data }) => name === 'answer.late' && (data['parties'] as string[]).includes('authority'),
      ),
    );
    assert.equal((await s.effects(c.head.id, 'consent.withdraw')).length, 1);
  });

  test('the authority decides a complaint within 30 days; its order lets the withdrawal take effect', async () => {
    const debt = civil();
    const c = await file(debt);
    await done(act(c, 'uphold', officer(), named(debt)));
    await done(act(c, 'complain', person(s.subjectId), { reasons: 'This is no debt of mine' }));
    assert.equal(await refused(act(c, 'order', officer(), { reasons: 'no' })), 'NOT_YOUR_ACT');
    const ordered = await done(act(c, 'order', authorityOfficer, { reasons: 'The contract is void' }));
    assert.equal(ordered.state.stage, 'WITHDRAWN');
  });

  test('a stranger and another holder do not learn that the case exists', async () => {
    const c = await file(civil());
    const stranger = person(uuidv7());
    assert.equal(((await act(c, 'keep', stranger)) as Refusal).code, 'NO_SUCH_CASE');
    const elsewhere = staffOf(uuidv7(), 'data-officer');
    assert.equal(((await act(c, 'release', elsewhere)) as Refusal).code, 'NO_SUCH_CASE');
    const rows = await s.db.query(scopeOf(elsewhere), 'SELECT id FROM case_file');
    assert.deepEqual(rows, []);
  });

  test('what the person wrote stands nowhere in clear, and a consent that is over is not withdrawn again', async () => {
    const words = 'Мен макулдугумду кайта сурап алам, себеби Асанов';
    const consentId = uuidv7();
    records.set(consentId, { consentLive: true, bars: [] });
    const c = await done(fileFor(consentId, { application: words }, { ...staffOf(s.holderId, 'clerk') }));
    const rows = await s.owner.query<{ data: Data; sealed: Buffer }>(
      systemScope('test'),
      'SELECT data, sealed FROM case_act WHERE case_id = $1 ORDER BY seq',
      [c.head.id],
    );
    assert.deepEqual(rows[0]!.data, { consentId });
    assert.ok(!rows[0]!.sealed.toString('utf8').includes('Асанов'));
    const journal = await s.owner.query<{ body: Buffer }>(
      systemScope('test'),
      `SELECT body FROM journal WHERE subject_id = $1`,
      [s.subjectId],
    );
    assert.ok(journal.length > 0 && journal.every(({ body }) => !body.toString('utf8').includes('Асанов')));
    records.set(consentId, { consentLive: false, bars: [] });
    assert.equal(await refused(fileFor(consentId)), 'CONSENT_NOT_LIVE');
  });
});

async function round(): Promise<number> {
  let taken = 0;
  for (let n = await tick(engine, 'worker'); n > 0; n = await tick(engine, 'worker')) taken += n;
  return taken;
}
