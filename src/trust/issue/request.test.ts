import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync, generatePrimeSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { der, oids } from '../der/index.ts';
import { checkKey, keyDigest } from './check-key.ts';
import { provenKey, provenKeyBeside, type Request } from './request.ts';
import { judge, pem } from './test-openssl.ts';
import { t0 } from './test-people.ts';

const openssl = judge();
after(() => openssl[Symbol.dispose]());

const made = (name: string, ...genpkey: string[]): { der: Buffer; pem: Buffer } => {
  assert.equal(openssl.run('genpkey', ...genpkey, '-out', `${name}.key`).code, 0);
  const digest = name.startsWith('ed') ? [] : ['-sha256'];
  const pss = name === 'pss' ? ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'] : [];
  for (const form of ['DER', 'PEM']) {
    const { code, text } = openssl.run(
      'req',
      '-new',
      '-key',
      `${name}.key`,
      ...digest,
      ...pss,
      '-utf8',
      '-subj',
      '/C=KG/CN=Сыноо',
      '-outform',
      form,
      '-out',
      `${name}.${form}`,
    );
    assert.equal(code, 0, text);
  }
  return {
    der: readFileSync(join(openssl.folder, `${name}.DER`)),
    pem: readFileSync(join(openssl.folder, `${name}.PEM`)),
  };
};
const ec = (curve: string): string[] => ['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`];
const rsa = (bits: number): string[] => ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`];

const reason = (outcome: Refusal | Request | undefined): string =>
  isRefusal(outcome) ? [outcome.code, outcome.details?.['reason']].filter(Boolean).join(' ') : 'fine';

test('requests of OpenSSL prove the possession of the key: P-256, P-384, RSA with both paddings, Ed25519; DER and PEM', () => {
  for (const [name, args] of [
    ['p256', ec('P-256')],
    ['p384', ec('P-384')],
    ['rsa', rsa(2048)],
    ['pss', rsa(2048)],
    ['ed', ['-algorithm', 'ED25519']],
  ] as const) {
    const request = made(name, ...args);
    for (const bytes of [request.der, request.pem]) {
      const proven = provenKey(bytes, t0);
      assert.ok(!isRefusal(proven), `${name}: ${reason(proven)}`);
      const spki = createPublicKey(createPrivateKey(readFileSync(join(openssl.folder, `${name}.key`)))).export({
        type: 'spki',
        format: 'der',
      });
      assert.ok(proven.publicKey.raw.equals(spki));
      assert.equal(keyDigest(proven.publicKey.raw).length, 32);
    }
  }
});

test('a request altered anywhere proves nothing and never throws, on this thread and beside it', async () => {
  const { der: bytes } = made('altered', ...ec('P-256'));
  const codes = new Set<string>();
  for (let at = 0; at < bytes.length; at++) {
    const other = Buffer.from(bytes);
    other[at]! ^= 0x41;
    const outcome = provenKey(other, t0);
    assert.deepEqual(await provenKeyBeside(other, t0), outcome);
    assert.ok(isRefusal(outcome), `octet ${at}`);
    codes.add(outcome.code);
  }
  assert.ok(codes.has('ISS_KEY_PAIR_MISMATCH') && codes.has('ISS_REQUEST_UNREADABLE'));
  for (const nothing of [Buffer.alloc(0), Buffer.from('hello, world'), Buffer.alloc(70_000, 0x30), Buffer.from('MIIB')])
    assert.equal(reason(provenKey(nothing, t0)), 'ISS_REQUEST_UNREADABLE');
});

test('a request is taken alone: nothing before it, beside it or after it, in any of its forms', () => {
  const { der: bytes, pem: text } = made('alone', ...ec('P-256'));
  const request = text.toString();
  const key = readFileSync(join(openssl.folder, 'alone.key'), 'latin1');
  const keyBase64 = key.replaceAll(/-----[^-]+-----|\s/g, '');
  const base64 = bytes.toString('base64');
  const block = (body: string): string =>
    `-----BEGIN CERTIFICATE REQUEST-----\n${body}\n-----END CERTIFICATE REQUEST-----\n`;
  for (const alone of [request, `\r\n${request}\n`, request.replaceAll('\n', '\r\n'), base64, block(base64)])
    assert.equal(reason(provenKey(Buffer.from(alone), t0)), 'fine', alone);
  for (const [name, both] of Object.entries({
    'key before': key + request,
    'key after': request + key,
    'key within': request.replace('\n', `\n${key}\n`),
    'text before': `Certificate Request:\n${request}`,
    'two requests': request + request,
    'octets after the padding': block(`${base64.replace(/=*$/, '==')}${keyBase64}`),
    'octets after bare base64': `${base64.replace(/=*$/, '==')}${keyBase64}`,
  }))
    assert.equal(reason(provenKey(Buffer.from(both), t0)), 'ISS_REQUEST_UNREADABLE', name);
  const after = Buffer.concat([bytes, Buffer.from(keyBase64, 'base64')]);
  assert.equal(reason(provenKey(after, t0)), 'ISS_REQUEST_UNREADABLE', 'octets after DER');
});

test('ES-2.6: a request for somebody else’s key is refused: signed by another one', () => {
  const [mine, theirs] = [0, 1].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  const spki = theirs!.publicKey.export({ type: 'spki', format: 'der' });
  const info = der.sequence(der.integer(0), der.sequence(), spki, der.implicit(0, der.setOf()));
  const algorithm = der.algorithmIdentifier(oids.ecdsaWithSHA256);
  const request = der.sequence(info, algorithm, der.bitString(sign('sha256', info, mine!.privateKey)));
  assert.equal(reason(provenKey(Buffer.from(pem('NEW CERTIFICATE REQUEST', request)), t0)), 'ISS_KEY_PAIR_MISMATCH');
});

test('ES-12.1.2: keys of other kinds and short ones are refused', () => {
  assert.equal(reason(provenKey(made('k1', ...ec('secp256k1')).der, t0)), 'ISS_KEY_UNSUITABLE curve');
  assert.equal(reason(provenKey(made('p521', ...ec('P-521')).der, t0)), 'ISS_KEY_UNSUITABLE curve');
  assert.equal(reason(provenKey(made('short', ...rsa(1024)).der, t0)), 'ISS_WEAK_KEY length');
  const e3 = made('e3', ...rsa(2048), '-pkeyopt', 'rsa_keygen_pubexp:3');
  assert.equal(reason(provenKey(e3.der, t0)), 'ISS_WEAK_KEY exponent');
  const x25519 = generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'der' });
  assert.equal(reason(checkKey(x25519)), 'ISS_KEY_UNSUITABLE algorithm');
  assert.equal(reason(checkKey(Buffer.from('3000', 'hex'))), 'ISS_KEY_UNSUITABLE unreadable');
});

const rsaSpki = (modulus: bigint): Buffer =>
  der.sequence(
    der.algorithmIdentifier(oids.rsaEncryption, der.nul()),
    der.bitString(der.sequence(der.integer(modulus), der.integer(65_537))),
  );
const prime = (bits: number): bigint => generatePrimeSync(bits, { bigint: true });

test('RSA keys that others can find are refused: small factors, close primes, the ROCA fingerprint', () => {
  assert.equal(reason(checkKey(rsaSpki(prime(1024) * prime(1025)))), 'fine');
  assert.equal(reason(checkKey(rsaSpki(prime(2040) * 743n))), 'ISS_WEAK_KEY small-factor');
  const p = prime(1024);
  let q = p + 2n;
  while (smallDivisor(q)) q += 2n;
  assert.equal(reason(checkKey(rsaSpki(p * q))), 'ISS_WEAK_KEY close-primes');
  // A number of the vendor's form: k * M + (65537^a mod M), M the product of the primes up to 167 and beyond.
  const m = oddPrimes(752).reduce((product, one) => product * one, 1n) * 2n;
  let power = 1n;
  for (let n = 0; n < 1234; n++) power = (power * 65_537n) % m;
  const modulus = (2n ** 2047n / m + 1n) * m + power;
  assert.equal(reason(checkKey(rsaSpki(modulus))), 'ISS_WEAK_KEY roca');
});

const oddPrimes = (limit: number): bigint[] =>
  Array.from({ length: limit }, (_, n) => n)
    .filter(
      (n) => n > 2 && Array.from({ length: Math.floor(Math.sqrt(n)) - 1 }, (_, d) => d + 2).every((d) => n % d !== 0),
    )
    .map(BigInt);
const smallDivisor = (n: bigint): boolean => oddPrimes(752).some((one) => n % one === 0n);

test('Ed25519 points of small order are refused', () => {
  for (const y of ['01', '00', 'ec'.padEnd(62, 'f') + '7f']) {
    const point = Buffer.from(y.padEnd(64, '0'), 'hex');
    const spki = der.sequence(der.algorithmIdentifier(oids.ed25519), der.bitString(point));
    assert.equal(reason(checkKey(spki)), 'ISS_WEAK_KEY small-order');
    point[31]! |= 0x80;
    const negative = der.sequence(der.algorithmIdentifier(oids.ed25519), der.bitString(point));
    assert.equal(reason(checkKey(negative)), 'ISS_WEAK_KEY small-order');
  }
});
