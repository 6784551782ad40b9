import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { insertPurpose } from '../../src/consent/purposes/store.ts';
import { decreeRules, holderById, insertHolder } from '../../src/holders/index.ts';
import { holderScope, systemScope } from '../../src/platform/db/index.ts';
import { uuidv7 } from '../../src/platform/ids.ts';
import { startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import {
  accepted,
  administrator,
  bodyOf,
  citizen,
  journalled,
  officer,
  otherHolder,
  publish,
  publishVariant,
  refused,
  staffOf,
  text3,
} from './support.ts';

// Decree 759: who is bound, and what a holder must publish before it asks for consent.

let t: TestPlatform;
let dpo: Visitor;
const holders = () => `/v1/holders/${t.sandbox.holderId}`;

before(async () => {
  t = await startPlatform();
  dpo = await t.signedIn(officer);
});
after(() => t.stop());

test('CP-D-2a: no rule of the decree can be switched off for a state body of the executive branch', async () => {
  const admin = await t.signedIn(administrator);
  const shown = accepted<{ items: { id: string; applied: boolean }[] }>(
    await admin.get(`${holders()}/decree-rules`),
  ).items;
  assert.ok(shown.length > 80 && shown.every((rule) => rule.applied));
  // Two administrators take turns: one alone would meet the limit of requests.
  const second = await staffOf(t, t.sandbox.holderId, 'second-admin', ['administrator']);
  for (const [index, { id }] of decreeRules.entries())
    refused(
      await [admin, second][index % 2]!.post(`${holders()}/decree-rules/${id}`, { json: { applied: false } }),
      'CP_RULES_MANDATORY',
      'CP-D-2a',
    );
  assert.equal((await journalled(t, 'holder.rule-kept')).length, decreeRules.length);
  refused(await admin.post(`${holders()}/decree-rules/PD-9.1a`, { json: { applied: false } }), 'RULE_UNKNOWN');
});

test('CP-D-2b: the card of a state body outside the executive branch says that its agreement is not recorded', async () => {
  const { holderId } = await otherHolder(t, 'court', { type: 'non_executive_state_body', decreeAccession: null });
  const card = accepted<{ type: string; decree: Record<string, string> }>(
    await t.visitor().get(`/v1/holders/${holderId}`),
  );
  assert.equal(card.type, 'non_executive_state_body');
  assert.equal(card.decree['en'], 'decree applies by agreement: not recorded');
});

test('CP-D-2c: a legal entity states its agreement, yes or no, before its first consent form', async () => {
  const silent = await otherHolder(t, 'silent-llc', { type: 'legal_entity', decreeAccession: null });
  const body = await bodyOf(t, 'inform_by_email');
  refused(await publish(silent.staff, silent.holderId, body), 'DECREE_ACCESSION_MISSING', 'CP-D-2c');
  for (const agreed of [true, false]) {
    const spoken = await otherHolder(t, `spoken-${agreed}`, {
      type: 'legal_entity',
      decreeAccession: { agreed, date: '2026-01-05', document: agreed ? '12' : null },
    });
    accepted(await publish(spoken.staff, spoken.holderId, body));
  }
});

test('CP-8c-2: a holder without an address publishes no form', async () => {
  const { holderId, staff } = await otherHolder(t, 'no-address', { address: null });
  refused(await publish(staff, holderId, await bodyOf(t, 'inform_by_email')), 'HOLDER_ADDRESS_MISSING', 'CP-8c-2');
});

test('SP-1a: a holder without a published policy publishes no form', async () => {
  const id = uuidv7();
  const salyk = await holderById(t.platform.db, t.sandbox.holderId);
  await t.platform.db.tx(systemScope('test'), (tx) =>
    insertHolder(tx, { ...salyk!, id, code: 'no-policy' }, t.clock.now()),
  );
  refused(
    await publish(await staffOf(t, id, 'no-policy', ['data-officer']), id, await bodyOf(t, 'inform_by_email')),
    'POLICY_MISSING',
    'SP-1a',
  );
});

test('CP-4a: a published form is listed for anybody with its version and can be taken; on an unpublished one no consent is asked', async () => {
  const anonymous = t.visitor();
  const { items } = accepted<{ items: { purposeId: string; code: string; number: number; publishedAt: string }[] }>(
    await anonymous.get(`${holders()}/forms`),
  );
  const form = items.find((one) => one.code === 'access_to_services')!;
  assert.equal(form.number, 1);
  const page = await anonymous.get(`/holders/${t.sandbox.holderId}/forms?lang=en`);
  assert.equal(page.status, 200, page.body.slice(0, 300));
  assert.ok(page.body.includes('Version 1') && page.body.includes(form.publishedAt), 'version and date of publication');
  const link = new RegExp(`href="(/holders/[^"]*${form.purposeId}/blank.pdf[^"]*)"`).exec(page.body)?.[1];
  const blank = await anonymous.get(link!.replaceAll('&amp;', '&'));
  assert.equal(blank.raw.subarray(0, 5).toString(), '%PDF-');

  const draft = uuidv7();
  await t.platform.db.tx(holderScope(t.sandbox.holderId), (tx) =>
    insertPurpose(tx, { id: draft, holderId: t.sandbox.holderId, code: 'not_published', definedAt: t.clock.now() }),
  );
  const person = await t.signedIn(citizen);
  refused(
    await person.post('/v1/me/journeys', { json: { purposeId: draft, lang: 'ky' } }),
    'FORM_NOT_PUBLISHED',
    'CP-4a',
  );
  assert.ok(!(await anonymous.get(`${holders()}/forms`)).body.includes(draft));
});

test('CP-4b: a service without a published consent form does not open', async () => {
  const describe = async (code: string, purposeId: string | null) =>
    accepted<{ serviceId: string }>(
      await dpo.post(`${holders()}/services`, {
        json: { code, kind: 'state', name: text3('Электрондук кабинет'), needsPersonalData: true, purposeId },
      }),
    ).serviceId;
  const open = async (code: string, purposeId: string | null) =>
    dpo.post(`${holders()}/services/${await describe(code, purposeId)}/opening`);
  refused(await open('unlinked', null), 'SERVICE_HAS_NO_CONSENT_FORM', 'CP-4b');
  const draft = uuidv7();
  await t.platform.db.tx(holderScope(t.sandbox.holderId), (tx) =>
    insertPurpose(tx, { id: draft, holderId: t.sandbox.holderId, code: 'form_in_draft', definedAt: t.clock.now() }),
  );
  refused(await open('form_in_draft', draft), 'SERVICE_HAS_NO_CONSENT_FORM', 'CP-4b');
  // A form of a consent outside services is not the standard form.
  refused(
    await open('no_standard_form', t.sandbox.purposes['inform_by_email']!),
    'SERVICE_HAS_NO_CONSENT_FORM',
    'CP-9',
  );
  accepted(await open('cabinet', t.sandbox.purposes['access_to_services']!));
  const { items } = accepted<{ items: { code: string; openedAt: string | null }[] }>(
    await t.visitor().get(`${holders()}/services`),
  );
  assert.deepEqual(
    items.filter((one) => one.openedAt !== null).map((one) => one.code),
    ['cabinet'],
  );
});

test('CP-4c: a form has a medium, and only the media it has', async () => {
  refused(await publishVariant(t, dpo, 'inform_by_email', { media: [] }), 'FORM_MEDIUM_MISSING', 'CP-4c');
  // paper_blank: a PDF with empty lines. Its emptiness is read in render.test.ts; here: that this version gives it.
  const blank = await t
    .visitor()
    .get(`/holders/${t.sandbox.holderId}/forms/${t.sandbox.purposes['access_to_services']}/blank.pdf?lang=ky`);
  assert.equal(blank.raw.subarray(0, 5).toString(), '%PDF-', blank.body.slice(0, 200));
  // electronic_document: a form that can be filled in and signed.
  const person = await t.signedIn(citizen);
  const journey = await person.post('/v1/me/journeys', {
    json: { purposeId: t.sandbox.purposes['access_to_services'], lang: 'ky' },
  });
  const { choices } = accepted<{ choices: Record<string, unknown> }>(journey);
  assert.deepEqual(Object.keys(choices), [
    'categories',
    'processing',
    'transfer',
    'crossBorder',
    'place',
    'acknowledged',
  ]);
  // On paper only: no electronic document is made.
  accepted(await publishVariant(t, dpo, 'access_to_services', { media: ['paper_blank'] }));
  const again = accepted<{ protocolId: string }>(
    await person.post('/v1/me/journeys', { json: { purposeId: t.sandbox.purposes['access_to_services'], lang: 'ky' } }),
  );
  const all = (await bodyOf(t, 'access_to_services')).categories.map((one) => one.code);
  refused(
    await person.post('/v1/me/drafts', {
      json: {
        purposeId: t.sandbox.purposes['access_to_services'],
        protocolId: again.protocolId,
        beside: null,
        choices: {
          categories: all,
          processing: true,
          transfer: false,
          crossBorder: false,
          place: 'Бишкек',
          acknowledged: true,
        },
      },
    }),
    'FORM_NOT_IN_THIS_MEDIUM',
    'CP-4c',
  );
  accepted(await publishVariant(t, dpo, 'access_to_services', { media: ['electronic_document'] }));
  assert.equal(
    (
      await t
        .visitor()
        .get(`/holders/${t.sandbox.holderId}/forms/${t.sandbox.purposes['access_to_services']}/blank.pdf`)
    ).status,
    404,
  );
});

const silences = [
  ['CP-5b', { ground: null }, 'ground'],
  ['CP-5b', { text: text3(' ') }, 'purposes'],
  ['CP-5c', { recipients: null }, 'third_party_transfer'],
  ['CP-5d', { otherUse: null }, 'other_use'],
] as const;
for (const id of ['CP-5b', 'CP-5c', 'CP-5d'])
  test(`${id}: a notice that leaves out ${silences
    .filter((one) => one[0] === id)
    .map((one) => one[2])
    .join(' or ')} is not published`, async () => {
    for (const [, change, part] of silences.filter((one) => one[0] === id)) {
      const problem = refused(
        await publishVariant(t, dpo, 'inform_by_email', change),
        'NOTICE_INCOMPLETE',
        part === 'purposes' ? 'PD-9.3-2' : id,
      );
      assert.deepEqual(problem.details?.missing, [part]);
    }
    const explicit = await publishVariant(t, dpo, 'inform_by_email', {
      recipients: [],
      otherUse: { possible: false, text: null },
    });
    assert.equal(explicit.status, 201, explicit.body);
  });

test('SP-4b-1: an activity without a ground does not start', async () => {
  refused(await publishVariant(t, dpo, 'civil_contracts', { ground: null }), 'NOTICE_INCOMPLETE', 'PD-5.1');
  const operation = {
    purpose: 'civil_contracts',
    subjectId: uuidv7(),
    categories: ['email'],
    action: 'store',
    activity: 'contract',
    mode: 'automated',
  };
  refused(await dpo.post(`${holders()}/operations`, { json: operation }), 'GROUND_NOT_RECORDED', 'PD-5.1');
  assert.deepEqual(await journalled(t, 'processing.logged'), []);
});

test('SP-11: an activity for a purpose outside the policy is refused', async () => {
  refused(
    await publishVariant(t, dpo, 'inform_by_email', { code: 'marketing', text: text3('Маркетинг') }),
    'PURPOSE_NOT_DECLARED',
    'SP-11',
  );
  refused(
    await dpo.post(`${holders()}/operations`, {
      json: {
        purpose: 'marketing',
        subjectId: uuidv7(),
        categories: ['email'],
        action: 'store',
        activity: 'email',
        mode: 'automated',
      },
    }),
    'PURPOSE_NOT_DECLARED',
    'SP-11',
  );
});
