import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { test } from 'node:test';
import { inventedCitizens } from '../../src/identity/index.ts';
import { cloudPerson, type CloudStandIn, startCloudStandIn } from '../../src/trust/cloud/index.ts';
import { axe, type Page } from '../support/browser.ts';
import { testCentre } from '../support/centre.ts';
import { keepPicture } from '../support/looks.ts';
import { password, startPlatform, type TestPlatform } from '../support/platform.ts';
import { journey } from '../support/journey.ts';

// In a real browser, without its scripts where a citizen has none: the State's signing service keeps the key, the code comes by telephone.

const { browser, ends } = await journey();
let t: TestPlatform | undefined;
let cloud: CloudStandIn | undefined;
ends.push(
  () => t?.stop(),
  () => cloud?.stop(),
);

async function toSigning(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in?lang=ky`);
  await page.fill('input[name=login]', 'aibek@example.kg');
  await page.fill('input[name=password]', password);
  await page.locator('main form:has(input[name=password]) button[type=submit]').last().click();
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'));
  await page.goto(`${url}/me/consent/${t!.sandbox.purposes['inform_by_email']}`);
  await page.locator('main button[type=submit]', { hasText: 'Окудум' }).click();
  for (const box of await page.locator('main input[type=checkbox]:not([name=transfer])').all()) await box.check();
  if ((await page.locator('input[name=place]').count()) > 0) await page.fill('input[name=place]', 'Бишкек ш.');
  await page.locator('main button[type=submit]').first().click();
  await page.waitForURL(/\/check\//);
  await page.locator('main a[href$="?key=certificate"]').click();
  await page.waitForURL(/\/sign\//);
}

test('a citizen signs with a key in the cloud: chooses it, reads the document, enters the code, sees that a signature was made', {
  skip: browser === null,
  timeout: 240_000,
}, async () => {
  let now = (): Date => new Date('2026-11-23T04:00:00Z');
  const { pin, name } = inventedCitizens[0]!.claims as { pin: string; name: string };
  const person = cloudPerson(pin, name);
  cloud = await startCloudStandIn({ people: [person], now: () => now() });
  t = await startPlatform({ cloud });
  now = () => t!.clock.now();
  const centre = await testCentre(t);
  const spki = createPublicKey(person.key).export({ format: 'der', type: 'spki' });
  const { certificate } = await centre.issue(0, {}, { spki });
  const url = await t.listen();
  const context = await browser!.newContext({ viewport: { width: 360, height: 780 }, locale: 'ky' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await toSigning(page, url);

  // Nobody is left at a dead end where the service has no key of theirs.
  await page.locator('main a[href$="/cloud"]').click();
  await page.waitForURL(/\/cloud$/);
  assert.match(await page.locator('main').innerText(), /Булутта сиздин колтамга ачкычыңыз жок/);
  assert.ok(await page.locator('main a[href$="?key=certificate"]').isVisible());
  await keepPicture(page, 'cloud-none-ky-360');

  person.certificate = certificate;
  const here = page.url();
  const sent = `${here}?sent=sms`;
  for (const lang of ['ky', 'ru', 'en'])
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      for (const [at, which] of [
        [here, 'choose'],
        [sent, 'code'],
      ] as const) {
        await page.goto(`${at}${at.includes('?') ? '&' : '?'}lang=${lang}`);
        const wide = await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth);
        assert.ok(wide <= width, `${which} ${lang} ${width}: ${wide}`);
        assert.deepEqual(await axe(page), []);
        await keepPicture(page, `cloud-${which}-${lang}-${width}`);
      }
    }

  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto(`${here}?lang=ky`);
  await page.locator('main button[type=submit]', { hasText: 'Код суратуу' }).click();
  await page.waitForURL(/sent=sms/);
  const shown = await page.locator('main').innerText();
  assert.ok(shown.includes('Сыдыков Айбек'), 'the document is there to read');
  assert.match(shown, /Азырынча колтамга түзүлгөн жок/);
  const code = cloud.codeOf(pin)!;
  assert.match(code, /^\d{6}$/);

  await page.fill('input[name=code]', code === '111111' ? '222222' : '111111');
  await page.locator('main button[type=submit]', { hasText: 'Ырастайм' }).click();
  await page.locator('main [role=alert], main .mk-error-summary', { hasText: 'Код туура эмес' }).first().waitFor();
  assert.deepEqual(await axe(page), []);
  await keepPicture(page, 'cloud-wrong-ky-360');
  assert.ok(!page.url().includes(code) && !page.url().includes(pin));

  await page.fill('input[name=code]', ` ${code.slice(0, 3)} ${code.slice(3)}`);
  await page.locator('main button[type=submit]', { hasText: 'Ырастайм' }).click();
  await page.waitForURL(/\/receipt/);
  assert.match(
    await page.locator('main').innerText(),
    new RegExp(`түзүлдү: квалификацияланган, сертификат № ${certificate.serial}`),
  );

  // The stand-in's own page, as the sandbox has it: requests to take to a centre, certificates, codes.
  const standIn = await context.newPage();
  await standIn.goto(cloud.page);
  assert.match(await standIn.locator('main').innerText(), /Сыдыков/);
  const request = await (await fetch(`${cloud.page}request/0.csr`)).text();
  assert.match(request, /BEGIN CERTIFICATE REQUEST/);
});
