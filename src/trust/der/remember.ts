import type { DerNode } from './node.ts';
import { readDer } from './read.ts';

const MAX_KEPT = 512;
const MAX_OCTETS = 512;

/**
 * A reader that knows what it has read before: the names of issuers, their addresses and policies stand in all they issue. Found by
 * exactly the same octets, in DER alone; at most 512 values of at most 512 octets each. For values that nobody changes.
 */
export function remembering<T>(read: (node: DerNode) => T): (node: DerNode) => T {
  const kept = new Map<string, { readonly value: T } | undefined>();
  return (node) => {
    const { start, end, reading } = node;
    if (reading.ber || end - start > MAX_OCTETS) return read(node);
    const octets = reading.bytes.toString('latin1', start, end);
    const known = kept.get(octets);
    if (known !== undefined) return known.value;
    const value = read(node);
    if (kept.size >= MAX_KEPT) kept.clear();
    // Kept when it is met again, with octets of its own: those of a message would keep the whole message.
    kept.set(octets, kept.has(octets) ? { value: read(readDer(Buffer.from(node.raw))) } : undefined);
    return value;
  };
}
