import { crc32, inflateRawSync } from 'node:zlib';
import { descriptorLength, type Entry, findEnd, readCentral, startOf } from './zip-headers.ts';
import { signatures, UTF8, ZipError } from './zip-signs.ts';

export { ZipError } from './zip-signs.ts';

// ZIP, as little of it as an evidence package needs. Written without compression and without a clock, so that the same
// members always give the same bytes; read with every limit checked before anything is unpacked.

export type Member = { readonly name: string; readonly bytes: Uint8Array };

export type ZipLimits = { readonly archive: number; readonly total: number; readonly members: number };
export const evidenceLimits: ZipLimits = { archive: 48 * 2 ** 20, total: 64 * 2 ** 20, members: 64 };

const EPOCH = 0x0021; // 1980-01-01, the first day ZIP knows

/** A plain relative name: letters, digits, dot, dash, underscore; no step upwards, no empty part. */
export const isMemberName = (name: string): boolean =>
  name.length <= 200 && /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/.test(name) && !name.includes('..');

export function writeZip(members: readonly Member[]): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of members) {
    if (!isMemberName(name)) throw new ZipError('BAD_NAME', name);
    const label = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(UTF8, 2);
    fields.writeUInt16LE(EPOCH, 8);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(bytes.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(label.length, 22);
    files.push(u32(signatures.local), fields, label, Buffer.from(bytes));
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(u32(signatures.central), Buffer.of(20, 0), fields, place, label);
    offset += 30 + label.length + bytes.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, central, u32(signatures.end), end]);
}

/**
 * One reading only: the directory and the members' own headers agree, the members lie one behind the other in the directory's order,
 * and nothing lies before, between or behind them. Whoever reads member by member finds the same files as who reads the directory.
 * @throws ZipError where the archive is not one we would unpack
 */
export function readZip(archive: Uint8Array, limits: ZipLimits = evidenceLimits): Member[] {
  if (archive.length > limits.archive) throw new ZipError('TOO_LARGE', 'the archive itself');
  const zip = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const { count, offset, end } = findEnd(zip);
  if (count > limits.members) throw new ZipError('TOO_MANY', `${count} members`);
  const members: Member[] = [];
  let [at, left, place] = [offset, limits.total, 0];
  for (let i = 0; i < count; i++) {
    const entry = readCentral(zip, at);
    if (!isMemberName(entry.name)) throw new ZipError('BAD_NAME', `member ${i + 1}`);
    if (members.some(({ name }) => name.toLowerCase() === entry.name.toLowerCase()))
      throw new ZipError('DUPLICATE_NAME', entry.name);
    if (entry.size > left) throw new ZipError('TOO_LARGE', entry.name);
    if (entry.offset !== place) throw new ZipError('DAMAGED', entry.name);
    const start = startOf(zip, entry);
    members.push({ name: entry.name, bytes: unpack(zip, entry, start) });
    left -= entry.size;
    at = entry.next;
    place = start + entry.packed + descriptorLength(zip, entry, start + entry.packed);
  }
  if (at !== end || place !== offset) throw new ZipError('DAMAGED', 'octets that are no member');
  return members;
}

function unpack(zip: Buffer, { name, method, crc, packed, size }: Entry, start: number): Uint8Array {
  const data = zip.subarray(start, start + packed);
  const bytes = method === 0 ? data : method === 8 ? inflate(data, size, name) : undefined;
  if (!bytes) throw new ZipError('UNSUPPORTED', name);
  if (bytes.length !== size || crc32(bytes) !== crc) throw new ZipError('DAMAGED', name, name);
  return bytes;
}

function inflate(data: Buffer, size: number, name: string): Buffer {
  let found;
  try {
    // The declared size, already under the limit, also bounds what is unpacked: a bomb stops here.
    found = inflateRawSync(data, { maxOutputLength: Math.max(size, 1), info: true }) as unknown as Inflated;
  } catch {
    throw new ZipError('DAMAGED', name);
  }
  if (found.engine.bytesWritten !== data.length) throw new ZipError('DAMAGED', name);
  return found.buffer;
}

/** What `info` makes of it: the octets, and how many of the packed ones were read for them. */
type Inflated = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
