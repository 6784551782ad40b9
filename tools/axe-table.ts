import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { axe, launchBrowser, type Page } from '../test/support/browser.ts';
import { inventedCitizens } from '../src/identity/index.ts';
import { newPerson, personOf, recorded } from '../src/offices/citizen/test-powers.ts';
import { registersFilled } from '../src/offices/holder/test-registers.ts';
import { consentByPassword, subjectOf } from '../test/support/consenting.ts';
import { password, startPlatform } from '../test/support/platform.ts';

// node tools/run.mjs tools/axe-table.ts: every page in every language under axe (WCAG 2.2 AA), written to docs/accessibility.md.

const t = await startPlatform();
const base = await t.listen();
const holder = t.sandbox.holderId;
const purpose = t.sandbox.purposes['access_to_services']!;
const citizen = await t.signedIn('aibek@example.kg');
const { consentId } = await consentByPassword(t, citizen, 'inform_by_email');
const officer = await t.signedIn('dpo@salyk.example.kg');
const subject = await subjectOf(t, officer, inventedCitizens[0]!.claims['pin'] as string);
const kept = await registersFilled(t, officer, subject);
const held = await recorded(t, {
  representative: await personOf(t, 'aibek@example.kg'),
  principal: await newPerson(t, 41),
});

const pages: Readonly<Record<string, readonly string[]>> = {
  '': [
    '/',
    '/sign-in',
    '/sign-up',
    '/recover',
    '/registers',
    '/holders',
    `/holders/${holder}`,
    `/holders/${holder}/forms`,
    `/holders/${holder}/arrays`,
    `/holders/${holder}/policy`,
    '/verify',
    '/log',
    '/law',
    '/law/PD-9.4a',
    '/law/glossary',
    '/problems/CONSENT_WITHDRAWN',
    '/developers',
    '/developers/guide',
    '/accessibility',
    '/licence',
    '/privacy',
    '/sandbox/mail',
    '/design',
  ],
  'aibek@example.kg': [
    '/me',
    '/me/profile',
    '/me/record',
    '/me/security',
    '/me/history',
    '/me/data',
    '/me/powers',
    `/me/powers/${held}/end`,
    '/me/inbox',
    '/me/cases',
    `/me/consents/${consentId}`,
    `/me/consents/${consentId}/receipt`,
    `/me/consents/${consentId}/withdraw`,
    `/me/consents/${consentId}/dispute`,
    `/me/consent/${purpose}`,
    `/agreement/${holder}`,
  ],
  'dpo@salyk.example.kg': [
    '/holder',
    '/holder/purposes',
    `/holder/purposes/${purpose}`,
    '/holder/purposes/new',
    '/holder/policy',
    '/holder/consents',
    `/holder/grounds/new?purpose=${purpose}`,
    '/holder/tasks',
    '/holder/registers',
    '/holder/services',
    '/holder/services/new',
    '/holder/operations',
    `/holder/operations/new?purpose=${purpose}`,
    '/holder/reviews',
    `/holder/reviews/${kept.review}`,
    `/holder/grounds/${kept.ground}/end`,
    '/holder/arrays',
    '/holder/arrays/new',
    `/holder/arrays/${kept.array}`,
    `/holder/arrays/${kept.array}/list?purpose=${purpose}`,
    '/holder/systems/new',
    '/holder/data',
    '/holder/data/new',
  ],
  'clerk@salyk.example.kg': ['/holder/paper', '/holder/representations', '/holder/binding'],
  'admin@salyk.example.kg': ['/holder/clients', '/holder/staff'],
  'officer@authority.example.kg': ['/authority'],
};

const browser = await launchBrowser();
const rows: string[] = [];
let faults = 0;
for (const [login, paths] of Object.entries(pages)) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  if (login !== '') await signIn(page, login);
  for (const path of paths) {
    const counts: string[] = [];
    for (const lang of ['ky', 'ru', 'en']) {
      const response = await page.goto(`${base}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
      const found = response!.status() === 200 ? await axe(page) : null;
      for (const one of found ?? []) process.stderr.write(`${path} ${lang} ${one.rule}: ${one.nodes.join(' ')}\n`);
      faults += found?.length ?? 1;
      counts.push(found === null ? `HTTP ${response!.status()}` : String(found.length));
    }
    rows.push(
      `| \`${path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')}\` | ${login === '' ? 'anybody' : login.split('@')[0]} | ${counts.join(' | ')} |`,
    );
  }
  await context.close();
}
await browser.close();
await t.stop();

const text = `# Accessibility
Violations found by axe (WCAG 2.2 A and AA) at 360 px, per page and language. Made by \`node tools/run.mjs tools/axe-table.ts\`.

| page | as | ky | ru | en |
|---|---|---:|---:|---:|
${rows.join('\n')}
`;
writeFileSync(join(import.meta.dirname, '../docs/accessibility.md'), text);
console.log(`${rows.length} pages in three languages, ${faults} violations`);

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto(`${base}/sign-in`);
  await page.fill('input[name=login]', login);
  await page.fill('input[name=password]', password);
  await page.locator('main form:has(input[name=password]) button[type=submit]').last().click();
  await page.waitForLoadState();
}
