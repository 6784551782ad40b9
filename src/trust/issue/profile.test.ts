import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type CaKey } from './ca-key.ts';
import { type Draft } from './draft.ts';
import { kinds, kindOfPolicies, rulesOf } from './kinds.ts';
import { commonNameOf, nameOf, shortNameOf, subjectNameOf } from './names.ts';
import { newSerial } from './serial.ts';
import { signStructure, tbsFor } from './sign-certificate.ts';
import { judge, pem } from './test-openssl.ts';
import { accreditationUntil, draftOf, entity, later, natural, newKey, t0, trusted } from './test-people.ts';
import { capValidity } from './validity.ts';
import { oids, readDer } from '../der/index.ts';
import { readName } from '../path/index.ts';

const openssl = judge();
after(() => openssl[Symbol.dispose]());

type Made = { readonly draft: Draft; readonly key: CaKey; readonly name: Buffer; readonly certificate: Buffer };
const made = new Map<string, Made>();
const file = (name: string): string => openssl.put(`${name}.pem`, pem('CERTIFICATE', made.get(name)!.certificate));

async function make(
  label: string,
  kind: Draft['kind'],
  issuer: string | undefined,
  key = newKey(),
  change: Partial<Draft> = {},
): Promise<void> {
  const above = issuer === undefined ? undefined : made.get(issuer)!;
  const name = nameOf(draftOf('ROOT', { name: Buffer.from('3000', 'hex'), key }, key.spki, newSerial()).subject);
  const by = above ?? { key, name };
  const draft = { ...draftOf(kind, by, key.spki, made.get('ACA')?.draft.serial ?? newSerial()), ...change };
  const certificate = await signStructure(tbsFor(draft, by.key), by.key);
  made.set(label, { draft, key, name: nameOf(draft.subject), certificate });
  file(label);
}

before(async () => {
  await make('ROOT', 'ROOT', undefined, newKey('ecdsa-sha384'));
  await make('ACA', 'ACA', 'ROOT', newKey('rsa-sha256'));
  await make('TP', 'TP', 'ACA');
  for (const kind of ['QN', 'QL', 'QA', 'NQ', 'OCSP', 'TSA'] as const) await make(kind, kind, 'ACA');
  for (const kind of ['QN', 'QL', 'QA', 'NQ'] as const) await make(`${kind}-by-TP`, kind, 'TP');
  await make('STATUS', 'STATUS', 'ROOT', newKey('ed25519'));
});

const at = ['-attime', String(later(30).getTime() / 1000)];

test('OpenSSL accepts the chain of every kind, through a centre and through its trusted person', () => {
  for (const label of made.keys()) {
    const between = label.endsWith('-by-TP') ? ['ACA', 'TP'] : ['ROOT', 'ACA', 'STATUS'].includes(label) ? [] : ['ACA'];
    const untrusted = between.flatMap((one) => ['-untrusted', `${one}.pem`]);
    const { code, text } = openssl.run(
      'verify',
      '-x509_strict',
      '-check_ss_sig',
      ...at,
      '-CAfile',
      'ROOT.pem',
      ...untrusted,
      `${label}.pem`,
    );
    assert.equal(code, 0, `${label}: ${text}`);
  }
});

test('the policy of the kind is valid along its path, and no other is', () => {
  const verify = (label: string, policy: string): number =>
    openssl.run(
      'verify',
      ...at,
      '-CAfile',
      'ROOT.pem',
      '-untrusted',
      'ACA.pem',
      '-policy',
      policy,
      '-explicit_policy',
      '-policy_check',
      `${label}.pem`,
    ).code;
  assert.equal(verify('QN', oids.kgPolicyQualifiedNatural), 0);
  assert.equal(verify('QA', oids.kgPolicyQualifiedAutomatic), 0);
  assert.notEqual(verify('QA', oids.kgPolicyQualifiedNatural), 0);
  assert.notEqual(verify('NQ', oids.kgPolicyQualifiedNatural), 0);
});

test('path lengths bind: a trusted person’s certificate makes no issuer below itself', async () => {
  // Another name: a self-issued certificate does not count (RFC 5280 4.2.1.9).
  await make('TP-of-TP', 'TP', 'TP', newKey(), { subject: { ...trusted, commonName: 'Үчүнчү' } });
  await make('QN-too-deep', 'QN', 'TP-of-TP');
  const chain = ['ACA', 'TP', 'TP-of-TP'].flatMap((one) => ['-untrusted', `${one}.pem`]);
  const { code, text } = openssl.run('verify', ...at, '-CAfile', 'ROOT.pem', ...chain, 'QN-too-deep.pem');
  assert.notEqual(code, 0);
  assert.match(text, /path length/);
});

test('OpenSSL and Node read the certificates: Kyrgyz letters, two distribution points, access, statements', () => {
  const { text, code } = openssl.run('x509', '-in', 'QN.pem', '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus');
  assert.equal(code, 0);
  for (const words of [
    natural.surname!,
    'Айгүл',
    'status.example.kg/crl/ishenim.crl',
    'status.example.kg/crl/after/ishenim.crl',
    'CRL Issuer',
    'OCSP - URI:http://status.example.kg/ocsp/ishenim',
    'CA Issuers - URI',
    'Non Repudiation',
    'CPS: https://ishenim.example.kg/rules',
    'CA:FALSE',
    '18990517120000Z',
  ])
    assert.ok(text.includes(words), words);
  for (const { certificate, draft } of made.values()) {
    const read = new X509Certificate(certificate);
    assert.equal(read.serialNumber.toLowerCase(), draft.serial.toString('hex'));
    assert.ok(read.publicKey.export({ format: 'der', type: 'spki' }).equals(draft.spki));
  }
});

test('a time-stamp authority’s and a responder’s certificate serve their purpose in OpenSSL, and nothing else', () => {
  const serves = (purpose: string, label: string): boolean =>
    openssl.run('verify', ...at, '-CAfile', 'ROOT.pem', '-untrusted', 'ACA.pem', '-purpose', purpose, `${label}.pem`)
      .code === 0;
  assert.deepEqual(
    [serves('timestampsign', 'TSA'), serves('ocsphelper', 'OCSP'), serves('timestampsign', 'QN')],
    [true, true, false],
  );
});

test('serial numbers: 100,000 of them positive, of one length within 20 octets, and all different', () => {
  const seen = new Set<string>();
  for (let n = 0; n < 100_000; n++) {
    const serial = newSerial();
    assert.ok(serial.length === 16 && serial[0]! >= 0x40 && serial[0]! < 0x80);
    seen.add(serial.toString('hex'));
  }
  assert.equal(seen.size, 100_000);
  assert.equal(newSerial((size) => Buffer.alloc(size)).toString('hex'), `40${'00'.repeat(15)}`);
});

test('a term is cut at the end of the issuer’s certificate or of the accreditation, and the reason is told', () => {
  const asked = later(3650);
  assert.deepEqual(capValidity(t0, later(365), { issuerUntil: later(366), accreditationUntil }), {
    notBefore: t0,
    notAfter: later(365),
    cappedBy: 'asked',
  });
  const byTerm = capValidity(t0, asked, { issuerUntil: later(3000), accreditationUntil })!;
  assert.deepEqual([byTerm.notAfter, byTerm.cappedBy], [accreditationUntil, 'accreditation']);
  const byIssuer = capValidity(t0, asked, { issuerUntil: later(100), accreditationUntil })!;
  assert.deepEqual([byIssuer.notAfter, byIssuer.cappedBy], [later(100), 'issuer']);
  assert.equal(capValidity(t0, asked, { issuerUntil: t0 }), undefined);
});

test('names: the longest form that fits, cut at a word, and read back with their letters', () => {
  assert.equal(commonNameOf('А', 'Б', 'В'), 'А Б В');
  assert.equal(commonNameOf('Ө'.repeat(40), 'Ү'.repeat(10), 'Ң'.repeat(30)), `${'Ө'.repeat(40)} ${'Ү'.repeat(10)}`);
  assert.ok(Array.from(shortNameOf(entity.fullName)).length <= 64);
  assert.match(shortNameOf(entity.fullName), /…$/);
  assert.deepEqual(subjectNameOf(readName(readDer(nameOf(natural)))), natural);
});

test('the tables name a presence for every kind, and policies tell the kind of an issuer before what it may issue', () => {
  for (const kind of kinds) {
    const { subject, extensions } = rulesOf(kind);
    for (const mark of [...Object.values(subject), ...Object.values(extensions)]) assert.match(mark, /^[MCO-]$/);
  }
  assert.equal(kindOfPolicies([oids.kgPolicyQualifiedNatural, oids.kgPolicyTrustedPerson]), 'TP');
  assert.equal(kindOfPolicies([oids.kgPolicyNotQualified]), 'NQ');
  assert.equal(kindOfPolicies(['1.2.3']), undefined);
});
