import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { accepted, clerk, officer, pin, refused, secondCitizen } from '../../../test/requirements/support.ts';
import { subjectOf } from '../../../test/support/consenting.ts';
import { type Answer, startPlatform } from '../../../test/support/platform.ts';
import { systemScope } from '../../platform/db/index.ts';
import { silentPerson } from './test-contacts.ts';

const t = await startPlatform({ at: '2026-11-23T04:00:00Z' });
after(() => t.stop());
const dpo = await t.signedIn(officer, '10.32.0.1');
const desk = await t.signedIn(clerk, '10.32.0.2');
const holder = `/v1/holders/${t.sandbox.holderId}`;
const words = { ky: 'Арыз', ru: 'Заявление', en: 'Application' };
type Seen = { id: string | null; kind: string; value: string; source: string; purpose: string; usable: boolean };
type All = { contactsRequested: boolean; leftEmpty: string[]; channels: string[] | null; items: Seen[] };

const of = (subjectId: string) => {
  const path = `${holder}/subjects/${subjectId}`;
  return {
    all: async (): Promise<All> => accepted<All>(await desk.get(`${path}/contacts`)),
    add: (json: object): Promise<Answer> => desk.post(`${path}/contacts`, { json }),
    added: async (json: object): Promise<string> =>
      accepted<{ contactId: string }>(await desk.post(`${path}/contacts`, { json })).contactId,
    check: async (id: string, json: object) => accepted(await desk.post(`${path}/contacts/${id}/checks`, { json })),
    reach: (channel: string, contactId?: string): Promise<Answer> =>
      desk.get(`${path}/reach?channel=${channel}${contactId === undefined ? '' : `&contactId=${contactId}`}`),
    asked: (json: object): Promise<Answer> => desk.post(`${path}/contacts-requested`, { json }),
  };
};
const form = async (): Promise<string> =>
  accepted<{ formId: string }>(
    await dpo.post(`${holder}/collection-forms`, {
      json: { name: words, fields: ['full_name', 'address', 'phone', 'email'] },
    }),
  ).formId;
const own = { check: 'ownership', method: 'state_is_identification', passed: true };
const fits = { check: 'purpose', conclusion: 'compatible' };

test('CP-13a: a form without the three contacts is not published; that they were asked for is stored where all is left empty', async () => {
  for (const missing of ['address', 'phone', 'email']) {
    const fields = ['full_name', 'address', 'phone', 'email'].filter((one) => one !== missing);
    const answer = await dpo.post(`${holder}/collection-forms`, { json: { name: words, fields } });
    assert.deepEqual(refused(answer, 'COLLECTION_FORM_WITHOUT_CONTACTS', 'CP-13a').details?.missing, [missing]);
  }
  const { items } = accepted<{ items: unknown[] }>(await dpo.get(`${holder}/collection-forms`));
  assert.deepEqual(items, []);
  const formId = await form();
  const { subjectId } = await silentPerson(t, 101);
  const one = of(subjectId);
  assert.equal((await one.all()).contactsRequested, false);
  const empty = { formId, address: null, phone: null, email: '' };
  assert.deepEqual(accepted(await one.asked(empty)), {
    contactsRequested: true,
    leftEmpty: ['address', 'phone', 'email'],
  });
  const after = await one.all();
  assert.equal(after.contactsRequested, true);
  assert.deepEqual(after.items, []);
  // What is refused in one field leaves nothing of the others.
  refused(await one.asked({ ...empty, address: 'Ош шаары', phone: '12' }), 'PHONE_SHAPE');
  assert.deepEqual((await one.all()).items, []);
  accepted(await one.asked({ ...empty, address: 'Ош шаары, 1-үй', phone: '+996000000101', email: null }));
  assert.deepEqual((await one.all()).items.map(({ kind, source }) => `${kind} ${source}`).toSorted(), [
    'address subject',
    'phone subject',
  ]);
  refused(await one.asked({ ...empty, formId: subjectId }), 'COLLECTION_FORM_UNKNOWN');
});

test('CP-13b: what a subject gave is there for telling of transfers, and a notice can be addressed by it', async () => {
  const { subjectId } = await silentPerson(t, 102);
  const one = of(subjectId);
  refused(await one.reach('email'), 'CONTACT_NONE', 'CP-13c');
  accepted(await one.asked({ formId: await form(), address: null, phone: null, email: 'kishi.102@example.kg' }));
  const found = accepted<Seen>(await one.reach('email'));
  assert.deepEqual(
    [found.value, found.source, found.purpose, found.usable],
    ['kishi.102@example.kg', 'subject', 'transfer_notification', true],
  );
  refused(await one.reach('sms'), 'CONTACT_NONE');
  // What the person gave the platform itself is united with it, not asked for twice.
  const { visitor, personId } = await secondCitizen(t, 103);
  assert.ok(visitor);
  const known = of(t.platform.consent.keys.subjectIdOf(personId, t.sandbox.holderId));
  assert.equal(accepted<Seen>(await known.reach('sms')).value, '+996000000103');
  // Sealed, and another holder's staff sees nothing.
  const rows = await t.database.owner.query<{ sealed: Buffer }>(
    systemScope('test'),
    'SELECT sealed FROM subject_contact',
    [],
  );
  assert.ok(rows.every(({ sealed }) => !sealed.toString('latin1').includes('example.kg')));
});

test('CP-13f: a contact from elsewhere is written to only after an officer has made sure that it is this very subject’s', async () => {
  const { subjectId } = await silentPerson(t, 104);
  const one = of(subjectId);
  const id = await one.added({
    kind: 'email',
    value: 'kat@example.kg',
    source: 'state_body',
    reference: 'МКК, 12-катты, 2026-11-20',
  });
  await one.check(id, fits);
  refused(await one.reach('email'), 'CONTACT_OWNERSHIP_UNVERIFIED', 'CP-13f');
  refused(await one.reach('email', id), 'CONTACT_OWNERSHIP_UNVERIFIED', 'CP-13f');
  await one.check(id, { ...own, passed: false });
  refused(await one.reach('email', id), 'CONTACT_OWNERSHIP_UNVERIFIED', 'CP-13f');
  await one.check(id, { ...own, method: 'prior_contact' });
  assert.equal(accepted<Seen>(await one.reach('email', id)).id, id);
  // A machine may record, only a person vouches.
  const check = t.platform.app.routeTable.find(
    (route) => route.url.endsWith('/:contactId/checks') && route.method === 'POST',
  );
  assert.ok(check!.access.every((way) => way.for === 'staff'));
});

test('CP-13g: a contact whose obtaining contradicts the purposes of the array is not used, nor one where nobody looked', async () => {
  const { subjectId } = await silentPerson(t, 105);
  const one = of(subjectId);
  const id = await one.added({
    kind: 'phone',
    value: '+996000000105',
    source: 'public_source',
    reference: 'https://example.kg/list',
  });
  await one.check(id, own);
  refused(await one.reach('sms'), 'CONTACT_PURPOSE_UNCHECKED', 'CP-13g');
  await one.check(id, { check: 'purpose', conclusion: 'contradicts' });
  refused(await one.reach('sms'), 'CONTACT_PURPOSE_INCOMPATIBLE', 'CP-13g');
  await one.check(id, fits);
  assert.equal(accepted<Seen>(await one.reach('sms')).usable, true);
});

test('CP-13h: a contact from another holder without that holder’s consent to transfer is not saved', async () => {
  const { subjectId } = await silentPerson(t, 106);
  const one = of(subjectId);
  const from = { kind: 'email', value: 'b@example.kg', source: 'other_holder', reference: '«Ала-Тоо Банк» ААК' };
  refused(await one.add(from), 'CONTACT_DONOR_NO_CONSENT', 'CP-13h');
  refused(await one.add({ ...from, donor: { kind: 'consent', reference: ' ' } }), 'CONTACT_DONOR_NO_CONSENT', 'CP-13h');
  assert.deepEqual((await one.all()).items, []);
  const id = await one.added({ ...from, donor: { kind: 'consent', reference: 'Макулдук № 7, 2026-10-01' } });
  await one.check(id, own);
  await one.check(id, fits);
  assert.equal(accepted<Seen>(await one.reach('email')).id, id);
});

test('CP-13i: the donor’s consent is not needed where a provision says so, and only where it is named', async () => {
  const { subjectId } = await silentPerson(t, 107);
  const one = of(subjectId);
  const from = { kind: 'email', value: 'c@example.kg', source: 'other_holder', reference: '«Ала-Тоо Банк» ААК' };
  refused(
    await one.add({ ...from, donor: { kind: 'not_required_by_law', provision: '' } }),
    'CONTACT_DONOR_NO_CONSENT',
    'CP-13i',
  );
  const id = await one.added({ ...from, donor: { kind: 'not_required_by_law', provision: '5-берене, 1-бөлүк' } });
  await one.check(id, own);
  await one.check(id, fits);
  assert.equal(accepted<Seen>(await one.reach('email')).id, id);
});

test('the page says what each holder has, and keeps the choice of ways; nobody chooses for somebody else', async () => {
  const me = await t.signedIn('aibek@example.kg', '10.32.0.3');
  const url = '/me/contacts';
  for (const [lang, title] of [
    ['ky', 'мага билдирүү жолдору'],
    ['ru', 'способы уведомления'],
    ['en', 'how I am told'],
  ] as const)
    assert.ok((await me.get(`${url}?lang=${lang}`)).body.includes(title), lang);
  const subjectId = await subjectOf(t, dpo, pin);
  await of(subjectId).added({ kind: 'email', value: 'bashka@example.kg', source: 'state_body', reference: 'МКК' });
  const shown = (await me.get(`${url}?lang=en`)).body;
  assert.match(shown, /bashka@example\.kg/);
  assert.match(shown, /from a state body: МКК; not used until it is checked/);
  const send = (channels: string[]) => me.post(`${url}/${t.sandbox.holderId}?lang=en`, { form: { channels } });
  assert.equal((await send([])).status, 422);
  assert.equal((await send(['letter', 'sms'])).status, 303);
  assert.deepEqual((await of(subjectId).all()).channels, ['sms', 'letter']);
  assert.match((await me.get(url)).body, /value="letter" checked|checked value="letter"/);
});
