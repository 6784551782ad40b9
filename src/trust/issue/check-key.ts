import { hash, type KeyObject } from 'node:crypto';
import { DerError, fields, oids, readDer, readInteger } from '../der/index.ts';
import { keyDetailsOf, keyObject, parsePublicKeyInfo, type PublicKeyInfo } from '../path/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { isCloseToSquare, isRocaModulus, smallFactor } from './rsa-weakness.ts';
import { refuse } from './refusals.ts';

/** ES-13.1.8: the name of a verification key in a register: SHA-256 of its SubjectPublicKeyInfo. */
export const keyDigest = (spki: Uint8Array): Buffer => hash('sha256', spki, 'buffer');

/** `checkKeyInfo` of a SubjectPublicKeyInfo that was not read yet. */
export function checkKey(spki: Uint8Array): Refusal | undefined {
  try {
    return checkKeyInfo(parsePublicKeyInfo(spki));
  } catch (error) {
    if (error instanceof DerError) return refuse('ISS_KEY_UNSUITABLE', { details: { reason: 'unreadable' } });
    throw error;
  }
}

/**
 * Whether a certificate may be issued for this key: one of the allowed kinds, and none that is known to be weak. Reasons of
 * weakness are in `details.reason`.
 */
export function checkKeyInfo(info: PublicKeyInfo): Refusal | undefined {
  // Reading checks that a point lies on its curve.
  const key = keyObject(info);
  if (key === undefined) return refuse('ISS_KEY_UNSUITABLE', { details: { reason: 'unreadable' } });
  if (info.algorithm === oids.rsaEncryption) return checkRsa(info, key);
  if (info.algorithm === oids.ecPublicKey) {
    const allowed = ['prime256v1', 'secp384r1'].includes(keyDetailsOf(key)?.namedCurve ?? '');
    return allowed ? undefined : refuse('ISS_KEY_UNSUITABLE', { details: { reason: 'curve' } });
  }
  if (info.algorithm === oids.ed25519)
    return isSmallOrder(info.key) ? refuse('ISS_WEAK_KEY', { details: { reason: 'small-order' } }) : undefined;
  return refuse('ISS_KEY_UNSUITABLE', { details: { reason: 'algorithm' } });
}

function checkRsa(info: PublicKeyInfo, key: KeyObject): Refusal | undefined {
  const weak = (reason: string): Refusal => refuse('ISS_WEAK_KEY', { details: { reason } });
  const f = fields(readDer(info.key));
  const [modulus, exponent] = [readInteger(f.next()), readInteger(f.next())];
  // FIPS 186-5 A.1.1: 2^16 < e < 2^256, odd. Smaller ones have broken too many programs that pad badly.
  if (exponent <= 65_536n || exponent >= 2n ** 256n || exponent % 2n === 0n) return weak('exponent');
  if ((keyDetailsOf(key)?.modulusLength ?? 0) < 2048) return weak('length');
  if (modulus % 2n === 0n || smallFactor(modulus)) return weak('small-factor');
  if (isRocaModulus(modulus)) return weak('roca');
  return isCloseToSquare(modulus) ? weak('close-primes') : undefined;
}

// RFC 8032 5.1: the eight points of small order, the sign bit aside; under such a key any signature would verify.
const smallOrder: ReadonlySet<string> = new Set([
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

function isSmallOrder(point: Buffer): boolean {
  const y = Buffer.from(point);
  y[31]! &= 0x7f;
  return smallOrder.has(y.toString('hex'));
}
