import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { CryptoKeySigner, PDF } from '@libpdf/core';
import { webcrypto } from 'node:crypto';
import { closedPdf } from '../../../src/trust/formats/index.ts';
import { contentOf, isStream, readPdf, wholeOf } from '../../../src/trust/formats/pades/reader/index.ts';
import { appended, contract, drawing, pdfOf, stream } from '../../../src/trust/formats/pades/test-pdf.ts';
import { around, withOpenSignature } from '../../../src/trust/formats/pades/write.ts';
import { pem } from '../../../src/trust/formats/test-parties.ts';
import {
  changesIn,
  reported,
  sealedPdf,
  signedPdf,
  verdictOf,
  withEvidence,
} from '../../../src/trust/verify/test-pdf-world.ts';
import { centre, issue, later, person, root } from '../../../src/trust/verify/test-world.ts';
import { workingFolder } from './judges.ts';

// PDF files: ours judged by Poppler's pdfsig (NSS) and qpdf, others' judged by us. Debian: poppler-utils, libnss3-tools, qpdf.

const { put, get, run } = workingFolder();
const absent = (...tools: string[]): string | false => {
  const missing = tools.filter((tool) => spawnSync(tool, ['-h']).error !== undefined);
  return missing.length > 0 && `NO ${missing.join(', ')} HERE`;
};

// pdfsig 22.12 asks the OCSP address of a certificate, told not to or not, and calls it "unknown" where nobody answers.
const access = { caIssuers: 'http://test.example.kg/ca.cer' };
const serial = (number: number): Buffer => Buffer.from([0x0b, number]);
const anna = await issue('QN', centre, { serial: serial(1), access });
const boris = await issue('QN', centre, { serial: serial(2), access });
const company = await issue('QL', centre, { serial: serial(3), access }, 'rsa-sha256');
const one = await signedPdf(anna, undefined, { certify: 2 });
const files: Readonly<Record<string, Buffer>> = {
  one,
  two: await signedPdf(boris, one),
  rsa: await signedPdf(company),
  stamped: await signedPdf(anna, undefined, { stamped: later(30) }),
  kept: await withEvidence(await signedPdf(anna), later(31)),
  sealed: await sealedPdf(await withEvidence(await signedPdf(anna), later(31)), later(32)),
};

test('pdfsig validates what we sign with the root alone, and says of a later revision that it is not signed; altered, it fails', {
  skip: absent('pdfsig', 'certutil'),
}, () => {
  put('root.pem', pem('CERTIFICATE', root.certificate.raw));
  run('certutil', '-N', '-d', 'sql:.', '--empty-password');
  assert.ok(run('certutil', '-A', '-d', 'sql:.', '-n', 'root', '-t', 'CT,C,C', '-i', 'root.pem', '-a').ok);
  const said = (name: string, bytes: Buffer): string =>
    run('pdfsig', '-nssdir', 'sql:.', put(`${name}.pdf`, bytes)).text;
  for (const [name, bytes] of Object.entries(files)) {
    const text = said(name, bytes);
    assert.match(text, /Signature is Valid/, `${name}: ${text}`);
    assert.match(text, /Certificate is Trusted/, `${name}: ${text}`);
    assert.equal(text.match(/Signature is Valid/g)?.length, name === 'two' ? 2 : 1);
    const altered = Buffer.from(bytes);
    altered[pdfOf().indexOf('100 som')]! ^= 1;
    assert.doesNotMatch(said('altered', altered), /Signature is Valid/);
    assert.equal(verdictOf(altered), 'invalid');
    const later = appended(bytes, { 4: drawing('I pay 900000 som') });
    assert.doesNotMatch(said('later', later), /Total document signed/);
    assert.equal(verdictOf(later), 'invalid');
  }
});

test('qpdf finds nothing wrong with the structure of what we write', { skip: absent('qpdf') }, () => {
  for (const [name, bytes] of Object.entries(files)) {
    const { ok, text } = run('qpdf', '--check', put(`${name}.pdf`, bytes));
    assert.ok(ok && /No syntax or stream encoding errors found/.test(text), `${name}: ${text}`);
  }
});

test('what libpdf signs with a CMS message of its own is valid here, in files of its own and of qpdf; altered, it is not', async () => {
  const sign = async (bytes: Uint8Array, subFilter: 'ETSI.CAdES.detached' | 'adbe.pkcs7.detached'): Promise<Buffer> => {
    const file = await PDF.load(bytes);
    const key = await webcrypto.subtle.importKey(
      'pkcs8',
      person.key.export({ type: 'pkcs8', format: 'der' }),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['sign'],
    );
    const signer = new CryptoKeySigner(key, person.certificate.raw, 'EC', 'ECDSA', [centre.certificate.raw]);
    const { bytes: signed } = await file.sign({ signer, subFilter, signingTime: later(30) });
    return Buffer.from(signed);
  };
  const blank = PDF.create();
  blank.addPage();
  const documents: Uint8Array[] = [pdfOf(contract()), await blank.save()];
  if (absent('qpdf') === false)
    for (const how of ['--object-streams=generate', '--linearize']) {
      run('qpdf', how, put('a.pdf', pdfOf(contract())), 'b.pdf');
      documents.push(get('b.pdf'));
    }
  for (const document of documents)
    for (const format of ['ETSI.CAdES.detached', 'adbe.pkcs7.detached'] as const) {
      const signed = await sign(document, format);
      const [report] = reported(signed).signatures;
      assert.deepEqual([report!.changes, report!.pdf?.isNewest], [[], true], format);
      // By what means it was signed is not said; the older format does not even say with which certificate.
      const isCades = format === 'ETSI.CAdES.detached';
      assert.equal(report!.class, isCades ? 'unqualified' : null);
      assert.equal(report!.verdict, isCades ? 'valid' : 'undetermined');
      const altered = Buffer.from(signed);
      altered[12]! ^= 1;
      assert.notEqual(verdictOf(altered), 'valid');
    }
});

test('a CMS message that OpenSSL makes over the range is valid here; over anything else it is not', {
  skip: absent('openssl'),
}, async () => {
  const open = await withOpenSignature(pdfOf(), {
    type: 'Sig',
    format: 'ETSI.CAdES.detached',
    field: undefined,
    texts: {},
    certify: undefined,
    room: 8_192,
  });
  put('key.pem', person.key.export({ type: 'pkcs8', format: 'pem' }) as string);
  put('person.pem', pem('CERTIFICATE', person.certificate.raw));
  put('centre.pem', pem('CERTIFICATE', centre.certificate.raw));
  const message = (over: Buffer): Buffer => {
    put('range', over);
    const words =
      'cms -sign -binary -cades -outform DER -out out.p7s -in range -signer person.pem -inkey key.pem -certfile centre.pem';
    assert.ok(run('openssl', ...words.split(' ')).ok);
    return get('out.p7s');
  };
  const range = Buffer.concat(around(open));
  const signed = closedPdf(open, message(range));
  assert.equal(verdictOf(signed), 'valid');
  assert.equal(verdictOf(closedPdf(open, message(Buffer.concat([range, Buffer.from(' ')])))), 'invalid');
});

test('an object stream that a later revision replaces changes what is in it, though no object is said to have moved', {
  skip: absent('qpdf'),
}, async () => {
  run('qpdf', '--object-streams=generate', put('a.pdf', pdfOf(contract())), 'b.pdf');
  const signed = await signedPdf(person, get('b.pdf'));
  assert.equal(verdictOf(signed), 'valid');
  const file = readPdf(signed);
  const number = file.revisions
    .flatMap(({ sections }) => sections.flatMap(({ entries }) => [...entries.values()]))
    .find((entry) => entry.is === 'in')!.stream;
  const container = file.at(1).object({ is: 'ref', number, generation: 0 });
  assert.ok(isStream(container));
  const { entries } = container.dict;
  const text = contentOf(container, file.work).toString('latin1').replace('/Helvetica', '/Symbolxxx');
  const other = stream(text, `/Type /ObjStm /N ${wholeOf(entries.get('N'))} /First ${wholeOf(entries.get('First'))} `);
  const root = file.revisions.at(-1)!.root.number;
  for (const as of ['table', 'stream'] as const) {
    const attack = appended(signed, { [number]: other }, { root, as });
    assert.equal(verdictOf(attack), 'invalid');
    assert.ok(changesIn(attack).includes('3 page-content 1 forbidden'));
  }
});
