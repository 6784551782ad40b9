import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { applicants, example } from '../../src/wiring/test-applicants.ts';
import { type Browser, launchBrowser } from '../support/browser.ts';
import { look, pageFor, press } from '../support/looks.ts';
import { password } from '../support/platform.ts';

// A centre entrusts somebody with issuing, in a browser: powers, a certificate by two officers, an account; then somebody applies there.

const browser = await launchBrowser().catch((error: Error) => {
  console.log(`NOT RUN: a trusted person in a browser (${error.message})`);
  return null as Browser | null;
});
const t = await applicants('2026-11-23T04:00:00Z');
after(async () => {
  await browser?.close();
  await t.stop();
});

test('in the browser: powers, the certificate by two officers of the centre, an officer’s account; an application through the person, issued there; the powers back', {
  skip: browser === null,
  timeout: 240_000,
}, async () => {
  const base = await t.listen();
  const head = await pageFor(browser!, base, await t.signedIn('head@ishenim.example.kg'), 1280);
  await head.goto(`${base}/centre/trusted?lang=ky`);
  const powers = {
    name: '«Түштүк ишеним» ЖЧК',
    registrationNumber: '000009-3301-ЖЧК',
    contractNumber: 'И-1',
    scope: 'Жеке жактардын сертификаттары',
    'contractOn-day': '2',
    'contractOn-month': '11',
    'contractOn-year': '2026',
  };
  for (const [name, value] of Object.entries(powers)) await head.fill(`[name="${name}"]`, value);
  await head.locator('main form[action$="/trusted"] button[type=submit]').click();
  await head.waitForURL(/done=1/);
  await head.locator('main a[href^="/centre/trusted/"]').click();
  await head.fill('[name=place]', 'Ош ш., Сыноо көч., 3');
  await press(head, 'Сертификатты даярдоо');
  await head.waitForURL(/done=order/);
  await look(head, 'trusted-order');
  await press(head, 'Так ушуну бекитем');
  await head.waitForURL(/done=approve/);
  assert.match(await head.locator('main').innerText(), /Экинчи кызматкердин/);

  const address = head.url().replace(/\?.*/, '');
  const clerk = await pageFor(browser!, base, t.registrar);
  await clerk.goto(`${address}?lang=ky`);
  await look(clerk, 'trusted-approve');
  await press(clerk, 'Так ушуну бекитем');
  await clerk.waitForURL(/done=approve/);

  await head.goto(`${address}?lang=ky`);
  await head.fill('[name=name]', 'Түштүков Эмил');
  await head.fill('[name=login]', 'emil@trusted.example.kg');
  await head.fill('[name=password]', password);
  await press(head, 'Кошуу');
  await head.waitForURL(/done=officers/);
  assert.match(await head.locator('main').innerText(), /Түштүков Эмил/);
  await look(head, 'trusted-person');

  const page = await pageFor(browser!, base, t.applicant);
  await page.goto(`${base}/me/certificates/apply?lang=ky`);
  await look(page, 'apply-through');
  await page.locator('input[name=centre]').nth(1).check();
  await press(page, 'Арызды жөнөтүү');
  await page.waitForURL(/certificates\/[0-9a-f-]{36}/);
  const caseId = /certificates\/([0-9a-f-]{36})/.exec(page.url())![1]!;

  const emil = await t.signedIn('emil@trusted.example.kg', '10.9.0.1');
  const officer = await pageFor(browser!, base, emil);
  await officer.goto(`${base}/centre?lang=ky`);
  await look(officer, 'officer-home');
  await officer.goto(`${base}/centre/cases/certificate-application?lang=ky`);
  await officer.locator(`main a[href="/centre/applications/${caseId}"]`).click();
  await officer.locator('main form[action$="/inform"] button').click();
  await officer.waitForURL(/done=inform/);
  await look(officer, 'officer-desk');
  const of = (who: Parameters<typeof t.by>[0], name: string, data = {}) => t.by(who, { id: caseId }, name, data);
  assert.equal((await of(t.applicant, 'agree')).status, 200);
  for (const name of ['establish', 'keepDocument']) assert.equal((await of(emil, name, example(name))).status, 200);
  await officer.goto(`${base}/centre/applications/${caseId}?lang=ky`);
  await officer.locator('main form[action$="/issue"] button').click();
  await officer.waitForURL(/done=issue/);
  await page.goto(`${base}/me/certificates/${caseId}?lang=ky`);
  assert.match(await page.locator('main').innerText(), /Түштүк ишеним|Ишеним/);

  await head.goto(`${address}?lang=ky`);
  assert.match(await head.locator('main').innerText(), /Ал берген сертификаттар \(1\)/);
  await press(head, 'Укугун токтотуу');
  await head.locator('.mk-error-summary').waitFor();
  await head.fill('[name=ground]', 'Келишим бузулду');
  await press(head, 'Укугун токтотуу');
  await head.waitForURL(/done=withdraw/);
  await look(head, 'trusted-over');
  const shut = await emil.get(`/centre/applications/${caseId}?lang=ky`);
  assert.equal(shut.status, 404);
});
