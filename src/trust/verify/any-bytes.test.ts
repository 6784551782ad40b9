import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { test } from 'node:test';
import { isRefusal } from '../../platform/refusal.ts';
import { encodeSignedData, parseSignedData, partsOf } from '../formats/index.ts';
import { pem } from '../formats/test-parties.ts';
import { centre, document, issue, later, type Member, person, root, sign, trustAt } from './test-world.ts';
import { verifySignature } from './verify.ts';

// Whatever comes: a report or a refusal, soon, and never "valid" for what nobody signed.

const now = later(60);
const context = trustAt(now);
const slowest = 5_000;

function judged(signature: Uint8Array): 'refused' | 'valid' | 'invalid' | 'undetermined' {
  const began = performance.now();
  const found = verifySignature({ signature, document, context, at: now });
  assert.ok(performance.now() - began < slowest);
  return isRefusal(found) ? 'refused' : found.verdict;
}

test('noise, pieces and doubled bytes are refused', () => {
  const whole = sign(person);
  for (let i = 0; i < 300; i++) assert.equal(judged(randomBytes(randomInt(0, 2000))), 'refused');
  for (let i = 0; i < 200; i++) assert.equal(judged(whole.subarray(0, randomInt(0, whole.length))), 'refused');
  assert.equal(judged(Buffer.concat([whole, whole])), 'refused');
  assert.equal(judged(Buffer.from(pem('CMS', whole))), 'valid');
  assert.equal(judged(Buffer.from(pem('CMS', whole).replace('END CMS', 'END PKCS7'))), 'refused');
});

test('signatures with octets thrown about end in a report or a refusal; what was signed is never another thing', () => {
  const whole = sign(person, document, { stamped: { at: later(30) } });
  for (let i = 0; i < 400; i++) {
    const bytes = Buffer.from(whole);
    for (let n = randomInt(1, 6); n > 0; n--) bytes[randomInt(bytes.length)] = randomInt(256);
    const found = verifySignature({ signature: bytes, document: Buffer.from('башка'), context, at: now });
    assert.ok(isRefusal(found) || found.verdict !== 'valid');
    judged(bytes);
  }
});

test('more signers than anybody needs are refused; certificates in circles end', async () => {
  const parts = partsOf(parseSignedData(sign(person)));
  const many = encodeSignedData({ ...parts, signers: Array.from({ length: 17 }, () => parts.signers[0]!) });
  assert.equal(judged(many), 'refused');
  const hers = [];
  for (let i = 0; i < 16; i++) hers.push(partsOf(parseSignedData(sign(await issue('QN', centre)))).signers[0]!);
  // Centres that all bear one name and sign each other: every way up is another one.
  const circle: Member[] = [];
  for (let i = 0; i < 12; i++) circle.push(await issue('ACA', circle.at(-1) ?? root));
  const certificates = [...circle.map(({ certificate }) => certificate.raw), ...parts.certificates];
  assert.notEqual(judged(encodeSignedData({ ...parts, certificates, signers: hers })), 'valid');
});
