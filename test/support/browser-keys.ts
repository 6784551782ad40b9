import { assetUrl } from '../../src/platform/assets/assets.ts';
import type { Page } from './browser.ts';
import type { TestCentre } from './centre.ts';
import { password } from './platform.ts';

// What every journey with a key of the browser begins with.

export async function signIn(page: Page, url: string, login = 'aibek@example.kg'): Promise<void> {
  await page.goto(`${url}/sign-in?lang=ky`);
  await page.fill('input[name=login]', login);
  await page.fill('input[name=password]', password);
  await page.locator('main form:has(input[name=password]) button[type=submit]').last().click();
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'));
}

/** Makes a key as the page of an application does, and keeps with it the certificate that the centre gives for it. */
export async function certified(
  page: Page,
  url: string,
  centre: TestCentre,
  owner: Parameters<TestCentre['issue']> = [0],
): Promise<Awaited<ReturnType<TestCentre['issue']>>> {
  const keys = `${url}${assetUrl('keys.js')}`;
  const spki = await page.evaluate(async (script) => {
    const { makeKey } = (await import(script)) as { makeKey: () => Promise<{ spki: ArrayBuffer }> };
    return Array.from(new Uint8Array((await makeKey()).spki));
  }, keys);
  const issued = await centre.issue(owner[0], owner[1] ?? {}, { spki: Buffer.from(spki) });
  await page.evaluate(
    async ([script, der]) => {
      const { allKeys, putKey } = (await import(script as string)) as {
        allKeys: () => Promise<{ certificate: unknown }[]>;
        putKey: (one: object) => Promise<void>;
      };
      const one = (await allKeys()).find(({ certificate }) => certificate === null)!;
      await putKey({ ...one, certificate: Uint8Array.from(der as number[]).buffer });
    },
    [keys, Array.from(issued.certificate.raw)] as const,
  );
  return issued;
}

/** Signs what the page shows with a key from a PKCS#12 file under the sandbox's password, and waits for the page after it. */
export async function signWithFile(page: Page, file: string): Promise<void> {
  const part = page.locator('[data-certificate-file]');
  await part.locator('summary').click();
  await part.locator('input[type=file]').setInputFiles(file);
  await part.locator('input[type=password]').fill(password);
  await page.click('[data-certificate-file-open]');
  await beginButton(page).click();
  await confirmButton(page).click();
  await page.waitForURL(/[?&]done=/);
}

export const beginButton = (page: Page) => page.locator('[data-certificate-begin]');
export const confirmButton = (page: Page) => page.locator('[data-certificate-confirm]');
