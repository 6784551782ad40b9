import { constants, generateKeyPairSync, hash, type KeyObject, privateEncrypt, sign as signBytes } from 'node:crypto';
import { der, oids, readDer } from '../../../src/trust/der/index.ts';
import { centre, type Member, person } from '../../../src/trust/verify/test-world.ts';
import { type Message } from './cms.ts';
import { place, reissued, type Signs } from './world.ts';

// Keys, blocks and points put together by hand.

export const spkiOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });
export const ownerOf = (key: KeyObject, spki: Buffer): Member => ({
  ...person,
  key,
  certificate: reissued(person.certificate, centre, { [place.key]: spki }),
});
export const pair = {
  rsa: (publicExponent = 65_537, modulusLength = 2048) => generateKeyPairSync('rsa', { modulusLength, publicExponent }),
  ec: (namedCurve = 'P-256') => generateKeyPairSync('ec', { namedCurve }),
};
export const pkcs1: Signs = {
  algorithm: der.algorithmIdentifier(oids.sha256WithRSAEncryption, der.nul()),
  value: (bytes, key) => signBytes('sha256', bytes, key),
};
export const ecdsa: Signs = {
  algorithm: der.algorithmIdentifier(oids.ecdsaWithSHA256),
  value: (bytes, key) => signBytes('sha256', bytes, key),
};
export const numbers = (bytes: Buffer): [bigint, bigint] => {
  const [r, s] = readDer(bytes).children.map(({ content }) => BigInt(`0x${content.toString('hex')}`));
  return [r!, s!];
};
export const octets = (value: bigint, length: number): Buffer =>
  Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');
export const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
export const rsaKey = (n: bigint, e: bigint): Buffer =>
  der.sequence(
    der.algorithmIdentifier(oids.rsaEncryption, der.nul()),
    der.bitString(der.sequence(der.integer(n), der.integer(e))),
  );
export const modulus = (key: KeyObject): bigint =>
  BigInt(`0x${Buffer.from(key.export({ format: 'jwk' }).n!, 'base64url').toString('hex')}`);
export const block = (bytes: Buffer, length = 256): Buffer => {
  const info = der.sequence(
    der.algorithmIdentifier(oids.sha256, der.nul()),
    der.octetString(hash('sha256', bytes, 'buffer')),
  );
  return Buffer.concat([Buffer.of(0, 1), Buffer.alloc(length - 3 - info.length, 0xff), Buffer.of(0), info]);
};
export const rawRsa = (inner: (bytes: Buffer) => Buffer): Signs => ({
  ...pkcs1,
  value: (bytes, key) => privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, inner(bytes)),
});
export function cubeRoot(value: bigint): bigint {
  let [low, high] = [0n, 1n << 700n];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** 3n <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}
/** Bleichenbacher's: the digest to the left, anything behind it, so that a cube is near. */
export const forged: Signs['value'] = (bytes) => {
  const info = der.sequence(
    der.algorithmIdentifier(oids.sha256, der.nul()),
    der.octetString(hash('sha256', bytes, 'buffer')),
  );
  const head = Buffer.concat([Buffer.of(0, 1), Buffer.alloc(8, 0xff), Buffer.of(0), info]);
  const whole = Buffer.concat([head, Buffer.alloc(256 - head.length, 0xff)]);
  return octets(cubeRoot(BigInt(`0x${whole.toString('hex')}`)), 256);
};
export const pssWith = (digest: string, mask: string, salt: number, mgf: string = oids.mgf1): Buffer => {
  const id = (oid: string): Buffer => der.algorithmIdentifier(oid, der.nul());
  return der.algorithmIdentifier(
    oids.rsassaPss,
    der.sequence(
      der.explicit(0, id(digest)),
      der.explicit(1, der.algorithmIdentifier(mgf, id(mask))),
      der.explicit(2, der.integer(salt)),
    ),
  );
};
export const ecKey = (point: Buffer, parameters: Buffer = der.oid(oids.prime256v1)): Buffer =>
  der.sequence(der.sequence(der.oid(oids.ecPublicKey), parameters), der.bitString(point));
export const pointOf = (key: KeyObject): Buffer => Buffer.from(readDer(spkiOf(key)).children[1]!.content.subarray(1));
export const compressed = (key: KeyObject): Buffer => {
  const point = pointOf(key);
  return Buffer.concat([Buffer.of(2 + (point.at(-1)! & 1)), point.subarray(1, 33)]);
};
export const edKey = (oid: string, point: Buffer): Buffer =>
  der.sequence(der.algorithmIdentifier(oid), der.bitString(point));
export const eddsa: Signs = {
  algorithm: der.algorithmIdentifier(oids.ed25519),
  value: (bytes, key) => signBytes(null, bytes, key),
};
export const bySha512: Message = { digest: der.algorithmIdentifier(oids.sha512), digestName: 'sha512' };

/** The curve's prime, and points of an order that divides eight (RFC 8032 5.1): whoever likes makes signatures of them. */
export const prime = 2n ** 255n - 19n;
export const little = (value: bigint): Buffer => octets(value, 32).reverse();
export const withSign = (bytes: Buffer): Buffer => Buffer.concat([bytes.subarray(0, 31), Buffer.of(bytes[31]! | 0x80)]);
export const small = [
  0n,
  1n,
  prime - 1n,
  prime,
  prime + 1n,
  2707385501144840649318225287225658788936804267575313519463743609750303021804n,
  55188659117513257062467267217118295137698188065244968500265048394206261417927n,
].flatMap((y) => [little(y), withSign(little(y))]);
/** R = A = a small point, s = 0: right for many messages without any private key; some message soon is one. */
export const keyless = (point: Buffer): Signs => ({ ...eddsa, value: () => Buffer.concat([point, Buffer.alloc(32)]) });

export type Made = { key: KeyObject; spki?: Buffer; how?: Signs; more?: Message };
export const rsa = pair.rsa();
export const cube = pair.rsa(3);
export const ec = pair.ec();
export const ed = generateKeyPairSync('ed25519').privateKey;
export const explicitCurve = (): Buffer => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' });
  return readDer(privateKey.export({ type: 'pkcs8', format: 'der' })).children[1]!.children[1]!.raw;
};
