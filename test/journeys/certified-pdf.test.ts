import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readZip } from '../../src/record/index.ts';
import { readSignedPdf, withStore } from '../../src/trust/formats/index.ts';
import { appended, drawing } from '../../src/trust/formats/pades/test-pdf.ts';
import { pem } from '../../src/trust/formats/test-parties.ts';
import type { VerificationReport } from '../../src/trust/verify/index.ts';
import { consentByPassword, recorded } from '../support/consenting.ts';
import { startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';

// The consent as its official form, certified by the platform: the PDF is made first (DECISIONS 8), the signature comes after it.

let t: TestPlatform;
let citizen: Visitor;
let consentId: string;
let form: Buffer;
before(async () => {
  t = await startPlatform();
  citizen = await t.signedIn('aibek@example.kg');
  ({ consentId } = await consentByPassword(t, citizen, 'inform_by_email'));
  await recorded(t);
  form = await download('document.pdf');
});
after(() => t.stop());

async function download(file: string): Promise<Buffer> {
  const answer = await citizen.get(`/v1/me/consents/${consentId}/${file}`);
  assert.equal(answer.status, 200, answer.body);
  return answer.raw;
}

async function judged(pdf: Uint8Array): Promise<VerificationReport> {
  const answer = await t.visitor().post('/v1/signatures/verification', {
    json: { signature: Buffer.from(pdf).toString('base64') },
  });
  assert.equal(answer.status, 200, answer.body);
  return answer.json<VerificationReport>();
}

// Somebody adds a revision in which an object says something else.
const changedLater = (): Buffer =>
  appended(form, { 4: drawing('Other words') }, { root: readSignedPdf(form).file.revisions.at(-1)!.root.number });
const firstRevision = (pdf: Buffer): Buffer => pdf.subarray(0, readSignedPdf(pdf).file.revisions[0]!.end);

test('the form is certified by the platform with a time-stamp, and nothing may be changed in it', async () => {
  const report = await judged(form);
  const [one] = report.signatures;
  assert.equal(report.verdict, 'valid', JSON.stringify(one?.conditions));
  assert.equal(one!.class, 'unqualified');
  assert.equal(one!.pdf?.certifies, 1);
  assert.equal(one!.time.reliable?.source, 'time-stamp');
  assert.match(one!.signer!.owner, /Макулдук/);
  const changed = changedLater();
  assert.equal((await judged(changed)).verdict, 'invalid');
  const store = await withStore(form, { certificates: [Buffer.from('x')], crls: [], ocspResponses: [] });
  assert.equal((await judged(store)).verdict, 'valid');
});

test('the document under the signature is the same whenever it is made, on its own and in the evidence file', async () => {
  const again = await download('document.pdf');
  assert.ok(firstRevision(again).equals(firstRevision(form)));
  assert.ok(!again.equals(form), 'each time it is signed anew');
  const inEvidence = readZip(await download('evidence.asice')).find(({ name }) => name === 'consent.pdf');
  assert.ok(firstRevision(Buffer.from(inEvidence!.bytes)).equals(firstRevision(form)));
  assert.equal((await judged(inEvidence!.bytes)).verdict, 'valid');
});

const folder = mkdtempSync(join(tmpdir(), 'makulduk-pdfsig-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const run = (command: string, ...args: string[]): string => {
  const done = spawnSync(command, args, { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  return done.error === undefined ? `${done.stdout}${done.stderr}` : '';
};
const missing = ['pdfsig', 'certutil', 'qpdf'].filter((tool) => spawnSync(tool, ['-h']).error !== undefined);

test('pdfsig validates it with the root alone, qpdf finds nothing wrong; altered, it fails there too', {
  skip: missing.length > 0 && `not installed: ${missing.join(', ')}`,
}, async () => {
  const root = (await t.visitor().get('/ca/root.cer')).raw;
  writeFileSync(join(folder, 'root.pem'), pem('CERTIFICATE', root));
  writeFileSync(join(folder, 'form.pdf'), form);
  run('certutil', '-N', '-d', 'sql:.', '--empty-password');
  run('certutil', '-A', '-d', 'sql:.', '-n', 'root', '-t', 'CT,C,C', '-i', 'root.pem', '-a');
  const good = run('pdfsig', '-nssdir', `sql:${folder}`, 'form.pdf');
  assert.match(good, /Signature is Valid/);
  assert.match(good, /Certificate is Trusted/);
  assert.match(good, /Total document signed/);
  assert.match(run('qpdf', '--check', 'form.pdf'), /No syntax or stream encoding errors found/);
  const altered = Buffer.from(form);
  altered[200]! ^= 1;
  writeFileSync(join(folder, 'altered.pdf'), altered);
  assert.doesNotMatch(run('pdfsig', '-nssdir', `sql:${folder}`, 'altered.pdf'), /Signature is Valid/);
  writeFileSync(join(folder, 'later.pdf'), changedLater());
  assert.match(run('pdfsig', '-nssdir', `sql:${folder}`, 'later.pdf'), /Not total document signed/);
});
