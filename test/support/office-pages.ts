// Pages of the offices as journeys walk through them: without JavaScript, at 360 px.

import type { Browser, Page } from './browser.ts';
import type { Visitor } from './platform.ts';

export type OfficePages = ReturnType<typeof officePages>;

/** `base`: where the platform listens. */
export function officePages(browser: Browser, base: string) {
  /** A page of somebody's own, signed in as the visitor is. */
  async function open({ cookies }: Pick<Visitor, 'cookies'>, javaScriptEnabled = false): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 360, height: 800 } });
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: base })));
    return context.newPage();
  }
  /** Fills the form that is shown as its reader would, and sends it. Days are written in three fields. */
  async function send(page: Page, data: object): Promise<void> {
    const walk = async (value: unknown, name: string): Promise<void> => {
      if (typeof value === 'object' && value !== null) {
        for (const [key, inner] of Object.entries(value)) await walk(inner, name === '' ? key : `${name}.${key}`);
        return;
      }
      const text = String(value);
      const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
      if (day !== null)
        for (const [index, part] of ['year', 'month', 'day'].entries())
          await page.fill(`[name="${name}-${part}"]`, day[index + 1]!);
      else if ((await page.locator(`[name="${name}"][type=radio]`).count()) > 0)
        await page.check(`[name="${name}"][value="${text}"]`);
      else await page.fill(`[name="${name}"]`, text);
    };
    await walk(data, '');
    await page.click('main form button[type=submit]');
  }
  /** Does an act of a case from the case's own page; what the page says then. */
  async function doAct(page: Page, caseUrl: string, act: string, data: object): Promise<string> {
    await page.goto(`${caseUrl}?lang=en`);
    await page.click(`a[href$="/acts/${act}"]`);
    await send(page, data);
    return (await page.textContent('main')) ?? '';
  }
  return { open, send, doAct };
}
