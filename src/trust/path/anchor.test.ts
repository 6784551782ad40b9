import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { der, oids } from '../der/index.ts';
import { strictAlgorithms } from './algorithm-policy.ts';
import { anchorOf } from './anchor.ts';
import { CertificatePool, CrlPool } from './pools.ts';
import { keyOf, parsePublicKeyInfo } from './index.ts';
import {
  authorityExtension,
  caExtension,
  type CertificateSpec,
  dnsExtension,
  extension,
  keyIdExtension,
  makeCertificate,
  makeCrl,
  newKeys,
  usageExtension,
} from './test-authority.ts';
import type { Trust } from './trust.ts';
import { verifyCertificate } from './verify-certificate.ts';

const [rootKeys, centreKeys, keys] = [newKeys(), newKeys(), newKeys()];
const at = new Date('2026-06-15T12:00:00Z');
const root = (more: Partial<CertificateSpec> = {}) =>
  makeCertificate({
    subject: 'Root',
    issuer: 'Root',
    keys: rootKeys,
    extensions: [caExtension(), usageExtension(5, 6)],
    ...more,
  });
const centre = makeCertificate({
  subject: 'Centre',
  issuer: 'Root',
  keys: centreKeys,
  by: rootKeys,
  extensions: [caExtension(), usageExtension(5, 6)],
});
const owner = makeCertificate({
  subject: 'Owner',
  issuer: 'Centre',
  keys,
  by: centreKeys,
  serial: 20,
  extensions: [dnsExtension('a.kg')],
});

const faults = (anchor: ReturnType<typeof root>, more: Partial<Trust> = {}, target = owner): string[] =>
  verifyCertificate(target, {
    anchors: [anchorOf(anchor)],
    certificates: new CertificatePool([centre]),
    crls: new CrlPool([]),
    at,
    rules: { algorithms: strictAlgorithms },
    status: 'none',
    ...more,
  }).problems.map(({ fault, detail }) => [fault, detail].filter(Boolean).join(' '));

test('RFC 5937: an anchor that came as a certificate is trusted within its own limits', () => {
  const tree = der.implicit(0, der.sequence(der.sequence(der.implicit(2, der.ia5String('org')))));
  assert.deepEqual(faults(root()), []);
  assert.deepEqual(faults(root({ to: new Date('2026-02-01') })), ['expired anchor 2026-02-01T00:00:00.000Z']);
  assert.deepEqual(faults(root({ from: new Date('2027-01-01') })), ['not-yet-valid anchor 2027-01-01T00:00:00.000Z']);
  assert.deepEqual(faults(root({ extensions: [] })), ['not-a-ca anchor']);
  assert.deepEqual(faults(root({ extensions: [caExtension(), usageExtension(0)] })), ['key-usage anchor keyCertSign']);
  assert.deepEqual(faults(root({ extensions: [caExtension(0)] })), ['path-too-long']);
  assert.deepEqual(faults(root({ extensions: [caExtension(1)] })), []);
  assert.deepEqual(faults(root({ extensions: [caExtension(), extension('1.2.3.4', der.nul(), true)] })), [
    'critical-extension anchor 1.2.3.4',
  ]);
  const bound = extension(oids.nameConstraints, der.sequence(tree), true);
  assert.deepEqual(faults(root({ extensions: [caExtension(), bound] })), ['name-not-permitted']);
});

test('RFC 5937: a key that is trusted by itself has no limits, nor has a target that is its own anchor', () => {
  const { name, publicKey } = anchorOf(root({ to: new Date('2026-02-01') }));
  assert.deepEqual(faults(root(), { anchors: [{ name, publicKey }] }), []);
  const alone = makeCertificate({ subject: 'Alone', issuer: 'Alone', keys });
  assert.deepEqual(faults(alone, {}, alone), []);
});

test('RFC 5280 4.2.1.3: a list is not believed where its anchor may not sign lists', () => {
  const made = (bits: number[]) => root({ extensions: [caExtension(), usageExtension(...bits)] });
  const crls = new CrlPool([makeCrl({ issuer: 'Root', by: rootKeys })]);
  const asked: Partial<Trust> = { status: 'required', crls };
  assert.deepEqual(faults(made([5, 6]), asked, centre), []);
  assert.deepEqual(faults(made([5]), asked, centre), ['status-unknown crl-signer']);
});

test('RFC 5280 5.3: of two entries about one certificate the earlier end counts, and no removal undoes it', () => {
  const [early, late] = [new Date('2026-06-01'), new Date('2026-06-05')];
  const removal = { serial: 1, at: early, extensions: [extension(oids.cRLReason, der.enumerated(8))] };
  for (const entries of [
    [
      { serial: 1, at: early },
      { serial: 1, at: late },
    ],
    [
      { serial: 1, at: late },
      { serial: 1, at: early },
    ],
    [{ serial: 1, at: early }, removal],
    [removal, { serial: 1, at: early }],
  ]) {
    const list = makeCrl({ issuer: 'Root', by: rootKeys, from: late, to: new Date('2026-07-01'), entries });
    assert.deepEqual(list.entries.find('01', list.issuer.key)?.revocationDate, early);
    assert.deepEqual(faults(root(), { status: 'required', crls: new CrlPool([list]) }, centre), [
      'revoked 2026-06-01T00:00:00.000Z',
    ]);
  }
});

test('RFC 8017 3.1, RFC 5480 2.2: keys that anybody could sign with, or of forms nobody allows, are no keys', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  const n = Buffer.from(rsa.export({ format: 'jwk' }).n!, 'base64url');
  const key = (modulus: Buffer, exponent: Buffer) =>
    keyOf(
      parsePublicKeyInfo(
        der.sequence(
          der.algorithmIdentifier(oids.rsaEncryption, der.nul()),
          der.bitString(der.sequence(modulus, exponent)),
        ),
      ),
    );
  assert.ok(key(der.unsignedInteger(n), der.integer(65_537)));
  for (const exponent of [0, 1, 2, 65_536, -3])
    assert.equal(key(der.unsignedInteger(n), der.integer(exponent)), undefined, `${exponent}`);
  assert.equal(key(der.unsignedInteger(Buffer.concat([n.subarray(0, -1), Buffer.of(0)])), der.integer(3)), undefined);
  const point = (first: number) => {
    const info = keys.publicKey.export({ type: 'spki', format: 'der' });
    const own = Buffer.from(info);
    own[own.length - 65] = first;
    return keyOf(parsePublicKeyInfo(own));
  };
  assert.ok(point(4));
  assert.equal(point(6), undefined);
  assert.equal(point(7), undefined);
});

test('RFC 5280 4.2.1.12: a centre that is limited to other purposes issues for none beyond them', () => {
  const limited = (purpose: string) =>
    makeCertificate({
      subject: 'Centre',
      issuer: 'Root',
      keys: centreKeys,
      by: rootKeys,
      extensions: [caExtension(), extension(oids.extKeyUsage, der.sequence(der.oid(purpose)))],
    });
  const asked = (purpose: string): string[] =>
    faults(root(), {
      certificates: new CertificatePool([limited(purpose)]),
      rules: { algorithms: strictAlgorithms, purpose: { extKeyUsage: oids.kpTimeStamping } },
    });
  assert.deepEqual(asked(oids.kpTimeStamping), []);
  assert.deepEqual(asked(oids.anyExtendedKeyUsage), []);
  assert.deepEqual(asked(oids.kpServerAuth), [`purpose ${oids.kpTimeStamping}`]);
});

test('RFC 5280 4.1.2.7: a target whose key is none convinces nobody, one of a kind unknown to us may', () => {
  const info = Buffer.from(keys.publicKey.export({ type: 'spki', format: 'der' }));
  const wrong = Buffer.from(info);
  wrong[wrong.length - 1]! ^= 1;
  const foreign = der.sequence(der.algorithmIdentifier('1.2.643.7.1.1.1.1'), der.bitString(Buffer.alloc(64, 7)));
  const of = (key: Buffer) =>
    makeCertificate({
      subject: 'Owner',
      issuer: 'Centre',
      keys: { publicKey: { export: () => key } } as unknown as typeof keys,
      by: centreKeys,
    });
  assert.deepEqual(faults(root(), {}, of(wrong)), ['key-unreadable']);
  assert.deepEqual(faults(root(), {}, of(foreign)), []);
});

test('RFC 5280 4.2.1.1: whoever is bound by the profile names the key that signed', () => {
  const naming = (id: string) =>
    makeCertificate({
      subject: 'Owner',
      issuer: 'Root',
      keys,
      by: rootKeys,
      extensions: [authorityExtension(id)],
    });
  const top = root({ extensions: [caExtension(), usageExtension(5, 6), keyIdExtension('root')] });
  const rules = { algorithms: strictAlgorithms, conforming: true };
  assert.deepEqual(faults(top, { rules }, naming('root')), []);
  assert.deepEqual(faults(top, { rules }, naming('toor')), [
    'not-conforming 4.2.1.1 authorityKeyIdentifier of another key',
  ]);
});

test('RFC 5280 4: the rules that bind issuers are asked for, and then hold for the anchor too', () => {
  const rules = { algorithms: strictAlgorithms, conforming: true };
  const found = faults(root(), { rules });
  assert.ok(found.includes('not-conforming 4.2.1.1 authorityKeyIdentifier'));
  assert.ok(found.includes('not-conforming anchor 4.2.1.2 subjectKeyIdentifier'));
});
