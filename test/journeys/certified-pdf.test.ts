import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readZip } from '../../src/record/index.ts';
import { readSignedPdf, withStore } from '../../src/trust/formats/index.ts';
import { appended, drawing } from '../../src/trust/formats/pades/test-pdf.ts';
import type { VerificationReport } from '../../src/trust/verify/index.ts';
import { consentByPassword, recorded } from '../support/consenting.ts';
import { missingPdfTools, pdfJudge } from '../support/pdfsig.ts';
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

test('pdfsig validates it with the root alone, qpdf finds nothing wrong; altered, it fails there too', {
  skip: missingPdfTools.length > 0 && `not installed: ${missingPdfTools.join(', ')}`,
}, async () => {
  const judge = pdfJudge((await t.visitor().get('/ca/root.cer')).raw);
  try {
    const good = judge.pdfsig(form);
    assert.match(good, /Signature is Valid/);
    assert.match(good, /Certificate is Trusted/);
    assert.match(good, /Total document signed/);
    assert.match(judge.qpdf(form), /No syntax or stream encoding errors found/);
    const altered = Buffer.from(form);
    altered[200]! ^= 1;
    assert.doesNotMatch(judge.pdfsig(altered), /Signature is Valid/);
    assert.match(judge.pdfsig(changedLater()), /Not total document signed/);
  } finally {
    judge.stop();
  }
});
