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

const widthOf = (page: Page): Promise<unknown> => page.evaluate('document.documentElement.scrollWidth');

/** Keeps a picture of the page where MAKULDUK_PICTURES names a folder. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['MAKULDUK_PICTURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}-${page.viewportSize()!.width}.png`), fullPage: true });
}

/**
 * What is wrong with pages, each seen in three languages at 360 px by whoever signs in: not found, faults of axe, wider than the window.
 * `pages`: addresses by login; '': nobody is signed in. Where pictures are kept, they are of 1280 px as well.
 */
export async function faultsOf(
  browser: Browser,
  t: {
    listen(): Promise<string>;
    visitor(address?: string): Visitor;
    signedIn(login: string, address?: string): Promise<Visitor>;
  },
  pages: Readonly<Record<string, readonly string[]>>,
): Promise<string[]> {
  const base = await t.listen();
  const faults: string[] = [];
  const widths = process.env['MAKULDUK_PICTURES'] === undefined ? [360] : [360, 1280];
  for (const [login, paths] of Object.entries(pages)) {
    const visitor = login === '' ? t.visitor('10.99.9.9') : await t.signedIn(login, '10.99.9.9');
    for (const width of widths) {
      const page = await pageFor(browser, base, visitor, width);
      for (const path of paths)
        for (const lang of langs) {
          const answer = await page.goto(`${base}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
          if (answer?.status() !== 200) faults.push(`${path} ${lang}: ${answer?.status()}`);
          const wide = (await widthOf(page)) as number;
          if (wide > width) faults.push(`${path} ${lang}: ${wide} px wide`);
          if (width === 360)
            for (const found of await axe(page)) faults.push(`${path} ${lang}: ${found.rule} ${found.nodes[0]}`);
          await keepPicture(page, `${path.replaceAll(/[/?&=]/g, '_').slice(0, 120)}-${lang}`);
        }
      await page.context().close();
    }
  }
  return faults;
}

/**
 * The page as it is, in three languages: it passes axe and is no wider than the window; kept as a picture under `name` where MAKULDUK_PICTURES
 * names a folder. Ends in Kyrgyz, the first of them.
 */
export async function look(page: Page, name: string): Promise<void> {
  const here = new URL(page.url());
  const { width } = page.viewportSize()!;
  here.searchParams.delete('done');
  for (const lang of langs.toReversed()) {
    here.searchParams.set('lang', lang);
    await page.goto(here.href);
    assert.deepEqual(await axe(page), [], `${name} ${lang}`);
    const wide = (await widthOf(page)) as number;
    assert.ok(wide <= width, `${name} ${lang}: ${wide} of ${width}`);
    await keepPicture(page, `${name}-${lang}`);
  }
}
