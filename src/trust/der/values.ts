import { DerError } from './errors.ts';
import { expect } from './fields.ts';
import type { DerNode } from './node.ts';
import { tags } from './tags.ts';

// Every reader takes the tag it expects, so that an IMPLICIT field is read by the reader of its type: readInteger(node, context(1)).

/** @throws DerError */
export function readBoolean(node: DerNode, tag: number = tags.boolean): boolean {
  const { content } = primitive(node, tag);
  // X.690 11.1: true is all ones.
  if (content.length !== 1 || (!node.reading.ber && content[0] !== 0 && content[0] !== 0xff))
    throw new DerError('boolean', node.start, 'no canonical BOOLEAN');
  return content[0] !== 0;
}

/** The contents of an INTEGER, two's complement, at least one octet and as few as possible (X.690 8.3.2, BER too). @throws DerError */
export function readIntegerBytes(node: DerNode, tag: number = tags.integer): Buffer {
  const { content } = primitive(node, tag);
  if (content.length === 0) throw new DerError('integer', node.start, 'INTEGER without contents');
  if (content.length > 1 && (content[0] === 0 ? content[1]! < 0x80 : content[0] === 0xff && content[1]! >= 0x80))
    throw new DerError('integer', node.start, 'INTEGER longer than needed');
  return content;
}

/** @throws DerError, also beyond 16,384 bits */
export function readInteger(node: DerNode, tag: number = tags.integer): bigint {
  const bytes = readIntegerBytes(node, tag);
  if (bytes.length > 2049) throw new DerError('range', node.start, 'INTEGER too large');
  const unsigned = BigInt(`0x${bytes.toString('hex')}`);
  return bytes[0]! < 0x80 ? unsigned : unsigned - (1n << BigInt(bytes.length * 8));
}

/** An INTEGER between `min` and `max`, both inclusive. @throws DerError */
export function readSmallInteger(node: DerNode, min = 0, max = 2 ** 31 - 1, tag: number = tags.integer): number {
  const bytes = readIntegerBytes(node, tag);
  const value = bytes.length > 6 ? Number.NaN : bytes.readIntBE(0, bytes.length);
  if (!(value >= min && value <= max)) throw new DerError('range', node.start, `no INTEGER of ${min} to ${max}`);
  return value;
}

/** @throws DerError */
export const readEnumerated = (node: DerNode, tag: number = tags.enumerated): number =>
  readSmallInteger(node, 0, 2 ** 31 - 1, tag);

/** @throws DerError */
export function readNull(node: DerNode, tag: number = tags.null): null {
  if (primitive(node, tag).content.length > 0) throw new DerError('null', node.start, 'NULL with contents');
  return null;
}

/** The octets of an OCTET STRING: a view in DER; in BER the segments are joined. @throws DerError */
export function readOctets(node: DerNode, tag: number = tags.octetString): Buffer {
  expect(node, tag);
  return node.constructed ? joined(node, tags.octetString) : node.content;
}

export type Bits = {
  readonly bytes: Buffer /** Bits of the last octet that do not count, 0 to 7. */;
  readonly unused: number;
};

/** @throws DerError */
export function readBits(node: DerNode, tag: number = tags.bitString): Bits {
  expect(node, tag);
  if (node.constructed) {
    if (!node.reading.ber) throw new DerError('constructed', node.start, 'BIT STRING in segments');
    const parts = node.children.map((child) => readBits(child));
    if (parts.slice(0, -1).some(({ unused }) => unused > 0))
      throw new DerError('bits', node.start, 'unused bits inside a BIT STRING');
    return { bytes: Buffer.concat(parts.map(({ bytes }) => bytes)), unused: parts.at(-1)?.unused ?? 0 };
  }
  const unused = node.content[0];
  const bytes = node.content.subarray(1);
  if (unused === undefined || unused > 7 || (unused > 0 && bytes.length === 0))
    throw new DerError('bits', node.start, 'no count of unused bits');
  // X.690 11.2.1: unused bits are zero.
  if (unused > 0 && !node.reading.ber && (bytes.at(-1)! & ((1 << unused) - 1)) !== 0)
    throw new DerError('bits', node.start, 'unused bits that are not zero');
  return { bytes, unused };
}

/** A BIT STRING of whole octets: keys and signatures. @throws DerError */
export function readBitOctets(node: DerNode, tag: number = tags.bitString): Buffer {
  const { bytes, unused } = readBits(node, tag);
  if (unused !== 0) throw new DerError('bits', node.start, 'no whole octets');
  return bytes;
}

/** The numbers of the bits that are set (bit 0 is the first). X.690 11.2.2 (no trailing zero bits) is not insisted upon. @throws DerError */
export function readNamedBits(node: DerNode, tag: number = tags.bitString): ReadonlySet<number> {
  const { bytes } = readBits(node, tag);
  if (bytes.length > 16) throw new DerError('range', node.start, 'too many named bits');
  const set = new Set<number>();
  bytes.forEach((octet, index) => {
    for (let bit = 0; bit < 8; bit++) if ((octet & (0x80 >> bit)) !== 0) set.add(index * 8 + bit);
  });
  return set;
}

/** @throws DerError where the node has another tag or holds nodes */
export function primitive(node: DerNode, tag: number): DerNode {
  expect(node, tag);
  if (node.constructed) throw new DerError('constructed', node.start, 'in the constructed form');
  return node;
}

// X.690 8.7.3: segments of a string are OCTET STRINGs, in turn perhaps in segments.
function joined(node: DerNode, segment: number): Buffer {
  if (!node.reading.ber) throw new DerError('constructed', node.start, 'a string in segments');
  return Buffer.concat(node.children.map((child) => readOctets(child, segment)));
}
