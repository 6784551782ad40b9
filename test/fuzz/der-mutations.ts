import fc from 'fast-check';
import { type DerNode, readDer, walk } from '../../src/trust/der/index.ts';

// Changes to DER bytes: of single octets, and of whole nodes so that lengths stay right and deeper rules are reached.

export type Node = { readonly start: number; readonly contentStart: number; readonly end: number };

export function nodesOf(bytes: Buffer): Node[] {
  const nodes: Node[] = [];
  const visit = (node: DerNode): void => {
    nodes.push({ start: node.start, contentStart: node.contentStart, end: node.end });
    // Extension values are DER inside OCTET STRINGs.
    if (node.tag !== 4 || node.content[0] !== 0x30) return;
    try {
      walk(readDer(node.content), (inner) =>
        nodes.push({
          start: node.contentStart + inner.start,
          contentStart: node.contentStart + inner.contentStart,
          end: node.contentStart + inner.end,
        }),
      );
    } catch {
      // Looks like DER and is none.
    }
  };
  walk(readDer(bytes), visit);
  return nodes;
}

const lengthOctets = (length: number): Buffer =>
  length < 0x80
    ? Buffer.of(length)
    : length < 0x100
      ? Buffer.of(0x81, length)
      : length < 0x10000
        ? Buffer.of(0x82, length >> 8, length & 0xff)
        : Buffer.of(0x83, length >> 16, (length >> 8) & 0xff, length & 0xff);

/** Replaces a node and gives every node around it its right length. */
export function replaceNode(bytes: Buffer, nodes: readonly Node[], target: Node, by: Buffer): Buffer {
  const around = nodes.filter(
    ({ contentStart, end }) => contentStart <= target.start && end >= target.end && contentStart > 0,
  );
  const inner = around.filter((node) => node !== target).sort((a, b) => b.start - a.start);
  let [start, end, content] = [target.start, target.end, by];
  for (const node of inner) {
    const body = Buffer.concat([bytes.subarray(node.contentStart, start), content, bytes.subarray(end, node.end)]);
    content = Buffer.concat([bytes.subarray(node.start, node.start + 1), lengthOctets(body.length), body]);
    [start, end] = [node.start, node.end];
  }
  return Buffer.concat([bytes.subarray(0, start), content, bytes.subarray(end)]);
}

/** Changed forms of `bytes`; pieces of `others` are put into them. */
export function mutations(bytes: Buffer, others: readonly Buffer[]): fc.Arbitrary<Buffer> {
  const nodes = nodesOf(bytes);
  const pieces = others.flatMap((other) => nodesOf(other).map(({ start, end }) => other.subarray(start, end)));
  const place = fc.nat(bytes.length - 1);
  const node = fc.constantFrom(...nodes);
  const octet = fc.tuple(place, fc.nat(255)).map(([at, value]) => {
    const changed = Buffer.from(bytes);
    changed[at] = value;
    return changed;
  });
  const cut = fc
    .tuple(place, fc.nat(20))
    .map(([at, size]) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]));
  const grow = fc
    .tuple(place, fc.uint8Array({ maxLength: 20 }))
    .map(([at, more]) => Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]));
  const swap = fc
    .tuple(node, fc.constantFrom(...pieces))
    .map(([target, piece]) => replaceNode(bytes, nodes, target, piece));
  const drop = node.map((target) => replaceNode(bytes, nodes, target, Buffer.alloc(0)));
  const twice = node.map((target) => {
    const own = bytes.subarray(target.start, target.end);
    return replaceNode(bytes, nodes, target, Buffer.concat([own, own]));
  });
  const content = fc
    .tuple(node, fc.uint8Array({ maxLength: 40 }))
    .map(([target, inside]) =>
      replaceNode(
        bytes,
        nodes,
        target,
        Buffer.concat([bytes.subarray(target.start, target.start + 1), lengthOctets(inside.length), inside]),
      ),
    );
  const retag = fc.tuple(node, fc.nat(255)).map(([target, identifier]) => {
    const changed = Buffer.from(bytes);
    changed[target.start] = identifier;
    return changed;
  });
  const padded = node.map((target) => {
    const body = bytes.subarray(target.contentStart, target.end);
    const long = Buffer.concat([
      bytes.subarray(target.start, target.start + 1),
      Buffer.of(0x83, 0, body.length >> 8, body.length & 0xff),
      body,
    ]);
    return replaceNode(bytes, nodes, target, long);
  });
  return fc.oneof(octet, cut, grow, swap, drop, twice, content, retag, padded);
}
