import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { recordPower } from '../../src/consent/index.ts';
import type { ConsentDocument } from '../../src/consent/document/index.ts';
import { holderById, updateHolder } from '../../src/holders/index.ts';
import { toChoices } from '../../src/offices/citizen/test-walk.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { acceptAgreement, ask, consentByPassword, prepare, subjectOf } from '../support/consenting.ts';
import { password, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import {
  accepted,
  bodyOf,
  citizen,
  clerk,
  collect,
  count,
  officer,
  onPaper,
  pin,
  publish,
  refused,
  secondCitizen,
} from './support.ts';

// Decree 759, paragraphs 5-8: acquainted first, freely, in writing, with everything the document must contain.

let t: TestPlatform;
let person: Visitor;
let staff: Visitor;
let dpo: Visitor;
let subjectId: string;
const salyk = () => t.sandbox.holderId;

before(async () => {
  t = await startPlatform();
  [person, staff, dpo] = await Promise.all([t.signedIn(citizen), t.signedIn(clerk), t.signedIn(officer)]);
  subjectId = await subjectOf(t, dpo, pin);
});
after(() => t.stop());

const choices = {
  categories: ['full_name', 'email'],
  processing: true,
  transfer: false,
  crossBorder: false,
  place: 'Бишкек',
  acknowledged: true,
};
const draftFor = (protocolId: string, more: object = {}) =>
  person.post('/v1/me/drafts', {
    json: {
      purposeId: t.sandbox.purposes['inform_by_email'],
      protocolId,
      beside: null,
      choices: { ...choices, ...more },
    },
  });
const journey = async (code: string) =>
  accepted<{ protocolId: string; choices: typeof choices }>(
    await person.post('/v1/me/journeys', { json: { purposeId: t.sandbox.purposes[code], lang: 'ky' } }),
  );

test('CP-5a: without a recorded acquaintance with the list of data nothing is taken and nothing is stored', async () => {
  // A journey in which another purpose's list was shown proves nothing about this one.
  const { protocolId } = await journey('access_to_services');
  refused(await draftFor(protocolId), 'NO_PRIOR_NOTICE', 'CP-5e');
  refused(await draftFor('00000000-0000-7000-8000-000000000000'), 'NO_PRIOR_NOTICE', 'CP-5e');
  const taken = await collect(t, dpo, { subjectId, purpose: 'inform_by_email', category: 'email' });
  refused(taken, 'CONSENT_REQUIRED');
  assert.deepEqual(
    [await count(t, 'consent_draft'), await count(t, 'consent'), await count(t, 'data_record')],
    [0, 0, 0],
  );
});

test('CP-5e: an acquaintance later than the data is refused, on paper and where the text has changed since', async () => {
  refused(
    await onPaper(t, staff, 'inform_by_email', { signedOn: '2026-11-20', acquaintedOn: '2026-11-21' }),
    'NO_PRIOR_NOTICE',
    'CP-5e',
  );
  assert.equal(await count(t, 'consent'), 0);
  // Read before, published anew, sent after: what the person was acquainted with is not what is recorded.
  const { protocolId } = await journey('inform_by_email');
  const body = await bodyOf(t, 'inform_by_email');
  accepted(
    await publish(dpo, salyk(), {
      ...body,
      extra: [
        ...body.extra,
        { label: { ky: 'Эскертүү', ru: 'Примечание', en: 'Note' }, value: { ky: 'жаңы', ru: 'новое', en: 'new' } },
      ],
    }),
  );
  refused(await draftFor(protocolId), 'NO_PRIOR_NOTICE', 'CP-5e');
  const later = await journey('inform_by_email');
  const { document } = accepted<{ document: ConsentDocument }>(await draftFor(later.protocolId));
  assert.ok(new Date(document.notice.acquaintedAt) <= t.clock.now());
});

test('CP-6a: who declines leaves a refusal, no data and no consent; and nobody consents in their place', async () => {
  const { draft } = await prepare(t, person, 'inform_by_email');
  assert.equal(draft.status, 201, draft.body);
  const { consentId } = accepted<{ consentId: string }>(
    await person.post(`/v1/me/purposes/${t.sandbox.purposes['inform_by_email']}/refusal`),
  );
  const { items } = accepted<{ items: { id: string; state: string; categories: string[] }[] }>(
    await person.get('/v1/me/consents'),
  );
  assert.deepEqual(
    items.map(({ id, state, categories }) => ({ id, state, categories })),
    [{ id: consentId, state: 'declined', categories: [] }],
  );
  const { document } = accepted<{ document: object }>(await person.get(`/v1/me/consents/${consentId}`));
  assert.deepEqual(Object.keys(document).toSorted(), [
    'at',
    'consentId',
    'format',
    'holder',
    'profile',
    'purpose',
    'purposeVersion',
    'salt',
  ]);
  // The document prepared before held name, address and passport: it is gone with the refusal.
  assert.deepEqual([await count(t, 'consent_draft'), await count(t, 'data_record')], [0, 0]);
  refused(
    await person.post('/v1/me/consents', {
      json: {
        draftId: draft.json<{ draftId: string }>().draftId,
        signingId: '00000000-0000-7000-8000-000000000000',
        password,
      },
    }),
    'SIGNING_OVER',
  );
  assert.deepEqual(
    await ask(t, dpo, { code: 'inform_by_email', subjectId, categories: ['email'] }).then(({ allowed, reason }) => [
      allowed,
      reason,
    ]),
    [false, 'CONSENT_DECLINED'],
  );
  for (const one of [staff, dpo])
    refused(
      await one.post('/v1/me/journeys', { json: { purposeId: t.sandbox.purposes['inform_by_email'], lang: 'ky' } }),
      'FORBIDDEN',
    );
});

test('CP-6b: nothing is ticked beforehand, and with nothing ticked nothing is signed', async () => {
  const begun = await journey('access_to_services');
  assert.deepEqual(begun.choices, {
    categories: [],
    processing: false,
    transfer: false,
    crossBorder: false,
    place: '',
    acknowledged: false,
  });
  const none = await person.post('/v1/me/drafts', {
    json: {
      purposeId: t.sandbox.purposes['access_to_services'],
      protocolId: begun.protocolId,
      beside: null,
      choices: { ...begun.choices, acknowledged: true },
    },
  });
  assert.deepEqual(refused(none, 'CONSENT_INCOMPLETE', 'CP-6b').details?.missing, ['permissions']);
  assert.equal(await count(t, 'consent_draft'), 0);
  // The page of choices: each box there, none of them ticked.
  const { choices: page } = await toChoices(t, person, 'access_to_services');
  for (const name of ['processing', 'transfer', 'acknowledged']) assert.ok(page.body.includes(`name="${name}"`), name);
  assert.ok(
    /type="checkbox"/.test(page.body) && !/<input[^>]*\schecked/.test(page.body),
    'nothing is ticked beforehand',
  );
});

test('CP-6e: a representative without the document of the power signs nothing', async () => {
  const other = await secondCitizen(t);
  const principal = other.personId;
  const without = {
    purposeId: t.sandbox.purposes['inform_by_email'],
    lang: 'ky',
    representationId: '00000000-0000-7000-8000-000000000000',
  };
  refused(await person.post('/v1/me/journeys', { json: without }), 'REPRESENTATIVE_AUTHORITY_MISSING', 'CP-6e');
  refused(
    await onPaper(t, staff, 'inform_by_email', {
      subject: { pin: other.pin },
      representative: { pin, representationId: without.representationId },
    }),
    'REPRESENTATIVE_AUTHORITY_MISSING',
    'CP-6e',
  );

  const me = (
    await t.platform.consent.db.tx(systemScope('test'), (tx) =>
      tx.query<{ person_id: string }>(
        'SELECT person_id FROM binding b JOIN account a ON a.id = b.account_id WHERE a.id = $1',
        [t.sandbox.logins.find((one) => one.login === citizen)!.accountId],
      ),
    )
  )[0]!.person_id;
  const authority = {
    kind: 'power_of_attorney',
    title: { ky: 'Ишеним кат', ru: null, en: null },
    number: '7',
    date: '2026-01-10',
    issuedBy: 'Нотариус',
    provision: null,
    validUntil: '2027-01-10',
  } as never;
  const representationId = await recordPower(
    t.platform.consent,
    { accountId: t.sandbox.logins[0]!.accountId, holderId: salyk() },
    { representative: me, principal, kind: 'power_of_attorney', authority },
  );
  const { protocolId } = accepted<{ protocolId: string }>(
    await person.post('/v1/me/journeys', { json: { ...without, representationId } }),
  );
  const ready = await person.post('/v1/me/drafts', {
    json: { purposeId: without.purposeId, protocolId, beside: null, choices, representationId },
  });
  const { document } = accepted<{ document: ConsentDocument }>(ready);
  assert.equal(document.signerRole, 'representative');
  assert.ok(
    document.representative?.name &&
      document.representative.address &&
      document.representative.identityDocument &&
      document.representative.authority,
    'the whole block',
  );
  assert.notDeepEqual(document.subject.name, document.representative.name);
});

test('CP-7a: a consent said, implied or merely clicked is no consent; a session is one where an agreement makes it a signature', async () => {
  for (const form of ['oral', 'implied', 'click_only'])
    refused(await onPaper(t, staff, 'inform_by_email', { form }), 'CONSENT_FORM_NOT_ALLOWED', 'CP-7a');
  assert.equal(await count(t, 'consent', `state <> 'declined'`), 0);
  const { draft, protocolId } = await prepare(t, person, 'inform_by_email');
  const { draftId, manifestHash } = accepted<{ draftId: string; manifestHash: string }>(draft);
  const { signingId, offered } = accepted<{ signingId: string; offered: string[] }>(
    await person.post('/v1/me/signings', { json: { protocolId, manifestHash, holderId: salyk() } }),
  );
  assert.deepEqual(offered, ['qualified'], 'ES-6.1a: only that needs no agreement');
  refused(await person.post('/v1/me/consents', { json: { draftId, signingId, password } }), 'SIGN_NO_BASIS', 'ES-9.3a');
  await acceptAgreement(t, person);
  assert.equal((await consentByPassword(t, person, 'inform_by_email')).answer.status, 201);
});

test('CP-F-34: without a signature the document stays a draft', async () => {
  const { draft, protocolId } = await prepare(t, person, 'inform_by_email');
  const { draftId, manifestHash, consentId } = accepted<{ draftId: string; manifestHash: string; consentId: string }>(
    draft,
  );
  const { signingId } = accepted<{ signingId: string }>(
    await person.post('/v1/me/signings', { json: { protocolId, manifestHash, holderId: salyk() } }),
  );
  refused(await person.post('/v1/me/consents', { json: { draftId, signingId } }), 'SIGNATURE_INVALID', 'CP-F-34');
  assert.deepEqual(
    [await count(t, 'consent_draft', `id = '${draftId}'`), await count(t, 'consent', `id = '${consentId}'`)],
    [1, 0],
  );
  accepted(await person.post('/v1/me/consents', { json: { draftId, signingId, password } }));
  assert.deepEqual(
    [await count(t, 'consent_draft', `id = '${draftId}'`), await count(t, 'consent', `id = '${consentId}'`)],
    [0, 1],
  );
});

test('CP-10e: a paper consent without its scan or the place of the original is not saved', async () => {
  const before = await count(t, 'consent');
  for (const lacking of [{ scan: null }, { placeOfOriginal: ' ' }])
    refused(await onPaper(t, staff, 'inform_by_email', lacking), 'EVIDENCE_MISSING', 'CP-10e');
  assert.equal(await count(t, 'consent'), before);
});

test('CP-1a: one published definition gives the same content on paper and as an electronic document', async () => {
  const electronic = accepted<{ document: ConsentDocument }>(
    (await prepare(t, person, 'inform_by_email', { categories: choices.categories, choices })).draft,
  ).document;
  const today = '2026-11-23';
  const { consentId } = accepted<{ consentId: string }>(
    await onPaper(t, staff, 'inform_by_email', { signedOn: today, acquaintedOn: today }),
  );
  const paper = accepted<{ document: ConsentDocument }>(await person.get(`/v1/me/consents/${consentId}`)).document;
  assert.deepEqual([electronic.medium, paper.medium], ['electronic_document', 'paper']);
  // What differs is the act itself: its number, its salt, the hour of acquaintance, and the medium.
  const content = (document: ConsentDocument) => ({
    ...document,
    consentId: null,
    medium: null,
    salt: null,
    notice: { ...document.notice, acquaintedAt: null },
  });
  assert.deepEqual(content(paper), content(electronic));
});

test('CP-8f-1: a consent that leaves out a processor whom the holder uses is incomplete', async () => {
  const holder = (await holderById(t.platform.db, salyk()))!;
  const extra = {
    code: 'cloud',
    name: { ky: 'Булут', ru: 'Облако', en: 'Cloud' },
    address: { ky: 'Ош', ru: 'Ош', en: 'Osh' },
    contract: '9',
  };
  const set = (processors: typeof holder.body.processors) =>
    t.platform.db.tx(systemScope('test'), (tx) => updateHolder(tx, holder.id, { ...holder.body, processors }));
  await set([...holder.body.processors, extra]);
  const { draft } = await prepare(t, person, 'inform_by_email');
  await set(holder.body.processors);
  assert.deepEqual(refused(draft, 'CONSENT_INCOMPLETE', 'CP-8f-1').details?.missing, ['CP-8f-1']);
});

test('SP-1b: on the form the State Tax Service is the holder and the processor', async () => {
  const { document } = accepted<{ document: ConsentDocument }>((await prepare(t, person, 'access_to_services')).draft);
  assert.equal(document.template.id, 'standard-form');
  assert.equal(
    document.holder.name.ky,
    'Кыргыз Республикасынын Финансы министрлигине караштуу Мамлекеттик салык кызматы',
  );
  assert.ok(document.processors.stated === 'named');
  assert.deepEqual(document.processors.list[0], {
    id: salyk(),
    name: document.holder.name,
    address: document.holder.address,
  });
});

test('SP-13: the methods of the consent say "mixed", in the words of the policy', async () => {
  const { document } = accepted<{ document: ConsentDocument }>((await prepare(t, person, 'access_to_services')).draft);
  assert.deepEqual([document.methods.kind, document.methods.text.ky], ['mixed', 'Аралаш']);
});

test('CP-F-25: with none of the data that a service needs nothing is prepared, and the line of the form is named', async () => {
  const before = await count(t, 'consent_draft');
  const { draft } = await prepare(t, person, 'access_to_services', { categories: [] });
  refused(draft, 'CONSENT_INCOMPLETE', 'CP-F-25');
  assert.equal(await count(t, 'consent_draft'), before);
});

test('CP-9 CP-S2: for a service the consent is the standard form and has all of paragraph 8; any other paper or text submitted for it is refused', async () => {
  const holder = (await holderById(t.platform.db, salyk()))!;
  const extra = { code: 'cloud', name: holder.body.name, address: holder.body.address, contract: '9' };
  const set = (processors: typeof holder.body.processors) =>
    t.platform.db.tx(systemScope('test'), (tx) => updateHolder(tx, holder.id, { ...holder.body, processors }));
  for (const [code, kind, template] of [
    ['inform_by_email', 'none', 'consent-cp8'],
    ['access_to_services', 'state', 'standard-form'],
  ] as const) {
    const { document } = accepted<{ document: ConsentDocument }>((await prepare(t, person, code)).draft);
    assert.deepEqual([document.serviceKind, document.template.id], [kind, template]);
    assert.equal(document.standardForm === null, kind === 'none');
    // An element of paragraph 8 that is lacking is asked for, with and without the form.
    await set([...holder.body.processors, extra]);
    const { draft } = await prepare(t, person, code);
    await set(holder.body.processors);
    refused(draft, 'CONSENT_INCOMPLETE', 'CP-8f-1');
  }
  // What is signed for the service is the form that was prepared: another text under the same draft is no consent.
  await acceptAgreement(t, person);
  const { draft, protocolId } = await prepare(t, person, 'access_to_services');
  const { draftId } = accepted<{ draftId: string }>(draft);
  const other = accepted<{ manifestHash: string }>((await prepare(t, person, 'inform_by_email')).draft);
  const { signingId } = accepted<{ signingId: string }>(
    await person.post('/v1/me/signings', {
      json: { protocolId, manifestHash: other.manifestHash, holderId: salyk() },
    }),
  );
  refused(await person.post('/v1/me/consents', { json: { draftId, signingId, password } }), 'SIGNATURE_INVALID');
  for (const form of ['free', 'letter'])
    refused(await onPaper(t, staff, 'access_to_services', { form }), 'CONSENT_FORM_NOT_ALLOWED', 'CP-7a');
});
