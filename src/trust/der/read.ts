import { DerError } from './errors.ts';
import { type DerLimits, type DerNode, nodeAt, type Reading } from './node.ts';

const defaults = { length: 64 * 1024 * 1024, depth: 32, nodes: 200_000 };

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function begin(bytes: Uint8Array, ber: boolean, limits: DerLimits): { reading: Reading; root: DerNode } {
  const { length = defaults.length, depth = defaults.depth, nodes = defaults.nodes } = limits;
  if (bytes.length > length) throw new DerError('budget', 0, `more than ${length} octets`);
  const reading: Reading = { bytes: asBuffer(bytes), ber, depth, nodes };
  return { reading, root: nodeAt(reading, 0, bytes.length, 0) };
}

function whole(bytes: Uint8Array, ber: boolean, limits: DerLimits): DerNode {
  const { root } = begin(bytes, ber, limits);
  if (root.end !== bytes.length) throw new DerError('trailing', root.end, 'bytes after the end');
  return root;
}

/**
 * One DER value, all of the bytes (X.690 clauses 8, 10 and 11). Strictness of a value is checked when it is read.
 * @throws DerError
 */
export const readDer = (bytes: Uint8Array, limits: DerLimits = {}): DerNode => whole(bytes, false, limits);

/**
 * The same by the laxer BER: indefinite lengths, long lengths, strings in segments. For messages of others only;
 * what is signed inside them (certificates, signed attributes) is DER again.
 * @throws DerError
 */
export const readBer = (bytes: Uint8Array, limits: DerLimits = {}): DerNode => whole(bytes, true, limits);

/** One DER value at the beginning of the bytes; `node.end` tells how many octets it took. @throws DerError */
export const readDerPrefix = (bytes: Uint8Array, limits: DerLimits = {}): DerNode => begin(bytes, false, limits).root;

/** Reads a node's own bytes anew by DER: for a part of a BER message that must be DER. @throws DerError */
export const asDer = (node: DerNode, limits: DerLimits = {}): DerNode => readDer(node.raw, limits);

/** Reads everything below a node, so that a fault anywhere in it shows. @throws DerError */
export function walk(node: DerNode, visit: (node: DerNode) => void): void {
  visit(node);
  if (node.constructed) for (const child of node.children) walk(child, visit);
}
