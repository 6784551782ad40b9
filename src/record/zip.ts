import { crc32, inflateRawSync } from 'node:zlib';

// ZIP, as little of it as an evidence package needs. Written without compression and without a clock, so that the same
// members always give the same bytes; read with every limit checked before anything is unpacked.

export type Member = { readonly name: string; readonly bytes: Uint8Array };

export type ZipFault = 'NOT_ZIP' | 'DAMAGED' | 'TOO_LARGE' | 'TOO_MANY' | 'BAD_NAME' | 'DUPLICATE_NAME' | 'UNSUPPORTED';

export class ZipError extends Error {
  override readonly name = 'ZipError';
  readonly fault: ZipFault;
  /** The member whose bytes are not those that were packed. */
  readonly altered: string | undefined;
  constructor(fault: ZipFault, about: string, altered?: string) {
    super(about);
    this.fault = fault;
    this.altered = altered;
  }
}

export type ZipLimits = { readonly archive: number; readonly total: number; readonly members: number };
export const evidenceLimits: ZipLimits = { archive: 48 * 2 ** 20, total: 64 * 2 ** 20, members: 64 };

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const UTF8 = 0x0800;
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
    files.push(u32(LOCAL), fields, label, Buffer.from(bytes));
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(u32(CENTRAL), Buffer.of(20, 0), fields, place, label);
    offset += 30 + label.length + bytes.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, central, u32(END), end]);
}

/** @throws ZipError where the archive is not one we would unpack */
export function readZip(archive: Uint8Array, limits: ZipLimits = evidenceLimits): Member[] {
  if (archive.length > limits.archive) throw new ZipError('TOO_LARGE', 'the archive itself');
  const zip = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const { count, offset } = findEnd(zip);
  if (count > limits.members) throw new ZipError('TOO_MANY', `${count} members`);
  const members: Member[] = [];
  let [at, left] = [offset, limits.total];
  for (let i = 0; i < count; i++) {
    const entry = readCentral(zip, at);
    if (!isMemberName(entry.name)) throw new ZipError('BAD_NAME', `member ${i + 1}`);
    if (members.some(({ name }) => name.toLowerCase() === entry.name.toLowerCase()))
      throw new ZipError('DUPLICATE_NAME', entry.name);
    if (entry.size > left) throw new ZipError('TOO_LARGE', entry.name);
    members.push({ name: entry.name, bytes: unpack(zip, entry) });
    left -= entry.size;
    at = entry.next;
  }
  return members;
}

type Entry = { name: string; method: number; crc: number; packed: number; size: number; offset: number; next: number };

function findEnd(zip: Buffer): { count: number; offset: number } {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - 0xffff); at--) {
    if (zip.readUInt32LE(at) !== END || at + 22 + zip.readUInt16LE(at + 20) !== zip.length) continue;
    const [count, length, offset] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 12), zip.readUInt32LE(at + 16)];
    if (zip.readUInt16LE(at + 4) !== 0 || zip.readUInt16LE(at + 8) !== count)
      throw new ZipError('UNSUPPORTED', 'several parts');
    if (offset + length > at) throw new ZipError('DAMAGED', 'directory');
    return { count, offset };
  }
  throw new ZipError('NOT_ZIP', 'no directory');
}

function readCentral(zip: Buffer, at: number): Entry {
  if (at + 46 > zip.length || zip.readUInt32LE(at) !== CENTRAL) throw new ZipError('DAMAGED', 'directory');
  const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
  if ((zip.readUInt16LE(at + 8) & ~(UTF8 | 0x0e)) !== 0) throw new ZipError('UNSUPPORTED', 'encrypted or patched');
  return {
    name: zip.toString('utf8', at + 46, Math.min(at + 46 + name, zip.length)),
    method: zip.readUInt16LE(at + 10),
    crc: zip.readUInt32LE(at + 16),
    packed: zip.readUInt32LE(at + 20),
    size: zip.readUInt32LE(at + 24),
    offset: zip.readUInt32LE(at + 42),
    next: at + 46 + name + extra + comment,
  };
}

function unpack(zip: Buffer, { name, method, crc, packed, size, offset }: Entry): Uint8Array {
  if (offset + 30 > zip.length || zip.readUInt32LE(offset) !== LOCAL) throw new ZipError('DAMAGED', name);
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  if (start + packed > zip.length) throw new ZipError('DAMAGED', name);
  const data = zip.subarray(start, start + packed);
  const bytes = method === 0 ? data : method === 8 ? inflate(data, size, name) : undefined;
  if (!bytes) throw new ZipError('UNSUPPORTED', name);
  if (bytes.length !== size || crc32(bytes) !== crc) throw new ZipError('DAMAGED', name, name);
  return bytes;
}

function inflate(data: Buffer, size: number, name: string): Buffer {
  try {
    // The declared size, already under the limit, also bounds what is unpacked: a bomb stops here.
    return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) });
  } catch {
    throw new ZipError('DAMAGED', name);
  }
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
