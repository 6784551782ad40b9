import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Browser, launchBrowser } from '../../../test/support/browser.ts';
import { faultsOf } from '../../../test/support/looks.ts';
import { startPlatform, type TestPlatform } from '../../../test/support/platform.ts';

// The desk of the authority in a real browser: in three languages, on a narrow telephone.

let t: TestPlatform;
let browser: Browser;
const pages: Record<string, string[]> = {};
before(async () => {
  [t, browser] = await Promise.all([startPlatform({ at: '2026-11-23T04:00:00Z' }), launchBrowser()]);
  const officer = await t.signedIn('officer@authority.example.kg', '10.21.0.1');
  const load = async (number: string, name: string, more: object = {}): Promise<string> => {
    const text = { ky: name, ru: name, en: name };
    const act = { title: 'Кыргыз Республикасынын Министрлер Кабинетинин токтому', number, on: '2026-11-20' };
    const rule = { kind: 'authorised-body', from: '2026-12-01', act, body: { name: text, address: text }, ...more };
    const answer = await officer.post('/v1/authority/rules', { json: rule });
    assert.equal(answer.status, 201, answer.body);
    return answer.json<{ ruleId: string }>().ruleId;
  };
  const slip = await load('112', 'Санариптик өнүктүрүү агентиги');
  const right = await load('112', 'Санариптик өнүктүрүү агенттиги', { replaces: slip });
  const home = '/authority/rules';
  pages['officer@authority.example.kg'] = [
    home,
    ...[slip, right].map((id) => `${home}/${id}`),
    `${home}/new/authorised-body?replaces=${right}`,
    ...['accreditation', 'disclosure', 'terms'].map((kind) => `${home}/new/${kind}`),
  ];
  pages['security@authority.example.kg'] = [home, `${home}/new/certificate-form`];
  pages[''] = ['/registers/rules'];
});
after(async () => {
  await browser.close();
  await t.stop();
});

test('every page of the authority’s desk passes axe in three languages and fits 360 px', async () => {
  assert.deepEqual(await faultsOf(browser, t, pages), []);
});
