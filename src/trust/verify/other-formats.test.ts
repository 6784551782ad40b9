import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../platform/refusal.ts';
import { appended, bodyOf } from '../formats/pades/test-pdf.ts';
import { checked, context, now, reported, signedPdf } from './test-pdf-world.ts';
import { verifySignature } from './verify.ts';

// What is signed in a format that is not judged here is neither damaged nor changed: it is named as what it is.

const answer = (signature: Uint8Array) => verifySignature({ signature, context, at: now, document: Buffer.from('x') });
const refused = (found: ReturnType<typeof checked>): readonly unknown[] => {
  assert.ok(isRefusal(found), JSON.stringify(found).slice(0, 300));
  return [found.code, found.details];
};

test('XML and archives are named, and what is neither is unreadable', () => {
  for (const xml of ['<?xml version="1.0"?><Signature/>', '\uFEFF<Signature/>', '\n <Signature/>'])
    assert.deepEqual(refused(answer(Buffer.from(xml))), ['SIGNATURE_FORMAT_OTHER', { format: 'xml' }]);
  assert.deepEqual(refused(answer(Buffer.from('PK\x03\x04 and more'))), ['SIGNATURE_FORMAT_OTHER', { format: 'zip' }]);
  for (const damaged of ['', 'PK', 'words <', '\0\0'])
    assert.equal(refused(answer(Buffer.from(damaged)))[0], 'SIGNATURE_UNREADABLE', damaged);
});

test('a signature of an older kind in a PDF is not called changed: nobody can tell here', async () => {
  const pdf = await signedPdf();
  const number = Number(/(\d+) 0 obj\s*<<\s*\/Type \/Sig/.exec(pdf.toString('latin1'))![1]);
  const body = bodyOf(pdf, number);
  // A file in which it is so from the beginning: the digits are a message, and the kind is another one.
  const other = Buffer.from(pdf.toString('latin1').replace('/ETSI.CAdES.detached', '/adbe.x509.rsa_sha1 '), 'latin1');
  const [one] = reported(other).signatures;
  const codes = one!.conditions.flatMap(({ findings }) => findings.map(({ code }) => code));
  assert.ok(codes.includes('PDF_FORMAT_UNKNOWN'), codes.join(' '));
  assert.ok(!codes.includes('STRUCTURE_CHANGED'), codes.join(' '));
  // A value alone, which is no message.
  const value = body
    .replace('/ETSI.CAdES.detached', '/adbe.x509.rsa_sha1')
    .replace(/\/Contents\s*<[0-9a-fA-F]+>/, '/Contents <040401020304>');
  assert.deepEqual(refused(checked(appended(pdf, { [number]: value }))), [
    'SIGNATURE_FORMAT_OTHER',
    { field: 'Signature3', format: 'adbe.x509.rsa_sha1' },
  ]);
});
