import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Actor,
  type CaseNow,
  type Data,
  createEngine,
  decide,
  startClockWorker,
  termsBy,
  tick,
} from '../../cases/index.ts';
import { kyrgyzCalendar, startOfDay } from '../../law/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { scopeOf, staffOf, stand } from '../test-stand.ts';
import { changeOfPolicy, channels } from './change-of-policy.ts';

const s = await stand('2027-02-01T04:00:00Z');
const engine = s.engine();
const officer = staffOf(s.holderId, 'data-officer');
const head = staffOf(s.holderId, 'administrator');
const text3 = { ky: 'Тизме кеңейет', ru: 'Перечень расширяется', en: 'The list grows' };
const announcement = (publicationOn: string): Data => ({
  plannedChanges: text3,
  place: 'https://salyk.kg',
  proof: 'screenshot',
  publicationOn,
});
const notice: Data = { channel: 'official_site', audience: 'all_current_subjects', proof: 'https://salyk.kg/news/1' };
const publication: Data = { lastUpdatedOn: '2027-03-01', place: 'https://salyk.kg' };

const open = async (more: Data = {}): Promise<CaseNow> =>
  done(
    s.db.tx(scopeOf(officer), (tx) =>
      engine.open(tx, {
        procedure: 'change-of-policy',
        holderId: s.holderId,
        subjectId: null,
        by: officer,
        data: { policyId: uuidv7(), versionId: uuidv7(), contentHash: 'a'.repeat(64), ...more },
      }),
    ),
  );
const act = (c: CaseNow, name: string, data: Data = {}, by: Actor = officer): Promise<CaseNow | Refusal> =>
  s.db.tx(scopeOf(by), (tx) => engine.act(tx, { holderId: s.holderId, caseId: c.head.id, act: name, by, data }));
async function done(result: Promise<CaseNow | Refusal>): Promise<CaseNow> {
  const value = await result;
  assert.ok(!isRefusal(value), JSON.stringify(value));
  return value;
}
async function refused(result: Promise<CaseNow | Refusal>, code: string, law?: string): Promise<Refusal> {
  const value = await result;
  assert.ok(isRefusal(value), `${code} was expected`);
  assert.equal(value.code, code);
  if (law) assert.equal(value.law[0], law);
  return value;
}
const approval: Data = { kind: 'Order', number: '12', date: '2027-02-01' };

/** The decision about an announcement on one day and a publication on another, by the calendar given. */
function publishedOn(announced: Date, published: Date, calendar = kyrgyzCalendar): string {
  const caseHead = {
    id: uuidv7(),
    procedure: 'change-of-policy',
    version: 1,
    profile: 'kr-strict',
    holderId: s.holderId,
    subjectId: null,
  };
  const line = (seq: number, name: string, at: Date, data: Data) => ({
    seq,
    act: name,
    party: 'dataOfficer',
    by: officer.id,
    at,
    data,
  });
  const acts = [
    line(1, 'draft', announced, { policyId: uuidv7(), versionId: uuidv7(), contentHash: 'a'.repeat(64) }),
    line(2, 'approve', announced, approval),
    line(3, 'announce', announced, announcement('2030-12-30')),
    line(4, 'notify', announced, notice),
  ];
  const result = decide(
    changeOfPolicy,
    { head: caseHead, acts },
    { act: 'publish', by: officer, data: publication },
    { now: published, facts: undefined, law: termsBy(calendar) },
  );
  return isRefusal(result) ? result.code : 'published';
}

describe('a new edition of the policy', () => {
  test('SP-10b SP-23b SP-23e: it comes into force only announced, notified and dated', async () => {
    const c = await open();
    await refused(act(c, 'publish', publication), 'NOT_ITS_TURN');
    await refused(act(c, 'approve', approval), 'NOT_YOUR_ACT');
    assert.equal((await done(act(c, 'approve', approval, head))).state.stage, 'APPROVED');
    // SP-23e: approved, without announcement.
    await refused(act(c, 'publish', publication), 'ADVANCE_PUBLICATION_MISSING', 'SP-23e');
    await refused(act(c, 'announce', { ...announcement('2027-02-28'), proof: '' }), 'ACT_INCOMPLETE');
    // A plan of thirteen working days is refused when it is announced.
    await refused(act(c, 'announce', announcement('2027-02-18')), 'POLICY_NOTICE_TOO_SHORT', 'SP-23d');
    assert.equal((await done(act(c, 'announce', announcement('2027-02-19')))).state.stage, 'ANNOUNCED');
    await refused(act(c, 'publish', publication), 'POLICY_NOTICE_TOO_SHORT', 'SP-23d');
    s.clock.travelTo(new Date(startOfDay('2027-02-19').getTime() + 3_600_000));
    // SP-10b: approved and announced, without any notice.
    await refused(act(c, 'publish', publication), 'NOTICE_OF_CHANGE_MISSING', 'SP-10b');
    await refused(
      act(c, 'notify', { channel: 'email', audience: 'all_current_subjects' }),
      'PROOF_OF_NOTICE_MISSING',
      'SP-10b',
    );
    await refused(act(c, 'notify', { ...notice, channel: 'rumour' }), 'ACT_INCOMPLETE');
    for (const channel of channels) await done(act(c, 'notify', { ...notice, channel }));
    // SP-23b: without the date of the last update.
    await refused(act(c, 'publish', { place: 'https://salyk.kg' }), 'LAST_UPDATE_DATE_MISSING', 'SP-23b');
    const published = await done(act(c, 'publish', publication));
    assert.equal(published.state.stage, 'IN_FORCE');
    const [effect] = await s.effects(c.head.id, 'policy.publish');
    assert.equal(effect!.data['inForceFrom'], effect!.at.toISOString());
    assert.equal(effect!.data['lastUpdatedOn'], '2027-03-01');
    const tried = await s.owner.query<{ code: string }>(
      systemScope('test'),
      'SELECT code FROM case_refused WHERE case_id = $1 ORDER BY id',
      [c.head.id],
    );
    assert.equal(tried.length, 10);
  });

  test('SP-23d: announced on a Monday it is published on the 14th working day, not on the 13th, and a holiday moves it by a day', () => {
    const monday = new Date('2026-06-01T05:00:00Z');
    const day = (date: string): Date => startOfDay(date);
    assert.equal(publishedOn(monday, new Date(day('2026-06-19').getTime() - 1)), 'POLICY_NOTICE_TOO_SHORT');
    assert.equal(publishedOn(monday, day('2026-06-18')), 'POLICY_NOTICE_TOO_SHORT');
    assert.equal(publishedOn(monday, day('2026-06-19')), 'published');
    const holiday = { date: '2026-06-10', off: true, name: text3, estimated: false, source: 'test' };
    const moved = { ...kyrgyzCalendar, days: [...kyrgyzCalendar.days, holiday] };
    assert.equal(publishedOn(monday, day('2026-06-19'), moved), 'POLICY_NOTICE_TOO_SHORT');
    assert.equal(publishedOn(monday, day('2026-06-22'), moved), 'published');
  });

  test('SP-23a: what is published is never edited; a change is a new edition', async () => {
    const c = await open();
    await done(act(c, 'revise', { contentHash: 'b'.repeat(64) }));
    await done(act(c, 'approve', approval, head));
    await refused(act(c, 'revise', { contentHash: 'c'.repeat(64) }), 'NOT_ITS_TURN');
    await done(act(c, 'announce', announcement('2027-06-01')));
    await done(act(c, 'notify', notice));
    s.clock.travelTo(startOfDay('2027-05-25'));
    await done(act(c, 'publish', publication));
    await refused(act(c, 'revise', { contentHash: 'd'.repeat(64) }), 'PUBLISHED_VERSION_IMMUTABLE', 'SP-23a');
    const next = await open({ previousVersionId: uuidv7() });
    assert.equal(next.state.stage, 'DRAFT');
  });

  test('an edition announced for a day and not published is reported once, by two workers and after a restart', async () => {
    const c = await open();
    await done(act(c, 'approve', approval, head));
    await done(act(c, 'announce', announcement('2027-08-02')));
    s.clock.travelTo(startOfDay('2027-08-03'));
    await Promise.all([tick(engine, 'one'), tick(s.engine(), 'two')]);
    await tick(s.engine(), 'three');
    const late = (await s.effects(c.head.id, 'cases.tell'))
      .filter(({ act: name }) => name.endsWith('.late'))
      .map(({ act: name }) => name);
    assert.deepEqual(late.sort(), ['notification.late', 'publication.late']);
    // Late is late, but still owed: it can be done.
    await done(act(c, 'notify', notice));
    assert.equal((await done(act(c, 'publish', publication))).state.stage, 'IN_FORCE');
  });

  test('an act whose effect fails leaves nothing behind', async () => {
    const c = await open();
    await done(act(c, 'approve', approval, head));
    const handlers = {
      ...engine.deps.handlers,
      'policy.announce': async () => Promise.reject(new Error('store is full')),
    };
    const broken = createEngine({ ...engine.deps, handlers });
    const counts = () =>
      s.owner.query(
        systemScope('test'),
        'SELECT (SELECT count(*) FROM journal) j, (SELECT count(*) FROM case_act) a, (SELECT count(*) FROM case_duty) d, (SELECT count(*) FROM case_clock) c, (SELECT count(*) FROM case_document) o',
      );
    const before = await counts();
    const doing = s.db.tx(scopeOf(officer), (tx) =>
      broken.act(tx, {
        holderId: s.holderId,
        caseId: c.head.id,
        act: 'announce',
        by: officer,
        data: announcement('2028-02-01'),
      }),
    );
    await assert.rejects(doing, /store is full/);
    assert.deepEqual(await counts(), before);
    assert.throws(() => createEngine({ ...engine.deps, handlers: {} }), /nobody handles the effect/);
  });

  test('a clock whose handler fails rests and fires later; nothing of the failed round is left', async () => {
    const c = await open();
    await done(act(c, 'approve', approval, head));
    await done(act(c, 'announce', announcement('2027-10-01')));
    s.clock.travelTo(startOfDay('2027-10-05'));
    const broken = s.engine();
    const faults: string[] = [];
    const failing = { ...broken, settle: async () => Promise.reject(new Error('mail is down')) };
    assert.ok((await tick(failing as typeof broken, 'broken', (error) => faults.push(error.message))) > 0);
    assert.ok(
      faults.every((message) => message.endsWith(': mail is down')),
      faults.join('\n'),
    );
    assert.equal(await tick(engine, 'other'), 0);
    assert.equal((await s.effects(c.head.id, 'cases.tell')).length, 0);
    await s.owner.query(systemScope('test'), 'UPDATE case_clock SET lease_until = NULL WHERE case_id = $1', [
      c.head.id,
    ]);
    await tick(engine, 'other');
    assert.equal(
      (await s.effects(c.head.id, 'cases.tell')).filter(({ act: name }) => name === 'publication.late').length,
      1,
    );
  });

  test('workers of two servers, left to themselves, see law time pass', async () => {
    const c = await open();
    await done(act(c, 'approve', approval, head));
    await done(act(c, 'announce', announcement('2027-12-01')));
    const workers = [
      startClockWorker({ engine, intervalMs: 10 }),
      startClockWorker({ engine: s.engine(), intervalMs: 10 }),
    ];
    s.clock.travelTo(startOfDay('2027-12-05'));
    const lates = async () =>
      (await s.effects(c.head.id, 'cases.tell')).filter(({ act: name }) => name === 'publication.late').length;
    try {
      for (let tries = 0; (await lates()) === 0 && tries < 1500; tries++)
        await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
    }
    assert.equal(await lates(), 1);
  });
});
