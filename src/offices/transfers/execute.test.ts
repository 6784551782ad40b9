import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, type Browser, launchBrowser, type Page } from '../../../test/support/browser.ts';
import { faultsOf, keepPicture, pageFor, press } from '../../../test/support/looks.ts';
import { inventedCitizens } from '../../identity/index.ts';
import { bank, consented, contracts, startTransfers, type Transfers } from '../../transfers/test-transfers.ts';
import { formOf, type Sent } from '../holder/test-forms.ts';

let s: Transfers;
let browser: Browser;
before(async () => {
  s = await startTransfers();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await s?.t.stop();
});

const pin = inventedCitizens[0]!.claims['pin'] as string;
const address = (purpose: string): string => `/holder/transfers/new?purpose=${s.purpose(purpose)}`;
const typed = (more: Sent = {}): Sent => ({
  people: pin,
  recipient: bank.code,
  recipientType: 'legal_person',
  ground: 'article',
  groundCode: 'PD-5.1-2a',
  document: 'Келишим № К-17/2026',
  items: ['full_name', 'email'],
  'source-full_name': 'subject',
  'source-email': 'state_body',
  'sourceName-email': 'Мамлекеттик каттоо кызматы',
  channel: 'paper',
  exemption: 'none',
  ...more,
});
const send = (purpose: string, form: Sent) => s.clerk.post(address(purpose), { form: form as Record<string, string> });
const count = async (): Promise<number> =>
  Number((await s.rows<{ n: string }>('SELECT count(*) AS n FROM transfer'))[0]!.n);

test('CP-12a CP-12b CP-15e: a clerk checks a transfer and executes it once, however often the form is sent; the subject is owed a notice within a week', async () => {
  const looks = async (): Promise<number> => (await s.journal('subject.looked-up')).length;
  const before = await looks();
  const checked = await send(contracts, typed({ step: 'check' }));
  assert.equal(checked.status, 200, checked.body);
  for (const said of [bank.name, 'Келишим № К-17/2026', 'Мамлекеттик каттоо кызматы'])
    assert.ok(checked.body.includes(said), said);
  assert.equal(await count(), 0, 'a check transfers nothing');
  const form = formOf(checked.body, '/holder/transfers/new');
  const changed = await send(contracts, { ...form, step: 'change' });
  assert.equal(
    formOf(changed.body, '/holder/transfers/new')['document'],
    'Келишим № К-17/2026',
    'what was typed comes back',
  );
  const [first, second] = [
    await send(contracts, { ...form, step: 'execute' }),
    await send(contracts, { ...form, step: 'execute' }),
  ];
  assert.equal(first.status, 303, first.body);
  assert.equal(second.headers.location, first.headers.location);
  assert.equal(await count(), 1);
  assert.equal(await looks(), before + 1, 'a person is looked up once, for the check');
  const transferId = /transfers\/([0-9a-f-]{36})/.exec(String(first.headers.location))![1]!;
  const [notice, ...others] = await s.notices(transferId);
  assert.deepEqual([notice!.subjectId, notice!.state, others], [s.subjects[0], 'DUE', []]);
  const answer = await s.get(`/transfers/${transferId}`);
  const { items, executedAt } = answer.json<{ items: unknown; executedAt: string }>();
  assert.deepEqual(items, [
    { category: 'full_name', source: { kind: 'subject', name: null } },
    { category: 'email', source: { kind: 'state_body', name: 'Мамлекеттик каттоо кызматы' } },
  ]);
  const week = new Date(notice!.dueAt).getTime() - new Date(executedAt).getTime();
  assert.ok(week >= 7 * 86_400_000 && week < 8 * 86_400_000, notice!.dueAt);
});

test('CP-11: without a ground at this moment nothing is executed: at the check it is said of whom, at the transfer the attempt is on record', async () => {
  const before = await count();
  const consent = { ground: 'consent', groundCode: '', document: '', items: ['email'], step: 'check' };
  const none = await send(consented, typed(consent));
  assert.equal(none.status, 409);
  assert.match(none.body, /Субъекттин макулдугу жок/, 'why, and of whom');
  assert.match(none.body, /5-беренесинде/);
  assert.equal(formOf(none.body, '/holder/transfers/new')['people'], pin, 'nothing typed is lost');
  const citizen = await s.t.signedIn('aibek@example.kg');
  const consentId = await s.consents(citizen);
  const checked = await send(consented, typed(consent));
  assert.equal(checked.status, 200, checked.body);
  const form = formOf(checked.body, '/holder/transfers/new');
  assert.equal(form['consents'], consentId, 'the consent that was read goes along');
  const withdrawn = await citizen.post(`/v1/me/consents/${consentId}/withdrawal`, { json: {} });
  assert.ok(withdrawn.status < 300, withdrawn.body);
  for (const subjects of ['', 'nobody', `${form['subjects'] as string} ${form['subjects'] as string}`])
    assert.equal(
      (await send(consented, { ...form, subjects, step: 'execute' })).status,
      422,
      'nobody that was checked',
    );
  const attempts = (await s.journal('transfer.refused')).length;
  const late = await send(consented, { ...form, step: 'execute' });
  assert.equal(late.status, 409, late.body);
  assert.match(late.body, /Субъект макулдугун кайта сурап алды/);
  assert.equal((await s.journal('transfer.refused')).length, attempts + 1);
  assert.equal(await count(), before);
});

test('everything that is wrong is said at once, each at its field, and comes back as typed', async () => {
  const wrong = await send(contracts, {
    people: `${pin}\n99999999999999\n${pin}`,
    recipient: 'other',
    recipientName: 'Банк',
    recipientCode: 'эки сөз',
    country: 'kgz',
    'source-email': 'other_holder',
    items: ['email'],
    step: 'check',
  });
  assert.equal(wrong.status, 422);
  for (const field of ['people', 'recipientType', 'recipientCode', 'country', 'ground', 'sourceName-email', 'channel'])
    assert.ok(wrong.body.includes(`href="#${field}"`), field);
  assert.match(wrong.body, /2-сап/);
  assert.match(wrong.body, /3-сап: бул адам жогоруда аталган/);
  assert.equal(formOf(wrong.body, '/holder/transfers/new')['recipientName'], 'Банк');
  const unjustified = formOf(
    (await send(contracts, typed({ exemption: 'ART15_1_2_A', step: 'check' }))).body,
    '/holder/transfers/new',
  );
  const refused = await send(contracts, { ...unjustified, step: 'execute' });
  assert.equal(refused.status, 422);
  assert.ok(refused.body.includes('href="#justification"'), 'CP-12c');
  assert.equal((await s.clerk.get('/holder/transfers/new?purpose=00000000-0000-7000-8000-000000000000')).status, 404);
});

test('CP-15e: a clerk states on a page where data was obtained that was disclosed without it', async () => {
  const given = await s.post('/disclosures', {
    subjectId: s.subjects[0],
    purposeId: s.purpose(contracts),
    dataListId: null,
    categories: ['full_name', 'email'],
    recipient: { type: 'legal_person', code: bank.code, name: bank.name, country: 'KG', authorisedPersonId: null },
    channel: 'api',
  });
  assert.equal(given.status, 201, given.body);
  const [row] = await s.rows<{ transfer_id: string }>('SELECT transfer_id FROM transfer_notice WHERE id = $1', [
    given.json<{ disclosureId: string }>().disclosureId,
  ]);
  const path = `/holder/transfers/${row!.transfer_id}/sources`;
  assert.match((await s.clerk.get(`/holder/transfers/${row!.transfer_id}`)).body, new RegExp(`href="${path}"`));
  const state = (form: Record<string, string>) => s.clerk.post(path, { form });
  const unnamed = await state({ 'source-full_name': 'subject', 'source-email': 'public_source' });
  assert.equal(unnamed.status, 422);
  assert.ok(unnamed.body.includes('href="#sourceName-email"'));
  assert.deepEqual(await faultsOf(browser, s.t, { 'clerk@salyk.example.kg': [path] }), []);
  assert.equal(
    (
      await state({
        'source-full_name': 'subject',
        'source-email': 'public_source',
        'sourceName-email': 'https://example.kg',
      })
    ).status,
    303,
  );
  const shown = await s.clerk.get(`/holder/transfers/${row!.transfer_id}`);
  assert.match(shown.body, /жалпыга жеткиликтүү булактан: https:\/\/example\.kg/);
  assert.ok(!shown.body.includes(path), 'nothing is left to state');
});

async function walk(page: Page, base: string): Promise<void> {
  const { width } = page.viewportSize()!;
  await page.goto(`${base}/holder/transfers/new?lang=ky`);
  await page.selectOption('select[name=purpose]', s.purpose(contracts));
  await page.locator('main form.mk-filter button').click();
  await page.fill('[name=people]', pin);
  await page.check(`[name=recipient][value=${bank.code}]`);
  await page.check('[name=recipientType][value=legal_person]');
  await page.check('[name=ground][value=article]');
  await page.selectOption('[name=groundCode]', 'PD-5.1-2a');
  await page.fill('[name=document]', 'Келишим № К-17/2026');
  await page.check('[name=items][value=email]');
  await page.selectOption('[name=source-email]', 'state_body');
  await page.check('[name=channel][value=paper]');
  await press(page, 'Текшерүү');
  assert.deepEqual(await axe(page), [], 'the refused form');
  await keepPicture(page, 'transfer-refused');
  await page.fill('[name=sourceName-email]', 'Мамлекеттик каттоо кызматы');
  await press(page, 'Текшерүү');
  assert.match(await page.locator('h1').innerText(), /Берүүдөн мурун текшериңиз/);
  assert.deepEqual(await axe(page), [], 'the check');
  assert.ok(((await page.evaluate('document.documentElement.scrollWidth')) as number) <= width);
  await keepPicture(page, 'transfer-check');
  await press(page, 'Маалыматты берүү');
  assert.match(await page.locator('main').innerText(), /Берүү жазылды/);
  await keepPicture(page, 'transfer-done');
}

test('in the browser: from the purpose to the recorded transfer at 360 and 1280 px; pages pass axe in three languages', async () => {
  const base = await s.t.listen();
  for (const width of [360, 1280]) {
    const page = await pageFor(browser, base, s.clerk, width);
    await walk(page, base);
    await page.context().close();
  }
  assert.deepEqual(
    await faultsOf(browser, s.t, { 'clerk@salyk.example.kg': ['/holder/transfers/new', address(contracts)] }),
    [],
  );
});
