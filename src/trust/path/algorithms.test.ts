import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { der, oids } from '../der/index.ts';
import { type AlgorithmPolicy, historicAlgorithms, strictAlgorithms, withMlDsa } from './algorithm-policy.ts';
import { anchorOf } from './anchor.ts';
import { type Keys, makeCertificate, type Signing } from './test-authority.ts';
import { validatePath } from './validate-path.ts';

const at = new Date('2026-06-15T12:00:00Z');
const long = { from: new Date('2000-01-01'), to: new Date('2040-01-01') };

/** What is held against a certificate that `keys` signed for itself. */
function judge(keys: Keys, signing: Signing, policy: AlgorithmPolicy = strictAlgorithms, when: Date = at): string[] {
  const certificate = makeCertificate({ subject: 'Self', issuer: 'Self', keys, signing, ...long });
  return validatePath([certificate], anchorOf(certificate), when, { algorithms: policy }).problems.map(
    ({ fault }) => fault,
  );
}
const by = (oid: string, digest: string | null, parameters?: Buffer): Signing => ({
  algorithm: der.algorithmIdentifier(oid, parameters),
  digest,
});
const ec = (namedCurve: string): Keys => generateKeyPairSync('ec', { namedCurve });
const rsa = (modulusLength: number): Keys => generateKeyPairSync('rsa', { modulusLength });
const hash = (oid: string): Buffer => der.algorithmIdentifier(oid, der.nul());
const pss = (digest: string, mask: string, salt: number, trailer = 1): Signing => ({
  algorithm: der.algorithmIdentifier(
    oids.rsassaPss,
    der.sequence(
      der.explicit(0, hash(digest)),
      der.explicit(1, der.algorithmIdentifier(oids.mgf1, hash(mask))),
      der.explicit(2, der.integer(salt)),
      trailer === 1 ? undefined : der.explicit(3, der.integer(trailer)),
    ),
  ),
  digest: 'sha256',
  salt: 32,
});

test('ECDSA on the three NIST curves, Ed25519, Ed448 and RSA from 2048 bits convince', () => {
  assert.deepEqual(judge(ec('P-256'), by(oids.ecdsaWithSHA256, 'sha256')), []);
  assert.deepEqual(judge(ec('P-384'), by(oids.ecdsaWithSHA384, 'sha384')), []);
  assert.deepEqual(judge(ec('P-521'), by(oids.ecdsaWithSHA512, 'sha512')), []);
  assert.deepEqual(judge(generateKeyPairSync('ed25519'), by(oids.ed25519, null)), []);
  assert.deepEqual(judge(generateKeyPairSync('ed448'), by(oids.ed448, null)), []);
  assert.deepEqual(judge(rsa(2048), by(oids.sha256WithRSAEncryption, 'sha256', der.nul())), []);
});

test('small and foreign keys do not', () => {
  assert.deepEqual(judge(rsa(1024), by(oids.sha256WithRSAEncryption, 'sha256', der.nul())), ['key-too-weak']);
  assert.deepEqual(judge(ec('secp256k1'), by(oids.ecdsaWithSHA256, 'sha256')), ['key-too-weak']);
  assert.deepEqual(judge(ec('brainpoolP256r1'), by(oids.ecdsaWithSHA256, 'sha256')), ['key-too-weak']);
});

test('RSASSA-PSS convinces with one digest for message and mask, and the salt it states', () => {
  const keys = rsa(2048);
  const [one, other] = [oids.sha256, oids.sha512];
  assert.deepEqual(judge(keys, pss(one, one, 32)), []);
  assert.deepEqual(judge(keys, pss(one, one, 20)), ['signature']);
  assert.deepEqual(judge(keys, pss(other, other, 32)), ['signature']);
  assert.deepEqual(judge(keys, pss(one, other, 32)), ['algorithm-unknown']);
  assert.deepEqual(judge(keys, pss(one, one, 32, 2)), ['algorithm-unknown']);
  assert.deepEqual(judge(keys, { ...by(oids.rsassaPss, 'sha256'), salt: 32 }), ['algorithm-unknown']);
});

test('an algorithm is trusted between its dates only', () => {
  const keys = ec('P-256');
  const sha1 = by(oids.ecdsaWithSHA1, 'sha1');
  assert.deepEqual(judge(keys, sha1), ['algorithm-not-trusted']);
  assert.deepEqual(judge(keys, sha1, historicAlgorithms), ['algorithm-not-trusted']);
  assert.deepEqual(judge(keys, sha1, historicAlgorithms, new Date('2013-12-31T23:59:59Z')), []);
  assert.deepEqual(judge(keys, sha1, historicAlgorithms, new Date('2014-01-01T00:00:00Z')), ['algorithm-not-trusted']);
  const later: AlgorithmPolicy = {
    ...strictAlgorithms,
    algorithms: new Map([[oids.ecdsaWithSHA256, { from: new Date('2027-01-01') }]]),
  };
  assert.deepEqual(judge(keys, by(oids.ecdsaWithSHA256, 'sha256'), later), ['algorithm-not-trusted']);
});

test('ML-DSA-65 convinces where it is switched on', () => {
  const keys = generateKeyPairSync('ml-dsa-65');
  assert.deepEqual(judge(keys, by(oids.mlDsa65, null)), ['algorithm-not-trusted']);
  assert.deepEqual(judge(keys, by(oids.mlDsa65, null), withMlDsa(strictAlgorithms)), []);
});

test('parameters where the standard wants none, or the wrong key, make no signature', () => {
  const keys = ec('P-256');
  assert.deepEqual(judge(keys, by(oids.ecdsaWithSHA256, 'sha256', der.nul())), ['algorithm-unknown']);
  assert.deepEqual(judge(keys, by(oids.sha256WithRSAEncryption, 'sha256', der.integer(1))), ['algorithm-unknown']);
  assert.deepEqual(judge(keys, by('1.2.3.4', 'sha256')), ['algorithm-unknown']);
  assert.ok(judge(keys, by(oids.sha256WithRSAEncryption, 'sha256', der.nul())).length > 0);
});
