import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { cadesMessage, digestsOf, finishSigner, prepareCades, signPrepared } from '../formats/index.ts';
import { ecdsaTwin } from '../path/index.ts';
import type { SignatureReport } from './report.ts';
import { centre, creationMeans, document, later, person, sign, trustAt, trustList, signatureAt } from './test-world.ts';

const now = later(60);
const one = signatureAt(now);
const conditions = ({ conditions: all }: SignatureReport): string => all.map(({ status }) => status).join(' ');
const fourMet = 'met met met met';

test('ES-11b: a decision of a court about a signature, a document or a certificate stands above all four conditions', () => {
  const sha256 = { document: hash('sha256', document), certificate: person.certificate.fingerprint };
  for (const what of ['document', 'certificate'] as const) {
    const courtDecisions = [{ number: '12', since: later(50).toISOString(), of: what, sha256: sha256[what] }];
    const context = trustAt(now, { list: trustList({ courtDecisions }) });
    const found = one(sign(person), { context });
    assert.deepEqual([conditions(found), found.verdict, found.summary.code], [fourMet, 'invalid', 'COURT']);
    assert.equal(one(sign(person), { context, at: later(49) }).summary.code === 'COURT', false);
  }
});

test('ES-11b: a decision about a signature reaches the other value under which an ECDSA signature holds', () => {
  const prepared = prepareCades({
    certificate: person.certificate,
    content: digestsOf(document),
    signingTime: later(30),
    creationMeans,
  });
  const value = signPrepared(prepared, person.key);
  const twin = ecdsaTwin(value, person.certificate.publicKey)!;
  const message = (of: Buffer): Buffer =>
    cadesMessage([finishSigner(prepared, of)], [person.certificate, centre.certificate], undefined);
  assert.equal(conditions(one(message(twin))), fourMet, 'it is a signature as good as the first');
  for (const named of [value, twin]) {
    const courtDecisions = [
      { number: '12', since: later(50).toISOString(), of: 'signature' as const, sha256: hash('sha256', named) },
    ];
    const context = trustAt(now, { list: trustList({ courtDecisions }) });
    for (const used of [value, twin]) assert.equal(one(message(used), { context }).summary.code, 'COURT');
  }
});
