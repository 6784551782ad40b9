import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Browser, launchBrowser } from '../test/support/browser.ts';
import { faultsOf } from '../test/support/looks.ts';
import type { Answer, Visitor } from '../test/support/platform.ts';
import { act, casesOf, ok } from './procedures/centres/test-centre.ts';
import { liabilityClaim } from './procedures/index.ts';
import { loadTrustedPerson } from './sandbox-trusted-person.ts';
import { openSslFolder, pem } from './trust/formats/test-parties.ts';
import { applicants, example, newHolder } from './wiring/test-applicants.ts';

// The sandbox's trusted person, whose officer's login is printed by `npm start`: an application walked through it, and checks asked of the
// centre, which that officer reads again and nobody else of that role does.

const t = await applicants('2026-11-23T04:00:00Z');
let browser: Browser;
let [officer, head]: Visitor[] = [];
const logins = await loadTrustedPerson(t.platform, t.sandbox);
const letter = Buffer.from('Отчет\n');
let signature: Buffer;
let certificateNumber: string;
before(async () => {
  browser = await launchBrowser();
  officer = await t.signedIn(logins[0]!.login, '10.24.0.1');
  head = await t.signedIn('head@ishenim.example.kg', '10.24.0.2');
});
after(async () => {
  await browser.close();
  await t.stop();
});
/** A form of files as a browser sends it. */
function upload(who: Visitor, address: string, files: Readonly<Record<string, Buffer>>): Promise<Answer> {
  const parts = Object.entries(files).flatMap(([name, bytes]) => [
    Buffer.from(`--edge\r\ncontent-disposition: form-data; name="${name}"; filename="${name}"\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
  const csrf = `--edge\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${who.csrf}\r\n`;
  const bytes = Buffer.concat([Buffer.from(csrf), ...parts, Buffer.from('--edge--\r\n')]);
  return who.post(address, { bytes, headers: { 'content-type': 'multipart/form-data; boundary=edge' } });
}
const pages: Record<string, string[]> = {};

test('the sandbox has one trusted person with one officer, however often it is loaded; a certificate is issued through it', async () => {
  const again = await loadTrustedPerson(t.platform, t.sandbox);
  assert.deepEqual(
    [again.map(({ login }) => login), again[0]!.accountId],
    [['officer@trusted.example.kg'], logins[0]!.accountId],
  );
  const listed = (await head!.get('/centre/trusted?lang=en')).body;
  assert.equal(listed.split('000000-3303-ЖЧК').length, 2, 'one row');
  const id = /\/centre\/trusted\/([0-9a-f-]{36})/.exec(listed)![1]!;
  // A citizen finds the person among those one can apply through.
  assert.ok((await t.applicant.get('/me/certificates/apply?lang=en')).body.includes(`${t.centre.id}/${id}`));
  const { request, keyPem } = await newHolder();
  const view = await t.apply({ through: id, request });
  const by = (who: Visitor, name: string, data: object = {}) =>
    act(who, t.centre, 'certificate-application', view.id, name, data);
  assert.ok((await officer!.get('/centre/cases/certificate-application')).body.includes(view.id));
  for (const name of ['inform', 'establish', 'keepDocument']) ok(await by(officer!, name, example(name)));
  ok(await by(t.applicant, 'agree'));
  ok(await by(officer!, 'issue', example('issue')));
  const certificate = await t.certificateOf(view);
  certificateNumber = certificate.serial;
  t.clock.advance(2000);
  await t.platform.status.round();
  const { put, openssl } = openSslFolder();
  put('own.pem', pem('CERTIFICATE', certificate.raw));
  put('key.pem', keyPem);
  put('letter', letter);
  const signing = 'cms -sign -cades -md sha256 -binary -signer own.pem -inkey key.pem -in letter -outform DER';
  signature = openssl(signing).stdout;
});

test('an officer of a trusted person asks the centre on a page and reads the answer again; what others asked stays shut', async () => {
  const path = '/centre/checks';
  const empty = await upload(officer!, `${path}?lang=en`, {});
  assert.equal(empty.status, 422);
  assert.match(empty.body, /Choose a file/);
  const asked = await upload(officer!, path, { signature, document: letter });
  assert.equal(asked.status, 303, asked.body.slice(0, 2000));
  const own = String(asked.headers.location);
  const id = own.split('/').at(-1)!;
  const api = `/v1/centres/${t.centre.id}/checks`;
  for (const address of [own, `${own}/report.pdf`, `${api}/${id}`, `${api}/${id}/report.asice`])
    assert.equal((await officer!.get(address)).status, 200, address);
  assert.match((await officer!.post(`${own}/repeat?lang=en`)).body, /The same answer came/);
  assert.ok((await officer!.get(path)).body.includes(id));
  assert.ok((await officer!.get('/centre')).body.includes(`href="${path}"`));
  // The check of a participant: neither in the list, nor by its address, nor by API.
  const json = { signature: signature.toString('base64'), document: letter.toString('base64') };
  const theirs = (await t.applicant.post(api, { json })).json<{ id: string }>().id;
  assert.ok(!(await officer!.get(path)).body.includes(theirs));
  for (const address of [`${path}/${theirs}`, `${path}/${theirs}/report.pdf`, `${api}/${theirs}`])
    assert.equal((await officer!.get(address)).status, 404, address);
  assert.equal((await officer!.post(`${api}/${theirs}/repeat`)).status, 404);
  // Nor does another officer of that role read this one's, while the centre itself reads both and asks nobody.
  const made = await head!.post(`/v1/centres/${t.centre.id}/trusted-persons/${await personId()}/officers`, {
    json: { login: 'second@trusted.example.kg', name: 'Кызматкер', password: logins[0]!.password },
  });
  assert.equal(made.status, 201, made.body);
  const second = await t.signedIn('second@trusted.example.kg', '10.24.0.3');
  assert.equal((await second.get(own)).status, 404);
  const all = (await t.registrar.get(path)).body;
  assert.ok(all.includes(id) && all.includes(theirs) && !all.includes('type="file"'));
  assert.equal((await upload(t.registrar, path, { signature })).status, 403);
  const claim = { ...liabilityClaim.acts['file']!.example, certificateNumber, on: '2026-11-23' };
  const claimed = await t.applicant.post(casesOf(t.centre, 'liability-claim'), { json: { data: claim } });
  assert.ok([200, 201].includes(claimed.status), claimed.body);
  const caseId = claimed.json<{ id: string }>().id;
  const mine = `/me/centres/${t.centre.id}`;
  pages['officer@trusted.example.kg'] = ['/centre', path, own];
  pages['registrar@ishenim.example.kg'] = [path, `${path}/${id}`];
  pages['head@ishenim.example.kg'] = [`/centre/cases/liability-claim/${caseId}`];
  pages['aibek@example.kg'] = [
    `${mine}/checks`,
    `${mine}/checks/${theirs}`,
    `${mine}/open/liability-claim?checkId=${theirs}&ground=duties`,
    `/me/cases/${caseId}`,
  ];
  pages['officer@authority.example.kg'] = [`/authority/centres/${t.centre.id}/checks/${theirs}`];
});
const personId = async (): Promise<string> =>
  /\/centre\/trusted\/([0-9a-f-]{36})/.exec((await head!.get('/centre/trusted')).body)![1]!;

test('pages of checks and of claims pass axe in three languages and fit 360 px', async () => {
  assert.deepEqual(await faultsOf(browser, t, pages), []);
});
