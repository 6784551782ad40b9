import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { langs } from '../../src/platform/text.ts';
import { axe } from '../support/browser.ts';
import { beginButton, certified, confirmButton, signIn } from '../support/browser-keys.ts';
import { testCentre } from '../support/centre.ts';
import { consentByCertificate } from '../support/consenting.ts';
import { keepPicture } from '../support/looks.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';
import { journey } from '../support/journey.ts';

// In a real browser: a consent is withdrawn with the key that lies there, and its owner keeps the signed application.

const { browser, ends, folder, phone } = await journey();
let t: TestPlatform | undefined;
ends.push(() => t?.stop());

test('a citizen signs the withdrawal of a consent: own words, shown before the key is used, proof to keep', {
  skip: browser === null,
  timeout: 280_000,
}, async () => {
  t = await startPlatform();
  const centre = await testCentre(t);
  const url = await t.listen();
  const given = await consentByCertificate(t, await t.signedIn('aibek@example.kg', '10.4.0.1'), await centre.issue(0));
  assert.equal(given.status, 201, given.body);
  const { consentId } = given.json<{ consentId: string }>();
  const page = await phone(40_000);
  const looked = async (name: string): Promise<void> => {
    const width = page.viewportSize()!.width;
    const wide = await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth);
    assert.ok(wide <= width, `${name}: ${wide}`);
    assert.deepEqual(await axe(page), [], name);
    await keepPicture(page, name);
  };
  await signIn(page, url);
  const { certificate } = await certified(page, url, centre);
  const opened = '[data-certificate="withdraw"]';
  for (const width of [1280, 360])
    for (const lang of [...langs].reverse()) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${url}/me/consents/${consentId}/withdraw?lang=${lang}`);
      await page.locator(`details:has(${opened}) > summary`).click();
      await beginButton(page).waitFor();
      await looked(`withdraw-${lang}-${width}`);
    }
  await page.fill('[name=application]', 'Мындан ары кат жөнөтпөңүздөр.');
  await beginButton(page).click();
  await confirmButton(page).waitFor();
  const shown = await page.locator('[data-certificate-shown]').innerText();
  for (const part of ['кайта сурап алам', 'кат жөнөтпөңүздөр', certificate.serial])
    assert.ok(shown.includes(part), part);
  await looked('withdraw-shown-ky-360');
  await confirmButton(page).click();
  await page.waitForURL(/\/withdrawn/);
  for (const width of [1280, 360])
    for (const lang of [...langs].reverse()) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${url}/me/consents/${consentId}/withdrawn?lang=${lang}`);
      await looked(`withdrawn-${lang}-${width}`);
    }
  assert.ok((await page.locator('main').innerText()).includes(certificate.serial));
  const files: string[] = [];
  for (const name of ['withdrawal.json', 'withdrawal.json.p7s']) {
    const link = page.locator(`main a[href$="/${name}"]`);
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    assert.equal(download.suggestedFilename(), name);
    await download.saveAs(join(folder, name));
    files.push(join(folder, name));
  }
  assert.ok(readFileSync(files[0]!, 'utf8').includes('кат жөнөтпөңүздөр'));
  // The page that the proof names takes both, and calls them valid.
  await page.locator('main a[href="/signatures/verify"]').click();
  await page.setInputFiles('input[name=signature]', files[1]!);
  await page.setInputFiles('input[name=document]', files[0]!);
  await page.locator('main form button[type=submit]').click();
  await page.locator('main', { hasText: certificate.serial }).waitFor();
  assert.equal(await page.locator('.mk-banner--success').count(), 1);
});
