// Sealed values: AES-256-GCM, bound to the row and column they stand in, so that a value moved elsewhere does not open.

import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';
import { drawn } from '../platform/drawn.ts';
import { formatUuid, uuidBytes } from '../platform/ids.ts';

/** Where a sealed value stands. It opens there only. */
export type Place = { readonly table: string; readonly row: string; readonly column: string };

/** A sealed value that does not open: other key, other place, or altered bytes. Which one is not said. */
export class SealBroken extends Error {
  constructor() {
    super('a sealed value does not open');
  }
}

/** An unwrapped data key. It never prints. */
export class DataKey {
  readonly id: string;
  readonly #bytes: Buffer;
  #key: KeyObject | undefined;
  constructor(id: string, bytes: Buffer) {
    if (bytes.length !== 32) throw new RangeError('a data key has 32 bytes');
    this.id = id;
    this.#bytes = bytes;
    // A key object is several times faster to use than bytes are.
    this.#key = createSecretKey(bytes);
  }
  /** For seal and unseal only. */
  use<T>(act: (key: KeyObject) => T): T {
    if (this.#key === undefined) throw new SealBroken();
    return act(this.#key);
  }
  /** Zeroises the bytes and lets go of the key, whose memory OpenSSL clears when it is freed. */
  [Symbol.dispose](): void {
    this.#bytes.fill(0);
    this.#key = undefined;
  }
  toJSON(): string {
    return '[key]';
  }
  toString(): string {
    return '[key]';
  }
  [inspect.custom](): string {
    return '[key]';
  }
}

// version (1) | key id (16) | nonce (12) | ciphertext | tag (16)
const version = 1;
const headLength = 1 + 16 + 12;
const tagLength = 16;

/** Every part with its length before it: no two places have the same bytes. */
export function bind(...parts: readonly (string | Uint8Array)[]): Buffer {
  const pieces: Buffer[] = [];
  for (const part of parts) {
    const bytes = Buffer.from(part as string);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    pieces.push(length, bytes);
  }
  return Buffer.concat(pieces);
}

/** Seals bytes under `key` for one place. The result names the key, so that it can be looked up before opening. */
export function sealValue(key: DataKey, place: Place, plain: Uint8Array): Buffer {
  const nonce = drawn(12);
  const head = Buffer.concat([Buffer.of(version), uuidBytes(key.id), nonce]);
  return key.use((secret) => {
    const cipher = createCipheriv('aes-256-gcm', secret, nonce);
    cipher.setAAD(associated(head, place));
    return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  });
}

/** @throws SealBroken */
export function openValue(key: DataKey, place: Place, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < headLength + tagLength || bytes[0] !== version || sealedUnder(bytes) !== key.id)
    throw new SealBroken();
  const head = bytes.subarray(0, headLength);
  return key.use((secret) => {
    const decipher = createDecipheriv('aes-256-gcm', secret, head.subarray(17), { authTagLength: tagLength });
    decipher.setAAD(associated(head, place));
    decipher.setAuthTag(bytes.subarray(-tagLength));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(headLength, -tagLength)), decipher.final()]);
    } catch {
      throw new SealBroken();
    }
  });
}

// The nonce is bound by GCM itself; the head is repeated here so that version and key id cannot be exchanged.
const associated = (head: Buffer, place: Place): Buffer =>
  bind('makulduk/seal', head.subarray(0, 17), place.table, place.row, place.column);

/** The id of the key a value is sealed under. @throws SealBroken where it is no sealed value */
export function sealedUnder(sealed: Uint8Array): string {
  if (sealed.length < headLength + tagLength || sealed[0] !== version) throw new SealBroken();
  return formatUuid(sealed.subarray(1, 17));
}

/** Seals a JSON value. `padTo` hides the length within steps of so many bytes. */
export function sealJson(key: DataKey, place: Place, value: unknown, options: { padTo?: number } = {}): Buffer {
  const plain = Buffer.from(JSON.stringify(value));
  const length = options.padTo === undefined ? plain.length : Math.ceil(plain.length / options.padTo) * options.padTo;
  const padded = Buffer.alloc(length, ' ');
  plain.copy(padded);
  plain.fill(0);
  const sealed = sealValue(key, place, padded);
  padded.fill(0);
  return sealed;
}

/** @throws SealBroken */
export function openJson<T>(key: DataKey, place: Place, sealed: Uint8Array): T {
  const plain = openValue(key, place, sealed);
  const value = JSON.parse(plain.toString()) as T;
  plain.fill(0);
  return value;
}

/** Compares without telling by its duration where the first difference is. */
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);
