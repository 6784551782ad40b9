import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { type Browser, launchBrowser, type Page } from './browser.ts';

export type Journey = {
  /** null: none is installed; that the journey did not run is said. */
  readonly browser: Browser | null;
  /** For what the journey writes. */
  readonly folder: string;
  /** What else ends with the test file, in this order, once the browser is closed. */
  readonly ends: (() => unknown)[];
  /** A page as wide as a phone, in Kyrgyz. `waitMs`: how long anything on it is waited for. */
  readonly phone: (waitMs?: number) => Promise<Page>;
};

/** A browser and a folder for the journey of one test file; both are gone after its last test. */
export async function journey(): Promise<Journey> {
  const folder = mkdtempSync(join(tmpdir(), 'mk-journey-'));
  const browser = await launchBrowser().catch((error: Error) => {
    console.log(`NOT RUN: the journey in a browser (${error.message})`);
    return null;
  });
  const ends: (() => unknown)[] = [];
  after(async () => {
    await browser?.close();
    for (const end of ends) await end();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    browser,
    folder,
    ends,
    phone: async (waitMs = 30_000) => {
      const viewport = { width: 360, height: 780 };
      const context = await browser!.newContext({ viewport, locale: 'ky', acceptDownloads: true });
      const page = await context.newPage();
      page.setDefaultTimeout(waitMs);
      return page;
    },
  };
}
