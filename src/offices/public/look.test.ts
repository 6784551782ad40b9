import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, type Browser, launchBrowser } from '../../../test/support/browser.ts';
import { startPlatform, type TestPlatform } from '../../../test/support/platform.ts';
import { langs } from '../../platform/text.ts';

describe('the public pages in a real browser', () => {
  let t: TestPlatform;
  let browser: Browser;
  let base: string;
  before(async () => {
    t = await startPlatform();
    base = await t.listen();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await t.stop();
  });

  const addresses = (holder: string): string[] => [
    '/',
    '/registers',
    `${holder}/forms`,
    `${holder}/arrays`,
    `${holder}/policy`,
    '/verify',
    '/signatures/verify',
    '/log',
    '/log/entry?index=0',
    '/law',
    '/law/PD',
    '/law/PD/9',
    '/law/PD-9.4a',
    '/law/glossary',
    '/problems/CONSENT_WITHDRAWN',
    '/developers',
    '/developers/guide',
    '/developers/may',
    '/accessibility',
    '/licence',
    '/privacy',
  ];

  for (const lang of langs)
    test(`WCAG 2.2 AA holds and nothing runs over the edge at 360 and 1280 px, without JavaScript too (${lang})`, async () => {
      for (const [width, javaScriptEnabled] of [
        [1280, true],
        [360, false],
      ] as const) {
        const context = await browser.newContext({
          viewport: { width, height: 900 },
          javaScriptEnabled,
          bypassCSP: false,
        });
        const page = await context.newPage();
        for (const address of addresses(`/holders/${t.sandbox.holderId}`)) {
          await page.goto(`${base}${address}${address.includes('?') ? '&' : '?'}lang=${lang}`);
          const over = await page.evaluate(() => {
            const { documentElement } = (
              globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }
            ).document;
            return documentElement.scrollWidth - documentElement.clientWidth;
          });
          assert.equal(over, 0, `${address} at ${width}`);
          if (javaScriptEnabled) assert.deepEqual(await axe(page), [], `${address} at ${width}`);
        }
        await context.close();
      }
    });

  test('an evidence file is chosen and checked; what is no evidence is called so', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${base}/verify?lang=en`);
    await page.setInputFiles('input[type=file]', {
      name: 'holiday.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from('PK no'),
    });
    await page.click('main form button[type=submit]');
    await page.waitForSelector('.mk-banner--warning');
    assert.match((await page.textContent('main')) ?? '', /cannot be opened safely/);
    assert.deepEqual(await axe(page), []);
    assert.ok((await page.getAttribute('.mk-languages a', 'href'))!.startsWith('/verify?lang='));
  });
});
