import { DerError } from './errors.ts';
import type { DerNode } from './node.ts';
import { context, tagName, tags } from './tags.ts';

/**
 * The components of a SEQUENCE one after the other, as ASN.1 modules list them:
 *
 *     const f = fields(node);                     // must be a SEQUENCE
 *     const version = f.optionalExplicit(0);      // [0] EXPLICIT ... OPTIONAL
 *     const serial = readInteger(f.next());
 *     f.end();                                    // nothing may follow
 */
export class Fields {
  readonly #of: DerNode;
  readonly #nodes: readonly DerNode[];
  #at = 0;
  constructor(node: DerNode) {
    this.#of = node;
    this.#nodes = node.children;
  }

  /** The component that comes next, without taking it. */
  get peek(): DerNode | undefined {
    return this.#nodes[this.#at];
  }

  /** Takes the next component, of `tag` if one is given. @throws DerError where it is missing or another */
  next(tag?: number): DerNode {
    const node = this.peek;
    if (node === undefined) throw new DerError('missing', this.#of.end, 'a component is missing');
    this.#at++;
    return tag === undefined ? node : expect(node, tag);
  }

  /** Takes the next component if it has one of the tags. */
  optional(...wanted: readonly number[]): DerNode | undefined {
    const node = this.peek;
    if (node === undefined || !wanted.includes(node.tag)) return undefined;
    this.#at++;
    return node;
  }

  /** Takes what stands inside [number] EXPLICIT, if it is there. @throws DerError unless it holds exactly one node */
  optionalExplicit(number: number): DerNode | undefined {
    const node = this.optional(context(number));
    return node === undefined ? undefined : inside(node);
  }

  /** Takes [number] IMPLICIT, if it is there: read it with the reader of its type. */
  optionalImplicit(number: number): DerNode | undefined {
    return this.optional(context(number));
  }

  /** All components that are left. */
  rest(): readonly DerNode[] {
    const rest = this.#nodes.slice(this.#at);
    this.#at = this.#nodes.length;
    return rest;
  }

  /** @throws DerError where something follows */
  end(): void {
    if (this.peek !== undefined)
      throw new DerError('unexpected', this.peek.start, `${tagName(this.peek.tag)} not foreseen`);
  }
}

/** @throws DerError where the node has another tag */
export function expect(node: DerNode, tag: number): DerNode {
  if (node.tag !== tag) throw new DerError('unexpected', node.start, `${tagName(node.tag)} for ${tagName(tag)}`);
  return node;
}

/** The components of a SEQUENCE, or of `tag` where it is tagged implicitly. @throws DerError */
export const fields = (node: DerNode, tag: number = tags.sequence): Fields => new Fields(expect(node, tag));

/** The elements of a SEQUENCE OF, or of `tag`. `min` elements at least. @throws DerError */
export function elements(node: DerNode, tag: number = tags.sequence, min = 0): readonly DerNode[] {
  const { children } = expect(node, tag);
  if (children.length < min) throw new DerError('missing', node.start, `fewer than ${min} elements`);
  return children;
}

/** The elements of a SET OF. In DER they are in ascending order (X.690 11.6). @throws DerError */
export function setElements(node: DerNode, tag: number = tags.set, min = 0): readonly DerNode[] {
  const all = elements(node, tag, min);
  if (!node.reading.ber)
    for (let at = 1; at < all.length; at++)
      if (isAfter(all[at - 1]!, all[at]!))
        throw new DerError('order', all[at]!.start, 'elements of a SET OF out of order');
  return all;
}

const isAfter = (a: DerNode, b: DerNode): boolean =>
  a.reading.bytes.compare(b.reading.bytes, b.start, b.end, a.start, a.end) > 0;

/** X.690 11.6: as octet strings, the shorter one padded with zero octets. No encoding is a prefix of another. */
export const compareSetElements = (a: Uint8Array, b: Uint8Array): number => Buffer.compare(a, b);

/** The one node inside an EXPLICIT tag. @throws DerError */
export function inside(node: DerNode): DerNode {
  const [only, ...others] = node.children;
  if (only === undefined || others.length > 0) throw new DerError('unexpected', node.start, 'not exactly one node');
  return only;
}
