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

  constructor(
    reading: Reading,
    tag: number,
    constructed: boolean,
    start: number,
    contentStart: number,
    contentEnd: number,
    end: number,
    depth: number,
    children?: readonly DerNode[],
  ) {
    this.reading = reading;
    this.tag = tag;
    this.constructed = constructed;
    this.start = start;
    this.contentStart = contentStart;
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

  #read(): readonly DerNode[] {
    if (!this.constructed) throw new DerError('constructed', this.start, `${tagName(this.tag)} holds no nodes`);
    const first = gathered.length;
    try {
      for (let at = this.contentStart; at < this.contentEnd; ) {
        const node = nodeAt(this.reading, at, this.contentEnd, this.depth + 1);
        gathered.push(node);
        at = node.end;
      }
      return gathered.slice(first);
    } finally {
      gathered.length = first;
    }
  }
}

/** Nodes on their way into a list as long as they are many: most hold two or three, and lists that grow leave room for more. */
const gathered: DerNode[] = [];

/** Reads the node that starts at `start` and ends at `limit` or before. @throws DerError */
export function nodeAt(reading: Reading, start: number, limit: number, depth: number): DerNode {
  if (reading.nodes-- <= 0) throw new DerError('budget', start, 'too many nodes');
  if (depth > reading.depth) throw new DerError('budget', start, 'nested too deeply');
  const { bytes, ber } = reading;
  if (start + 2 > limit) throw endsEarly(limit);
  const first = bytes[start]!;
  let number = first & 0x1f;
  let at = start + 1;
  if (number === 0x1f) {
    at = afterTagNumber(bytes, start, limit);
    number = tagNumber(bytes, start + 1, at);
    if (at >= limit) throw endsEarly(limit);
  }
  const [tag, constructed] = [tagOf(first >>> 6, number), (first & 0x20) !== 0];
  const short = bytes[at++]!;
  let length = short;
  if (short >= 0x80) {
    if (short === 0x80) return indefinite(reading, { tag, constructed, start, contentStart: at }, limit, depth);
    if (short === 0xff) throw new DerError('length', start, 'reserved length octet');
    const last = at + (short & 0x7f);
    for (length = 0; at < last; ) {
      if (at >= limit) throw endsEarly(at);
      length = length * 256 + bytes[at++]!;
      if (length > bytes.length) throw new DerError('truncated', start, 'length beyond the bytes');
      // X.690 10.1: in the minimum number of octets.
      if (length === 0 && !ber) throw new DerError('length', start, 'length with leading zeros');
    }
    if (length < 0x80 && !ber) throw new DerError('length', start, 'short length in the long form');
  }
  checkForm(ber, tag, constructed, start);
  const end = at + length;
  if (end > limit) throw new DerError('truncated', start, `${tagName(tag)} ends outside what holds it`);
  return new DerNode(reading, tag, constructed, start, at, end, end, depth);
}

const endsEarly = (at: number): DerError => new DerError('truncated', at, 'the bytes end early');

// X.690 8.1.2.4: where a tag number in the long form ends, and what it is.
function afterTagNumber(bytes: Buffer, start: number, limit: number): number {
  let at = start + 1;
  if (bytes[at] === 0x80) throw new DerError('tag', start, 'tag number with leading zeros');
  let number = 0;
  for (;;) {
    if (at >= limit) throw endsEarly(at);
    const octet = bytes[at++]!;
    number = number * 128 + (octet & 0x7f);
    if (number > MAX_TAG_NUMBER) throw new DerError('tag', start, 'tag number too large');
    if (octet < 0x80) break;
  }
  if (number < 0x1f) throw new DerError('tag', start, 'small tag number in the long form');
  return at;
}

function tagNumber(bytes: Buffer, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) number = number * 128 + (bytes[at]! & 0x7f);
  return number;
}

function checkForm(ber: boolean, tag: number, constructed: boolean, start: number): void {
  if (tag >= 0x10000) return;
  if (tag === 0) throw new DerError('tag', start, 'end-of-contents out of place');
  const must = isConstructedTag(tag);
  if (must === constructed || (ber && constructed && isStringTag(tag))) return;
  throw new DerError('constructed', start, `${tagName(tag)} in the ${constructed ? 'constructed' : 'primitive'} form`);
}

type Head = Pick<DerNode, 'tag' | 'constructed' | 'start' | 'contentStart'>;

// The end is known only when everything inside was read, so the children are kept: nothing is read twice.
function indefinite(reading: Reading, { tag, constructed, start, contentStart }: Head, limit: number, depth: number) {
  // X.690 10.1: DER uses the definite form.
  if (!reading.ber) throw new DerError('indefinite', start, 'indefinite length');
  if (!constructed) throw new DerError('indefinite', start, 'indefinite length of a primitive node');
  checkForm(true, tag, constructed, start);
  const children: DerNode[] = [];
  for (let at = contentStart; ; at = children.at(-1)!.end) {
    if (at + 2 > limit) throw new DerError('truncated', at, 'no end-of-contents');
    if (reading.bytes[at] === 0 && reading.bytes[at + 1] === 0)
      return new DerNode(reading, tag, constructed, start, contentStart, at, at + 2, depth, children);
    children.push(nodeAt(reading, at, limit, depth + 1));
  }
}
