// A small reader of ASN.1 for files that a person chooses: BER as RFC 7292 allows it, definite or indefinite, within bounds.

/** Why a file is not read. `why` is one of the codes that the page has a sentence for. */
export class FileRefused extends Error {
  constructor(why) {
    super(why);
    this.name = 'FileRefused';
    this.why = why;
  }
}
const bad = () => new FileRefused('format');
const mostDepth = 24;
const mostNodes = 20_000;

/** One value and all inside it: { tag, children, content, raw }. Nothing may follow. */
export function readBer(bytes) {
  const [node, end] = valueAt(bytes, 0, bytes.length, 0, { left: mostNodes });
  if (end !== bytes.length) throw bad();
  return node;
}

function valueAt(bytes, start, limit, depth, count) {
  if (depth > mostDepth || --count.left < 0 || start + 2 > limit) throw bad();
  const tag = bytes[start];
  if ((tag & 0x1f) === 0x1f) throw bad();
  const constructed = (tag & 0x20) !== 0;
  let at = start + 1;
  let length = bytes[at++];
  const indefinite = length === 0x80;
  if (indefinite && !constructed) throw bad();
  if (!indefinite && length > 0x80) {
    const octets = length & 0x7f;
    if (octets > 4 || at + octets > limit) throw bad();
    length = 0;
    for (let n = 0; n < octets; n++) length = length * 256 + bytes[at++];
  }
  const end = indefinite ? limit : at + length;
  if (end > limit) throw bad();
  const from = at;
  const children = [];
  if (constructed)
    for (;;) {
      if (indefinite && bytes[at] === 0 && bytes[at + 1] === 0 && at + 2 <= limit) break;
      if (!indefinite && at === end) break;
      const [child, next] = valueAt(bytes, at, end, depth + 1, count);
      children.push(child);
      at = next;
    }
  const after = indefinite ? at + 2 : end;
  return [{ tag, children, content: bytes.subarray(from, indefinite ? at : end), raw: bytes.subarray(start, after) }, after];
}

/** The child at that place. */
export function child(node, place) {
  const found = node?.children[place];
  if (found === undefined) throw bad();
  return found;
}
/** The octets of an OCTET STRING, also one in parts, also under [0]. */
export function octets(node) {
  if (node.children.length === 0) return node.content;
  const parts = node.children.map(octets);
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
/** The bytes of an OBJECT IDENTIFIER, hexadecimal: compared, never shown. */
export const oid = (node) => {
  if (node?.tag !== 6) throw bad();
  return hex(node.content);
};
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
/** A whole number from 0 on that fits. */
export function small(node) {
  if (node?.tag !== 2 || node.content.length > 4 || node.content[0] >= 0x80) throw bad();
  return node.content.reduce((sum, byte) => sum * 256 + byte, 0);
}
