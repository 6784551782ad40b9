import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openSslFolder, pem } from '../../src/trust/formats/test-parties.ts';
import { applicants, example, newHolder } from '../../src/wiring/test-applicants.ts';
import { axe, type Browser, launchBrowser, type Page } from '../support/browser.ts';
import { beginButton, confirmButton } from '../support/browser-keys.ts';
import { keepPicture, pageFor } from '../support/looks.ts';

// A citizen signs with a key from a PKCS#12 file, in a real browser: one that OpenSSL made, and one that the centre handed over.

const browser = await launchBrowser().catch((error: Error) => {
  console.log(`NOT RUN: a key file in a browser (${error.message})`);
  return null as Browser | null;
});
const folder = mkdtempSync(join(tmpdir(), 'mk-key-file-'));
const t = await applicants('2026-11-23T04:00:00Z');
after(async () => {
  await browser?.close();
  await t.stop();
  rmSync(folder, { recursive: true, force: true });
});
const password = 'Ala-Too 2026 korgoo';

/** The page on which the Salyk.kg consent is signed by a certificate. */
async function toSigning(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/me/consent/${t.sandbox.purposes['inform_by_email']}?lang=ky`);
  await page.locator('main form button[type=submit]', { hasText: 'Окудум' }).first().click();
  for (const box of await page.locator('main input[type=checkbox]:not([name=transfer])').all()) await box.check();
  if ((await page.locator('input[name=place]').count()) > 0) await page.fill('input[name=place]', 'Бишкек ш.');
  await page.locator('main button[type=submit]').first().click();
  await page.waitForURL(/\/check\//);
  await page.locator('main a[href$="?key=certificate"]').click();
  await page.waitForURL(/\/sign\//);
}

/** A certificate of a key made elsewhere, with that key, as OpenSSL 3 packs them by itself. */
async function ofOpenSsl(): Promise<{ file: string; serial: string }> {
  const holder = await newHolder();
  const { certificate } = await t.issued({ request: holder.request });
  const { centre, root } = await t.chain();
  const { put, openssl, folder: own } = openSslFolder();
  put('own.pem', pem('CERTIFICATE', certificate.raw));
  put('key.pem', holder.keyPem);
  put('chain.pem', pem('CERTIFICATE', centre) + pem('CERTIFICATE', root));
  put('password', password);
  const made = openssl(
    'pkcs12 -export -in own.pem -inkey key.pem -certfile chain.pem -passout file:password -out own.p12',
  );
  assert.ok(made.ok, made.stderr);
  return { file: join(own, 'own.p12'), serial: certificate.serial };
}

/** The file that the centre hands over (ES-13.1.7). */
async function ofCentre(): Promise<{ file: string; serial: string }> {
  const view = await t.ready({ keys: 'centre', request: undefined });
  await t.by(t.registrar, view, 'makeKeys', { means: 'СБ-1' });
  await t.applicant.post(`/v1/me/certificates/${view.id}/key`, { json: { password } });
  await t.by(t.registrar, view, 'issue', example('issue'));
  const taken = await t.applicant.post(`/v1/me/certificates/${view.id}/key-file`, {
    json: { password, acquainted: true },
  });
  assert.equal(taken.status, 200, taken.body);
  const file = join(folder, 'key.p12');
  writeFileSync(file, taken.raw);
  return { file, serial: (await t.certificateOf(view)).serial };
}

for (const [name, make] of [
  ['made by OpenSSL 3', ofOpenSsl],
  ['handed over by the centre', ofCentre],
] as const)
  test(`in the browser: the consent is signed with a key from a PKCS#12 file ${name}; neither the file nor its password is sent, and nothing of it is kept`, {
    skip: browser === null,
    timeout: 240_000,
  }, async () => {
    const { file, serial } = await make();
    const base = await t.listen();
    const page = await pageFor(browser!, base, t.applicant);
    const sent: string[] = [];
    page.on('request', (request) => {
      sent.push(`${request.url()} ${request.postDataBuffer()?.toString('latin1') ?? ''}`);
    });
    await toSigning(page, base);
    const says = (text: RegExp): Promise<void> =>
      page.locator('[data-certificate-status]', { hasText: text }).waitFor();
    await page.locator('[data-certificate-file] summary').click();
    assert.match(
      await page.locator('[data-certificate-file]').innerText(),
      /тастыкталган электрондук колтамга каражаты эмес/,
    );
    assert.deepEqual(await axe(page), []);
    await keepPicture(page, 'key-file-open-ky');
    const secret = page.locator('[data-certificate-file] input[type=password]');
    await page.locator('[data-certificate-file-open]').click();
    await says(/Файлды тандаңыз/);
    await page.locator('[data-certificate-file] input[type=file]').setInputFiles(file);
    await secret.fill('not the password');
    await secret.press('Enter');
    await says(/Сырсөз туура эмес/);
    assert.match(page.url(), /\/sign\//);
    await secret.fill(password);
    await page.locator('[data-certificate-file-open]').click();
    await says(/Файл ачылды/);
    await beginButton(page).click();
    await confirmButton(page).waitFor();
    assert.ok((await page.locator('[data-certificate-shown]').innerText()).includes(serial));
    await confirmButton(page).click();
    await page.waitForURL(/\/receipt/);
    assert.ok((await page.locator('main').innerText()).includes(`түзүлдү: квалификацияланган, сертификат № ${serial}`));
    const traffic = sent.join('\n');
    const part = readFileSync(file).subarray(-300);
    const written = [0, 1, 2].map((from) => part.subarray(from).toString('base64').slice(8, 72));
    const traces = [password, encodeURIComponent(password), part.toString('latin1'), part.toString('hex'), ...written];
    for (const trace of traces) assert.equal(traffic.includes(trace), false);
    assert.ok(traffic.includes('/v1/me/signings/'), 'what was sent was seen');
    const kept = (await page.evaluate(`new Promise((resolve) => {
      const opened = indexedDB.open('makulduk-keys', 1);
      opened.onupgradeneeded = () => opened.result.createObjectStore('keys', { keyPath: 'id' });
      opened.onsuccess = () => {
        const all = opened.result.transaction('keys').objectStore('keys').getAll();
        all.onsuccess = () => { opened.result.close(); resolve(all.result.length); };
      };
    })`)) as number;
    assert.equal(kept, 0);
    await page.context().close();
  });
