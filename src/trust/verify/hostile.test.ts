import assert from 'node:assert/strict';
import { sign as signBytes } from 'node:crypto';
import { test } from 'node:test';
import { isRefusal } from '../../platform/refusal.ts';
import { der, oids } from '../der/index.ts';
import { encodeSignedData, parseSignedData, partsOf } from '../formats/index.ts';
import { worst } from './report.ts';
import { centre, document, issue, later, lists, person, sign, trustAt } from './test-world.ts';
import { verifySignature } from './verify.ts';

// Messages that somebody made to be believed: what is unsigned in them is theirs to fill.

const now = later(60);
const other = Buffer.from('Мен үйүмдү белекке берем.');

test('a message that asks for more work than there is, is never valid: signature worthless, countersignatures without end', () => {
  const message = parseSignedData(sign(person));
  const [version, id, digest, attributes, algorithm] = message.signers[0]!.signedFields as Buffer[];
  const worthless = der.octetString(Buffer.from([0x30, 6, 2, 1, 1, 2, 1, 1]));
  const hung = (list: readonly Buffer[]): Buffer =>
    der.implicit(1, der.setOf(der.sequence(der.oid(oids.countersignature), der.setOf(...list))));
  const signer = (unsigned?: Buffer): Buffer =>
    der.sequence(version, id, digest, attributes, algorithm, worthless, unsigned);
  let level = signer();
  for (let depth = 0; depth < 3; depth++) level = signer(hung(Array.from({ length: 11 }, () => level)));
  const evil = encodeSignedData({ ...partsOf(message), signers: [level] });
  for (const content of [document, other]) {
    const began = performance.now();
    const report = verifySignature({ signature: evil, document: content, context: trustAt(now), at: now });
    assert.ok(isRefusal(report) || report.verdict === 'invalid', JSON.stringify(report).slice(0, 200));
    assert.ok(performance.now() - began < 20_000);
  }
});

test('countersignatures that anyone can hang on do not take the verdict from the signature they hang on', () => {
  const message = parseSignedData(sign(person));
  const fields = message.signers[0]!.signedFields as Buffer[];
  const hung = (list: readonly Buffer[]): Buffer =>
    der.implicit(1, der.setOf(der.sequence(der.oid(oids.countersignature), der.setOf(...list))));
  const [version, id, digest, attributes, algorithm, value] = fields;
  const counter = (unsigned?: Buffer): Buffer =>
    der.sequence(version, id, digest, attributes, algorithm, value, unsigned);
  let level = counter();
  for (let depth = 0; depth < 2; depth++) level = counter(hung(Array.from({ length: 11 }, () => level)));
  const signer = der.sequence(...fields.slice(0, 6), hung(Array.from({ length: 11 }, () => level)));
  const crowded = encodeSignedData({ ...partsOf(message), signers: [signer] });
  const plain = verifySignature({ signature: sign(person), document, context: trustAt(now), at: now });
  const report = verifySignature({ signature: crowded, document, context: trustAt(now), at: now });
  assert.ok(!isRefusal(plain) && !isRefusal(report));
  assert.equal(report.verdict, plain.verdict);
});

test('of no signatures at all nothing is known', () => {
  assert.equal(worst([]), 'undetermined');
});

test('a signature without signed attributes names no certificate: another one over the same key makes it no better', async () => {
  const twin = await issue('QN', centre, { spki: person.ca.spki, serial: Buffer.from('4a11223344556677', 'hex') });
  const parts = partsOf(parseSignedData(sign(person)));
  const value = signBytes('sha256', document, person.key);
  const bare = ({ certificate }: typeof person): Buffer =>
    encodeSignedData({
      ...parts,
      certificates: [certificate.raw, centre.certificate.raw],
      signers: [
        der.sequence(
          der.integer(1),
          der.sequence(certificate.issuer.raw, der.unsignedInteger(Buffer.from(certificate.serial, 'hex'))),
          der.algorithmIdentifier(oids.sha256),
          der.algorithmIdentifier(oids.ecdsaWithSHA256),
          der.octetString(value),
        ),
      ],
    });
  const ended = [{ certificate: person.certificate, at: new Date(+now - 7_200_000), reason: 1 }];
  const context = trustAt(now, { crls: lists(new Date(+now - 3_600_000), ended) });
  for (const who of [person, twin]) {
    const report = verifySignature({ signature: bare(who), document, context, at: now });
    assert.ok(!isRefusal(report));
    assert.notEqual(report.verdict, 'valid');
    assert.equal(report.signatures[0]!.class, null);
  }
});
