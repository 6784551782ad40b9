import { compareSetElements } from './fields.ts';
import type { DerNode } from './node.ts';
import { isStringTag, tags } from './tags.ts';
import { readBits, readOctets } from './values.ts';
import { lengthOctets } from './write.ts';

/**
 * The DER encoding of a value that was read by BER (RFC 5652 5.4: signed attributes are hashed in DER whatever came).
 * Lengths, segments of strings, booleans and the order of SETs are made canonical; `tag` puts another tag in front of the outermost.
 * Implicitly tagged strings in segments cannot be told from implicitly tagged sequences and stay as they are.
 * @throws DerError
 */
export function toDer(node: DerNode, tag?: number): Buffer {
  const string = node.constructed && isStringTag(node.tag);
  const constructed = node.constructed && !string;
  const content = constructed ? Buffer.concat(inOrder(node)) : string ? segments(node) : canonical(node);
  const target = tag ?? node.tag;
  return Buffer.concat([identifier(target, constructed), lengthOctets(content.length), content]);
}

function inOrder(node: DerNode): Buffer[] {
  const parts = node.children.map((child) => toDer(child));
  return node.tag === tags.set ? parts.sort(compareSetElements) : parts;
}

const segments = (node: DerNode): Buffer => (node.tag === tags.bitString ? bits(node) : readOctets(node, node.tag));

function canonical(node: DerNode): Buffer {
  if (node.tag === tags.bitString) return bits(node);
  return node.tag === tags.boolean && node.content.length === 1 && node.content[0] !== 0
    ? Buffer.of(0xff)
    : node.content;
}

// X.690 11.2.1: the bits that do not count are zero.
function bits(node: DerNode): Buffer {
  const { bytes, unused } = readBits(node);
  const content = Buffer.concat([Buffer.of(unused), bytes]);
  if (unused > 0) content[content.length - 1]! &= 0xff << unused;
  return content;
}

function identifier(tag: number, constructed: boolean): Buffer {
  const first = ((tag >>> 16) << 6) | (constructed ? 0x20 : 0);
  const number = tag & 0xffff;
  if (number < 0x1f) return Buffer.of(first | number);
  const octets = [number & 0x7f];
  for (let left = number >> 7; left > 0; left >>= 7) octets.unshift((left & 0x7f) | 0x80);
  return Buffer.of(first | 0x1f, ...octets);
}
