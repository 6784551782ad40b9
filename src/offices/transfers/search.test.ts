import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Browser, launchBrowser } from '../../../test/support/browser.ts';
import { look, pageFor, press } from '../../../test/support/looks.ts';
import { unknownPerson, unreached, type Unreached } from '../../transfers/relay/test-relay.ts';
import { startTransfers, type Transfers } from '../../transfers/test-transfers.ts';
import type { Sent } from '../holder/test-forms.ts';

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

const at = ({ transferId, noticeId }: Unreached): string => `/holder/transfers/${transferId}/${noticeId}`;
const send = (path: string, form: Sent) => s.clerk.post(path, { form: form as Record<string, string> });
const state = async (where: Unreached): Promise<string> => (await s.notices(where.transferId))[0]!.state;

test('CP-13d CP-13f: a clerk asks a state body, records its answer, checks the contact, and only then is the subject told by it', async () => {
  const where = await unreached(s, (await unknownPerson(s, 321)).personId);
  const base = at(where);
  const unnamed = await send(`${base}/search`, { kind: 'STATE_BODY_REQUEST', addressee: ' ' });
  assert.equal(unnamed.status, 422);
  assert.ok(unnamed.body.includes('href="#addressee"'));
  const asked = await send(`${base}/search`, { kind: 'STATE_BODY_REQUEST', addressee: 'Мамлекеттик каттоо кызматы' });
  assert.equal(asked.status, 303, asked.body);
  const step = String(asked.headers.location).split('?')[0]!;
  assert.match((await s.clerk.get(step)).body, /СУРОО-ТАЛАП/);
  const badPhone = await send(step, { found: 'phone', 'found-phone': 'телефон' });
  assert.equal(badPhone.status, 422);
  assert.ok(
    badPhone.body.includes('href="#found-phone"') && badPhone.body.includes('value="телефон"'),
    'as it was typed',
  );
  assert.equal((await send(step, { found: 'phone', 'found-phone': '+996000000321' })).status, 303);
  const call = { channel: 'phone', proof: { at: s.t.clock.now().toISOString(), caller: 'А. К.', receivedBy: 'өзү' } };
  const early = await s.post(`${where.path}/sending`, call);
  assert.equal(early.json<{ code: string }>().code, 'CONTACT_OWNERSHIP_UNVERIFIED');
  const contact = new RegExp(`${base}/contacts/[0-9a-f-]{36}`).exec((await s.clerk.get(`${base}/search`)).body)![0];
  const half = await send(contact, { method: 'prior_contact' });
  assert.equal(half.status, 422);
  assert.ok(half.body.includes('href="#passed"') && half.body.includes('href="#purpose"'));
  const made = await send(contact, { method: 'prior_contact', passed: 'yes', purpose: 'compatible' });
  assert.equal(made.status, 303, made.body);
  assert.doesNotMatch((await s.clerk.get(`${base}/search`)).body, /текшерүү керек/);
  assert.equal((await s.post(`${where.path}/sending`, call)).status, 200);
  assert.equal(await state(where), 'SENT');
});

test('a notice that did not reach its subject is searched for from its page; only the holder that owes it sees the search', async () => {
  const { transferId, notices } = await s.done();
  const base = `/holder/transfers/${transferId}/${notices[0]!}`;
  assert.match((await s.clerk.get(`${base}/search`)).body, /Издөөнү баштоо/);
  assert.equal((await send(`${base}/search`, { step: 'begin' })).status, 303);
  assert.equal((await s.notices(transferId))[0]!.state, 'CONTACT_SEARCH');
  const none = '00000000-0000-7000-8000-000000000001';
  assert.equal((await s.clerk.get(`/holder/transfers/${transferId}/${none}/search`)).status, 404);
  const stranger = await s.t.signedIn('aibek@example.kg');
  assert.ok([302, 303, 403].includes((await stranger.get(`${base}/search`)).status));
});

test('CP-16a CP-16b CP-16c: the report that a subject cannot be told is read before it goes; incomplete it is refused with the norm', async () => {
  const { personId, record } = await unknownPerson(s, 322);
  const where = await unreached(s, personId);
  const path = `${at(where)}/impossible`;
  const idle = await send(path, { identifying: ['pin', 'name'] });
  assert.equal(idle.status, 422);
  assert.match(idle.body, /16/, 'CP-16c is cited');
  assert.equal(
    (await send(`${at(where)}/search`, { kind: 'PUBLIC_SOURCE', source: 'https://example.kg/a' })).status,
    303,
  );
  const shown = await s.clerk.get(path);
  for (const said of ['https://example.kg/a', record.pin!, record.surname]) assert.ok(shown.body.includes(said), said);
  const nameOnly = await send(path, { identifying: 'name' });
  assert.equal(nameOnly.status, 422);
  assert.doesNotMatch(nameOnly.body, /value="pin" checked/, 'the choice comes back as it was');
  assert.equal(await state(where), 'CONTACT_SEARCH');
  assert.equal((await send(path, { identifying: ['pin', 'name'] })).status, 303);
  assert.equal(await state(where), 'IMPOSSIBLE');
  assert.doesNotMatch((await s.clerk.get(path)).body, /name="identifying"/, 'it is sent once');
});

test('in the browser at 360 and 1280 px: a search from the first action to the report, each page in three languages', async () => {
  const base = await s.t.listen();
  for (const [i, width] of [360, 1280].entries()) {
    const where = await unreached(s, (await unknownPerson(s, 330 + i)).personId);
    const page = await pageFor(browser, base, s.clerk, width);
    await page.goto(`${base}${at(where)}/search?lang=ky`);
    await page.check('[name=kind][value=STATE_BODY_REQUEST]');
    await page.fill('[name=addressee]', 'Мамлекеттик каттоо кызматы');
    await press(page, 'Аракетти жазуу');
    await look(page, 'search-request');
    await page.check('[name=found][value=address]');
    await page.fill('[name=found-address]', 'Бишкек шаары, Үлгү көчөсү, 5');
    await press(page, 'Жоопту жазуу');
    await look(page, 'search');
    await page.locator('main a', { hasText: 'текшерүү керек' }).first().click();
    await look(page, 'contact-check');
    await page.check('[name=method][value=other]');
    await page.check('[name=passed][value=no]');
    await page.check('[name=purpose][value=compatible]');
    await press(page, 'Текшерүүнү жазуу');
    await page.locator('main a', { hasText: 'Билдирүү мүмкүн эместиги жөнүндө отчет' }).first().click();
    await look(page, 'impossible');
    await press(page, 'Отчетту жөнөтүү');
    assert.match(await page.locator('main').innerText(), /ыйгарым укуктуу органга жөнөтүлдү/);
    await look(page, 'reported');
    assert.equal(await state(where), 'IMPOSSIBLE');
    await page.context().close();
  }
});
