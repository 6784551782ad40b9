import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startPlatform, type TestPlatform, type Visitor } from '../../../test/support/platform.ts';
import { formOf, type Sent } from './test-forms.ts';

// Publishing through the pages: the ground first, every refusal at its field, nothing typed lost.

let t: TestPlatform;
let officer: Visitor;
const fresh = '/holder/purposes/new';
before(async () => {
  t = await startPlatform();
  officer = await t.signedIn('dpo@salyk.example.kg');
});
after(() => t.stop());

const post = (address: string, form: Sent) => officer.post(address, { form: { ...form, _csrf: officer.csrf } });
const picked = async (facts: Sent) =>
  post(fresh, { ...formOf((await officer.get(fresh)).body, fresh), code: 'site_access', ...facts });
const codes = async (): Promise<string[]> =>
  [...(await officer.get(fresh)).body.matchAll(/<option value="([a-z_]+)"/g)].map((found) => found[1]!);

/** A purpose of a service, which has the standard form's blank. */
async function withBlank(): Promise<string> {
  for (const one of Object.values(t.sandbox.purposes))
    if ((await officer.get(`/holder/purposes/${one}`)).body.includes('blank.pdf')) return one;
  throw new Error('no purpose of a service');
}

test('the ground picker stops a consent request where a law obliges, with the reason and the norm, and goes on with that ground', async () => {
  const [code] = await codes();
  const empty = await post(fresh, { step: 'facts', code: '' });
  assert.equal(empty.status, 422);
  assert.match(empty.body, /href="#code"/);
  assert.match(empty.body, /href="#facts"/);
  const unnamed = await picked({ code: code!, facts: ['obliging'] });
  assert.equal(unnamed.status, 422);
  assert.match(unnamed.body, /href="#obligingNorm"/);
  const stopped = await picked({
    code: code!,
    facts: ['obliging', 'contract'],
    obligingNorm: 'Салык кодекси, 120-берене',
    contractWhat: '№ 5',
  });
  assert.equal(stopped.status, 200);
  assert.match(stopped.body, /<h1>Бул максат үчүн макулдук суралбайт<\/h1>/);
  assert.match(stopped.body, /PD-5\.1-4/);
  assert.match(stopped.body, /SP-15b/);
  assert.match(stopped.body, /Салык кодекси, 120-берене/);
  const back = await post(fresh, { ...formOf(stopped.body, fresh), step: 'again' });
  assert.match(back.body, /value="Салык кодекси, 120-берене"/, 'the answers come back');
  assert.match(back.body, /value="№ 5"/);
  const form = await post(fresh, { ...formOf(stopped.body, fresh), step: 'form' });
  assert.equal(formOf(form.body, fresh)['ground'], 'PD-5.1-4');
  assert.equal(formOf(form.body, fresh)['norm-ky'], 'Салык кодекси, 120-берене');
});

test('consent is asked only where nothing else carries the purpose; "none" with another answer is refused', async () => {
  const [code] = await codes();
  assert.equal((await picked({ code: code!, facts: ['none', 'creative'] })).status, 422);
  const form = await picked({ code: code!, facts: ['none'] });
  assert.equal(formOf(form.body, fresh)['ground'], 'PD-5.1-1');
});

test('SP-15b: a ground without consent is published with its provision; without one it is refused at the ground', async () => {
  const id = t.sandbox.purposes['inform_by_email']!;
  const address = `/holder/purposes/${id}/new-version`;
  const sent = formOf((await officer.get(address)).body, address);
  const law: Sent = { ...sent, step: 'publish', ground: 'PD-5.1-4', basis: 'consent' };
  const bare = await post(address, { ...law, 'norm-ky': '', 'norm-ru': '', 'norm-en': '' });
  assert.equal(bare.status, 422);
  assert.match(bare.body, /href="#ground"/);
  const named = await post(address, {
    ...law,
    'norm-ky': 'Салык кодекси, 120-берене',
    'norm-ru': 'Налоговый кодекс, статья 120',
    'norm-en': 'Tax Code, article 120',
  });
  assert.equal(named.status, 303, named.body.slice(0, 3000));
  assert.match((await officer.get(`/holder/purposes/${id}`)).body, /Салык кодекси, 120-берене/);
});

test('a form sent back as it came publishes the same content: nothing is lost between the version and its form', async () => {
  const id = t.sandbox.purposes['site_access'] ?? Object.values(t.sandbox.purposes)[0]!;
  const address = `/holder/purposes/${id}/new-version`;
  const done = await post(address, { ...formOf((await officer.get(address)).body, address), step: 'publish' });
  assert.equal(done.status, 303, done.body.slice(0, 3000));
  assert.match(String(done.headers.location), /done=published$/, 'and it widens nothing');
  const page = await officer.get(`/holder/purposes/${id}?lang=en`);
  assert.match(page.body, /The content has not changed/);
});

test('a wider version is marked as such and shows what it adds', async () => {
  const id = Object.values(t.sandbox.purposes)[0]!;
  const address = `/holder/purposes/${id}/new-version`;
  const sent = formOf((await officer.get(address)).body, address);
  const more = await post(address, { ...sent, recipients: 'yes', step: 'more-recipient' });
  assert.equal(more.status, 200);
  const rows = Number(formOf(more.body, address)['rows-recipient']);
  const wider = {
    ...formOf(more.body, address),
    step: 'publish',
    actions: [...new Set([...[sent['actions']!].flat(), 'transfer'])],
    [`recipient-${rows - 1}-name-ky`]: 'Жаңы алуучу',
    [`recipient-${rows - 1}-name-ru`]: 'Новый получатель',
    [`recipient-${rows - 1}-name-en`]: 'A new recipient',
    [`recipient-${rows - 1}-country`]: 'KG',
  };
  const done = await post(address, wider);
  assert.match(String(done.headers.location), /done=publishedWide/, done.body.slice(0, 2000));
  const page = await officer.get(`/holder/purposes/${id}?lang=en`);
  assert.match(page.body, /<ins>A new recipient \(KG\)<\/ins>/);
  assert.match(page.body, /widens: new consents are needed/);
});

test('PD-5.1: a purpose without a ground of the closed list is refused; every refusal stands at its field with its norm, and what was typed comes back', async () => {
  const id = Object.values(t.sandbox.purposes).at(-1)!;
  const address = `/holder/purposes/${id}/new-version`;
  const sent = formOf((await officer.get(address)).body, address);
  const category = [sent['cat']!].flat()[0]!;
  const cases: [string, Sent, string][] = [
    ['a text in one language only', { 'text-ru': '' }, 'text-ru'],
    [
      'no necessity',
      { [`why-${category}-ky`]: '', [`why-${category}-ru`]: '', [`why-${category}-en`]: '' },
      `why-${category}`,
    ],
    ['no data', { cat: [] }, 'cat'],
    ['no actions', { actions: [] }, 'actions'],
    ['no ground', { ground: '' }, 'ground'],
    ['a ground outside the list', { ground: 'PD-5.1-9' }, 'ground'],
    ['no legal basis', { basis: '' }, 'basis'],
    ['other use not stated', { otherUse: '' }, 'otherUse'],
    ['cross-border not stated', { crossBorder: '' }, 'crossBorder'],
    ['processor unnamed', { processors: ['none'] }, 'processors'],
    [
      'a country that is none',
      {
        recipients: 'yes',
        'recipient-0-name-ky': 'А',
        'recipient-0-name-ru': 'А',
        'recipient-0-name-en': 'A',
        'recipient-0-country': 'kyrgyz',
      },
      'recipient-0-country',
    ],
    ['an address that is none', { url: 'javascript:alert(1)' }, 'url'],
  ];
  for (const [name, change, field] of cases) {
    const refused = await post(address, {
      ...sent,
      ...change,
      step: 'publish',
      'extra-0-label-ky': 'Эскертме',
      'extra-0-label-ru': 'Заметка',
      'extra-0-label-en': 'Note',
      'extra-0-value-ky': 'сакталсын',
      'extra-0-value-ru': 'сохранить',
      'extra-0-value-en': 'keep',
    });
    assert.equal(refused.status, 422, `${name}: ${refused.status}`);
    assert.ok(
      refused.body.includes(`href="#${field}"`),
      `${name}: error at #${field}: ${/mk-error-summary__list">(.*?)<\/ul>/s.exec(refused.body)?.[1]}`,
    );
    assert.ok(refused.body.includes(`id="${field}"`), `${name}: the field is there`);
    assert.equal(formOf(refused.body, address)['extra-0-value-en'], 'keep', name);
  }
  const asked = `/holder/purposes/${await withBlank()}/new-version`;
  const child = await post(asked, {
    ...formOf((await officer.get(asked)).body, asked),
    age: 'yes',
    'childText-ky': '',
    'childText-ru': '',
    'childText-en': '',
    step: 'publish',
  });
  assert.equal(child.status, 422);
  assert.match(child.body, /href="#childText"/);
  assert.match(child.body, /PD-18\.3/);
});

test('a form without a medium is refused; the paper blank of a published one is a PDF', async () => {
  const id = await withBlank();
  const address = `/holder/purposes/${id}/new-version`;
  const sent = formOf((await officer.get(address)).body, address);
  const none = await post(address, { ...sent, media: [], step: 'publish' });
  assert.equal(none.status, 422);
  assert.match(none.body, /href="#media"/);
  const blank = await officer.get(`/holder/purposes/${id}/blank.pdf`);
  assert.equal(blank.headers['content-type'], 'application/pdf');
  assert.equal(blank.raw.subarray(0, 5).toString(), '%PDF-');
});

test('the officer ends the processing for a purpose; a foreign id is not found', async () => {
  const id = Object.values(t.sandbox.purposes).at(-1)!;
  assert.equal(
    (await post(`/holder/purposes/${id}/end`, { reason: 'PURPOSE_ACHIEVED' })).headers.location,
    `/holder/purposes/${id}?done=ended`,
  );
  assert.match((await officer.get(`/holder/purposes/${id}?lang=en`)).body, /Purpose achieved/);
  assert.equal((await officer.get('/holder/purposes/01890000-0000-7000-8000-000000000001')).status, 404);
});

test('CP-D-2b: the overview shows the standing of the decree as it is on record', async () => {
  assert.match((await officer.get('/holder?lang=en')).body, /decree applies/);
  const db = t.database.owner;
  const { systemScope } = await import('../../platform/db/index.ts');
  const scope = systemScope('test');
  const [was] = await db.query<{ type: string; body: object }>(scope, 'SELECT type, body FROM holder WHERE id = $1', [
    t.sandbox.holderId,
  ]);
  await db.query(
    scope,
    `UPDATE holder SET type = 'non_executive_state_body', body = jsonb_set(body, '{decreeAccession}', 'null') WHERE id = $1`,
    [t.sandbox.holderId],
  );
  assert.match((await officer.get('/holder?lang=en')).body, /decree applies by agreement: not recorded/);
  await db.query(scope, 'UPDATE holder SET type = $2, body = $3 WHERE id = $1', [
    t.sandbox.holderId,
    was!.type,
    JSON.stringify(was!.body),
  ]);
});

test('the policy page shows its last update, what the law finds, and which values were invented', async () => {
  const page = (await officer.get('/holder/policy?lang=en')).body;
  assert.match(page, /Last updated/);
  assert.match(page, /5 February 2026/);
  assert.match(page, /id="findings"/);
  assert.match(page, /document\/lastUpdated/);
  assert.match(page, /a value invented for the sandbox/);
});

test('a ground without consent is recorded with what it demands, and refused at the field that is missing', async () => {
  const id = t.sandbox.purposes['inform_by_email']!;
  const address = `/holder/grounds/new?${new URLSearchParams({ purpose: id, code: 'PD-5.1-2a' }).toString()}`;
  const refused = await post(address, { contract: '', subjectIsParty: 'yes' });
  assert.equal(refused.status, 422);
  assert.match(refused.body, /href="#contract"/);
  const done = await post(address, {
    contract: '№ 12, 2026-05-01',
    subjectIsParty: 'yes',
    'from-day': '1',
    'from-month': '5',
    'from-year': '2026',
  });
  assert.equal(done.headers.location, `/holder/purposes/${id}`, done.body.slice(0, 1500));
  assert.match(
    (await officer.get(`/holder/purposes/${id}?lang=en`)).body,
    /a contract to which the subject is a party/,
  );
});
