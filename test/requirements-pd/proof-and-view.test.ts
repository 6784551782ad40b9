import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { registerPaperConsent } from '../../src/consent/index.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { allChoices, ask, consentByPassword } from '../support/consenting.ts';
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
  refused,
  reviews,
  subjectAt,
  text3,
} from './stand.ts';

let t: TestPlatform;
let o: Office;
let person: Person;
let subjectId: string;
let authority: Visitor;

before(async () => {
  t = await startPlatform();
  o = await office(t, 'ministry', { purposes: ['post', 'share', 'roll', 'open', 'strict'] });
  await o.open(purpose('post'));
  const recipients = [
    { code: 'bank', name: text3('Банк'), country: 'KG' },
    { code: 'cloud', name: text3('Булут'), country: 'DE' },
  ];
  const actions = ['collect', 'store', 'use', 'transfer', 'cross_border_transfer'];
  await o.open(purpose('share', { recipients, crossBorder: [{ country: 'DE', name: text3('Германия') }], actions }));
  await o.open(
    purpose('roll', {
      ground: byPowers,
      actions: ['collect', 'store', 'transfer'],
      recipients: recipients.slice(0, 1),
    }),
  );
  await o.open(purpose('open', { categories: [category('full_name'), category('photo', null, false)] }));
  [person, authority] = await Promise.all([newPerson(t, 1), t.signedIn('officer@authority.example.kg')]);
  subjectId = subjectAt(o, person.personId);
});
after(() => t.stop());

const may = (code: string, more: object = {}) =>
  ask(o.t, o.officer, { code, subjectId, categories: ['full_name'], ...more });
const proof = (consentId: string, as = authority, subject = subjectId) =>
  as.get(`/v1/authority/holders/${o.holderId}/subjects/${subject}/consents/${consentId}/proof`);
type Proof = { proof: string; missing: string[] };

test('PD-9.5a: asked for proof, the platform proves a consent, or says "unproven" and flags the processing', async () => {
  const given = await consentByPassword(o.t, person.visitor, 'post');
  assert.deepEqual(accepted<Proof>(await proof(given.consentId)).missing, []);
  assert.equal(accepted<Proof>(await proof(given.consentId)).proof, 'proven');
  assert.equal((await reviews(o)).length, 0);
  // The evidence gone, by whatever hand.
  await t.database.owner.query(
    systemScope('the evidence is lost'),
    'UPDATE consent_document SET sealed_evidence = NULL WHERE consent_id = $1',
    [given.consentId],
  );
  const lost = accepted<Proof>(await proof(given.consentId));
  assert.deepEqual([lost.proof, lost.missing], ['unproven', ['evidence']]);
  accepted(await proof(given.consentId));
  assert.deepEqual(
    (await reviews(o)).map((one) => [one.kind, one.about, one.law]),
    [['consent-unproven', given.consentId, ['PD-9.5a']]],
  );
  const answer = await may('post');
  assert.deepEqual([answer.allowed, answer.reason], [false, 'CONSENT_UNPROVEN']);
  refused(await collect(o, 'post', subjectId, 'full_name'), 'CONSENT_UNPROVEN', 'PD-9.5a');

  const other = await newPerson(t, 2);
  const paper = await registerPaperConsent(
    t.platform.consent,
    { accountId: '00000000-0000-4000-8000-000000000009', holderId: o.holderId },
    {
      purposeId: o.purposes['open']!,
      subjectPerson: other.personId,
      representative: null,
      choices: { ...allChoices, categories: ['full_name'] },
      beside: null,
      signedOn: '2026-11-20',
      acquaintedOn: '2026-11-20',
      noticeLang: 'ky',
      scan: { bytes: Buffer.from('scan'), mediaType: 'image/png' },
      placeOfOriginal: '1-папка',
    },
  );
  assert.ok('consentId' in paper, JSON.stringify(paper));
  const unchecked = accepted<Proof>(await proof(paper.consentId, authority, paper.subjectId));
  assert.deepEqual([unchecked.proof, unchecked.missing], ['unproven', ['check']]);
  assert.equal(
    (await ask(o.t, o.officer, { code: 'open', subjectId: paper.subjectId, categories: ['full_name'] })).allowed,
    false,
  );
  for (const as of [person.visitor, o.officer]) assert.equal((await proof(given.consentId, as)).status, 403);
});

test('PD-9.6-4 PD-9.6-5: a transfer the consent says no to, at home or abroad, is refused; what it says yes to passes', async () => {
  const bank = { code: 'bank', country: 'KG' };
  const cloud = { code: 'cloud', country: 'DE' };
  await consentByPassword(o.t, person.visitor, 'share', { choices: { transfer: false, crossBorder: false } });
  assert.equal((await may('share')).allowed, true);
  for (const question of [
    { action: 'transfer' },
    { action: 'transfer', recipient: bank },
    { action: 'use', recipient: bank },
    { action: 'cross_border_transfer', recipient: cloud },
    { action: 'transfer', recipient: cloud },
  ]) {
    const answer = await may('share', question);
    assert.deepEqual([answer.allowed, answer.reason], [false, 'ACTION_NOT_CONSENTED'], JSON.stringify(question));
  }
  await consentByPassword(o.t, person.visitor, 'share', { choices: { transfer: true, crossBorder: false } });
  assert.equal((await may('share', { action: 'transfer', recipient: bank })).allowed, true);
  for (const action of ['cross_border_transfer', 'transfer'])
    assert.equal((await may('share', { action, recipient: cloud })).reason, 'ACTION_NOT_CONSENTED', action);
  // A recipient abroad is not made domestic by calling it so.
  assert.equal(
    (await may('share', { action: 'transfer', recipient: { code: 'cloud', country: 'KG' } })).allowed,
    false,
  );
});

test('PD-9.6-6: without consent to distribution nothing goes to a public source', async () => {
  await consentByPassword(o.t, person.visitor, 'open');
  for (const categories of [['full_name'], ['photo'], ['full_name', 'photo']]) {
    const answer = await may('open', { action: 'publish', categories });
    assert.deepEqual([answer.allowed, answer.reason], [false, 'ACTION_NOT_CONSENTED']);
  }
});

test('PD-9.1g PD-9.1h: another form without a description is refused; where an act demands the written or digital form, any other is', async () => {
  await o.open(purpose('strict', { strictForm: text3('Үлгү мыйзамынын 7-беренеси') }));
  const other = (code: string, description: string) =>
    o.officer.post(`/v1/holders/${o.holderId}/subjects/${subjectId}/consents/other-form`, {
      json: { purposeId: o.purposes[code], description },
    });
  for (const description of ['', '   '])
    assert.equal(refused(await other('post', description), 'CONSENT_FORM_NOT_ALLOWED', 'PD-9.1g').field, 'description');
  const strict = refused(await other('strict', 'телефондон жазылган үн'), 'STRICT_FORM', 'PD-9.1h');
  assert.deepEqual(strict.details, { act: text3('Үлгү мыйзамынын 7-беренеси') });
  refused(await other('post', 'телефондон жазылган үн'), 'CONSENT_FORM_NOT_ALLOWED', 'CP-7a');
  assert.equal((await may('strict')).allowed, false);
  assert.equal((await consentByPassword(o.t, person.visitor, 'strict')).answer.status, 201);
});

type View = {
  processing: {
    holder: { id: string; name: { ky: string } };
    purpose: { id: string; text: { ky: string } };
    grounds: { code: string; text: { ky: string } | null; consentId: string | null }[];
    arrays: { name: { ky: string } }[];
    records: { category: string }[];
    disclosures: { recipient: string; categories: string[]; ground: string }[];
  }[];
  history: { items: { id: string; type: string; holderId: string }[]; next: string | null };
};

test('PD-4.5: a person sees the arrays, grounds, purposes and disclosures about them, with the history; and nobody else’s', async () => {
  const one = await newPerson(t, 3);
  const subject = subjectAt(o, one.personId);
  const given = await consentByPassword(o.t, one.visitor, 'post');
  accepted(await collect(o, 'roll', subject, 'email', { value: 'kishi@example.kg' }));
  accepted(await ground(o, 'PD-5.1-4', 'open', subject, { norm: 'Мыйзамдын 3-беренеси' }));
  const part = { rule: text3('Кызматкерлер гана'), norm: '6-берене' };
  const { arrayId } = accepted(
    await o.officer.post(`/v1/holders/${o.holderId}/arrays`, {
      json: {
        name: text3('Жазуулар массиви'),
        medium: 'digital',
        subjects: 10,
        publicType: null,
        informingPurpose: null,
        confidentiality: { access: part, transfer: part, provision: part, storage: part },
      },
    }),
  );
  accepted(
    await o.officer.post(`/v1/holders/${o.holderId}/arrays/${arrayId}/data-lists`, {
      json: { purposeId: o.purposes['roll'], categories: ['email', 'full_name'], reviewMonths: null },
    }),
  );
  accepted(
    await o.officer.post(`/v1/holders/${o.holderId}/disclosures`, {
      json: {
        subjectId: subject,
        purposeId: o.purposes['roll'],
        dataListId: null,
        categories: ['email'],
        recipient: { type: 'legal_person', code: 'bank', name: 'Банк', country: 'KG', authorisedPersonId: null },
        channel: 'api',
      },
    }),
  );

  const seen = accepted<View>(await one.visitor.get('/v1/me/data'));
  const by = (code: string) => seen.processing.find((row) => row.purpose.id === o.purposes[code]);
  assert.equal(seen.processing.length, 3);
  assert.ok(
    seen.processing.every(
      (row) => row.holder.id === o.holderId && row.holder.name.ky !== '' && row.purpose.text.ky !== '',
    ),
  );
  assert.deepEqual(
    by('post')?.grounds.map((row) => [row.code, row.consentId]),
    [['PD-5.1-1', given.consentId]],
  );
  assert.deepEqual(
    by('open')?.grounds.map((row) => row.code),
    ['PD-5.1-4'],
  );
  const roll = by('roll')!;
  assert.deepEqual(
    [
      roll.grounds.map((row) => row.code),
      roll.arrays.map((row) => row.name.ky),
      roll.records.map((row) => row.category),
    ],
    [['PD-5.1-3a'], ['Жазуулар массиви'], ['email']],
  );
  assert.deepEqual(
    roll.disclosures.map((row) => [row.recipient, row.categories, row.ground]),
    [['bank', ['email'], 'PD-5.1-3a']],
  );
  assert.ok(seen.processing.every((row) => row.grounds.every((item) => item.text !== null)));
  for (const type of ['consent.given', 'data.collected', 'ground.recorded'])
    assert.ok(
      seen.history.items.some((row) => row.type === type && row.holderId === o.holderId),
      type,
    );
  // What is shown is current: after the withdrawal the consent is no ground any more, and stands in the history.
  accepted(await one.visitor.post(`/v1/me/consents/${given.consentId}/withdrawal`, { json: {} }));
  const later = accepted<View>(await one.visitor.get('/v1/me/data'));
  assert.ok(!later.processing.some((row) => row.purpose.id === o.purposes['post']));
  assert.equal(later.history.items[0]?.type, 'consent.withdrawn');

  const page = accepted<View>(await one.visitor.get('/v1/me/data?limit=2'));
  assert.equal(page.history.items.length, 2);
  assert.notEqual(
    accepted<View>(await one.visitor.get(`/v1/me/data?limit=2&after=${page.history.next}`)).history.items[0]!.id,
    page.history.items[0]!.id,
  );
  const stranger = accepted<View>(await (await newPerson(t, 4)).visitor.get('/v1/me/data'));
  assert.deepEqual(
    [
      stranger.processing,
      stranger.history.items.filter((row) => row.type.startsWith('consent.') || row.type.startsWith('data.')),
    ],
    [[], []],
  );
  for (const as of [o.officer, authority, t.visitor()])
    assert.ok([401, 403].includes((await as.get('/v1/me/data')).status));
});
