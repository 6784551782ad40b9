import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inventedCitizens } from '../../identity/index.ts';
import { type Browser, launchBrowser } from '../../../test/support/browser.ts';
import { faultsOf } from '../../../test/support/looks.ts';
import { consentByPassword, subjectOf } from '../../../test/support/consenting.ts';
import { startPlatform, type TestPlatform } from '../../../test/support/platform.ts';
import { registersFilled } from './test-registers.ts';

// Every page of the office in a real browser without scripts: readable by everybody, on a narrow telephone too.

let t: TestPlatform;
let browser: Browser;
const pages: Record<string, string[]> = {};

before(async () => {
  t = await startPlatform();
  browser = await launchBrowser();
  const clerk = await t.signedIn('clerk@salyk.example.kg');
  const subject = await subjectOf(t, clerk, inventedCitizens[0]!.claims['pin'] as string);
  const { consentId } = await consentByPassword(t, await t.signedIn('aibek@example.kg'), 'inform_by_email');
  const consent = `/holder/consents/${subject}/${consentId}`;
  const purpose = t.sandbox.purposes['inform_by_email']!;
  const officer = await t.signedIn('dpo@salyk.example.kg');
  const kept = await registersFilled(t, officer, subject);
  Object.assign(pages, {
    'dpo@salyk.example.kg': [
      '/holder',
      '/holder/purposes',
      `/holder/purposes/${purpose}`,
      '/holder/purposes/new',
      `/holder/purposes/${purpose}/new-version`,
      '/holder/policy',
      '/holder/consents',
      consent,
      `/holder/grounds/new?purpose=${purpose}`,
      `/holder/grounds/new?purpose=${purpose}&code=PD-5.1-2a`,
      `${consent}/obligation`,
      `${consent}/dispute`,
      '/holder/registers',
      '/holder/services',
      '/holder/services/new',
      `/holder/services/${kept.service}`,
      '/holder/operations',
      '/holder/operations/new',
      `/holder/operations/new?purpose=${purpose}`,
      '/holder/reviews?all=1',
      `/holder/reviews/${kept.review}`,
      `/holder/grounds/${kept.ground}/end`,
      '/holder/arrays',
      '/holder/arrays/new',
      `/holder/arrays/${kept.array}`,
      `/holder/arrays/${kept.array}/edit`,
      `/holder/arrays/${kept.array}/list?purpose=${purpose}`,
      '/holder/systems/new',
      `/holders/${t.sandbox.holderId}/arrays`,
    ],
    'clerk@salyk.example.kg': [
      '/holder/paper',
      '/holder/paper/person/new',
      `/holder/paper/new?subject=${subject}`,
      `/holder/paper/new?subject=${subject}&purpose=${purpose}`,
      '/holder/representations',
      '/holder/data',
      '/holder/data/new',
      `${consent}/withdrawal`,
    ],
    'admin@salyk.example.kg': ['/holder/clients', '/holder/staff'],
  });
});
after(async () => {
  await browser.close();
  await t.stop();
});

test('every page of the office passes axe in three languages and fits 360 px', async () => {
  assert.deepEqual(await faultsOf(browser, t, pages), []);
});
