import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Browser, launchBrowser } from '../../../test/support/browser.ts';
import { faultsOf } from '../../../test/support/looks.ts';
import { startPlatform, type TestPlatform } from '../../../test/support/platform.ts';

// Pages of contacts, of the registration with the authority and of complaints, seen by a browser: WCAG, 360 px, three languages.

let t: TestPlatform;
let browser: Browser;
let complaint: string;
before(async () => {
  [t, browser] = await Promise.all([startPlatform(), launchBrowser()]);
  const me = await t.signedIn('aibek@example.kg', '10.34.0.1');
  const given = { email: 'katto@example.kg', phone: '+996000000401', address: 'Бишкек шаары, Үлгү көчөсү, 1-үй' };
  assert.equal((await me.post('/v1/me/registration', { json: given })).status, 200);
  const filed = await me.post('/v1/me/transfer-complaints', { json: { ...given, description: 'Маалыматым берилген' } });
  assert.equal(filed.status, 201, filed.body);
  complaint = `/authority/transfers/complaints/${filed.json<{ id: string }>().id}`;
  const channels = await me.post(`/v1/me/holders/${t.sandbox.holderId}/channels`, { json: { channels: ['sms'] } });
  assert.equal(channels.status, 200, channels.body);
});
after(async () => {
  await browser?.close();
  await t?.stop();
});

test('every page passes axe in three languages and fits 360 px', async () => {
  const pages = {
    'aibek@example.kg': ['/me/registration', '/me/contacts', '/me/complaints'],
    'officer@authority.example.kg': ['/authority/transfers', complaint],
  };
  assert.deepEqual(await faultsOf(browser, t, pages), []);

  const officer = await t.signedIn('officer@authority.example.kg', '10.34.0.2');
  assert.equal(
    (
      await officer.post(`/v1${complaint.replace('/transfers/complaints/', '/transfer-complaints/')}/answer`, {
        json: { answer: 'Отчёт не найден.' },
      })
    ).status,
    201,
  );
  const answered = {
    'aibek@example.kg': ['/me/complaints'],
    'officer@authority.example.kg': [`${complaint}?answered`, '/authority'],
  };
  assert.deepEqual(await faultsOf(browser, t, answered), []);
});
