import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Browser, launchBrowser } from '../../../test/support/browser.ts';
import { consentByPassword, subjectOf } from '../../../test/support/consenting.ts';
import { faultsOf } from '../../../test/support/looks.ts';
import { startPlatform, type TestPlatform } from '../../../test/support/platform.ts';
import { recordObligation } from '../../consent/index.ts';
import { inventedCitizens } from '../../identity/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { assertSameKeys } from '../../platform/i18n/index.ts';
import { casesWords } from './cases.messages.ts';
import { draftWords } from './policy-draft.messages.ts';
import { withdrawalWords } from './withdrawal.messages.ts';

// The pages of cases in a real browser without scripts of ours being needed: in three languages, on a narrow telephone too.

let t: TestPlatform;
let browser: Browser;
const pages: Record<string, string[]> = {};

before(async () => {
  t = await startPlatform();
  browser = await launchBrowser();
  const [citizen, dpo] = [await t.signedIn('aibek@example.kg'), await t.signedIn('dpo@salyk.example.kg')];
  const { holderId, purposes, logins } = t.sandbox;
  const subjectId = await subjectOf(t, dpo, String(inventedCitizens[0]!.claims['pin']));
  const { consentId } = await consentByPassword(t, citizen, 'inform_by_email');
  const accountId = logins.find((one) => one.who === 'data officer')!.accountId;
  const bar = await recordObligation(
    t.platform.consent,
    { accountId, holderId },
    {
      purposeId: purposes['inform_by_email']!,
      subjectId,
      kind: 'civil',
      contract: 'Ижара келишими № 7',
      amountTyiyn: 250_000,
      act: null,
      dueOn: '2026-12-31',
    },
  );
  assert.ok(!isRefusal(bar));
  t.clock.advance(60_000);
  await citizen.get(`/me/consents/${consentId}/withdraw`);
  assert.equal((await citizen.post(`/me/consents/${consentId}/withdraw`, { form: {} })).status, 303);
  const caseId = /\/me\/cases\/([0-9a-f-]{36})/.exec(
    (await citizen.get(`/me/consents/${consentId}/withdrawn`)).body,
  )![1]!;
  const api = `/v1/holders/${holderId}/cases/contested-withdrawal/${caseId}/acts`;
  const headers = () => ({ 'idempotency-key': uuidv7() });
  const named = { id: bar.obligationId, contract: 'Ижара келишими № 7', owed: '2 500 сом', dueOn: '2026-12-31' };
  const upholdForm = `/holder/cases/contested-withdrawal/${caseId}/acts/uphold`;
  pages['dpo@salyk.example.kg'] = [upholdForm];
  await look();
  assert.equal(
    (
      await dpo.post(`${api}/uphold`, {
        json: { obligations: [bar.obligationId], named: [named], grounds: [], reasons: 'Төлөнө элек' },
        headers: headers(),
      })
    ).status,
    200,
  );
  assert.equal(
    (await citizen.post(`${api}/prove`, { json: { bar: bar.obligationId, statement: 'Төлөдүм' }, headers: headers() }))
      .status,
    200,
  );
  assert.equal(
    (await citizen.post(`${api}/complain`, { json: { reasons: 'Төлөнгөн' }, headers: headers() })).status,
    200,
  );
  const [me, here, there] = [
    `/me/cases/${caseId}`,
    `/holder/cases/contested-withdrawal/${caseId}`,
    `/authority/holders/${holderId}/cases/${caseId}`,
  ];
  pages['dpo@salyk.example.kg'] = [
    '/holder/tasks',
    '/holder/cases/contested-withdrawal',
    '/holder/cases/change-of-policy',
    here,
    `${here}/acts/lift`,
    `${here}/acts/dispute`,
    '/holder/policy/draft',
  ];
  pages['aibek@example.kg'] = [
    '/me/cases',
    me,
    `${me}/acts/prove`,
    `${me}/acts/keep`,
    `/me/consents/${consentId}/withdrawn`,
  ];
  pages['officer@authority.example.kg'] = ['/authority', there, `${there}/acts/order`, `${there}/acts/dismiss`];
});
after(async () => {
  await browser.close();
  await t.stop();
});

const faults: string[] = [];
async function look(): Promise<void> {
  faults.push(...(await faultsOf(browser, t, pages)));
}

test('every page of cases passes axe in three languages and fits 360 px', async () => {
  await look();
  assert.deepEqual(faults, []);
});

test('the words stand in three languages', () => {
  assertSameKeys(casesWords, 'cases');
  assertSameKeys(withdrawalWords, 'withdrawal');
  assertSameKeys(draftWords, 'draft');
});
