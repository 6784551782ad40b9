// The whole kit in a real browser: accessibility, strict policy, narrow screens, no script.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { type Browser, axe, launchBrowser } from '../../../test/support/browser.ts';
import { serveAsset } from '../assets/assets.ts';
import { isLang, langs } from '../text.ts';
import { sampleLanding, samplePanel, styleGuidePage } from './style-guide.ts';

const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'";

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://page');
  const asset = serveAsset(url.pathname, request.headers['accept-encoding']);
  if (asset !== undefined) return void response.writeHead(200, asset.headers).end(asset.body);
  const asked = url.searchParams.get('lang');
  const lang = isLang(asked) ? asked : 'ky';
  const pages: Readonly<Record<string, () => string>> = {
    '/panel': () => styleGuidePage(lang, { body: samplePanel(lang) }),
    '/landing': () => styleGuidePage(lang, { body: sampleLanding(lang), width: 'full', breadcrumbs: undefined }),
  };
  const html = (pages[url.pathname] ?? (() => styleGuidePage(lang)))();
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(html);
});

let browser: Browser | undefined;
let reason = '';
let origin = '';

before(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser().catch((error: unknown) => {
    reason = String(error);
    process.stderr.write(`SKIPPED, nothing is proven about accessibility: ${reason}\n`);
    return undefined;
  });
});
after(async () => {
  await browser?.close();
  server.close();
});

describe('every component in a browser', { concurrency: false }, () => {
  for (const lang of langs)
    for (const colorScheme of ['light', 'dark'] as const)
      test(`${lang}, ${colorScheme}: no accessibility violation, no policy violation, no sideways scroll at 360 and 320 px`, async (t) => {
        if (browser === undefined) return t.skip(reason);
        const page = await browser.newPage({
          viewport: { width: 1280, height: 900 },
          colorScheme,
          reducedMotion: 'reduce',
        });
        const complaints: string[] = [];
        page.on('console', (m) => m.type() === 'error' && complaints.push(m.text()));
        page.on('pageerror', (e) => complaints.push(String(e)));
        for (const path of ['/design', '/panel', '/landing']) {
          await page.setViewportSize({ width: 1280, height: 900 });
          await page.goto(`${origin}${path}?lang=${lang}`);
          await page.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true })");
          assert.deepEqual(await axe(page), [], `${path} at 1280 px`);
          await page.locator('.mk-account__summary').click();
          assert.deepEqual(await axe(page, '.mk-account'), [], `${path}, the account menu`);
          await page.keyboard.press('Escape');
          for (const width of [360, 320]) {
            await page.setViewportSize({ width, height: 740 });
            assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width, `${path} at ${width} px`);
          }
          if (colorScheme === 'light') assert.deepEqual(await axe(page), [], `${path} at 320 px`);
        }
        assert.deepEqual(complaints, []);
        await page.close();
      });

  test('without script: a choice reveals its field, details open, the form is whole', async (t) => {
    if (browser === undefined) return t.skip(reason);
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.goto(`${origin}/design`);
    assert.equal(await page.locator('#mail').isVisible(), true, 'the checked choice shows its field');
    await page.locator('#channel-2').check();
    assert.equal(await page.locator('#mail').isVisible(), false, 'another choice hides it');
    assert.equal(await page.locator('.mk-copy').first().isVisible(), false, 'no button that cannot work');
    assert.equal(await page.locator('#scan').isVisible(), true);
    await context.close();
  });

  test('a form is sent once, an error link lands in its field, characters are counted', async (t) => {
    if (browser === undefined) return t.skip(reason);
    const page = await browser.newPage();
    await page.goto(`${origin}/design?lang=en`);
    assert.equal(await page.evaluate('document.activeElement.className'), 'mk-error-summary');
    await page.locator('.mk-error-summary a').first().click();
    assert.equal(await page.evaluate('document.activeElement.id'), 'pin');
    await page.locator('#reason').fill('x'.repeat(490));
    assert.equal(await page.locator('#reason-limit').textContent(), 'Characters left: 10');
    let posts = 0;
    await page.route('**/design', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      posts += 1;
      await new Promise((done) => setTimeout(done, 300));
      return route.fulfill({ status: 204 });
    });
    await page.evaluate(
      "(() => { const b = document.querySelector('form[data-once] button[type=submit]'); b.click(); b.click(); })()",
    );
    await page.waitForTimeout(600);
    assert.equal(posts, 1);
    await page.close();
  });
});
