import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { assetUrl } from '../../src/platform/assets/assets.ts';
import { act, casesOf, ok } from '../../src/procedures/centres/test-centre.ts';
import { openSslFolder, pem } from '../../src/trust/formats/test-parties.ts';
import { parseCertificate } from '../../src/trust/path/index.ts';
import { applicants, example } from '../../src/wiring/test-applicants.ts';
import { langs } from '../../src/platform/text.ts';
import { axe, type Browser, launchBrowser, type Page } from '../support/browser.ts';
import type { Visitor } from '../support/platform.ts';

// A citizen gets a qualified certificate in the browser: the key is made there, a registrar checks and issues, the citizen receives.

const browser = await launchBrowser().catch((error: Error) => {
  console.log(`NOT RUN: a certificate in a browser (${error.message})`);
  return null as Browser | null;
});
const skip = browser === null;
const t = await applicants('2026-11-23T04:00:00Z');
after(async () => {
  await browser?.close();
  await t.stop();
});

async function pageOf(visitor: Visitor, width = 360): Promise<{ page: Page; base: string }> {
  const base = await t.listen();
  const context = await browser!.newContext({ viewport: { width, height: 800 }, locale: 'ky', acceptDownloads: true });
  await context.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: base })));
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return { page, base };
}
const submit = (page: Page, text: string): Promise<void> =>
  page.locator('main form button[type=submit]', { hasText: text }).first().click();
const idIn = (page: Page): string => /certificates\/([0-9a-f-]{36})/.exec(page.url())![1]!;
const keysIn = (page: Page): Promise<{ id: string; certificate: number; chain: number; extractable: boolean }[]> =>
  page.evaluate(`new Promise((resolve) => {
    const opened = indexedDB.open('makulduk-keys', 1);
    opened.onsuccess = () => {
      const all = opened.result.transaction('keys').objectStore('keys').getAll();
      all.onsuccess = () => { opened.result.close(); resolve(all.result.map((one) => ({ id: one.id, certificate: one.certificate?.byteLength ?? 0, chain: one.chain.length, extractable: one.privateKey.extractable }))); };
    };
  })`);

const looks: { path: string; visitor: Visitor }[] = [];

test('in the browser: apply with a key made there, agree, be identified, receive against receipt, keep the certificate beside its key; OpenSSL accepts it, and the Salyk.kg consent is signed with it', {
  skip,
  timeout: 240_000,
}, async () => {
  const { page, base } = await pageOf(t.applicant);
  await page.goto(`${base}/me/certificates?lang=ky`);
  await page.locator('main a[href="/me/certificates/apply"]').first().click();
  await page.check('input[name=centre]');
  await submit(page, 'Арызды жөнөтүү');
  await page.waitForURL(/certificates\/[0-9a-f-]{36}/);
  const caseId = idIn(page);
  const [key] = await keysIn(page);
  assert.deepEqual([key!.certificate, key!.extractable], [0, false]);

  const desk = await pageOf(t.registrar, 1280);
  await desk.page.goto(`${desk.base}/centre/applications/${caseId}?lang=ky`);
  assert.match(await desk.page.locator('main').innerText(), /Сыдыков/);
  await desk.page.locator('main form button[type=submit]').first().waitFor();
  await desk.page.locator('main form[action$="/inform"] button').click();
  await desk.page.waitForURL(/done=inform/);

  await page.reload();
  assert.match(await page.locator('main').innerText(), /Ачкычты эч кимге бербеңиз/, 'the sheet itself is read here');
  await page.check('[name=agreed]');
  await submit(page, 'Келишим түзүү');
  await page.waitForURL(/done=agree/);

  await desk.page.goto(`${desk.base}/centre/applications/${caseId}`);
  for (const [name, value] of Object.entries({
    title: 'ID-карта',
    number: 'ID0000001',
    issuedBy: 'МКК 211011',
    birthPlace: 'Ош ш.',
    'issued-day': '15',
    'issued-month': '1',
    'issued-year': '2020',
  }))
    await desk.page.fill(`[name="${name}"]`, value);
  await desk.page.locator('main form[action$="/identity"] button').click();
  await desk.page.waitForURL(/done=identity/);
  const finished = desk.page.locator('.mk-task', { hasText: 'аткарылды' });
  assert.deepEqual([await finished.count(), await finished.locator('a').count()], [4, 0], 'what is done leads nowhere');
  await desk.page.locator('main form[action$="/issue"] button').click();
  await desk.page.waitForURL(/done=issue/);

  await page.goto(`${base}/me/certificates/${caseId}`);
  const shown = await page.locator('main').innerText();
  for (const said of ['Сыдыков', 'Ош ш.', 'Ишеним', 'KG-С-001', 'СБ-1']) assert.ok(shown.includes(said), said);
  await submit(page, 'Тил кат берип');
  assert.match(await page.locator('main').innerText(), /белги коюңуз/, 'no receipt without the statement');
  await page.check('[name=acquainted]');
  await submit(page, 'Тил кат берип');
  await page.waitForURL(/done=receive/);
  await page.locator('[data-certificate-status]', { hasText: 'ушул браузерде' }).waitFor();
  const [kept] = await keysIn(page);
  assert.ok(kept!.certificate > 1000 && kept!.chain === 2 && kept!.id === key!.id && !kept!.extractable);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('main a[href$="certificate.cer"]').click(),
  ]);
  const der = readFileSync(await download.path());
  const { centre, root } = await t.chain();
  const { put, openssl } = openSslFolder();
  put('root.pem', pem('CERTIFICATE', root));
  put('centre.pem', pem('CERTIFICATE', centre));
  put('own.pem', pem('CERTIFICATE', der));
  const verified = openssl('verify -attime 1795406460 -x509_strict -CAfile root.pem -untrusted centre.pem own.pem');
  assert.ok(verified.ok, verified.stderr);
  // The same browser signs the Salyk.kg consent with it, and the evidence says by whom and of which class.
  await page.goto(`${base}/me/consent/${t.sandbox.purposes['inform_by_email']}?lang=ky`);
  await submit(page, 'Окудум');
  for (const box of await page.locator('main input[type=checkbox]:not([name=transfer])').all()) await box.check();
  if ((await page.locator('input[name=place]').count()) > 0) await page.fill('input[name=place]', 'Бишкек ш.');
  await page.locator('main button[type=submit]').first().click();
  await page.waitForURL(/\/check\//);
  await page.locator('main a[href$="?key=certificate"]').click();
  await page.locator('[data-certificate-begin]').click();
  await page.locator('[data-certificate-confirm]').click();
  await page.waitForURL(/\/receipt/);
  const { serial } = parseCertificate(der);
  assert.ok((await page.locator('main').innerText()).includes(`түзүлдү: квалификацияланган, сертификат № ${serial}`));

  // Somebody else at the same computer: the key is there, and is neither shown to that account nor used by it.
  const usable = (): Promise<number> =>
    page.evaluate(
      async (script) => {
        const { allKeys } = (await import(script)) as { allKeys: () => Promise<unknown[]> };
        return (await allKeys()).length;
      },
      `${base}${assetUrl('keys.js')}`,
    );
  const signInAs = async ({ cookies }: Visitor): Promise<void> => {
    await page.context().clearCookies();
    await page.context().addCookies([...cookies].map(([name, value]) => ({ name, value, url: base })));
  };
  assert.equal(await usable(), 1);
  await signInAs(await t.signedIn('+996000123456'));
  await page.goto(`${base}/me/profile?lang=ky`);
  assert.deepEqual([(await keysIn(page)).length, await usable()], [1, 0]);
  await page.context().clearCookies();
  await page.goto(`${base}/?lang=ky`);
  assert.equal(await usable(), 0, 'nobody is signed in');
  await signInAs(t.applicant);

  // What has ended is not called ready, and the key signs with it no more.
  const termination = casesOf(t.centre, 'certificate-termination');
  const asked = await t.applicant.post(termination, {
    json: { data: { certificateNumber: serial, compromised: 'no' } },
  });
  const entering = `/centre/cases/certificate-termination/${ok(asked).id}/acts/enter?lang=ky`;
  assert.ok(
    (await t.registrar.get(entering)).body.includes(serial),
    'what is confirmed for good stands beside the button',
  );
  ok(await act(t.registrar, t.centre, 'certificate-termination', ok(asked).id, 'enter'));
  t.clock.advance(2000);
  await page.goto(`${base}/me/certificates/${caseId}?lang=ky`);
  await page.locator('[data-certificate-status]', { hasText: 'аны менен кол коюлбайт' }).waitFor();
  assert.deepEqual(
    (await keysIn(page)).map(({ certificate, chain }) => [certificate, chain]),
    [[0, 0]],
  );

  const own = `/me/certificates/${caseId}`;
  for (const path of ['/me/certificates', '/me/certificates/apply', own, `${own}/end`])
    looks.push({ path, visitor: t.applicant });
  looks.push({ path: `/centre/applications/${caseId}`, visitor: t.registrar });
});

test('a key stays in the browser for an application that goes on: it is gone when the form comes back refused, or the centre refuses', {
  skip,
  timeout: 120_000,
}, async () => {
  const { page, base } = await pageOf(t.applicant);
  const none = async (): Promise<void> => {
    for (let left = 100; (await keysIn(page)).length > 0; left--) {
      assert.ok(left > 0, 'the key is still there');
      await page.waitForTimeout(100);
    }
  };
  await page.goto(`${base}/me/certificates/apply?lang=ky`);
  await page.check('input[name=centre]');
  await page.check('input[name=limits][value=stated]');
  await submit(page, 'Арызды жөнөтүү');
  await page.waitForSelector('.mk-error-summary');
  await none();
  assert.equal(await page.locator('[name=request]').inputValue(), '', 'nor is its request left in the form');
  await page.check('input[name=limits][value=none]');
  await submit(page, 'Арызды жөнөтүү');
  await page.waitForURL(/certificates\/[0-9a-f-]{36}/);
  await page.reload();
  assert.equal((await keysIn(page)).length, 1);
  ok(await t.by(t.registrar, { id: idIn(page) }, 'decline', example('decline')));
  await page.reload();
  await none();
});

test('a certificate with a later day is not called ready for signing before that day; its ending says which signatures stay in force', async () => {
  const { view } = await t.issued({ from: '2026-12-10' });
  await t.by(t.applicant, view, 'receipt');
  await t.by(t.applicant, view, 'collect');
  const own = (await t.applicant.get(`/me/certificates/${view.id}?lang=en`)).body;
  assert.match(own, /data-usable="no" data-here="[^"]*not in effect yet/);
  const ending = (await t.applicant.get(`/me/certificates/${view.id}/end?lang=en`)).body;
  assert.match(ending, /stay in force if they carry a time-stamp/);
});

test('ES-13.1.1b: nobody but the applicant collects the certificate, and nobody before the receipt', {
  skip,
}, async () => {
  const { view, certificate } = await t.issued();
  const file = `/me/certificates/${view.id}/certificate.cer`;
  assert.equal((await t.applicant.get(file)).status, 409, 'no receipt yet');
  await t.by(t.applicant, view, 'receipt');
  await t.by(t.applicant, view, 'collect');
  assert.ok((await t.applicant.get(file)).raw.equals(certificate.raw));
  assert.equal((await t.registrar.get(file)).status, 403);
  assert.ok((await t.visitor().get(file)).status >= 300);
  const other = await t.signedIn('+996000123456');
  assert.ok((await other.get(file)).status >= 400);
});

test('the pages of certificates pass axe in three languages and fit 360 px', { skip, timeout: 240_000 }, async () => {
  const waiting = await t.apply();
  const ready = await t.issued();
  looks.push(
    { path: `/me/certificates/${waiting.id}`, visitor: t.applicant },
    { path: `/centre/applications/${waiting.id}`, visitor: t.registrar },
    { path: `/me/certificates/${ready.view.id}`, visitor: t.applicant },
  );
  const head = await t.signedIn('head@ishenim.example.kg', '10.7.0.1');
  for (const path of ['/centre/papers', '/centre/papers/information', '/centres/ishenim/information'])
    looks.push({ path, visitor: head });
  const pictures = process.env['MAKULDUK_PICTURES'];
  const faults: string[] = [];
  for (const [index, { path, visitor }] of looks.entries())
    for (const width of pictures === undefined ? [360] : [360, 1280]) {
      const { page, base } = await pageOf(visitor, width);
      for (const lang of langs) {
        const answer = await page.goto(`${base}${path}?lang=${lang}`);
        if (answer?.status() !== 200) faults.push(`${path} ${lang}: ${answer?.status()}`);
        const wide = (await page.evaluate('document.documentElement.scrollWidth')) as number;
        if (wide > width) faults.push(`${path} ${lang}: ${wide} px wide`);
        if (width === 360)
          for (const found of await axe(page)) faults.push(`${path} ${lang}: ${found.rule} ${found.nodes[0]}`);
        if (pictures !== undefined) {
          mkdirSync(pictures, { recursive: true });
          await page.screenshot({ path: join(pictures, `${index}-${lang}-${width}.png`), fullPage: true });
        }
      }
      await page.context().close();
    }
  assert.deepEqual(faults, []);
});
