import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { openSslFolder } from '../../src/trust/formats/test-parties.ts';
import { applicants } from '../../src/wiring/test-applicants.ts';
import { type Browser, launchBrowser } from '../support/browser.ts';
import { look, pageFor, press } from '../support/looks.ts';

// An applicant who wants the centre to make the key, in a browser: the password is set, the file taken against receipt, once.

const browser = await launchBrowser().catch((error: Error) => {
  console.log(`NOT RUN: a key made by the centre, in a browser (${error.message})`);
  return null as Browser | null;
});
const skip = browser === null;
const t = await applicants('2026-11-23T04:00:00Z');
after(async () => {
  await browser?.close();
  await t.stop();
});

const password = 'Ala-Too 2026 korgoo';

test('in the browser: ask the centre for the key, set its password, take the file against receipt; OpenSSL opens it, and the page gives it once', {
  skip,
  timeout: 240_000,
}, async () => {
  const base = await t.listen();
  const page = await pageFor(browser!, base, t.applicant);
  await page.goto(`${base}/me/certificates/apply?lang=ky`);
  await look(page, 'apply');
  await page.check('input[name=centre]');
  await page.check('input[name=source][value=centre]');
  await press(page, 'Арызды жөнөтүү');
  await page.waitForURL(/certificates\/[0-9a-f-]{36}/);
  const caseId = /certificates\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  const own = `${base}/me/certificates/${caseId}`;

  const desk = await pageFor(browser!, base, t.registrar, 1280);
  await desk.goto(`${base}/centre/applications/${caseId}?lang=ky`);
  await look(desk, 'desk-order');
  await desk.locator('main form[action$="/inform"] button').click();
  await desk.waitForURL(/done=inform/);
  await desk.locator('main form[action$="/keys"] button').click();
  await desk.waitForURL(/done=keys/);

  await page.goto(own);
  await page.check('[name=agreed]');
  await press(page, 'Келишим түзүү');
  await page.waitForURL(/done=agree/);
  await look(page, 'set-password');
  await page.fill('[name=password]', password);
  await page.fill('[name=again]', 'something else 12');
  await press(page, 'Ачкычты түздүрүү');
  assert.match(await page.locator('main').innerText(), /бирдей жазылган жок/);
  await page.fill('[name=password]', password);
  await page.fill('[name=again]', password);
  await press(page, 'Ачкычты түздүрүү');
  await page.waitForURL(/done=key/);
  await look(page, 'made');

  await desk.goto(`${base}/centre/applications/${caseId}?lang=ky`);
  for (const [name, value] of Object.entries({
    title: 'ID-карта',
    number: 'ID0000001',
    issuedBy: 'МКК 211011',
    birthPlace: 'Ош ш.',
    'issued-day': '15',
    'issued-month': '1',
    'issued-year': '2020',
  }))
    await desk.fill(`[name="${name}"]`, value);
  await desk.locator('main form[action$="/identity"] button').click();
  await desk.waitForURL(/done=identity/);
  await desk.locator('main form[action$="/issue"] button').click();
  await desk.waitForURL(/done=issue/);

  await page.goto(own);
  await look(page, 'take');
  await page.fill('[name=password]', 'not the password');
  await press(page, 'Тил кат берип');
  await page.locator('main', { hasText: 'белги коюңуз' }).waitFor();
  await page.check('[name=acquainted]');
  await page.fill('[name=password]', 'not the password');
  await press(page, 'Тил кат берип');
  await page.locator('.mk-error-summary', { hasText: 'Сырсөз туура эмес' }).waitFor();
  await page.check('[name=acquainted]');
  await page.fill('[name=password]', password);
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Тил кат берип')]);
  await page.waitForURL(/done=file/);
  assert.match(await page.locator('main').innerText(), /көчүрмөсү калган жок/);
  const { put, openssl } = openSslFolder();
  put('key.p12', readFileSync(await download.path()));
  put('password', password);
  const opened = openssl('pkcs12 -in key.p12 -noenc -passin file:password');
  assert.ok(opened.ok, opened.stderr);
  assert.match(opened.stdout.toString(), /BEGIN PRIVATE KEY/);
  assert.equal(await page.locator('form[action$="/key-file"]').count(), 0, 'there is nothing to take any more');
  await look(page, 'taken');
  await desk.goto(`${base}/centre/applications/${caseId}?lang=ky`);
  await look(desk, 'desk-done');
});

test('without a script the file comes as an answer to the form, and a second time says why there is none', async () => {
  const view = await t.ready({ keys: 'centre', request: undefined });
  const at = `/me/certificates/${view.id}`;
  const post = (path: string, form: Record<string, string>) =>
    t.applicant.post(`${at}/${path}`, { form: { _csrf: t.applicant.csrf, ...form } });
  assert.match((await t.applicant.get(`${at}?lang=en`)).body, /When a registrar has begun/);
  await t.by(t.registrar, view, 'makeKeys', { means: 'СБ-1' });
  const weak = await post('key?lang=en', { password: 'short', again: 'short' });
  assert.equal(weak.status, 422);
  assert.match(weak.body, /12 to 64 characters/);
  assert.ok(!weak.body.includes('value="short"'));
  assert.equal((await post('key', { password, again: password })).status, 303);
  await t.by(t.registrar, view, 'issue', { guideEdition: '1', guideLanguage: 'ky' });
  const unticked = await post('key-file', { password });
  assert.equal(unticked.status, 422);
  const file = await post('key-file', { password, acquainted: 'yes' });
  assert.deepEqual([file.status, file.headers['content-type']], [200, 'application/x-pkcs12']);
  const second = await post('key-file?lang=en', { password, acquainted: 'yes' });
  assert.equal(second.status, 409);
  assert.match(second.body, /handed over once and erased/);
});
