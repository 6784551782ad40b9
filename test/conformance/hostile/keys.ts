import { constants, createPublicKey, generateKeyPairSync, hash, privateEncrypt, sign as signBytes } from 'node:crypto';
import { der, DerError, oids, readDer } from '../../../src/trust/der/index.ts';
import type { Member } from '../../../src/trust/verify/test-world.ts';
import { message } from './cms.ts';
import { unsoundCurves } from './curve-keys.ts';
import {
  spkiOf,
  ownerOf,
  pair,
  pkcs1,
  ecdsa,
  numbers,
  octets,
  order,
  rsaKey,
  modulus,
  block,
  rawRsa,
  forged,
  pssWith,
  ecKey,
  compressed,
  eddsa,
  bySha512,
  rsa,
  cube,
  ec,
  ed,
  type Made,
} from './key-makers.ts';
import { type Case, judged, pss } from './world.ts';

// Keys and algorithms at their edges. The centre has certified whatever key it is: what a key cannot show, no certificate makes good.

const sound: Readonly<Record<string, () => Made>> = {
  'P-256': () => ({ key: ec.privateKey }),
  'P-256, the point compressed': () => ({ key: ec.privateKey, spki: ecKey(compressed(ec.publicKey)) }),
  'ECDSA, the other value (SEC 1 4.1.4)': () => ({
    key: ec.privateKey,
    how: {
      ...ecdsa,
      value: (bytes, key) => {
        const [r, s] = numbers(ecdsa.value(bytes, key));
        return der.sequence(der.integer(r), der.integer(order - s));
      },
    },
  }),
  'RSA PKCS #1': () => ({ key: rsa.privateKey, how: pkcs1 }),
  'RSA PKCS #1 without NULL': () => ({
    key: rsa.privateKey,
    how: { ...pkcs1, algorithm: der.algorithmIdentifier(oids.sha256WithRSAEncryption) },
  }),
  'RSA PKCS #1 by the key’s name (RFC 3370 3.2)': () => ({
    key: rsa.privateKey,
    how: { ...pkcs1, algorithm: der.algorithmIdentifier(oids.rsaEncryption, der.nul()) },
  }),
  'RSA with the exponent 3': () => ({ key: cube.privateKey, how: pkcs1 }),
  'RSA by a block of our own': () => ({ key: rsa.privateKey, how: rawRsa((bytes) => block(bytes)) }),
  'PSS as it is said': () => ({
    key: rsa.privateKey,
    how: { algorithm: pssWith(oids.sha256, oids.sha256, 32), value: pss(32) },
  }),
  'PSS without salt': () => ({
    key: rsa.privateKey,
    how: { algorithm: pssWith(oids.sha256, oids.sha256, 0), value: pss(0) },
  }),
  Ed25519: () => ({ key: ed, how: eddsa, more: bySha512 }),
};

const unsound: Readonly<Record<string, () => Made>> = {
  'RSA with the exponent 1': () => ({
    key: rsa.privateKey,
    spki: rsaKey(modulus(rsa.publicKey), 1n),
    how: { ...pkcs1, value: (bytes) => block(bytes) },
  }),
  'RSA with the exponent 0': () => ({ key: rsa.privateKey, spki: rsaKey(modulus(rsa.publicKey), 0n), how: pkcs1 }),
  'RSA with the exponent 2': () => ({ key: rsa.privateKey, spki: rsaKey(modulus(rsa.publicKey), 2n), how: pkcs1 }),
  'RSA with a negative exponent': () => ({
    key: rsa.privateKey,
    spki: rsaKey(modulus(rsa.publicKey), -1n),
    how: pkcs1,
  }),
  'RSA with an exponent longer than the modulus': () => ({
    key: rsa.privateKey,
    spki: rsaKey(modulus(rsa.publicKey), (1n << 2050n) + 1n),
    how: pkcs1,
  }),
  'RSA with an even modulus': () => ({
    key: rsa.privateKey,
    spki: rsaKey(modulus(rsa.publicKey) + 1n, 65_537n),
    how: pkcs1,
  }),
  'RSA with a negative modulus': () => ({
    key: rsa.privateKey,
    spki: rsaKey(-modulus(rsa.publicKey), 65_537n),
    how: pkcs1,
  }),
  'RSA with the modulus 1': () => ({
    key: rsa.privateKey,
    spki: rsaKey(1n, 65_537n),
    how: { ...pkcs1, value: () => Buffer.alloc(1) },
  }),
  'RSA of 1024 bits': () => {
    const { privateKey } = pair.rsa(65_537, 1024);
    return { key: privateKey, how: pkcs1 };
  },
  'RSA of 2040 bits': () => {
    const { privateKey } = pair.rsa(65_537, 2040);
    return { key: privateKey, how: pkcs1 };
  },
  'RSA with a third number': () => ({
    key: rsa.privateKey,
    spki: der.sequence(
      der.algorithmIdentifier(oids.rsaEncryption, der.nul()),
      der.bitString(der.sequence(der.integer(modulus(rsa.publicKey)), der.integer(65_537), der.integer(1))),
    ),
    how: pkcs1,
  }),
  'RSA with octets behind the key': () => ({
    key: rsa.privateKey,
    spki: der.sequence(
      der.algorithmIdentifier(oids.rsaEncryption, der.nul()),
      der.bitString(
        Buffer.concat([der.sequence(der.integer(modulus(rsa.publicKey)), der.integer(65_537)), Buffer.of(0)]),
      ),
    ),
    how: pkcs1,
  }),
  'a cube: the digest to the left (Bleichenbacher 2006)': () => ({
    key: cube.privateKey,
    how: { ...pkcs1, value: forged },
  }),
  'a block with octets behind the digest': () => ({
    key: rsa.privateKey,
    how: rawRsa((bytes) => {
      const good = block(bytes, 250);
      return Buffer.concat([good, Buffer.alloc(6)]);
    }),
  }),
  'a block of the second type': () => ({
    key: rsa.privateKey,
    how: rawRsa((bytes) => Buffer.concat([Buffer.of(0, 2), block(bytes).subarray(2)])),
  }),
  'a block with a hole': () => ({
    key: rsa.privateKey,
    how: rawRsa((bytes) => {
      const one = block(bytes);
      one[30] = 0;
      return one;
    }),
  }),
  'the bare digest': () => ({
    key: rsa.privateKey,
    how: {
      ...pkcs1,
      value: (bytes, key) =>
        privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, hash('sha256', bytes, 'buffer')),
    },
  }),
  'PKCS #1 with a zero octet before it': () => ({
    key: rsa.privateKey,
    how: { ...pkcs1, value: (bytes, key) => Buffer.concat([Buffer.of(0), pkcs1.value(bytes, key)]) },
  }),
  'PKCS #1 plus the modulus': () => ({
    key: rsa.privateKey,
    how: {
      ...pkcs1,
      value: (bytes, key) =>
        octets(BigInt(`0x${pkcs1.value(bytes, key).toString('hex')}`) + modulus(rsa.publicKey), 257),
    },
  }),
  'PKCS #1 with other parameters': () => ({
    key: rsa.privateKey,
    how: { ...pkcs1, algorithm: der.algorithmIdentifier(oids.sha256WithRSAEncryption, der.integer(1)) },
  }),
  'PKCS #1 by SHA-1': () => ({
    key: rsa.privateKey,
    how: {
      algorithm: der.algorithmIdentifier(oids.sha1WithRSAEncryption, der.nul()),
      value: (bytes, key) => signBytes('sha1', bytes, key),
    },
  }),
  'PKCS #1 called PSS': () => ({
    key: rsa.privateKey,
    how: { ...pkcs1, algorithm: pssWith(oids.sha256, oids.sha256, 32) },
  }),
  'PSS called PKCS #1': () => ({ key: rsa.privateKey, how: { ...pkcs1, value: pss(32) } }),
  'PSS with a shorter salt than it says': () => ({
    key: rsa.privateKey,
    how: { algorithm: pssWith(oids.sha256, oids.sha256, 32), value: pss(20) },
  }),
  'PSS with a longer salt than it says': () => ({
    key: rsa.privateKey,
    how: { algorithm: pssWith(oids.sha256, oids.sha256, 32), value: pss(64) },
  }),
  'PSS with a salt of an impossible length': () => ({
    key: rsa.privateKey,
    how: { algorithm: pssWith(oids.sha256, oids.sha256, 512), value: pss(32) },
  }),
  'PSS with a negative salt': () => ({
    key: rsa.privateKey,
    how: { algorithm: pssWith(oids.sha256, oids.sha256, -1), value: pss(32) },
  }),
  'PSS with another mask than it says': () => ({
    key: rsa.privateKey,
    how: { algorithm: pssWith(oids.sha256, oids.sha512, 32), value: pss(32) },
  }),
  'PSS by a mask that is none': () => ({
    key: rsa.privateKey,
    how: { algorithm: pssWith(oids.sha256, oids.sha256, 32, oids.sha256), value: pss(32) },
  }),
  'PSS by another digest than it says': () => ({
    key: rsa.privateKey,
    how: { algorithm: pssWith(oids.sha512, oids.sha512, 32), value: pss(32) },
  }),
  'PSS without parameters': () => ({
    key: rsa.privateKey,
    how: { algorithm: der.algorithmIdentifier(oids.rsassaPss), value: pss(20) },
  }),
  'PSS with NULL': () => ({
    key: rsa.privateKey,
    how: { algorithm: der.algorithmIdentifier(oids.rsassaPss, der.nul()), value: pss(32) },
  }),
  'PSS with another trailer': () => ({
    key: rsa.privateKey,
    how: {
      algorithm: der.algorithmIdentifier(
        oids.rsassaPss,
        der.sequence(
          der.explicit(0, der.algorithmIdentifier(oids.sha256)),
          der.explicit(1, der.algorithmIdentifier(oids.mgf1, der.algorithmIdentifier(oids.sha256))),
          der.explicit(2, der.integer(32)),
          der.explicit(3, der.integer(2)),
        ),
      ),
      value: pss(32),
    },
  }),
  'a key for PSS only, PKCS #1': () => ({
    key: rsa.privateKey,
    spki: der.sequence(
      der.algorithmIdentifier(oids.rsassaPss),
      der.bitString(Buffer.from(readDer(spkiOf(rsa.publicKey)).children[1]!.content.subarray(1))),
    ),
    how: pkcs1,
  }),
  'a key for PSS by another digest': () => {
    const { privateKey } = generateKeyPairSync('rsa-pss', {
      modulusLength: 2048,
      hashAlgorithm: 'sha512',
      mgf1HashAlgorithm: 'sha512',
    });
    const spki = spkiOf(createPublicKey(privateKey));
    return { key: rsa.privateKey, spki, how: { algorithm: pssWith(oids.sha256, oids.sha256, 32), value: pss(32) } };
  },
  ...unsoundCurves,
};

/** Several times: what holds for one message in eight is found. */
function asked({ key, spki, how = ecdsa, more = {} }: Made, times: number): string {
  let who: Member;
  try {
    who = ownerOf(key, spki ?? spkiOf(createPublicKey(key)));
  } catch (error) {
    if (error instanceof DerError) return error.fault;
    throw error;
  }
  let found = '';
  for (let turn = 0; turn < times; turn++) {
    const content = Buffer.from(`Документ ${turn}`);
    found = judged(message({ who, how, content, ...more }), {}, { document: undefined });
    if (found === 'valid' || found === 'unqualified') return found;
  }
  return found;
}

export const keyCases = (): Case[] => [
  ...Object.entries(sound).map(([name, of]): Case => ({ name, expected: 'valid', found: () => asked(of(), 1) })),
  ...Object.entries(unsound).map(
    ([name, of]): Case => ({
      name,
      expected: 'not valid',
      found: () => asked(of(), name.includes('small order') ? 24 : 1),
    }),
  ),
];
