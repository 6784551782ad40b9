import { createPublicKey, type KeyObject } from 'node:crypto';
import { keyOfSpki } from '../../platform/spki.ts';
import { ed25519Key } from '../note.ts';

// A COSE_Key (RFC 9052) as WebAuthn registers it: a flat CBOR map of integers to integers and byte strings.

const MAX_PAIRS = 12;

/** The public key and its COSE algorithm, or undefined where the bytes are not a key we know. */
export function readCoseKey(bytes: Uint8Array): { key: KeyObject; algorithm: number } | undefined {
  const map = readMap(Buffer.from(bytes));
  if (!map) return undefined;
  // Label -1 is the curve, or the modulus; -2 the first coordinate, or the exponent (RFC 9053 7.1.1, 7.2; RFC 8230 4).
  const [kty, algorithm, first, second] = [map.get(1), map.get(3), map.get(-1), map.get(-2)];
  try {
    const key =
      kty === 2 && algorithm === -7 && first === 1
        ? keyOfPoint(second, map.get(-3))
        : kty === 1 && algorithm === -8 && first === 6
          ? isOf(32, second) && ed25519Key(second)
          : kty === 3 && algorithm === -257
            ? keyOfRsa(first, second)
            : undefined;
    return key ? { key, algorithm: algorithm as number } : undefined;
  } catch {
    return undefined;
  }
}

type Part = number | Buffer | undefined;

// RFC 5480: a SubjectPublicKeyInfo of P-256 up to the point, uncompressed.
const p256Head = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');
const isOf = (length: number, part: Part): part is Buffer => part instanceof Buffer && part.length === length;

const keyOfPoint = (x: Part, y: Part): KeyObject | undefined =>
  isOf(32, x) && isOf(32, y) ? keyOfSpki(Buffer.concat([p256Head, x, y])) : undefined;

function keyOfRsa(n: Part, e: Part): KeyObject | undefined {
  if (!(n instanceof Buffer && e instanceof Buffer)) return undefined;
  const jwk = { kty: 'RSA', n: n.toString('base64url'), e: e.toString('base64url') };
  return createPublicKey({ key: jwk, format: 'jwk' });
}

function readMap(bytes: Buffer): Map<number, number | Buffer> | undefined {
  let at = 0;
  const head = (): { major: number; value: number } | undefined => {
    if (at >= bytes.length) return undefined;
    const [major, info] = [bytes[at]! >> 5, bytes[at]! & 31];
    at++;
    if (info < 24) return { major, value: info };
    const width = info === 24 ? 1 : info === 25 ? 2 : 0;
    if (width === 0 || at + width > bytes.length) return undefined;
    const value = bytes.readUIntBE(at, width);
    at += width;
    return { major, value };
  };
  const item = (): Part => {
    const found = head();
    if (!found) return undefined;
    const { major, value } = found;
    if (major === 0) return value;
    if (major === 1) return -1 - value;
    if (major !== 2 || at + value > bytes.length) return undefined;
    at += value;
    return bytes.subarray(at - value, at);
  };
  const top = head();
  if (top?.major !== 5 || top.value > MAX_PAIRS) return undefined;
  const map = new Map<number, number | Buffer>();
  for (let i = 0; i < top.value; i++) {
    const [label, value] = [item(), item()];
    if (typeof label !== 'number' || value === undefined || map.has(label)) return undefined;
    map.set(label, value);
  }
  return at === bytes.length ? map : undefined;
}
