import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { expireConsents } from '../../src/consent/index.ts';
import { ask } from '../support/consenting.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';
import {
  accepted,
  byContract,
  byPowers,
  category,
  ground,
  newPerson,
  type Office,
  office,
  type Person,
  purpose,
  refused,
  reviews,
  subjectAt,
  text3,
} from './stand.ts';

let t: TestPlatform;
let ministry: Office;
let company: Office;
let person: Person;
let subjectId: string;

before(async () => {
  t = await startPlatform();
  ministry = await office(t, 'ministry', { purposes: ['post', 'deal', 'offer', 'rescue', 'survey'] });
  company = await office(t, 'company', {
    purposes: ['post'],
    holder: { type: 'legal_entity', decreeAccession: { agreed: true, date: '2020-01-01', document: 'SANDBOX-1' } },
  });
  await ministry.open(purpose('post'));
  await ministry.open(purpose('deal', { ground: byContract }));
  await ministry.open(purpose('offer', { ground: { ...byContract, code: 'PD-5.1-2b' } }));
  await ministry.open(purpose('rescue', { ground: { ...byPowers, code: 'PD-5.1-5' } }));
  await company.open(purpose('post'));
  person = await newPerson(t, 1);
  subjectId = subjectAt(ministry, person.personId);
});
after(() => t.stop());

test('PD-5.1: a purpose without a ground, or with one outside the seven, is not activated', async () => {
  const without = await ministry.publish(purpose('survey', { ground: null }));
  assert.ok(without.status >= 400 && without.status < 500, without.body);
  for (const code of ['PD-5.1-8', 'PD-17.1-2', 'consent', 'PD-8.2-2'])
    refused(await ministry.publish(purpose('survey', { ground: { ...byPowers, code } })), 'NO_LEGAL_GROUND', 'PD-5.1');
  const forms = accepted<{ items: { code: string }[] }>(
    await person.visitor.get(`/v1/holders/${ministry.holderId}/forms`),
  );
  assert.ok(!forms.items.some((one) => one.code === 'survey'));
  for (const code of ['PD-5.1-8', 'PD-9.9', 'whatever'])
    refused(await ground(ministry, code, 'post', subjectId, { norm: 'x' }), 'NO_LEGAL_GROUND');
});

test('PD-4.1a: an operation on data whose ground was never recorded is refused', async () => {
  const answer = await ask(ministry.t, ministry.officer, { code: 'deal', subjectId, categories: ['email'] });
  assert.deepEqual([answer.allowed, answer.reason, answer.ground], [false, 'GROUND_NOT_RECORDED', null]);
});

test('PD-5.1-2a: a contract to which the subject is no party is not a ground; one to which the subject is, is', async () => {
  const contract = { contract: 'SANDBOX-77', from: '2026-01-01' };
  const other = refused(
    await ground(ministry, 'PD-5.1-2a', 'deal', subjectId, { ...contract, subjectIsParty: false }),
    'GROUND_EVIDENCE_MISSING',
    'PD-5.1-2a',
  );
  assert.equal(other.field, 'evidence/subjectIsParty');
  assert.equal(
    (await ask(ministry.t, ministry.officer, { code: 'deal', subjectId, categories: ['email'] })).allowed,
    false,
  );
  accepted(await ground(ministry, 'PD-5.1-2a', 'deal', subjectId, { ...contract, subjectIsParty: true }));
  const answer = await ask(ministry.t, ministry.officer, { code: 'deal', subjectId, categories: ['email'] });
  assert.deepEqual([answer.allowed, answer.ground], [true, 'PD-5.1-2a']);
});

test('PD-5.1-2b: a dropped application ends the ground, and a review opens, once', async () => {
  const application = { application: 'SANDBOX-A1', applicationState: 'open' };
  refused(
    await ground(ministry, 'PD-5.1-2b', 'offer', subjectId, { ...application, applicationState: 'dropped' }),
    'GROUND_EVIDENCE_MISSING',
    'PD-5.1-2b',
  );
  const { groundId } = accepted<{ groundId: string }>(
    await ground(ministry, 'PD-5.1-2b', 'offer', subjectId, application),
  );
  const question = { code: 'offer', subjectId, categories: ['email'] };
  assert.equal((await ask(ministry.t, ministry.officer, question)).allowed, true);
  refused(
    await company.officer.post(`/v1/holders/${company.holderId}/grounds/${groundId}/end`, {
      json: { reason: 'dropped' },
    }),
    'GROUND_UNKNOWN',
  );
  t.clock.advance(60_000);
  for (let twice = 0; twice < 2; twice++)
    accepted(
      await ministry.officer.post(`/v1/holders/${ministry.holderId}/grounds/${groundId}/end`, {
        json: { reason: 'dropped' },
      }),
    );
  assert.deepEqual(
    [
      (await ask(ministry.t, ministry.officer, question)).allowed,
      (await ask(ministry.t, ministry.officer, question)).reason,
    ],
    [false, 'GROUND_ENDED'],
  );
  assert.equal(
    (await reviews(ministry)).filter(
      (one) => one.about === groundId && one.kind === 'application-dropped' && one.law.includes('PD-5.1-2b'),
    ).length,
    1,
  );
});

test('PD-5.1-3a: the ground of public powers is not a private holder’s, neither published nor recorded', async () => {
  refused(await company.publish(purpose('post', { ground: byPowers })), 'GROUND_NOT_FOR_HOLDER', 'PD-5.1-3a');
  refused(
    await ground(company, 'PD-5.1-3a', 'post', subjectAt(company, person.personId), { norm: 'Жобонун 5-пункту' }),
    'GROUND_NOT_FOR_HOLDER',
    'PD-5.1-3a',
  );
  accepted(await ground(ministry, 'PD-5.1-3a', 'deal', subjectId, { norm: 'Жобонун 5-пункту' }));
});

const norms: readonly (readonly [string, object, string])[] = [
  ['PD-5.1-3b', { description: 'коомдук милдет' }, 'norm'],
  ['PD-5.1-4', {}, 'norm'],
  ['PD-5.1-7a', {}, 'programme'],
];
for (const [id, evidence, lacking] of norms)
  test(`${id}: without its act the ground is refused, when published and when recorded`, async () => {
    const recorded = refused(await ground(ministry, id, 'deal', subjectId, evidence), 'GROUND_EVIDENCE_MISSING', id);
    assert.equal(recorded.field, `evidence/${lacking}`);
    refused(
      await ministry.publish(purpose('survey', { ground: { ...byPowers, code: id, norm: null } })),
      'GROUND_EVIDENCE_MISSING',
      id,
    );
    accepted(
      await ministry.publish(
        purpose('survey', { ground: { ...byPowers, code: id, norm: text3('Мыйзамдын 3-беренеси') } }),
      ),
    );
  });

test('PD-5.1-5: each use of the vital-interests ground is recorded with a review to come', async () => {
  const facts = { protectedPerson: 'субъект', description: 'эс-учун жоготкон', at: '2026-11-23T03:00:00Z' };
  refused(
    await ground(ministry, 'PD-5.1-5', 'rescue', subjectId, { ...facts, description: '' }),
    'GROUND_EVIDENCE_MISSING',
    'PD-5.1-5',
  );
  const { groundId } = accepted<{ groundId: string }>(await ground(ministry, 'PD-5.1-5', 'rescue', subjectId, facts));
  const task = (await reviews(ministry)).find((one) => one.about === groundId);
  assert.deepEqual([task?.kind, task?.subjectId, task?.law], ['vital-interests', subjectId, ['PD-5.1-5']]);
  assert.equal(
    (await ask(ministry.t, ministry.officer, { code: 'rescue', subjectId, categories: ['email'] })).ground,
    'PD-5.1-5',
  );
  t.clock.advance(60_000);
  refused(
    await company.officer.post(`/v1/holders/${company.holderId}/reviews/${task!.id}/finding`, {
      json: { finding: 'ended' },
    }),
    'REVIEW_UNKNOWN',
  );
  accepted(
    await ministry.officer.post(`/v1/holders/${ministry.holderId}/reviews/${task!.id}/finding`, {
      json: { finding: 'ended' },
    }),
  );
  refused(
    await ministry.officer.post(`/v1/holders/${ministry.holderId}/reviews/${task!.id}/finding`, {
      json: { finding: 'stands' },
    }),
    'REVIEW_UNKNOWN',
  );
  assert.equal(
    (await ask(ministry.t, ministry.officer, { code: 'rescue', subjectId, categories: ['email'] })).reason,
    'GROUND_ENDED',
  );
});

test('PD-5.1-6a PD-5.1-6b: journalism needs nothing but journalism on the data, and the subject’s consent', async () => {
  const facts = { exclusive: true, consentId: 'x', consentState: 'active', balanceNote: 'жеке турмуш тең салмакталды' };
  refused(
    await ground(ministry, 'PD-5.1-6a', 'post', subjectId, { ...facts, exclusive: false }),
    'GROUND_EVIDENCE_MISSING',
    'PD-5.1-6a',
  );
  assert.equal(
    refused(
      await ground(ministry, 'PD-5.1-6b', 'post', subjectId, { ...facts, consentId: '' }),
      'GROUND_EVIDENCE_MISSING',
      'PD-5.1-6b',
    ).field,
    'evidence/consentId',
  );
});

test('PD-4.2a: a purpose announced after the data was collected does not cover it', async () => {
  const question = { code: 'deal', subjectId, categories: ['email'] };
  assert.equal((await ask(ministry.t, ministry.officer, question)).allowed, true);
  const earlier = await ask(ministry.t, ministry.officer, { ...question, at: '2026-11-20T04:00:00Z' });
  assert.deepEqual([earlier.allowed, earlier.reason], [false, 'FORM_NOT_PUBLISHED']);
  const unknown = await ministry.officer.post(`/v1/holders/${ministry.holderId}/data-records`, {
    json: {
      subjectId,
      purposeId: '00000000-0000-7000-8000-000000000000',
      category: 'email',
      subjectCategory: 'salyk_app_user',
      source: { kind: 'subject' },
      channel: 'form',
      mode: 'automated',
      declaredReliable: true,
    },
  });
  refused(unknown, 'PURPOSE_NOT_DECLARED');
});

test('PD-18.1-4: the epidemic over, the ground does not hold and a review opens by itself, once', async () => {
  const event = {
    event: 'SANDBOX эпидемия',
    from: '2026-11-01',
    childInterest: 'эске алынды',
    guarantees: ['жашыруундуулук'],
  };
  await ministry.open(
    purpose('rescue', {
      categories: [category('full_name'), category('email')],
      ground: { ...byPowers, code: 'PD-5.1-5' },
    }),
  );
  const { groundId } = accepted<{ groundId: string }>(
    await ground(ministry, 'PD-18.1-4', 'rescue', subjectId, event, '2026-12-01T00:00:00Z'),
  );
  const question = { code: 'rescue', subjectId, categories: ['full_name'] };
  assert.equal((await ask(ministry.t, ministry.officer, question)).ground, 'PD-18.1-4');
  t.clock.set(new Date('2026-12-01T00:00:00Z'));
  await Promise.all([expireConsents(t.platform.consent), expireConsents(t.platform.consent)]);
  const used = await ask(ministry.t, ministry.officer, question);
  assert.deepEqual([used.allowed, used.reason], [false, 'GROUND_ENDED']);
  assert.equal(
    (await reviews(ministry)).filter((one) => one.about === groundId && one.kind === 'event-over').length,
    1,
  );
});
