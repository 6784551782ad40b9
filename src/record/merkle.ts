import { hash as hashOnce } from 'node:crypto';
import { sha256 } from './canonical.ts';

// RFC 6962, section 2.1: tree head, inclusion and consistency proofs. Pure; sizes are ordinary numbers
// (2^53 leaves), so no bit operators, which JavaScript cuts at 32 bits.

export type Hash = Uint8Array;
/** A complete subtree: the leaves [index * 2^level, (index + 1) * 2^level). */
export type Node = { readonly level: number; readonly index: number };
/** A run of leaves as the complete subtrees that make it up, left to right. */
export type Range = readonly Node[];

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

// Thousands a batch, of few bytes each: one call without a hash object costs half, and its answer as a string of bytes, copied
// into a small buffer, a third of what memory of its own for each costs.
const once = (...parts: readonly Uint8Array[]): Buffer =>
  Buffer.from(hashOnce('sha256', Buffer.concat(parts), 'binary'), 'latin1');
export const leafHash = (data: Uint8Array): Buffer => once(LEAF, data);
export const nodeHash = (left: Hash, right: Hash): Buffer => once(NODE, left, right);
export const emptyRoot = (): Buffer => sha256();
export const same = (a: Hash, b: Hash): boolean => Buffer.compare(a, b) === 0;

/** The complete subtrees of [start, end), largest first; `start` must be aligned as RFC 6962 splits align it. */
export function rangeNodes(start: number, end: number): Node[] {
  const nodes: Node[] = [];
  for (let at = start; at < end; ) {
    const size = largestPower(end - at);
    nodes.push({ level: Math.log2(size), index: at / size });
    at += size;
  }
  return nodes;
}

/** Folds complete subtrees, left to right, into the hash of the run they cover. */
export function foldRange(hashes: readonly Hash[]): Hash {
  let right = hashes.at(-1);
  if (!right) return emptyRoot();
  for (let i = hashes.length - 2; i >= 0; i--) right = nodeHash(hashes[i]!, right);
  return right;
}

/** The frontier: the hashes of `rangeNodes(0, size)`. All that is needed to append and to know the root. */
export function append(frontier: readonly Hash[], size: number, leaves: readonly Hash[]): Hash[] {
  const stack = [...frontier];
  for (let at = size; at < size + leaves.length; at++) {
    let hash: Hash = leaves[at - size]!;
    for (let left = at; left % 2 === 1; left = (left - 1) / 2) hash = nodeHash(stack.pop()!, hash);
    stack.push(hash);
  }
  return stack;
}

export const treeRoot = (leaves: readonly Hash[]): Hash => foldRange(append([], 0, leaves));

/** What an inclusion proof of leaf `index` in a tree of `size` consists of, from the leaf's sibling upwards. */
export function inclusionPlan(index: number, size: number): Range[] {
  if (!whole(index) || !whole(size) || index >= size) throw new RangeError('no such leaf in a tree of this size');
  const plan: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + split(end - start);
    if (index < middle) {
      plan.push(rangeNodes(middle, end));
      end = middle;
    } else {
      plan.push(rangeNodes(start, middle));
      start = middle;
    }
  }
  return plan.reverse();
}

/** What a consistency proof from size `from` to size `to` consists of. Empty for 0 and for equal sizes. */
export function consistencyPlan(from: number, to: number): Range[] {
  if (!whole(from) || !whole(to) || from > to) throw new RangeError('a tree does not shrink');
  if (from === 0 || from === to) return [];
  const plan: Range[] = [];
  let [start, end, whole0] = [0, to, true];
  while (end !== from) {
    const middle = start + split(end - start);
    if (from <= middle) {
      plan.push(rangeNodes(middle, end));
      end = middle;
    } else {
      plan.push(rangeNodes(start, middle));
      start = middle;
      whole0 = false;
    }
  }
  if (!whole0) plan.push(rangeNodes(start, end));
  return plan.reverse();
}

export function resolvePlan(plan: readonly Range[], node: (id: Node) => Hash): Hash[] {
  return plan.map((range) => foldRange(range.map(node)));
}

/** RFC 9162, 2.1.3.2. */
export function verifyInclusion(index: number, size: number, leaf: Hash, proof: readonly Hash[], root: Hash): boolean {
  if (!whole(index) || !whole(size) || index >= size) return false;
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const step of proof) {
    if (sn === 0 || step.length !== 32) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(step, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, half(sn)];
    } else {
      hash = nodeHash(hash, step);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && same(hash, root);
}

/** RFC 9162, 2.1.4.2, with the empty old tree: consistent with everything, and its root is fixed. */
export function verifyConsistency(
  from: number,
  oldRoot: Hash,
  to: number,
  newRoot: Hash,
  proof: readonly Hash[],
): boolean {
  if (!whole(from) || !whole(to) || from > to || proof.some((step) => step.length !== 32)) return false;
  if (from === 0) return proof.length === 0 && same(oldRoot, emptyRoot());
  if (from === to) return proof.length === 0 && same(oldRoot, newRoot);
  const steps = largestPower(from) === from ? [oldRoot, ...proof] : proof;
  const first = steps[0];
  if (!first) return false;
  let [fn, sn] = [from - 1, to - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  let [fr, sr] = [first, first];
  for (const step of steps.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [nodeHash(step, fr), nodeHash(step, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, half(sn)];
    } else {
      sr = nodeHash(sr, step);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && same(fr, oldRoot) && same(sr, newRoot);
}

const whole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const half = (value: number): number => Math.floor(value / 2);

/** The largest power of two not above `value` (value >= 1). */
function largestPower(value: number): number {
  let power = 2 ** Math.floor(Math.log2(value));
  // Math.log2 rounds: just below 2^49 and above it may answer one too many.
  if (power > value) power /= 2;
  return power;
}

/** RFC 6962: k, the largest power of two smaller than n. */
const split = (n: number): number => (largestPower(n) === n ? n / 2 : largestPower(n));
