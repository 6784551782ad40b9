import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { expireConsents } from '../../src/consent/index.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { ask, consentByPassword } from '../support/consenting.ts';
import { startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import {
  accepted,
  byPowers,
  category,
  collect,
  ground,
  newPerson,
  type Office,
  office,
  type Person,
  purpose,
  records,
  refused,
  reviews,
  subjectAt,
  text3,
} from './stand.ts';

let t: TestPlatform;
let o: Office;
let person: Person;
let subjectId: string;

before(async () => {
  t = await startPlatform();
  o = await office(t, 'ministry', { purposes: ['post', 'sms', 'kept', 'short', 'list'] });
  await o.open(purpose('post'));
  await o.open(purpose('sms'));
  await o.open(purpose('short', { term: { months: 12 } }));
  const storage = { text: text3('3 жыл'), act: text3('Сактоо эрежелери'), months: 36 };
  await o.open(
    purpose('kept', { service: { kind: 'state', code: 'kept', name: text3('Кызмат'), storage }, storageTerm: null }),
  );
  await o.open(
    purpose('list', {
      categories: [category('full_name'), category('photo', null, false)],
      actions: ['collect', 'store', 'use'],
    }),
  );
  person = await newPerson(t, 1);
  subjectId = subjectAt(o, person.personId);
});
after(() => t.stop());

const may = (code: string, more: object = {}, subject = subjectId) =>
  ask(o.t, o.officer, { code, subjectId: subject, categories: ['full_name'], ...more });
const state = async (id: string): Promise<string | undefined> =>
  accepted<{ items: { id: string; state: string }[] }>(await person.visitor.get('/v1/me/consents')).items.find(
    (one) => one.id === id,
  )?.state;
const outbox = (ref: string) =>
  t.database.owner.query<{ kind: string }>(systemScope('what was sent'), 'SELECT kind FROM outbox WHERE ref = $1', [
    ref,
  ]);

test('PD-9.4a: a withdrawn consent carries nothing further, and the subject gets a confirmation', async () => {
  const given = await consentByPassword(o.t, person.visitor, 'post');
  assert.equal((await may('post')).allowed, true);
  const done = accepted<{ outcome: string; at: string }>(
    await person.visitor.post(`/v1/me/consents/${given.consentId}/withdrawal`, { json: {} }),
  );
  assert.deepEqual([done.outcome, done.at], ['withdrawn', t.clock.now().toISOString()]);
  for (const action of ['store', 'collect', 'update', 'erase'])
    assert.equal((await may('post', { action })).reason, 'CONSENT_WITHDRAWN', action);
  refused(await collect(o, 'post', subjectId, 'full_name'), 'CONSENT_WITHDRAWN');
  assert.ok((await outbox(given.consentId)).some((one) => one.kind === 'receipt.consent-withdrawn'));
  assert.equal(await state(given.consentId), 'withdrawn');
});

test('PD-9.4h: withdrawing takes fewer steps than giving and asks for no proof of identity the giving did not', async () => {
  const counted = counting(person.visitor);
  const given = await consentByPassword(o.t, counted.visitor, 'post');
  const giving = counted.calls.splice(0);
  accepted(await counted.visitor.post(`/v1/me/consents/${given.consentId}/withdrawal`, { json: {} }));
  const withdrawing = counted.calls;
  assert.equal(withdrawing.length, 1);
  assert.ok(giving.length >= 4, String(giving.length));
  assert.ok(giving.some((body) => body.includes('password')));
  assert.ok(!withdrawing.some((body) => body.includes('password')));
  const [row] = await t.database.owner.query<{ giving_steps: number }>(
    systemScope('steps'),
    'SELECT giving_steps FROM consent WHERE id = $1',
    [given.consentId],
  );
  assert.ok(withdrawing.length <= row!.giving_steps, String(row!.giving_steps));
});

function counting(visitor: Visitor): { visitor: Visitor; calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    visitor: {
      ...visitor,
      post: (url, more) => (calls.push(JSON.stringify(more?.json ?? {})), visitor.post(url, more)),
    },
  };
}

test('PD-9.4g: what was done before the withdrawal stays lawful, what is done after it is a violation', async () => {
  const given = await consentByPassword(o.t, person.visitor, 'sms');
  t.clock.advance(3_600_000);
  const during = t.clock.now().toISOString();
  accepted(await collect(o, 'sms', subjectId, 'full_name', { value: 'Үлгү' }));
  t.clock.advance(3_600_000);
  accepted(await person.visitor.post(`/v1/me/consents/${given.consentId}/withdrawal`, { json: {} }));
  t.clock.advance(3_600_000);
  const audited = [await may('sms', { at: during, action: 'collect' }), await may('sms', { action: 'collect' })];
  assert.deepEqual(
    audited.map((one) => [one.allowed, one.reason]),
    [
      [true, 'CONSENT'],
      [false, 'CONSENT_WITHDRAWN'],
    ],
  );
  // A later consent, and a later and narrower version of the purpose, change nothing in what was.
  await consentByPassword(o.t, person.visitor, 'sms');
  await o.open(purpose('sms', { categories: [category('email')] }));
  assert.equal((await may('sms', { at: during, action: 'collect' })).reason, 'CONSENT');
  const then = { purposeId: o.purposes['sms'], subjectId, categories: ['full_name'], action: 'collect' };
  const { answers } = accepted<{ answers: { reason: string }[] }>(
    await o.officer.post(`/v1/holders/${o.holderId}/may/batch`, {
      json: { questions: [{ ...then, at: during }, then] },
    }),
  );
  assert.deepEqual(
    answers.map((one) => one.reason),
    ['CONSENT', 'EXCESSIVE_DATA'],
  );
});

test('PD-9.4f: with a mandatory term the data is kept, not used, and destroyed once the term is over', async () => {
  const given = await consentByPassword(o.t, person.visitor, 'kept', { choices: { transfer: false } });
  assert.equal(given.answer.status, 201, given.answer.body);
  accepted(await collect(o, 'kept', subjectId, 'email', { value: 'kishi@example.kg' }));
  const done = accepted<{ outcome: string; retainedUntil: string }>(
    await person.visitor.post(`/v1/me/consents/${given.consentId}/withdrawal`, { json: {} }),
  );
  assert.equal(done.outcome, 'withdrawn');
  const until = new Date(done.retainedUntil);
  assert.ok(until > new Date('2029-11-22T00:00:00Z') && until < new Date('2029-11-25T00:00:00Z'), done.retainedUntil);
  const kept = async () =>
    (await records(o, subjectId)).filter(
      (one) => one.category === 'email' && one.destroyed_at === null && one.sealed !== null,
    ).length;
  for (const action of ['use', 'update', 'transfer', 'collect'])
    assert.equal((await may('kept', { action, categories: ['email'] })).allowed, false, action);
  await expireConsents(t.platform.consent);
  assert.equal(await kept(), 1);
  t.clock.set(new Date(until.getTime() - 1000));
  await expireConsents(t.platform.consent);
  assert.equal(await kept(), 1);
  t.clock.set(until);
  while ((await expireConsents(t.platform.consent)) > 0);
  assert.equal(await kept(), 0);
  assert.equal((await may('kept', { categories: ['email'] })).allowed, false);
});

test('PD-9.3-4 PD-9.6-3 PD-5.1-1: a term is stated, and after it the consent is expired; withdrawn, it is no ground either', async () => {
  refused(await o.publish(purpose('short', { term: null })), 'NOTICE_INCOMPLETE', 'PD-9.3-4');
  const given = await consentByPassword(o.t, person.visitor, 'short');
  const until = accepted<{ items: { id: string; validUntil: string }[] }>(
    await person.visitor.get('/v1/me/consents'),
  ).items.find((one) => one.id === given.consentId)!.validUntil;
  t.clock.set(new Date(new Date(until).getTime() - 1000));
  assert.equal((await may('short')).allowed, true);
  t.clock.set(new Date(until));
  // The clock decides; the worker only writes it down.
  assert.deepEqual([(await may('short')).allowed, (await may('short')).reason], [false, 'CONSENT_EXPIRED']);
  while ((await expireConsents(t.platform.consent)) > 0);
  assert.equal(await state(given.consentId), 'expired');
  refused(await collect(o, 'short', subjectId, 'full_name'), 'CONSENT_EXPIRED');
  const again = await consentByPassword(o.t, person.visitor, 'short');
  assert.equal((await may('short')).ground, 'PD-5.1-1');
  accepted(await person.visitor.post(`/v1/me/consents/${again.consentId}/withdrawal`, { json: {} }));
  refused(await collect(o, 'short', subjectId, 'full_name'), 'CONSENT_WITHDRAWN');
});

test('PD-9.2b: a clause found invalid by authority, court or holder falls alone', async () => {
  const given = await consentByPassword(o.t, person.visitor, 'list');
  const path = `/holders/${o.holderId}/subjects/${subjectId}/consents/${given.consentId}/invalid-clauses`;
  const authority = await t.signedIn('officer@authority.example.kg');
  refused(
    await o.officer.post(`/v1${path}`, { json: { clauses: ['data:income'], document: 'SANDBOX-1', by: 'holder' } }),
    'CLAUSE_UNKNOWN',
    'PD-9.2b',
  );
  accepted(
    await authority.post(`/v1/authority${path}`, { json: { clauses: ['data:photo'], document: 'SANDBOX-чечим-1' } }),
  );
  assert.deepEqual(
    [(await may('list', { categories: ['photo'] })).reason, (await may('list')).reason],
    ['CLAUSE_INVALID', 'CONSENT'],
  );
  assert.equal((await may('list', { categories: ['full_name', 'photo'] })).allowed, false);
  refused(await collect(o, 'list', subjectId, 'photo'), 'CLAUSE_INVALID', 'PD-9.2b');
  accepted(
    await o.officer.post(`/v1${path}`, { json: { clauses: ['action:use'], document: 'SANDBOX-сот-1', by: 'court' } }),
  );
  assert.deepEqual(
    [(await may('list', { action: 'use' })).reason, (await may('list', { action: 'store' })).reason],
    ['CLAUSE_INVALID', 'CONSENT'],
  );
  assert.equal((await reviews(o)).filter((one) => one.kind === 'clause-invalid').length, 2);
  const stranger = await person.visitor.post(`/v1/authority${path}`, {
    json: { clauses: ['data:full_name'], document: 'SANDBOX' },
  });
  assert.equal(stranger.status, 403);
});

test('PD-9.4b: a ground recorded before the withdrawal bars the withdrawal and is named; without one the withdrawal works', async () => {
  const given = await consentByPassword(o.t, person.visitor, 'post');
  const { groundId } = accepted<{ groundId: string }>(
    await ground(o, 'PD-5.1-4', 'post', subjectId, { norm: byPowers.norm.ky }),
  );
  t.clock.advance(1000);
  const path = `/v1/me/consents/${given.consentId}/withdrawal`;
  refused(await person.visitor.post(path, { json: {} }), 'PROCESSING_LAWFUL_WITHOUT_CONSENT', 'PD-5.1-4');
  accepted(await o.officer.post(`/v1/holders/${o.holderId}/grounds/${groundId}/end`, { json: { reason: 'other' } }));
  t.clock.advance(1000);
  accepted(await person.visitor.post(path, { json: {} }));
  // A ground for a part of the data bars nothing: it goes on for that part, the rest ends.
  const partial = await consentByPassword(o.t, person.visitor, 'post');
  const norm = { norm: byPowers.norm.ky, categories: ['full_name'] };
  accepted(await ground(o, 'PD-5.1-4', 'post', subjectId, norm));
  t.clock.advance(1000);
  accepted(await person.visitor.post(`/v1/me/consents/${partial.consentId}/withdrawal`, { json: {} }));
  assert.equal((await may('post')).ground, 'PD-5.1-4');
  assert.equal((await may('post', { categories: ['email'] })).reason, 'CONSENT_WITHDRAWN');
});
