import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemScope } from '../../src/platform/db/index.ts';
import { acceptAgreement, consentByPassword, prepare } from '../support/consenting.ts';
import { testPerson, testPin } from '../support/people.ts';
import { startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import { until } from '../support/until.ts';
import { accepted, newPerson, type Office, office, type Person, purpose, refused } from '../requirements-pd/stand.ts';

// Two records are found to be one human being: what the account has goes with it, and nothing that proves is lost.

let t: TestPlatform;
let o: Office;
let authority: Visitor;
const all = systemScope('a test looks behind the curtain');
const decision = { document: 'чечим № 3', reason: 'бир адам, эки номер' };

before(async () => {
  t = await startPlatform();
  o = await office(t, 'ministry', { purposes: ['post', 'sms'] });
  for (const code of ['post', 'sms']) await o.open(purpose(code));
  authority = await t.signedIn('officer@authority.example.kg');
});
after(() => t.stop());

const merge = (from: object, into: object, by: Visitor = authority) =>
  by.post('/v1/authority/persons/merge', { json: { from, into, decision } });
const bindings = (one: Person): Promise<{ person_id: string; state: string; evidence: number }[]> =>
  t.database.owner.query(
    all,
    'SELECT person_id, state, octet_length(evidence_sealed) AS evidence FROM binding WHERE account_id = $1 ORDER BY id',
    [one.accountId],
  );
const me = async (one: Person): Promise<{ bound?: string }> => accepted(await one.visitor.get('/v1/auth/me'));

test('the account, its session and its agreement go to the surviving record; the old binding stays as evidence', async () => {
  const old = await newPerson(t, 1);
  await acceptAgreement(o.t, old.visitor);
  const first = await consentByPassword(o.t, old.visitor, 'post');
  // The surviving record has no account: a clerk of another body took it in, with the number that is right.
  const [spare] = [await newPerson(t, 2)];
  await t.database.owner.query(all, `UPDATE binding SET state = 'ended', ended_at = now() WHERE account_id = $1`, [
    spare.accountId,
  ]);
  refused(await merge({ pin: testPin(1) }, { pin: testPin(2) }, o.officer), 'FORBIDDEN');
  assert.deepEqual(accepted<object>(await merge({ pin: testPin(1) }, { pin: testPin(2) })), {
    moved: true,
    ended: false,
  });

  assert.deepEqual(
    (await bindings(old)).map((one) => [one.person_id, one.state]),
    [
      [old.personId, 'ended'],
      [spare.personId, 'active'],
    ],
  );
  assert.ok((await bindings(old)).every((one) => one.evidence > 0));
  // The same session goes on: the consent of before is seen and withdrawn, and a new one needs no new agreement.
  assert.equal((await me(old)).bound, 'active');
  const seen = accepted<{ items: { id: string }[] }>(await old.visitor.get('/v1/me/consents')).items;
  assert.ok(seen.some((one) => one.id === first.consentId));
  const { draft } = await prepare(o.t, old.visitor, 'sms');
  assert.equal(draft.status, 201, draft.body);
  const shown = accepted<{ accepted: unknown }>(await old.visitor.get(`/v1/holders/${o.holderId}/agreement`));
  assert.notEqual(shown.accepted, null);
  const second = await consentByPassword(o.t, old.visitor, 'sms');
  assert.equal(second.answer.status, 201, second.answer.body);
  accepted(await old.visitor.post(`/v1/me/consents/${first.consentId}/withdrawal`, { json: {} }));
  await until('the person is told', async () =>
    (await t.visitor().get('/sandbox/mail')).body.includes('жазууларыңыз бириктирилди'),
  );
});

test('where both records have an account, the surviving one’s stands; the other ends with its sessions and signs nothing', async () => {
  const [from, into] = [await newPerson(t, 5), await newPerson(t, 6)];
  await acceptAgreement(o.t, from.visitor);
  const given = await consentByPassword(o.t, from.visitor, 'post');
  const { type, series, number } = testPerson(5).documents[0]!;
  assert.equal(type, 'id-card-2017');
  assert.deepEqual(accepted<object>(await merge({ document: `${series}${number}` }, { pin: testPin(6) })), {
    moved: false,
    ended: true,
  });
  assert.equal((await from.visitor.get('/v1/me/consents')).status, 401);
  assert.deepEqual(
    (await bindings(from)).map((one) => one.state),
    ['ended'],
  );
  // What was given with it is the surviving account's to see and withdraw; its agreement is its own.
  const seen = accepted<{ items: { id: string }[] }>(await into.visitor.get('/v1/me/consents')).items;
  assert.ok(seen.some((one) => one.id === given.consentId));
  const shown = accepted<{ accepted: unknown }>(await into.visitor.get(`/v1/holders/${o.holderId}/agreement`));
  assert.equal(shown.accepted, null);
  const [kept] = await t.database.owner.query<{ n: number }>(
    all,
    'SELECT count(*)::int AS n FROM agreement_acceptance WHERE account_id = $1',
    [from.accountId],
  );
  assert.equal(kept!.n, 1);
  accepted(await into.visitor.post(`/v1/me/consents/${given.consentId}/withdrawal`, { json: {} }));
  // A record that leads elsewhere is not joined again.
  refused(await merge({ pin: testPin(5) }, { pin: testPin(6) }), 'NOT_YOURS');
});
