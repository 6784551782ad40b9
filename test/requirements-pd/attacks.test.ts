import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemScope } from '../../src/platform/db/index.ts';
import { acceptAgreement, ask, consentByPassword, prepare } from '../support/consenting.ts';
import { type Answer, password, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import {
  accepted,
  byPowers,
  ground,
  newPerson,
  type Office,
  office,
  type Person,
  purpose,
  refused,
  subjectAt,
  text3,
} from './stand.ts';

// What somebody would try who wants another's consent, two for one, or one that was never given.

let t: TestPlatform;
let o: Office;
let victim: Person;
let attacker: Person;
const nobody = '00000000-0000-7000-8000-000000000000';

before(async () => {
  t = await startPlatform();
  o = await office(t, 'ministry', { purposes: ['post', 'sms', 'app', 'gone'] });
  for (const code of ['post', 'sms', 'app', 'gone']) await o.open(purpose(code));
  [victim, attacker] = [await newPerson(t, 1), await newPerson(t, 2)];
  for (const one of [victim, attacker]) await acceptAgreement(o.t, one.visitor);
});
after(() => t.stop());

type Ready = { draftId: string; manifestHash: string; protocolId: string };
async function ready(visitor: Visitor, code: string): Promise<Ready> {
  const { draft, protocolId } = await prepare(o.t, visitor, code);
  const made = accepted(draft);
  return { draftId: made['draftId']!, manifestHash: made['manifestHash']!, protocolId };
}
const begin = async (visitor: Visitor, { protocolId, manifestHash }: Ready): Promise<Answer> =>
  visitor.post('/v1/me/signings', { json: { protocolId, manifestHash, holderId: o.holderId } });
const sign = (visitor: Visitor, draftId: string, signingId: string): Promise<Answer> =>
  visitor.post('/v1/me/consents', { json: { draftId, signingId, password } });
const mine = async (one: Person): Promise<{ id: string; state: string }[]> =>
  accepted<{ items: { id: string; state: string }[] }>(await one.visitor.get('/v1/me/consents')).items;
const may = (one: Person, code: string) =>
  ask(o.t, o.officer, { code, subjectId: subjectAt(o, one.personId), categories: ['full_name'] });
const rows = (personId: string, code: string) =>
  t.database.owner.query<{ id: string; state: string; current: boolean }>(
    systemScope('what stands'),
    'SELECT id, state, current FROM consent WHERE subject_id = $1 AND purpose_id = $2 ORDER BY id',
    [subjectAt(o, personId), o.purposes[code]],
  );

test('another person’s draft, protocol and signing are of no use', async () => {
  const theirs = await ready(victim.visitor, 'post');
  const own = await ready(attacker.visitor, 'post');
  refused(await begin(attacker.visitor, theirs), 'NOT_YOURS');
  refused(await begin(attacker.visitor, { ...own, protocolId: theirs.protocolId }), 'NOT_YOURS');
  // The victim's document signed in the attacker's own ceremony is not the victim's consent, nor the attacker's.
  const signing = accepted(await begin(attacker.visitor, { ...own, manifestHash: theirs.manifestHash }));
  const taken = await sign(attacker.visitor, theirs.draftId, signing['signingId']!);
  assert.ok(['SIGNATURE_INVALID', 'DRAFT_GONE'].includes(taken.json<{ code: string }>().code), taken.body);
  const victims = accepted(await begin(victim.visitor, theirs));
  refused(await sign(attacker.visitor, theirs.draftId, victims['signingId']!), 'SIGNING_OVER');
  assert.deepEqual([await mine(victim), await mine(attacker)], [[], []]);
  accepted(await sign(victim.visitor, theirs.draftId, victims['signingId']!));
});

test('another person’s consent is neither seen, withdrawn, disputed nor exported', async () => {
  const given = (await mine(victim)).find((one) => one.state === 'active')!;
  for (const id of [given.id, nobody]) {
    for (const path of ['', '/evidence.asice', '/document.pdf'])
      assert.equal((await attacker.visitor.get(`/v1/me/consents/${id}${path}`)).status, 404, path);
    refused(await attacker.visitor.post(`/v1/me/consents/${id}/withdrawal`, { json: {} }), 'CONSENT_UNKNOWN');
    refused(await attacker.visitor.post(`/v1/me/consents/${id}/dispute`), 'CONSENT_UNKNOWN');
  }
  const other = await office(t, 'rival', { purposes: ['post'] });
  await other.open(purpose('post'));
  const base = `/v1/holders/${other.holderId}/subjects/${subjectAt(o, victim.personId)}/consents/${given.id}`;
  refused(
    await other.officer.post(`${base}/withdrawal`, { json: { application: 'x', channel: 'letter' } }),
    'CONSENT_UNKNOWN',
  );
  refused(await other.officer.post(`${base}/dispute`, { json: {} }), 'CONSENT_UNKNOWN');
  refused(
    await other.officer.post(`${base}/invalid-clauses`, {
      json: { clauses: ['data:email'], document: 'SANDBOX', by: 'holder' },
    }),
    'CONSENT_UNKNOWN',
  );
  assert.equal(
    (
      await other.officer.post(`/v1/holders/${o.holderId}/may`, {
        json: {
          purposeId: o.purposes['post'],
          subjectId: subjectAt(o, victim.personId),
          categories: [],
          action: 'store',
        },
      })
    ).status,
    403,
  );
  assert.equal((await may(victim, 'post')).allowed, true);
});

test('one holder neither bars nor frees a withdrawal at another', async () => {
  const given = (await mine(victim)).find((one) => one.state === 'active')!;
  const subjectId = subjectAt(o, victim.personId);
  const rival = await office(t, 'rival-2', { purposes: ['post'] });
  const civil = { subjectId, kind: 'civil', contract: 'SANDBOX-1', amountTyiyn: 100, act: null, dueOn: '2027-01-01' };
  refused(
    await rival.officer.post(`/v1/holders/${rival.holderId}/obligations`, {
      json: { ...civil, purposeId: o.purposes['post'] },
    }),
    'PURPOSE_UNKNOWN',
  );
  refused(
    await rival.officer.post(`/v1/holders/${rival.holderId}/grounds`, {
      json: { purposeId: o.purposes['post'], subjectId, code: 'PD-5.1-4', evidence: { norm: 'x' }, endsAt: null },
    }),
    'PURPOSE_UNKNOWN',
  );
  const own = accepted(
    await o.officer.post(`/v1/holders/${o.holderId}/obligations`, {
      json: { ...civil, purposeId: o.purposes['post'] },
    }),
  );
  t.clock.advance(1000);
  const withdrawal = accepted<{ outcome: string }>(
    await victim.visitor.post(`/v1/me/consents/${given.id}/withdrawal`, { json: {} }),
  );
  assert.equal(withdrawal.outcome, 'pending');
  refused(
    await rival.officer.post(`/v1/holders/${rival.holderId}/obligations/${own['obligationId']}/fulfilled`),
    'OBLIGATION_NOT_LISTED',
  );
  assert.equal((await may(victim, 'post')).allowed, true);
  // A dispute that proves unfounded does not undo the withdrawal that was waiting; nor does declining slip past the bar.
  refused(await victim.visitor.post(`/v1/me/purposes/${o.purposes['post']}/refusal`), 'CONSENT_IN_FORCE', 'PD-9.4a');
  accepted(await victim.visitor.post(`/v1/me/consents/${given.id}/dispute`));
  accepted(
    await o.officer.post(`/v1/holders/${o.holderId}/subjects/${subjectId}/consents/${given.id}/dispute`, {
      json: { finding: 'genuine' },
    }),
  );
  assert.equal((await mine(victim)).find((one) => one.id === given.id)?.state, 'pending');
  accepted(await o.officer.post(`/v1/holders/${o.holderId}/obligations/${own['obligationId']}/fulfilled`));
  assert.equal((await may(victim, 'post')).reason, 'CONSENT_WITHDRAWN');
});

test('a signing is used once, a draft is signed once: replays and two tabs give one consent', async () => {
  const one = await ready(victim.visitor, 'sms');
  const first = accepted(await begin(victim.visitor, one));
  accepted(await sign(victim.visitor, one.draftId, first['signingId']!));
  refused(await sign(victim.visitor, one.draftId, first['signingId']!), 'SIGNING_OVER');
  const next = await ready(victim.visitor, 'sms');
  const spent = await sign(victim.visitor, next.draftId, first['signingId']!);
  refused(spent, 'SIGNING_OVER');
  // Two tabs, two documents, signed at the same moment: both are decisions, the later one stands.
  const tabs = await Promise.all([ready(victim.visitor, 'sms'), ready(victim.visitor, 'sms')]);
  const signings = [accepted(await begin(victim.visitor, tabs[0])), accepted(await begin(victim.visitor, tabs[1]))];
  const answers = await Promise.all(
    tabs.map((tab, index) => sign(victim.visitor, tab.draftId, signings[index]!['signingId']!)),
  );
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [201, 201],
    answers.map((answer) => answer.body).join('\n'),
  );
  const standing = await rows(victim.personId, 'sms');
  assert.deepEqual(
    [standing.filter((row) => row.current).length, standing.filter((row) => row.state === 'active').length],
    [1, 1],
  );
});

test('one draft signed in two ceremonies at once becomes one consent', async () => {
  const one = await ready(attacker.visitor, 'app');
  const signings = [accepted(await begin(attacker.visitor, one)), await begin(attacker.visitor, one)];
  const second = signings[1] as Answer;
  const ids = [
    (signings[0] as Record<string, string>)['signingId']!,
    ...(second.status === 201 ? [second.json<{ signingId: string }>().signingId] : []),
  ];
  const answers = await Promise.all(ids.flatMap((id) => [id, id]).map((id) => sign(attacker.visitor, one.draftId, id)));
  assert.equal(
    answers.filter((answer) => answer.status === 201).length,
    1,
    answers.map((answer) => answer.body).join('\n'),
  );
  assert.ok(
    answers.every((answer) => answer.status < 500),
    answers.map((answer) => answer.body).join('\n'),
  );
  assert.equal((await rows(attacker.personId, 'app')).length, 1);
});

test('what was read is what is signed: a version published between, or a purpose ended, stops the signing', async () => {
  const read = await ready(victim.visitor, 'app');
  const signing = accepted(await begin(victim.visitor, read));
  await o.open(purpose('app', { text: text3('Жаңы максат') }));
  refused(await sign(victim.visitor, read.draftId, signing['signingId']!), 'DRAFT_GONE', 'CP-5e');
  const last = await ready(victim.visitor, 'gone');
  const late = accepted(await begin(victim.visitor, last));
  accepted(
    await o.officer.post(`/v1/holders/${o.holderId}/purposes/${o.purposes['gone']}/end`, {
      json: { reason: 'PURPOSE_ACHIEVED' },
    }),
  );
  refused(await sign(victim.visitor, last.draftId, late['signingId']!), 'DRAFT_GONE');
  assert.deepEqual([await rows(victim.personId, 'app'), await rows(victim.personId, 'gone')], [[], []]);
});

test('withdrawing twice, giving and withdrawing at once, declining and giving at once: never a fault, one word stands', async () => {
  const given = await consentByPassword(o.t, victim.visitor, 'post');
  const withdraw = (): Promise<Answer> =>
    victim.visitor.post(`/v1/me/consents/${given.consentId}/withdrawal`, { json: {} });
  const twice = await Promise.all([withdraw(), withdraw(), withdraw()]);
  assert.deepEqual(
    twice.map((answer) => answer.status).toSorted((a, b) => a - b),
    [200, 409, 409],
  );
  refused(await withdraw(), 'NOT_WITHDRAWABLE');

  for (let round = 0; round < 4; round++) {
    const before = await consentByPassword(o.t, victim.visitor, 'post');
    const one = await ready(victim.visitor, 'post');
    const signing = accepted(await begin(victim.visitor, one));
    const [again, withdrawn] = await Promise.all([
      sign(victim.visitor, one.draftId, signing['signingId']!),
      victim.visitor.post(`/v1/me/consents/${before.consentId}/withdrawal`, { json: {} }),
    ]);
    assert.equal(again.status, 201, again.body);
    assert.ok([200, 409].includes(withdrawn.status), withdrawn.body);
    const standing = await rows(victim.personId, 'post');
    assert.deepEqual(
      standing.filter((row) => row.current).map((row) => row.state),
      ['active'],
    );
    accepted(
      await victim.visitor.post(`/v1/me/consents/${again.json<{ consentId: string }>().consentId}/withdrawal`, {
        json: {},
      }),
    );

    const other = await ready(victim.visitor, 'post');
    const late = accepted(await begin(victim.visitor, other));
    const both = await Promise.all([
      sign(victim.visitor, other.draftId, late['signingId']!),
      victim.visitor.post(`/v1/me/purposes/${o.purposes['post']}/refusal`),
    ]);
    assert.ok(
      both.every((answer) => answer.status < 500),
      both.map((answer) => answer.body).join('\n'),
    );
    const current = (await rows(victim.personId, 'post')).filter((row) => row.current);
    assert.equal(current.length, 1);
    assert.equal((await may(victim, 'post')).allowed, current[0]!.state === 'active');
    if (current[0]!.state === 'active')
      accepted(await victim.visitor.post(`/v1/me/consents/${current[0]!.id}/withdrawal`, { json: {} }));
  }
});

test('a ground recorded and a withdrawal at once: the answer is one of the two, never a fault', async () => {
  const given = await consentByPassword(o.t, attacker.visitor, 'post');
  const answers = await Promise.all([
    ground(o, 'PD-5.1-4', 'post', subjectAt(o, attacker.personId), { norm: byPowers.norm.ky }),
    attacker.visitor.post(`/v1/me/consents/${given.consentId}/withdrawal`, { json: {} }),
  ]);
  assert.ok(
    answers.every((answer) => answer.status < 500),
    answers.map((answer) => answer.body).join('\n'),
  );
});
