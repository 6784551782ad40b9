import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { readZip, writeZip } from '../../src/record/index.ts';
import { pemOf } from '../../src/trust/issue/index.ts';
import { conditionTitles } from '../../src/trust/verify/report.messages.ts';
import { axe, type Page } from '../support/browser.ts';
import { beginButton as begin, certified, confirmButton as confirm, signIn } from '../support/browser-keys.ts';
import { type TestCentre, testCentre } from '../support/centre.ts';
import { recorded } from '../support/consenting.ts';
import { testPerson } from '../support/people.ts';
import { keepPicture } from '../support/looks.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';
import { journey } from '../support/journey.ts';

// In a real browser: a key that never leaves it, a certificate of the sandbox's centre, the Salyk.kg consent signed in Kyrgyz.

const root = join(import.meta.dirname, '../..');
const { browser, ends, folder, phone } = await journey();
let t: TestPlatform | undefined;
ends.push(() => t?.stop());

async function toSigning(page: Page, url: string, again = false): Promise<void> {
  await page.goto(`${url}/me`);
  const link = page.locator('main a[href^="/me/consent/"]', { hasText: 'Электрондук каттарды' });
  if (again) await page.goto(`${url}/me/consent/${t!.sandbox.purposes['inform_by_email']}`);
  else await link.click();
  await page.locator('main button[type=submit]', { hasText: 'Окудум' }).click();
  for (const box of await page.locator('main input[type=checkbox]:not([name=transfer])').all()) await box.check();
  if ((await page.locator('input[name=place]').count()) > 0) await page.fill('input[name=place]', 'Бишкек ш.');
  await page.locator('main button[type=submit]').first().click();
  await page.waitForURL(/\/check\//);
  await page.locator('main a[href$="?key=certificate"]').click();
  await page.waitForURL(/\/sign\//);
}

test('ES-12.2.1 ES-12.2.3: a citizen signs the Salyk.kg consent with a certificate: shown, confirmed, said to be made', {
  skip: browser === null,
  timeout: 280_000,
}, async () => {
  t = await startPlatform();
  const centre = await testCentre(t);
  const url = await t.listen();
  const page = await phone();
  await signIn(page, url);
  const { certificate } = await certified(page, url, centre);
  await toSigning(page, url);
  // Every use of a key by the page is counted; `fail` makes the next one fail as a broken token would.
  await page.evaluate(() => {
    const { subtle } = crypto;
    const sign = subtle.sign.bind(subtle);
    const state = { uses: 0, fail: false };
    Object.assign(globalThis, { keyState: state });
    subtle.sign = (...given: Parameters<typeof sign>) => {
      state.uses++;
      return state.fail ? Promise.reject(new DOMException('the key is gone', 'OperationError')) : sign(...given);
    };
  });
  const uses = (): Promise<number> => page.evaluate(() => (globalThis as unknown as Keyed).keyState.uses);
  const says = (text: RegExp): Promise<void> => page.locator('[data-certificate-status]', { hasText: text }).waitFor();

  // What is on the page is not what would be signed: nothing is.
  const mark = page.locator('[data-certificate="sign"]');
  const hash = (await mark.getAttribute('data-document'))!;
  await mark.evaluate((node) => node.setAttribute('data-document', '0'.repeat(64)));
  await begin(page).click();
  await says(/дал келген жок/);
  await mark.evaluate((node, own) => node.setAttribute('data-document', own), hash);

  await begin(page).click();
  await confirm(page).waitFor();
  const shown = await page.locator('[data-certificate-shown]').innerText();
  assert.ok(shown.includes(certificate.serial), 'the certificate is named before it is used');
  assert.ok(shown.includes('Сыдыков Айбек'), 'the document is there to read');
  await keepPicture(page, 'sign-ky-360');
  await page.locator('[data-certificate-cancel]').click();
  await says(/Колтамга түзүлгөн жок/);
  assert.equal(await uses(), 0, 'no key before the confirmation');
  const journey = /\/consent\/[^/]+\/([^/]+)\//.exec(page.url())![1]!;
  const steps = (await t.platform.identity.signing.readProtocol(journey))!.steps.map(({ kind }) => kind);
  assert.equal(steps.at(-1), 'confirmation-asked', 'asked, and not confirmed');

  await begin(page).click();
  await page.evaluate(() => Object.assign((globalThis as unknown as Keyed).keyState, { fail: true }));
  await confirm(page).click();
  await says(/Колтамга түзүлгөн жок/);
  assert.match(page.url(), /\/sign\//);
  await page.evaluate(() => Object.assign((globalThis as unknown as Keyed).keyState, { fail: false }));
  await begin(page).click();
  await confirm(page).click();
  await page.waitForURL(/\/receipt/);
  const receipt = await page.locator('main').innerText();
  assert.match(receipt, new RegExp(`түзүлдү: квалификацияланган, сертификат № ${certificate.serial}`));
  await keepPicture(page, 'receipt-ky-360');
  await recorded(t);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('main a[href$="/evidence.asice"]').first().click(),
  ]);
  const file = join(folder, 'evidence.asice');
  await download.saveAs(file);

  const trust = await trustFolder(url);
  const good = verify(file, trust);
  assert.equal(good.code, 0, good.text);
  assert.equal(good.text.match(/✓ [1-4]\. .*: сакталган/g)?.length, 4, good.text);
  openSslVerifies(file, centre);

  // One byte anywhere: what was changed is named.
  const bytes = readFileSync(file);
  for (const name of ['consent.json', 'consent.pdf', 'consent-manifest.json.p7s', 'journal-entry.json']) {
    const altered = Buffer.from(bytes);
    const member = readZip(bytes).find((one) => one.name === name)!;
    const place = bytes.indexOf(Buffer.from(member.bytes));
    altered[place + Math.floor(member.bytes.length / 2)]! ^= 1;
    const bad = verify(put('altered.asice', altered), trust);
    assert.equal(bad.code, 1);
    assert.ok(bad.text.includes(`[${name}]`), bad.text);
    const repacked = readZip(bytes).map((one) => (one.name === name ? { name, bytes: flipped(one.bytes) } : one));
    const named = verify(put('altered.asice', writeZip(repacked)), trust);
    assert.equal(named.code, 1);
    assert.ok(named.text.includes(`[${name}]`), named.text);
  }

  // ES-14.7b: after the entry of the end the old signature stays, a new one is refused with the condition that is not met.
  t.clock.advance(60_000);
  await centre.end(certificate);
  t.clock.advance(60_000);
  const later = verify(file, await trustFolder(url));
  assert.equal(later.code, 0, later.text);
  await toSigning(page, url, true);
  await begin(page).click();
  await confirm(page).click();
  await page.waitForURL(/key=certificate/);
  assert.match(await page.locator('main').innerText(), /токтотулган же жокко чыгарылган/);
  await keepPicture(page, 'refused-ky-360');
});

test('an account is bound to its owner in the browser by a qualified certificate; the public page shows the four conditions of its consent', {
  skip: browser === null,
  timeout: 200_000,
}, async () => {
  const stand = t!;
  const url = await stand.listen();
  const context = await browser!.newContext({ viewport: { width: 1280, height: 900 }, locale: 'ky' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await signIn(page, url, '+996000123456');
  const person = testPerson(9);
  const named = {
    subject: {
      countryName: 'KG',
      surname: person.surname,
      givenName: `${person.givenName} ${person.patronymic}`,
      serialNumber: `PNOKG-${person.pin}`,
      commonName: `${person.surname} ${person.givenName}`,
    },
    personal: { dateOfBirth: person.birthDate, placeOfBirth: 'Ош ш.', patronymic: person.patronymic! },
  };
  await certified(page, url, await testCentre(stand), [null, named]);
  await page.goto(`${url}/me/profile?lang=ky`);
  await begin(page).click();
  await confirm(page).waitFor();
  assert.match(await page.locator('[data-certificate-text]').innerText(), /өзүмө таандык экенин ырастайм/);
  await keepPicture(page, 'bind-ky-1280');
  // The name stands on the page before the binding as well: the certificate says it.
  await Promise.all([page.waitForEvent('load'), confirm(page).click()]);
  await page.locator('main', { hasText: person.surname }).waitFor();

  for (const lang of ['ky', 'ru', 'en'])
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${url}/verify?lang=${lang}`);
      await page.setInputFiles('input[type=file]', join(folder, 'evidence.asice'));
      await page.locator('main form button[type=submit]').click();
      await page.waitForLoadState();
      const shown = await page.locator('main').innerText();
      for (const { [lang as 'ky']: title } of Object.values(conditionTitles)) assert.ok(shown.includes(title), title);
      const wide = await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth);
      assert.ok(wide <= width, `${lang} ${width}: ${wide}`);
      assert.deepEqual(await axe(page), []);
      await keepPicture(page, `verify-${lang}-${width}`);
    }
});

type Keyed = { readonly keyState: { readonly uses: number } };

const put = (name: string, bytes: Uint8Array | string): string => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
function flipped(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  copy[Math.floor(copy.length / 2)]! ^= 1;
  return copy;
}

/** What a reader collects by the commands that the page of verification shows. The status of then is in the message. */
async function trustFolder(url: string): Promise<string> {
  const page = await (await fetch(`${url}/verify?lang=en`)).text();
  const shown = /<code[^>]*>(mkdir -p trust[^<]*)<\/code>/
    .exec(page)![1]!
    .replaceAll('&#39;', "'")
    .replaceAll('&gt;', '>');
  // The addresses are those people use; here the same server stands at another port.
  const commands = shown.replaceAll(/curl -sf http:\/\/[^/]+/g, `curl -sf ${url}`);
  // Not spawnSync: the server that answers runs in this process.
  await promisify(execFile)('sh', ['-euc', commands], { cwd: folder });
  return join(folder, 'trust');
}

function verify(file: string, trust: string): { code: number | null; text: string } {
  const at = new Date(t!.clock.now().getTime() + 1000).toISOString();
  const run = spawnSync(
    process.execPath,
    [join(root, 'cli/makulduk.ts'), 'verify', file, '--trust', trust, '--at', at, '--lang', 'ky'],
    { encoding: 'utf8' },
  );
  return { code: run.status, text: run.stdout + run.stderr };
}

/** OpenSSL with the root alone: the message inside holds over the manifest; over another manifest it does not. */
function openSslVerifies(file: string, centre: TestCentre): void {
  const members = readZip(readFileSync(file));
  const member = (name: string): Uint8Array => members.find((one) => one.name === name)!.bytes;
  const message = put('signature.p7s', member('consent-manifest.json.p7s'));
  const pem = put('root.pem', pemOf('CERTIFICATE', centre.root));
  const check = (content: Uint8Array): number | null => {
    const at = String(Math.floor(t!.clock.now().getTime() / 1000) + 1);
    const given = `cms -verify -binary -inform DER -in ${message} -CAfile ${pem} -purpose any -attime ${at}`;
    const run = spawnSync('openssl', [
      ...given.split(' '),
      '-content',
      put('content', content),
      '-out',
      put('out', ''),
    ]);
    if (run.status !== 0) opened = run.stderr.toString();
    return run.status;
  };
  let opened = '';
  assert.equal(check(member('consent-manifest.json')), 0, opened);
  assert.notEqual(check(flipped(member('consent-manifest.json'))), 0);
}
