import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { appended, contract, drawing, pdfOf } from '../formats/pades/test-pdf.ts';
import { offlineContext } from './offline.ts';
import { changesIn, context, now, reported, sealedPdf, signedPdf, verdictOf, withEvidence } from './test-pdf-world.ts';
import { centre, issue, later, list, person, root, trustList } from './test-world.ts';
import { verifySignature } from './verify.ts';

const anna = person;
const boris = await issue('QN', centre, { serial: Buffer.from('0b0b', 'hex') });
const plain = pdfOf(contract());

test('ES-12.3.2 ES-12.3.3: a PDF that was signed is valid; the report says who signed, what is covered, and that nothing was changed', async () => {
  const pdf = await signedPdf(anna, plain, { reason: 'Макулмун' });
  assert.ok(pdf.subarray(0, plain.length).equals(plain), 'the document stands first, octet by octet');
  const report = reported(pdf);
  assert.equal(report.verdict, 'valid');
  assert.equal(report.summary.code, 'QUALIFIED');
  const [one] = report.signatures;
  assert.equal(one!.signer?.certificate.sha256, anna.certificate.fingerprint);
  assert.deepEqual(one!.changes, []);
  assert.equal(one!.time.claimed, later(30).toISOString());
  assert.deepEqual(
    { ...one!.pdf },
    {
      field: 'Signature3',
      revision: 2,
      size: pdf.length,
      isNewest: true,
      certifies: null,
      says: { time: 'D:20260401040000Z', reason: 'Макулмун' },
    },
  );
  assert.deepEqual(changesIn(pdf), []);
});

test('any bit turned of what is signed in a PDF takes the validity away', async () => {
  const pdf = await signedPdf();
  // All but the hole: in it lie the centre's certificate, which others have too, and zeros.
  const hole = /\/ByteRange\s*\[0 (\d+) (\d+) /.exec(pdf.toString('latin1'))!.slice(1).map(Number);
  for (let at = 0; at < pdf.length; at += 3) {
    if (at >= hole[0]! && at < hole[1]!) continue;
    const other = Buffer.from(pdf);
    other[at]! ^= 1;
    assert.notEqual(verdictOf(other), 'valid', `octet ${at}`);
  }
});

test('several sign one after another: each is judged by what it covers, and none takes from the others', async () => {
  const first = await signedPdf(anna, plain, { field: 'clerk' });
  const both = await signedPdf(boris, first);
  const report = reported(both);
  assert.equal(report.verdict, 'valid');
  assert.deepEqual(
    report.signatures.map(({ pdf }) => [pdf?.field, pdf?.revision, pdf?.isNewest]),
    [
      ['clerk', 2, false],
      ['Signature3', 3, true],
    ],
  );
  assert.deepEqual(changesIn(both), ['3 signature Signature3 kept']);
  assert.deepEqual(
    report.signatures[0]!.notes.map(({ code }) => code),
    ['PDF_ADDED'],
  );
  // Between the two somebody changed the page: the first no longer holds, the second does.
  const between = await signedPdf(boris, appended(first, { 4: drawing('I pay 900 som') }));
  assert.deepEqual(
    reported(between).signatures.map(({ verdict }) => verdict),
    ['invalid', 'valid'],
  );
});

test('B-T, B-LT, B-LTA: time-stamp, store and document time-stamp let it be judged years later with nothing but the root and its list', async () => {
  const years = later(3 * 365);
  const onlyRoot = offlineContext({ roots: [root.certificate], crls: [list(root, years)], list: trustList() });
  const stamped = await signedPdf(anna, plain, { stamped: later(30) });
  assert.equal(reported(stamped).signatures[0]!.time.reliable?.at, later(30).toISOString());
  const kept = await withEvidence(stamped, later(31));
  assert.equal(reported(kept).verdict, 'valid');
  assert.deepEqual(changesIn(kept), ['3 validation-data /DSS kept']);
  const sealed = await sealedPdf(kept, later(32));
  assert.deepEqual(changesIn(sealed), ['3 validation-data /DSS kept', '4 time-stamp Signature4 kept']);
  const judged = reported(sealed, onlyRoot, years);
  assert.equal(judged.verdict, 'valid');
  assert.deepEqual(
    judged.pdf?.timeStamps.map(({ field, revision, finding }) => [field, revision, finding.code]),
    [['Signature4', 4, 'TIME_ARCHIVE']],
  );
  // Without any of it nobody knows.
  assert.equal(reported(await signedPdf(anna), onlyRoot, years).verdict, 'invalid');
});

test('a document time-stamp alone proves when the signatures before it were there, and none after it', async () => {
  const first = await signedPdf(anna);
  const sealed = await sealedPdf(first, later(40));
  const both = await signedPdf(boris, sealed);
  const [one, other] = reported(both).signatures;
  assert.equal(one!.time.reliable?.at, later(40).toISOString());
  assert.equal(other!.time.reliable, null);
  // A token over another file proves nothing, and is no signature's fault.
  const wrong = await sealedPdf(appended(first, {}), later(40));
  assert.equal(reported(wrong).signatures[0]!.time.reliable?.at, later(40).toISOString());
});

test('what is no signed PDF is refused with its reason', async () => {
  assert.equal(verdictOf(plain), 'PDF_NOT_SIGNED');
  assert.equal(verdictOf(Buffer.from('%PDF-1.7\nnothing')), 'PDF_UNREADABLE');
  assert.equal(verdictOf(pdfOf(contract(), { trailer: '/Encrypt 9 0 R' })), 'PDF_ENCRYPTED');
  const pdf = await signedPdf();
  const beside = verifySignature({ signature: pdf, document: plain, context, at: now });
  assert.equal('code' in beside && beside.code, 'SIGNATURE_UNREADABLE');
  assert.equal(verdictOf(pdf.subarray(0, pdf.length - 40)), 'PDF_UNREADABLE');
});

test('ES-11b: a decision of a court about the file, or about what was signed of it, is heard', async () => {
  const pdf = await signedPdf();
  const more = await withEvidence(pdf, now);
  const sha = hash('sha256', pdf, 'hex');
  const courtDecision = ({ document }: { document: string | undefined }) =>
    document === sha ? { number: '7', since: later(1) } : undefined;
  const decided = { ...context, courtDecision };
  for (const one of [pdf, more]) assert.equal(reported(one, decided).summary.code, 'COURT');
});
