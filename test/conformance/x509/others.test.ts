import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DerError } from '../../../src/trust/der/index.ts';
import { parseOcspRequest, parseOcspResponse, parseSignedData } from '../../../src/trust/formats/index.ts';
import { provenKey } from '../../../src/trust/issue/index.ts';
import {
  checkSignature,
  parseCertificate,
  parsePublicKeyInfo,
  strictAlgorithms,
  Work,
} from '../../../src/trust/path/index.ts';
import { isRefusal } from '../../../src/platform/refusal.ts';
import { offlineContext, verifySignature } from '../../../src/trust/verify/index.ts';

// Messages of others. Debian: python3-cryptography-vectors; what is to be refused its public tests and the files' names tell.
const data = '/usr/lib/python3/dist-packages/cryptography_vectors';
const missing = existsSync(data) ? undefined : `${data} is missing`;
if (missing)
  console.error(`NOT RUN: messages of others were not read: ${missing} (Debian: python3-cryptography-vectors)`);
const at = new Date('2026-01-01T00:00:00Z');

function outcome(read: () => unknown): string {
  try {
    const value = read();
    return typeof value === 'string' ? value : 'read';
  } catch (error) {
    assert.ok(error instanceof DerError, String(error));
    return 'refused';
  }
}
const all = (folder: string, read: (bytes: Buffer, name: string) => unknown): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(data, folder))
      .sort()
      .map((name) => [name, outcome(() => read(readFileSync(join(data, folder, name)), name))]),
  );

test('OCSP questions and answers of others are read, the broken ones refused', { skip: missing }, () => {
  const found = all('x509/ocsp', (bytes, name) =>
    name.includes('req') ? parseOcspRequest(bytes) : parseOcspResponse(bytes),
  );
  const other = Object.entries(found).filter(([, what]) => what !== 'read');
  assert.deepEqual(other, [
    ['req-duplicate-ext.der', 'refused'],
    ['resp-response-type-unknown-oid.der', 'refused'],
    ['resp-successful-no-response-bytes.der', 'refused'],
    ['resp-unauthorized.der', 'unauthorized'],
    ['resp-unknown-response-status.der', 'refused'],
  ]);
  assert.ok(Object.keys(found).length >= 25);
});

test('requests for certificates of others: possession is proven or it is not, a broken one is none', {
  skip: missing,
}, () => {
  const found = all('x509/requests', (bytes) => {
    const proven = provenKey(bytes, at);
    return isRefusal(proven) ? proven.code : 'proven';
  });
  const sound = Object.keys(found).filter((name) => found[name] === 'proven');
  assert.deepEqual(sound, [
    'challenge-unstructured.pem',
    'challenge.pem',
    'ec_sha256.der',
    'ec_sha256.pem',
    'ec_sha256_old_header.pem',
    'freeipa-bad-critical.pem',
    'rsa_sha256.der',
    'rsa_sha256.pem',
  ]);
  assert.equal(found['bad-version.pem'], 'ISS_REQUEST_UNREADABLE');
  // SHA-1, MD4, DSA; a signature over other octets.
  for (const name of ['rsa_sha1.pem', 'rsa_md4.pem', 'dsa_sha1.pem', 'san_rsa_sha1.pem'])
    assert.equal(found[name], 'ISS_KEY_UNSUITABLE', name);
  for (const name of ['challenge-invalid.der', 'challenge-multi-valued.der', 'long-form-attribute.pem'])
    assert.equal(found[name], 'ISS_KEY_PAIR_MISMATCH', name);
});

test('RFC 5652 5.1: a message that only carries certificates has nobody’s signature; an envelope is no signature', {
  skip: missing,
}, () => {
  const found = all('pkcs7', (bytes) => {
    const armour = /-----BEGIN PKCS7-----([^-]+)/.exec(bytes.toString('latin1'));
    const message = armour === null ? bytes : Buffer.from(armour[1]!, 'base64');
    const { signers } = parseSignedData(message);
    const report = verifySignature({ signature: message, document: Buffer.alloc(0), context: offlineContext({}), at });
    assert.ok(isRefusal(report) && report.code === 'SIGNATURES_NONE', JSON.stringify(report));
    return `${signers.length} signers`;
  });
  assert.deepEqual(found, {
    'amazon-roots.der': '0 signers',
    'amazon-roots.p7b': '0 signers',
    'enveloped.pem': 'refused',
    'isrg.pem': '0 signers',
  });
});

test('RFC 8410 section 10: the key of 10.1 signed the certificate of 10.2, and the private key of 10.3 is its own', {
  skip: missing,
}, () => {
  const key = Buffer.from('MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=', 'base64');
  const pem = readFileSync(join(data, 'x509/ed25519/ed25519-rfc8410.pem'), 'latin1');
  const bytes = Buffer.from(/-----BEGIN CERTIFICATE-----([^-]+)/.exec(pem)![1]!, 'base64');
  const judge = (whole: Buffer): string | undefined =>
    checkSignature(parseCertificate(whole), parsePublicKeyInfo(key), strictAlgorithms, at, new Work());
  assert.equal(judge(bytes), undefined);
  const changed = Buffer.from(bytes);
  changed[changed.length - 1]! ^= 1;
  assert.equal(judge(changed), 'signature');
  const secret = Buffer.from('MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC', 'base64');
  const own = createPublicKey(createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' }));
  assert.deepEqual(own.export({ format: 'der', type: 'spki' }), key);
});
