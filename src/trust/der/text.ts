import { isUtf8 } from 'node:buffer';
import { DerError } from './errors.ts';
import type { DerNode } from './node.ts';
import { tags } from './tags.ts';
import { readOctets } from './values.ts';

// The character strings of X.680, each by its own alphabet.

export const isPrintable = (text: string): boolean => /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text);
export const isIa5 = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);
const isVisible = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);
const isNumeric = (text: string): boolean => /^[0-9 ]*$/.test(text);

const utf16 = new TextDecoder('utf-16be', { fatal: true, ignoreBOM: true });

/** `tag`: the type of the string where the node itself is tagged implicitly. @throws DerError */
export function readText(node: DerNode, tag: number = node.tag): string {
  const bytes = readOctets(node, node.tag);
  const text = decode(tag, bytes);
  if (text === undefined) throw new DerError('text', node.start, 'characters the string type does not have');
  return text;
}

function decode(tag: number, bytes: Buffer): string | undefined {
  switch (tag) {
    case tags.utf8String:
      return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
    case tags.printableString:
      return only(bytes, isPrintable);
    case tags.ia5String:
      return only(bytes, isIa5);
    case tags.visibleString:
      return only(bytes, isVisible);
    case tags.numericString:
      return only(bytes, isNumeric);
    case tags.bmpString:
      return bytes.length % 2 === 0 ? attempt(utf16, bytes) : undefined;
    case tags.universalString:
      return universal(bytes);
    // T.61 is dead; everybody put Latin-1 into it.
    case tags.teletexString:
      return bytes.toString('latin1');
    default:
      return undefined;
  }
}

function only(bytes: Buffer, allowed: (text: string) => boolean): string | undefined {
  const text = bytes.toString('latin1');
  return allowed(text) ? text : undefined;
}

function attempt(decoder: InstanceType<typeof TextDecoder>, bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function universal(bytes: Buffer): string | undefined {
  if (bytes.length % 4 !== 0) return undefined;
  const points: string[] = [];
  for (let at = 0; at < bytes.length; at += 4) {
    const point = bytes.readUInt32BE(at);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
    points.push(String.fromCodePoint(point));
  }
  return points.join('');
}
