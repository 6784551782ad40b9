import assert from 'node:assert/strict';
import { generateKeyPairSync, hash } from 'node:crypto';
import { test } from 'node:test';
import { isRefusal } from '../../platform/refusal.ts';
import { readZip, writeZip } from '../../record/index.ts';
import {
  cadesMessage,
  digestsOf,
  finishSigner,
  parseSignedData,
  prepareCades,
  signPrepared,
} from '../formats/index.ts';
import { prepareSignature, sealedContainer } from '../sign/index.ts';
import { classOf } from './classify.ts';
import { automaticMember } from './automatic-member.ts';
import { evidenceJudge } from './judge-evidence.ts';
import type { SignatureReport } from './report.ts';
import {
  centre,
  creationMeans,
  document,
  issue,
  later,
  lists,
  list,
  person,
  root,
  sign,
  trustAt,
  trustList,
  reportAt,
  signatureAt,
} from './test-world.ts';

// Articles 2, 4, 5 and 12 on signatures of every kind, by the verifier that everybody meets.

const now = later(60);
const all = reportAt(now);
const one = signatureAt(now);
const feature = (report: SignatureReport, name: string) => report.features.find((found) => found.name === name)!;

test('ES-2.1: attached and detached signatures lead to the signed data and to the person; one without a signer is no signature', () => {
  const sha256 = hash('sha256', document);
  for (const attached of [false, true]) {
    const report = all(sign(person, document, { attached }), attached ? { document: undefined } : {});
    assert.deepEqual([report.document.sha256, report.document.attached], [sha256, attached]);
    assert.equal(report.signatures[0]!.signer?.certificate.number, person.certificate.serial);
    assert.equal(report.verdict, 'valid');
  }
  const prepared = prepareCades({ certificate: person.certificate, content: digestsOf(document), signingTime: now });
  const alone = cadesMessage([finishSigner(prepared, signPrepared(prepared, person.key))], []);
  const nobody = one(alone);
  assert.deepEqual([nobody.signer, nobody.class, nobody.verdict], [null, null, 'undetermined']);
});

test('ES-2.3: a certificate with the qualified policy from a centre that was never accredited is not qualified', async () => {
  const subject = { countryName: 'KG', organizationName: 'Бөтөн борбор', commonName: 'Бөтөн борбор' };
  const stranger = await issue('ACA', root, { subject });
  const hers = await issue('QN', stranger);
  const context = trustAt(now, { crls: [...lists(now), list(stranger, now)] });
  const found = one(sign(hers, document, { chain: [stranger.certificate] }), { context });
  assert.notEqual(found.class, 'qualified');
  assert.equal(feature(found, 'ES-5.4.1').status, 'not-met');
  assert.equal(found.verdict, 'invalid');
});

test('ES-4.2: two confirmed means with two algorithms give the same legal result', async () => {
  const other = { ...creationMeans, name: 'Бөтөн каражат', version: '7' };
  const means = [
    ...trustList().means,
    { name: other.name, version: '7', since: later(-30).toISOString(), until: null },
  ];
  const context = trustAt(now, { list: trustList({ means }) });
  const rsa = await issue('QN', centre, {}, 'rsa-sha256');
  const results = [sign(person), sign(rsa, document, { means: other })].map((signature) => {
    const { verdict, class: reached, conditions, summary } = one(signature, { context });
    return { verdict, reached, summary, conditions: conditions.map(({ status }) => status) };
  });
  assert.equal(results[0]!.reached, 'qualified');
  assert.deepEqual(results[0], results[1]);
});

test('ES-3.3b: two public bodies with different centres, means and algorithms verify each other’s signatures under one profile', async () => {
  const second = await issue('ACA', root, {
    subject: { countryName: 'KG', organizationName: 'Экинчи борбор', commonName: 'Экинчи борбор' },
  });
  const other = { ...creationMeans, name: 'Экинчи каражат', version: '3' };
  const [first] = trustList().centres;
  const context = trustAt(now, {
    crls: [...lists(now), list(second, now)],
    list: trustList({
      centres: [first!, { ...first!, name: 'Экинчи борбор', certificates: [second.certificate.fingerprint] }],
      means: [...trustList().means, { name: other.name, version: '3', since: later(-30).toISOString(), until: null }],
    }),
  });
  const bodies = [
    sign(await issue('QL', centre)),
    sign(await issue('QL', second, {}, 'rsa-sha256'), document, { means: other, chain: [second.certificate] }),
  ];
  for (const signature of bodies) {
    const { verdict, class: reached, signer } = one(signature, { context });
    assert.deepEqual([verdict, reached, signer?.ownerKind], ['valid', 'qualified', 'legal']);
  }
});

test('ES-5.3: without any one of the four features a signature is not enhanced', () => {
  const { features } = one(sign(person));
  assert.equal(classOf(features), 'qualified');
  for (const name of ['ES-5.3.1', 'ES-5.3.2', 'ES-5.3.3', 'ES-5.3.4']) {
    const without = features.map((found) =>
      found.name === name
        ? {
            ...found,
            status: 'not-met' as const,
            findings: found.findings.map((f) => ({ ...f, status: 'not-met' as const })),
          }
        : found,
    );
    assert.equal(classOf(without), null, name);
  }
});

test('ES-5.3.1: a value that no key made over the document is not an unqualified signature', () => {
  const message = sign(person);
  const value = parseSignedData(message).signers[0]!.signature;
  const place = message.indexOf(value);
  const altered = Buffer.from(message);
  altered[place + value.length - 3]! ^= 1;
  const found = one(altered);
  assert.deepEqual([found.class, found.enhanced, found.verdict], [null, false, 'invalid']);
  assert.equal(feature(found, 'ES-5.3.1').status, 'not-met');
});

test('ES-5.3.3 ES-12.1.1: every single bit turned in a signed document is found; nothing is signed with SHA-1', async () => {
  const signature = sign(person);
  for (let bit = 0; bit < document.length * 8; bit++) {
    const altered = Buffer.from(document);
    altered[bit >> 3]! ^= 1 << (bit & 7);
    const found = one(signature, { document: altered });
    assert.equal(found.verdict, 'invalid');
    assert.deepEqual(
      found.changes.map(({ code }) => code),
      ['DOCUMENT_CHANGED'],
    );
  }
  const weak = generateKeyPairSync('rsa-pss', {
    modulusLength: 2048,
    hashAlgorithm: 'sha1',
    mgf1HashAlgorithm: 'sha1',
  });
  const spki = weak.publicKey.export({ format: 'der', type: 'spki' });
  const { certificate } = await issue('QN', centre, { spki });
  const refused = prepareSignature({ certificate: certificate.raw, content: document, claimedAt: now });
  assert.ok(isRefusal(refused) && refused.code === 'KEY_NOT_FOR_SIGNING', JSON.stringify(refused));
});

test('ES-5.4.1: a signature whose certificate has no qualified policy is not qualified', async () => {
  const found = one(sign(await issue('NQ', centre)));
  assert.deepEqual([found.class, found.verdict], ['unqualified', 'valid']);
  assert.equal(feature(found, 'ES-5.4.1').status, 'not-met');
});

const subject = { countryName: 'KG', localityName: 'Бишкек', organizationName: 'Тутум', commonName: 'Тутум' };
const files = [1, 2, 3].map((n) => ({
  name: `${n}.txt`,
  mediaType: 'text/plain',
  bytes: Buffer.from(`документ ${n}`),
}));
test('an information system signs a batch without being asked; a person’s key does not, and seals nothing', async () => {
  const system = await issue('NQ', root, { subject });
  const sealer = { certificate: system.certificate, key: system.ca, chain: [], stamp: async () => undefined };
  const judge = evidenceJudge(trustAt(now), now);
  for (const file of files) {
    const container = await sealedContainer(sealer, [file], now);
    assert.deepEqual(judge.container(container), { verdict: 'valid', by: 'Тутум', altered: [] });
    const altered = readZip(container).map((member) =>
      member.name === file.name ? { name: member.name, bytes: Buffer.from('башка') } : member,
    );
    assert.deepEqual(judge.container(writeZip(altered)), { verdict: 'invalid', by: null, altered: [file.name] });
  }
  const batch = await sealedContainer(sealer, [...files, { ...files[0]!, name: automaticMember }], now);
  assert.deepEqual(judge.container(batch), { verdict: 'invalid', by: null, altered: [] }, 'of somebody’s system');
  const customer = await issue('NQ', centre, { subject });
  const theirs = { ...sealer, certificate: customer.certificate, key: customer.ca, chain: [centre.certificate] };
  const found = judge.container(await sealedContainer(theirs, files, now));
  assert.deepEqual(
    found,
    { verdict: 'invalid', by: 'Тутум', altered: [] },
    'of a centre’s customer: not the platform’s',
  );
  const hers = { ...sealer, certificate: person.certificate, key: person.ca, chain: [centre.certificate] };
  await assert.rejects(sealedContainer(hers, files, now), RangeError);
});
