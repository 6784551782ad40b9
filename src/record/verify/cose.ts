import { createPublicKey, type KeyObject } from 'node:crypto';

// A COSE_Key (RFC 9052) as WebAuthn registers it: a flat CBOR map of integers to integers and byte strings.

const MAX_PAIRS = 12;

/** The public key and its COSE algorithm, or undefined where the bytes are not a key we know. */
export function readCoseKey(bytes: Uint8Array): { key: KeyObject; algorithm: number } | undefined {
  const map = readMap(Buffer.from(bytes));
  if (!map) return undefined;
  const part = (label: number): string | undefined => {
    const value = map.get(label);
    return value instanceof Buffer ? value.toString('base64url') : undefined;
  };
  const [kty, algorithm, curve] = [map.get(1), map.get(3), map.get(-1)];
  try {
    const jwk =
      kty === 2 && algorithm === -7 && curve === 1
        ? { kty: 'EC', crv: 'P-256', x: part(-2), y: part(-3) }
        : kty === 1 && algorithm === -8 && curve === 6
          ? { kty: 'OKP', crv: 'Ed25519', x: part(-2) }
          : kty === 3 && algorithm === -257
            ? { kty: 'RSA', n: part(-1), e: part(-2) }
            : undefined;
    if (!jwk) return undefined;
    return { key: createPublicKey({ key: jwk as { kty: string }, format: 'jwk' }), algorithm: algorithm as number };
  } catch {
    return undefined;
  }
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
  const item = (): number | Buffer | undefined => {
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
