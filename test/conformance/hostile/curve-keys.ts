import { sign as signBytes } from 'node:crypto';
import { der, oids } from '../../../src/trust/der/index.ts';
import {
  pair,
  ecdsa,
  numbers,
  order,
  ecKey,
  pointOf,
  edKey,
  eddsa,
  bySha512,
  little,
  small,
  keyless,
  ec,
  ed,
  explicitCurve,
  type Made,
} from './key-makers.ts';

// Points, curves and the two numbers of a signature at their edges.

export const unsoundCurves: Readonly<Record<string, () => Made>> = {
  'the curve spelt out': () => ({ key: ec.privateKey, spki: ecKey(pointOf(ec.publicKey), explicitCurve()) }),
  'no curve': () => ({ key: ec.privateKey, spki: ecKey(pointOf(ec.publicKey), der.nul()) }),
  'another curve of the same length': () => ({
    key: ec.privateKey,
    spki: ecKey(pointOf(ec.publicKey), der.oid(oids.secp256k1)),
  }),
  secp256k1: () => {
    const { privateKey } = pair.ec('secp256k1');
    return { key: privateKey };
  },
  'P-224': () => {
    const { privateKey } = pair.ec('secp224r1');
    return { key: privateKey };
  },
  'a point off the curve': () => {
    const point = pointOf(ec.publicKey);
    point[64]! ^= 1;
    return { key: ec.privateKey, spki: ecKey(point) };
  },
  'the point at infinity': () => ({ key: ec.privateKey, spki: ecKey(Buffer.of(0)) }),
  'zero and zero': () => ({ key: ec.privateKey, spki: ecKey(Buffer.concat([Buffer.of(4), Buffer.alloc(64)])) }),
  'the hybrid form': () => {
    const point = pointOf(ec.publicKey);
    point[0] = 6 + (point.at(-1)! & 1);
    return { key: ec.privateKey, spki: ecKey(point) };
  },
  'an unused bit in the key': () => ({
    key: ec.privateKey,
    spki: der.sequence(
      der.sequence(der.oid(oids.ecPublicKey), der.oid(oids.prime256v1)),
      Buffer.concat([Buffer.of(3, 66, 1), pointOf(ec.publicKey)]),
    ),
  }),
  ...Object.fromEntries(
    (
      [
        ['zero and zero', () => [0n, 0n]],
        ['zero r', (_r, s) => [0n, s]],
        ['zero s', (r) => [r, 0n]],
        ['the order and the order', () => [order, order]],
        ['ones', () => [1n, 1n]],
        ['r and the order more', (r, s) => [r + order, s]],
        ['s and the order more', (r, s) => [r, s + order]],
        ['s and the order less', (r, s) => [r, s - order]],
        ['negative', (r, s) => [-r, -s]],
        ['exchanged', (r, s) => [s, r]],
      ] satisfies [string, (r: bigint, s: bigint) => [bigint, bigint]][] as [
        string,
        (r: bigint, s: bigint) => [bigint, bigint],
      ][]
    ).map(([name, change]) => [
      `ECDSA: ${name}`,
      (): Made => ({
        key: ec.privateKey,
        how: {
          ...ecdsa,
          value: (bytes, key) => {
            const [r, s] = change(...numbers(ecdsa.value(bytes, key)));
            return der.sequence(der.integer(r), der.integer(s));
          },
        },
      }),
    ]),
  ),
  'ECDSA: octets behind': () => ({
    key: ec.privateKey,
    how: { ...ecdsa, value: (bytes, key) => Buffer.concat([ecdsa.value(bytes, key), Buffer.of(0)]) },
  }),
  'ECDSA: raw': () => ({
    key: ec.privateKey,
    how: { ...ecdsa, value: (bytes, key) => signBytes('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }) },
  }),
  'ECDSA: a length in three octets': () => ({
    key: ec.privateKey,
    how: {
      ...ecdsa,
      value: (bytes, key) => {
        const good = ecdsa.value(bytes, key);
        return Buffer.concat([Buffer.of(0x30, 0x82, 0, good.length - 2), good.subarray(2)]);
      },
    },
  }),
  'Ed25519 with the digest SHA-256': () => ({ key: ed, how: eddsa }),
  'Ed25519 with parameters': () => ({
    key: ed,
    how: { ...eddsa, algorithm: der.algorithmIdentifier(oids.ed25519, der.nul()) },
    more: bySha512,
  }),
  'Ed25519: the scalar and the order more': () => ({
    key: ed,
    how: {
      ...eddsa,
      value: (bytes, key) => {
        const good = eddsa.value(bytes, key);
        const s = BigInt(`0x${Buffer.from(good.subarray(32)).reverse().toString('hex')}`);
        return Buffer.concat([good.subarray(0, 32), little(s + 2n ** 252n + 27742317777372353535851937790883648493n)]);
      },
    },
    more: bySha512,
  }),
  'Ed25519: zeros': () => ({ key: ed, how: { ...eddsa, value: () => Buffer.alloc(64) }, more: bySha512 }),
  'Ed448 in name': () => ({
    key: ed,
    spki: edKey(oids.ed448, Buffer.alloc(57, 1)),
    how: { ...eddsa, algorithm: der.algorithmIdentifier(oids.ed448) },
    more: bySha512,
  }),
  X25519: () => ({ key: ed, spki: edKey(oids.x25519, Buffer.alloc(32, 9)), how: eddsa, more: bySha512 }),
  ...Object.fromEntries(
    small.map((point, at) => [
      `Ed25519: a point of small order, ${at}`,
      (): Made => ({
        key: ed,
        spki: edKey(oids.ed25519, point),
        how: keyless(Buffer.concat([Buffer.of(1), Buffer.alloc(31)])),
        more: bySha512,
      }),
    ]),
  ),
};
