import { SIZES_BEHIND, signatures, UTF8, ZipError } from './zip-signs.ts';

// Directory and headers of a ZIP (APPNOTE.TXT 4.3). The same archive is read by others in other ways: by the directory, or member by
// member. What says one thing here and another there is refused.

export type Entry = {
  readonly name: string;
  readonly label: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  /** Where the next one of the directory begins. */
  readonly next: number;
};

const endMark = Buffer.alloc(4);
endMark.writeUInt32LE(signatures.end);

/** The end of the directory: how many members, where it begins, where it ends. @throws ZipError */
export function findEnd(zip: Buffer): { count: number; offset: number; end: number } {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - 0xffff); at--) {
    if (zip.readUInt32LE(at) !== signatures.end || at + 22 + zip.readUInt16LE(at + 20) !== zip.length) continue;
    const [count, length, offset] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 12), zip.readUInt32LE(at + 16)];
    if (zip.readUInt32LE(at + 4) !== 0 || zip.readUInt16LE(at + 8) !== count)
      throw new ZipError('UNSUPPORTED', 'several parts');
    // Another reader takes the last mark that it finds for the end.
    if (offset + length !== at || zip.indexOf(endMark, at + 4) >= 0) throw new ZipError('DAMAGED', 'directory');
    return { count, offset, end: at };
  }
  throw new ZipError('NOT_ZIP', 'no directory');
}

const isLink = (attributes: number): boolean => ((attributes >>> 16) & 0xf000) === 0xa000;

/** An entry of the directory. @throws ZipError */
export function readCentral(zip: Buffer, at: number): Entry {
  if (at + 46 > zip.length || zip.readUInt32LE(at) !== signatures.central) throw new ZipError('DAMAGED', 'directory');
  const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
  const flags = zip.readUInt16LE(at + 8);
  if ((flags & ~(UTF8 | 0x0e)) !== 0) throw new ZipError('UNSUPPORTED', 'encrypted or patched');
  const next = at + 46 + name + extra + comment;
  if (next > zip.length) throw new ZipError('DAMAGED', 'directory');
  const label = zip.subarray(at + 46, at + 46 + name);
  checkExtras(zip.subarray(at + 46 + name, at + 46 + name + extra));
  if (zip.readUInt16LE(at + 34) !== 0 || isLink(zip.readUInt32LE(at + 38)))
    throw new ZipError('UNSUPPORTED', 'a link, or another part');
  return {
    name: label.toString('utf8'),
    label,
    flags,
    method: zip.readUInt16LE(at + 10),
    crc: zip.readUInt32LE(at + 16),
    packed: zip.readUInt32LE(at + 20),
    size: zip.readUInt32LE(at + 24),
    offset: zip.readUInt32LE(at + 42),
    next,
  };
}

/** Where the octets of a member begin, behind its own header. @throws ZipError where that is not as the directory says */
export function startOf(zip: Buffer, { name, label, flags, method, crc, packed, size, offset }: Entry): number {
  if (offset + 30 > zip.length || zip.readUInt32LE(offset) !== signatures.local) throw new ZipError('DAMAGED', name);
  const behind = offset + 30 + zip.readUInt16LE(offset + 26);
  const start = behind + zip.readUInt16LE(offset + 28);
  if (start + packed > zip.length) throw new ZipError('DAMAGED', name);
  checkExtras(zip.subarray(behind, start));
  const later = (flags & SIZES_BEHIND) !== 0;
  const says = (at: number, value: number): boolean => {
    const said = zip.readUInt32LE(offset + at);
    return said === value || (later && said === 0);
  };
  const agrees =
    zip.subarray(offset + 30, behind).equals(label) &&
    zip.readUInt16LE(offset + 6) === flags &&
    zip.readUInt16LE(offset + 8) === method &&
    says(14, crc) &&
    says(18, packed) &&
    says(22, size);
  if (!agrees) throw new ZipError('DAMAGED', name, name);
  return start;
}

/** How long the descriptor behind a member is (4.3.9), where its header left the sizes to it. @throws ZipError */
export function descriptorLength(zip: Buffer, { name, flags, crc, packed, size }: Entry, at: number): number {
  if ((flags & SIZES_BEHIND) === 0) return 0;
  const says = (from: number): boolean =>
    from + 12 <= zip.length &&
    [crc, packed, size].every((value, index) => zip.readUInt32LE(from + 4 * index) === value);
  if (at + 16 <= zip.length && zip.readUInt32LE(at) === signatures.descriptor && says(at + 4)) return 16;
  if (says(at)) return 12;
  throw new ZipError('DAMAGED', name);
}

/** Fields that put another name or size in the place of the one in the header: zip64, Unicode path, AES. */
const others: ReadonlySet<number> = new Set([0x0001, 0x7075, 0x9901]);

// 4.5.1: identifier, length, value.
function checkExtras(extras: Buffer): void {
  for (let at = 0; at < extras.length; ) {
    if (at + 4 > extras.length) throw new ZipError('DAMAGED', 'extra field');
    if (others.has(extras.readUInt16LE(at))) throw new ZipError('UNSUPPORTED', 'a name or size beside the header’s');
    at += 4 + extras.readUInt16LE(at + 2);
    if (at > extras.length) throw new ZipError('DAMAGED', 'extra field');
  }
}
