import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Browser, launchBrowser } from '../../../test/support/browser.ts';
import { faultsOf } from '../../../test/support/looks.ts';
import { startTransfers, type Transfers } from '../../transfers/test-transfers.ts';

let s: Transfers;
let browser: Browser;
before(async () => {
  s = await startTransfers();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await s?.t.stop();
});

test('a clerk finds what is owed, records a telephonogram, and the citizen reads the notice and has its proof', async () => {
  const { transferId, notices } = await s.done();
  const address = `/holder/transfers/${transferId}/${notices[0]}`;
  assert.match((await s.clerk.get('/holder/transfers')).body, new RegExp(`href="${address}"`));
  assert.match((await s.clerk.get(`/holder/transfers/${transferId}`)).body, /Ала-Тоо Банк/);
  const page = await s.clerk.get(address);
  assert.match(page.body, /name="receivedBy"/);
  const citizen = await s.t.signedIn('aibek@example.kg');
  assert.doesNotMatch((await citizen.get(`/me/transfers/${notices[0]}`)).body, /proof\.zip/, 'nothing to download yet');
  const sent = await send(address, { channel: 'phone', caller: 'А. Кызматкер' });
  assert.equal(sent.status, 409);
  assert.match(sent.body, /телефонограмма/, 'what is missing is said');
  assert.match(sent.body, /value="А\. Кызматкер"/, 'nothing typed is lost');
  assert.equal((await send(address, { channel: 'phone', caller: 'А. Кызматкер', receivedBy: 'субъект' })).status, 303);
  assert.doesNotMatch((await s.clerk.get(address)).body, /name="receivedBy"/, 'it is told; nothing is left to do');
  const mine = await citizen.get('/me/transfers');
  assert.match(mine.body, new RegExp(`href="/me/transfers/${notices[0]}"`));
  const one = await citizen.get(`/me/transfers/${notices[0]}`);
  assert.match(one.body, new RegExp(`href="/v1/me/transfer-notices/${notices[0]}/proof.zip"`));
  assert.match(one.body, /К-17\/2026/);
  const other = await s.done({ subjects: [{ subjectId: s.subjects[1] }] });
  assert.equal((await citizen.get(`/me/transfers/${other.notices[0]}`)).status, 404);
});

const boundary = 'makulduk-form';
function send(address: string, fields: Record<string, string>) {
  const parts = Object.entries({ _csrf: s.clerk.csrf, ...fields }).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return s.clerk.post(`${address}?_csrf=${encodeURIComponent(s.clerk.csrf)}`, {
    bytes: Buffer.from(`${parts.join('')}--${boundary}--\r\n`),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
}

test('the pages of transfers pass axe in three languages and fit 360 px', async () => {
  const open = await s.done({ subjects: s.subjects.map((subjectId) => ({ subjectId })) });
  const own = await s.rows<{ id: string; transfer_id: string }>(
    "SELECT id, transfer_id FROM transfer_notice WHERE subject_id = $1 AND state = 'SENT' LIMIT 1",
    [s.subjects[0]],
  );
  assert.equal(own.length, 1);
  assert.deepEqual(
    await faultsOf(browser, s.t, {
      'clerk@salyk.example.kg': [
        '/holder/transfers',
        `/holder/transfers/${open.transferId}`,
        `/holder/transfers/${open.transferId}/${open.notices[0]}`,
        `/holder/transfers/${own[0]!.transfer_id}/${own[0]!.id}`,
      ],
      'aibek@example.kg': ['/me/transfers', `/me/transfers/${own[0]!.id}`],
    }),
    [],
  );
});
