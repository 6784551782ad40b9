import { DerError, type DerNode, fields, oids, readDer, readOctets, readOid } from '../../der/index.ts';
import type { PublicKeyInfo } from '../public-key.ts';
import { type CurveData, curves } from './curves-data.ts';
import { inverse, isOfGroup, mod, sumOfMultiples } from './points.ts';

// GOST R 34.10-2012 (RFC 7091) with the encodings of certificates and messages (RFC 9215): a plug-in that verifies and never signs.

export type GostKind = 'gost-256' | 'gost-512';
/** A verification key. It is none of node:crypto's: this machine's OpenSSL has no GOST. */
export type GostKey = {
  readonly kind: GostKind;
  readonly curve: CurveData;
  readonly x: bigint;
  readonly y: bigint;
};

const kinds: Readonly<Record<string, { readonly kind: GostKind; readonly bits: number; readonly digest: string }>> = {
  [oids.gost2012x256]: { kind: 'gost-256', bits: 256, digest: oids.streebog256 },
  [oids.gost2012x512]: { kind: 'gost-512', bits: 512, digest: oids.streebog512 },
};

export const isGostKey = (key: object): key is GostKey => 'curve' in key && 'kind' in key;
/** Whether a key info says that it is one. */
export const isGostInfo = ({ algorithm }: PublicKeyInfo): boolean => algorithm in kinds;

/** RFC 9215 4: curve by its identifier, x and y side by side, the lowest octet first. undefined for what is no key of a known curve. */
export function gostKeyOf({ algorithm, parameters, key }: PublicKeyInfo): GostKey | undefined {
  const kind = kinds[algorithm];
  if (kind === undefined || parameters === undefined) return undefined;
  try {
    const curve = readCurve(readDer(parameters), kind.digest);
    const octets = readOctets(readDer(key));
    const half = kind.bits / 8;
    if (curve?.bits !== kind.bits || octets.length !== 2 * half) return undefined;
    const [x, y] = [lowFirst(octets.subarray(0, half)), lowFirst(octets.subarray(half))];
    return isOfGroup(curve, x, y) ? { kind: kind.kind, curve, x, y } : undefined;
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

// GostR3410-2012-PublicKeyParameters: the digest, where it is named, is the one of the key's length; the cipher is for other uses.
function readCurve(node: DerNode, digest: string): CurveData | undefined {
  const f = fields(node);
  const curve = readOid(f.next());
  const named = f.peek === undefined ? undefined : readOid(f.next());
  if (f.peek !== undefined) readOid(f.next());
  f.end();
  return named === undefined || named === digest ? curves.get(curve) : undefined;
}

const highFirst = (octets: Uint8Array): bigint => BigInt(`0x${Buffer.from(octets).toString('hex')}`);
const lowFirst = (octets: Uint8Array): bigint => highFirst(Buffer.from(octets).reverse());

/** RFC 7091 6.2; the signature is s and r side by side, the highest octet first (RFC 9215 3). */
export function verifyGost({ curve, x, y }: GostKey, digest: Uint8Array, signature: Uint8Array): boolean {
  const half = curve.bits / 8;
  if (signature.length !== 2 * half || digest.length !== half) return false;
  const [s, r] = [highFirst(signature.subarray(0, half)), highFirst(signature.subarray(half))];
  const { q } = curve;
  if (r <= 0n || r >= q || s <= 0n || s >= q) return false;
  const e = mod(lowFirst(digest), q) || 1n;
  const v = inverse(e, q);
  const found = sumOfMultiples(curve, mod(s * v, q), [mod(-r * v, q), x, y]);
  return found !== undefined && mod(found, q) === r;
}
