import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Browser, launchBrowser } from '../../../test/support/browser.ts';
import { faultsOf } from '../../../test/support/looks.ts';
import { readZip } from '../../record/index.ts';
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

test('CP-14c: on one’s page a citizen asks a holder for all proofs at once and has the own ones as one file', async () => {
  const citizen = await s.t.signedIn('aibek@example.kg');
  const holderId = s.t.sandbox.holderId;
  const asked = (await s.journal('transfer.proof-asked')).length;
  assert.match((await citizen.get('/me/transfers')).body, new RegExp(`name="holderId" value="${holderId}"`));
  const file = await citizen.post('/me/transfers/proofs', { form: { holderId } });
  assert.equal(file.status, 200, file.body);
  assert.equal(file.headers['content-type'], 'application/zip');
  const own = await s.rows<{ id: string }>(
    "SELECT id FROM transfer_notice WHERE subject_id = $1 AND state = 'SENT' ORDER BY id",
    [s.subjects[0]],
  );
  const proofs = readZip(file.raw).filter((one) => one.name.endsWith('proof.json'));
  assert.equal(proofs.length, own.length);
  assert.equal((await s.journal('transfer.proof-asked')).length, asked + own.length);
});

test('CP-14d: an officer of the authority has the proofs of a transfer as a file under the number of a request; without one nothing is given', async () => {
  const authority = await s.t.signedIn('officer@authority.example.kg');
  const { transferId, notices } = await s.done();
  const ask = (form: Record<string, string>) => authority.post('/authority/transfers/export', { form });
  const without = await ask({ transfer: transferId, reference: ' ' });
  assert.equal(without.status, 422);
  assert.ok(without.body.includes('href="#reference"') && without.body.includes(`value="${transferId}"`));
  assert.equal((await ask({ transfer: 'бир', reference: '№ 1' })).status, 422);
  assert.equal((await ask({ transfer: notices[0]!, reference: '№ 1' })).status, 404);
  const before = (await s.journal('transfer.exported')).length;
  const file = await ask({ transfer: transferId, reference: '№ 14-3/17' });
  assert.equal(file.status, 200, file.body);
  const { reference, notices: given } = file.json<{ reference: string; notices: { notice: string }[] }>();
  assert.deepEqual([reference, given.map((one) => one.notice)], ['№ 14-3/17', notices]);
  assert.equal((await s.journal('transfer.exported')).length, before + 1);
  assert.equal((await s.clerk.get('/authority/transfers/export')).status, 403);
});

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
      'officer@authority.example.kg': ['/authority/transfers', '/authority/transfers/export'],
    }),
    [],
  );
});
