import { DerError } from './errors.ts';
import { isConstructedTag, isStringTag, MAX_TAG_NUMBER, tagName, tagOf } from './tags.ts';

// X.690: identifier, length, contents. Nodes are views: no byte is copied, children are read when asked for.

export type DerLimits = {
  /** Most octets of the whole input. */
  readonly length?: number;
  /** Deepest nesting. */
  readonly depth?: number;
  /** Most nodes read in all. */
  readonly nodes?: number;
};

/** One reading: the rules and what is left of the budget, shared by all nodes of it. */
export type Reading = { readonly bytes: Buffer; readonly ber: boolean; readonly depth: number; nodes: number };

export class DerNode {
  readonly reading: Reading;
  /** Class and number, see `tags` and `context`. */
  readonly tag: number;
  readonly constructed: boolean;
  /** Offsets into the bytes read: identifier, contents, end of contents, end of the whole node. */
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
  readonly depth: number;
  #children: readonly DerNode[] | undefined;

  constructor(reading: Reading, head: Head, contentEnd: number, end: number, depth: number, children?: DerNode[]) {
    this.reading = reading;
    this.tag = head.tag;
    this.constructed = head.constructed;
    this.start = head.start;
    this.contentStart = head.contentStart;
    this.contentEnd = contentEnd;
    this.end = end;
    this.depth = depth;
    this.#children = children;
  }

  /** The contents octets: a view, not a copy. */
  get content(): Buffer {
    return this.reading.bytes.subarray(this.contentStart, this.contentEnd);
  }

  /** The whole node as it stands, identifier and length included: what signatures and hashes are made over. */
  get raw(): Buffer {
    return this.reading.bytes.subarray(this.start, this.end);
  }

  /** The nodes inside a constructed node, read once. @throws DerError */
  get children(): readonly DerNode[] {
    return (this.#children ??= this.#read());
  }

  is(tag: number): boolean {
    return this.tag === tag;
  }

  #read(): DerNode[] {
    if (!this.constructed) throw new DerError('constructed', this.start, `${tagName(this.tag)} holds no nodes`);
    const nodes: DerNode[] = [];
    for (let at = this.contentStart; at < this.contentEnd; ) {
      const node = nodeAt(this.reading, at, this.contentEnd, this.depth + 1);
      nodes.push(node);
      at = node.end;
    }
    return nodes;
  }
}

type Head = {
  readonly start: number;
  readonly tag: number;
  readonly constructed: boolean;
  readonly contentStart: number;
  /** undefined: indefinite, ends with end-of-contents octets. */
  readonly length: number | undefined;
};

/** Reads the node that starts at `at` and ends at `limit` or before. @throws DerError */
export function nodeAt(reading: Reading, at: number, limit: number, depth: number): DerNode {
  if (reading.nodes-- <= 0) throw new DerError('budget', at, 'too many nodes');
  if (depth > reading.depth) throw new DerError('budget', at, 'nested too deeply');
  const head = headAt(reading, at, limit);
  checkForm(reading, head);
  if (head.length === undefined) return indefinite(reading, head, limit, depth);
  const end = head.contentStart + head.length;
  if (end > limit) throw new DerError('truncated', at, `${tagName(head.tag)} ends outside what holds it`);
  return new DerNode(reading, head, end, end, depth);
}

function headAt(reading: Reading, start: number, limit: number): Head {
  const { bytes } = reading;
  // Nearly every node: one octet of identifier, one of length.
  if (start + 2 <= limit) {
    const [first, length] = [bytes[start]!, bytes[start + 1]!];
    if ((first & 0x1f) !== 0x1f && length < 0x80) {
      const tag = tagOf(first >>> 6, first & 0x1f);
      return { start, tag, constructed: (first & 0x20) !== 0, contentStart: start + 2, length };
    }
  }
  return longHeadAt(reading, start, limit);
}

function longHeadAt({ bytes, ber }: Reading, start: number, limit: number): Head {
  let at = start;
  const next = (): number => {
    if (at >= limit) throw new DerError('truncated', at, 'the bytes end early');
    return bytes[at++]!;
  };
  const first = next();
  let number = first & 0x1f;
  if (number === 0x1f) {
    number = 0;
    let octet = next();
    if (octet === 0x80) throw new DerError('tag', start, 'tag number with leading zeros');
    for (; ; octet = next()) {
      number = number * 128 + (octet & 0x7f);
      if (number > MAX_TAG_NUMBER) throw new DerError('tag', start, 'tag number too large');
      if (octet < 0x80) break;
    }
    if (number < 0x1f) throw new DerError('tag', start, 'small tag number in the long form');
  }
  const [tag, constructed] = [tagOf(first >>> 6, number), (first & 0x20) !== 0];
  const short = next();
  if (short < 0x80) return { start, tag, constructed, contentStart: at, length: short };
  if (short === 0x80) {
    // X.690 10.1: DER uses the definite form.
    if (!ber) throw new DerError('indefinite', start, 'indefinite length');
    if (!constructed) throw new DerError('indefinite', start, 'indefinite length of a primitive node');
    return { start, tag, constructed, contentStart: at, length: undefined };
  }
  if (short === 0xff) throw new DerError('length', start, 'reserved length octet');
  let length = 0;
  for (let left = short & 0x7f; left > 0; left--) {
    length = length * 256 + next();
    if (length > bytes.length) throw new DerError('truncated', start, 'length beyond the bytes');
    // X.690 10.1: in the minimum number of octets.
    if (length === 0 && !ber) throw new DerError('length', start, 'length with leading zeros');
  }
  if (length < 0x80 && !ber) throw new DerError('length', start, 'short length in the long form');
  return { start, tag, constructed, contentStart: at, length };
}

function checkForm({ ber }: Reading, { tag, constructed, start }: Head): void {
  if (tag >= 0x10000) return;
  if (tag === 0) throw new DerError('tag', start, 'end-of-contents out of place');
  const must = isConstructedTag(tag);
  if (must === constructed || (ber && constructed && isStringTag(tag))) return;
  throw new DerError('constructed', start, `${tagName(tag)} in the ${constructed ? 'constructed' : 'primitive'} form`);
}

// The end is known only when everything inside was read, so the children are kept: nothing is read twice.
function indefinite(reading: Reading, head: Head, limit: number, depth: number): DerNode {
  const children: DerNode[] = [];
  for (let at = head.contentStart; ; at = children.at(-1)!.end) {
    if (at + 2 > limit) throw new DerError('truncated', at, 'no end-of-contents');
    if (reading.bytes[at] === 0 && reading.bytes[at + 1] === 0)
      return new DerNode(reading, head, at, at + 2, depth, children);
    children.push(nodeAt(reading, at, limit, depth + 1));
  }
}
