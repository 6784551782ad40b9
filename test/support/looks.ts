import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { langs } from '../../src/platform/text.ts';
import { axe, type Browser, type Page } from './browser.ts';
import type { Visitor } from './platform.ts';

/** A page of a browser in which a visitor is signed in. `width`: CSS pixels. */
export async function pageFor(browser: Browser, base: string, visitor: Visitor, width = 360): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'ky', acceptDownloads: true });
  await context.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: base })));
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

/** Presses the first button of the page's own forms that says so. */
export const press = (page: Page, text: string): Promise<void> =>
  page.locator('main form button[type=submit]', { hasText: text }).first().click();

/**
 * The page as it is, in three languages: it passes axe and is no wider than the window; kept as a picture under `name` where MAKULDUK_PICTURES
 * names a folder. Ends in Kyrgyz.
 */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['MAKULDUK_PICTURES'];
  const here = new URL(page.url());
  const { width } = page.viewportSize()!;
  here.searchParams.delete('done');
  for (const lang of langs) {
    here.searchParams.set('lang', lang);
    await page.goto(here.href);
    assert.deepEqual(await axe(page), [], `${name} ${lang}`);
    const wide = (await page.evaluate('document.documentElement.scrollWidth')) as number;
    assert.ok(wide <= width, `${name} ${lang}: ${wide} of ${width}`);
    if (folder === undefined) continue;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}-${lang}-${width}.png`), fullPage: true });
  }
  here.searchParams.set('lang', 'ky');
  await page.goto(here.href);
}
