import { randomBytes } from 'node:crypto';
import { systemClock } from './clock.ts';

/** UUIDv7 (RFC 9562 5.7): sortable by creation time, so that primary keys stay dense and partitions by id are by month. */
export function uuidv7(at: Date = systemClock.real(), random: (n: number) => Buffer = randomBytes): string {
  const bytes = random(16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return formatUuid(bytes);
}

export function formatUuid(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const uuidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isUuid = (value: unknown): value is string => typeof value === 'string' && pattern.test(value);

/** A token of `bytes` random bytes in base64url: session ids, nonces, one-time codes' carriers. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');
