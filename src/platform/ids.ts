import { randomBytes } from 'node:crypto';
import { systemClock } from './clock.ts';
import { drawn } from './drawn.ts';

// RFC 9562 6.2, method 1: ids of one process made in one millisecond count up, so that what came first sorts first.
const latest = { ms: -1, count: 0 };

/** UUIDv7 (RFC 9562 5.7): sortable by creation time, so that primary keys stay dense and partitions by id are by month. */
export function uuidv7(at: Date = systemClock.real(), random: (n: number) => Buffer = drawn): string {
  const bytes = random(16);
  const ms = at.getTime();
  const start = bytes.readUInt16BE(6) & 0x07ff;
  const count = ms === latest.ms && latest.count < 0x0fff ? latest.count + 1 : start;
  latest.ms = ms;
  latest.count = count;
  bytes.writeUIntBE(ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | count, 6);
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
