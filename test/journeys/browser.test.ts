import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from '../support/browser.ts';
import { HttpClient } from '../support/client.ts';
import { freePort, type Program, startProgram } from '../support/program.ts';
import { journey } from '../support/journey.ts';

const root = join(import.meta.dirname, '../..');
let program: Program | undefined;
const { browser, ends, folder, phone } = await journey();
ends.push(async () => {
  program?.child.kill('SIGTERM');
  await program?.ended();
});

const secret = 'kymyz-tunduk-2026-jailoo';
const send = async (page: Page, text?: string): Promise<void> => {
  const buttons = page.locator('main button[type=submit]');
  await (text === undefined ? buttons.first() : buttons.filter({ hasText: text }).first()).click();
  await page.waitForLoadState();
};

async function becomeCitizen(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-up?lang=ky`);
  await page.fill('input[name=login]', 'jany@example.kg');
  await send(page);
  const code = /\b(\d{8})\b/.exec(await page.locator('main').innerText())![1]!;
  await page.fill('input[name=code]', code);
  await page.fill('input[name=password]', secret);
  await page.locator('main button[type=submit]').last().click();
  await page.goto(`${url}/me/profile`);
  await page.locator('main a', { hasText: 'ЕСИ' }).first().click();
  await page.check('input[value="esi-2"]');
  await page.click('button[type=submit]:not([name])');
  await page.waitForURL(/\/me\/profile/);
  assert.match(await page.locator('main').innerText(), /Турдубаева/);
}

async function consentInKyrgyz(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/me`);
  await page.locator('main a[href^="/me/consent/"]', { hasText: 'Электрондук каттарды' }).click();
  assert.match(await page.locator('main').innerText(), /Мамлекеттик салык кызматы/);
  await send(page, 'Окудум');
  await page.fill('input[name=address]', 'Ош ш., Сыноо көч., 5');
  await page.selectOption('select[name=type]', 'id-card-2017');
  for (const [name, value] of [
    ['series', 'ID'],
    ['number', '0000002'],
    ['issuedOn-day', '5'],
    ['issuedOn-month', '3'],
    ['issuedOn-year', '2021'],
    ['issuedBy', 'МКК 211011'],
  ])
    await page.fill(`input[name="${name}"]`, value!);
  await page.check('input[name=reliable]');
  await send(page);
  assert.equal(await page.locator('main input[type=checkbox]:checked').count(), 0, 'nothing is ticked beforehand');
  for (const box of await page.locator('main input[type=checkbox]:not([name=transfer])').all()) await box.check();
  if ((await page.locator('input[name=place]').count()) > 0) await page.fill('input[name=place]', 'Ош ш.');
  await send(page);
  await page.locator('main a[href*="/sign/"], main button[type=submit]').first().click();
  await page.waitForLoadState();
  if (page.url().includes('/agreement/')) {
    await page.check('main input[type=checkbox]');
    await send(page, 'Кабыл');
  }
  await page.fill('input[name=password]', secret);
  await page.locator('main form:has(input[name=password]) button[type=submit]').last().click();
  await page.waitForURL(/\/receipt/);
  return /consents\/([0-9a-f-]{36})/.exec(page.url())![1]!;
}

function verify(file: string): { code: number | null; text: string } {
  const run = spawnSync(process.execPath, [join(root, 'cli/makulduk.ts'), 'verify', file], {
    encoding: 'utf8',
    env: { ...process.env, MAKULDUK_DATA: join(folder, 'data') },
  });
  return { code: run.status, text: run.stdout + run.stderr };
}

test('as a new user in a browser: register, be bound, read, consent in Kyrgyz, keep proof that verifies offline, withdraw; may says no at once', {
  skip: browser === null,
  timeout: 240_000,
}, async () => {
  program = await startProgram({ dataFolder: join(folder, 'data'), port: await freePort() });
  const page = await phone();
  await becomeCitizen(page, program.url);
  const consentId = await consentInKyrgyz(page, program.url);

  const officer = new HttpClient(program.url);
  await officer.signIn('dpo@salyk.example.kg');
  const holderId = ((await officer.call('GET', '/v1/holders')).body as { items: { id: string }[] }).items[0]!.id;
  const consents = (await officer.call('GET', `/v1/holders/${holderId}/consents`)).body as {
    items: { id: string; subjectId: string; purposeId: string; categories: string[] }[];
  };
  const one = consents.items.find((item) => item.id === consentId)!;
  const ask = async () =>
    (
      await officer.call('POST', `/v1/holders/${holderId}/may`, {
        purposeId: one.purposeId,
        subjectId: one.subjectId,
        categories: one.categories,
        action: 'store',
      })
    ).body;
  assert.equal((await ask())['allowed'], true);

  await page.waitForTimeout(1500);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('main a[href$="/evidence.asice"]').first().click(),
  ]);
  const file = join(folder, 'evidence.asice');
  await download.saveAs(file);
  const good = verify(file);
  assert.equal(good.code, 0, good.text);
  const bytes = readFileSync(file);
  for (const at of [40, Math.floor(bytes.length / 3), Math.floor(bytes.length / 2), bytes.length - 30]) {
    const altered = Buffer.from(bytes);
    altered[at]! ^= 1;
    writeFileSync(join(folder, 'altered.zip'), altered);
    const bad = verify(join(folder, 'altered.zip'));
    assert.equal(bad.code, 1, `byte ${at}: ${bad.text}`);
  }

  await page.goto(`${program.url}/me/consents/${consentId}/withdraw`);
  await page.locator('main form button[type=submit]').last().click();
  await page.waitForLoadState();
  assert.deepEqual(await ask().then(({ allowed, reason }) => ({ allowed, reason })), {
    allowed: false,
    reason: 'CONSENT_WITHDRAWN',
  });
});
