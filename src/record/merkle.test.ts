import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../test/support/effort.ts';
import { hex, sha256 } from './canonical.ts';
import {
  append,
  consistencyPlan,
  emptyRoot,
  foldRange,
  type Hash,
  inclusionPlan,
  leafHash,
  type Node,
  nodeHash,
  rangeNodes,
  resolvePlan,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';

const leaves = Array.from({ length: 400 }, (_, i) => leafHash(Buffer.from(`entry ${i}`)));

/** RFC 6962, 2.1, word for word. */
function mth(from: number, to: number): Hash {
  if (from === to) return sha256();
  if (to - from === 1) return leaves[from]!;
  let k = 1;
  while (k * 2 < to - from) k *= 2;
  return nodeHash(mth(from, from + k), mth(from + k, to));
}
const node = ({ level, index }: Node): Hash => mth(index * 2 ** level, (index + 1) * 2 ** level);
const size = fc.integer({ min: 1, max: leaves.length });

test('the vectors of RFC 6962 reference logs: empty tree, and the tree of the well-known eight inputs', () => {
  assert.equal(hex(emptyRoot()), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  assert.equal(
    hex(treeRoot(inputs.map((text) => leafHash(Buffer.from(text, 'hex'))))),
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  );
});

test('the frontier gives the same root as the definition, however the leaves arrive', () => {
  fc.assert(
    fc.property(size, fc.nat(), (n, cut) => {
      const middle = cut % (n + 1);
      const frontier = append(append([], 0, leaves.slice(0, middle)), middle, leaves.slice(middle, n));
      assert.deepEqual(frontier, rangeNodes(0, n).map(node));
      assert.deepEqual(foldRange(frontier), mth(0, n));
    }),
    runs(100),
  );
});

test('every inclusion proof verifies, and no changed index, size, leaf, root, order or length does', () => {
  fc.assert(
    fc.property(size, fc.nat(), fc.nat(), (n, at, turn) => {
      const index = at % n;
      const proof = resolvePlan(inclusionPlan(index, n), node);
      const [leaf, root] = [leaves[index]!, mth(0, n)];
      assert.ok(verifyInclusion(index, n, leaf, proof, root));
      assert.ok(!verifyInclusion(index, n, sha256('x'), proof, root));
      assert.ok(!verifyInclusion(index, n, leaf, proof, sha256('x')));
      assert.ok(!verifyInclusion(index, n, leaf, [...proof, sha256('x')], root));
      assert.ok(!verifyInclusion(n, n, leaf, proof, root));
      if (proof.length > 0) {
        assert.ok(!verifyInclusion(index, n, leaf, proof.slice(1), root));
        assert.ok(!verifyInclusion((index + 1) % n, n, leaf, proof, root));
        const changed = proof.map((hash, i) => (i === turn % proof.length ? sha256(hash) : hash));
        assert.ok(!verifyInclusion(index, n, leaf, changed, root));
      }
    }),
    runs(100),
  );
});

test('every consistency proof verifies, and a rewritten past never does', () => {
  fc.assert(
    fc.property(size, fc.nat(), fc.nat(), (to, at, turn) => {
      const from = at % (to + 1);
      const proof = resolvePlan(consistencyPlan(from, to), node);
      const [old, root] = [mth(0, from), mth(0, to)];
      assert.ok(verifyConsistency(from, old, to, root, proof));
      assert.ok(!verifyConsistency(from, sha256('x'), to, root, proof));
      if (from > 0) assert.ok(!verifyConsistency(from, old, to, sha256('x'), proof));
      assert.ok(!verifyConsistency(from, old, to, root, [...proof, sha256('x')]));
      if (proof.length > 0) {
        assert.ok(!verifyConsistency(from, old, to, root, proof.slice(1)));
        const changed = proof.map((hash, i) => (i === turn % proof.length ? sha256(hash) : hash));
        assert.ok(!verifyConsistency(from, old, to, root, changed));
      }
    }),
    runs(100),
  );
  assert.ok(!verifyConsistency(5, mth(0, 5), 4, mth(0, 4), []));
});

test('plans stay right where 32-bit arithmetic and logarithms go wrong', () => {
  for (const n of [2 ** 31, 2 ** 32 + 1, 2 ** 49 - 1, 2 ** 52 + 12345]) {
    const covered = rangeNodes(0, n).reduce((sum, { level }) => sum + 2 ** level, 0);
    assert.equal(covered, n);
    assert.ok(inclusionPlan(n - 1, n).length <= 53);
    assert.ok(
      inclusionPlan(0, n)
        .flat()
        .every(({ level, index }) => (index + 1) * 2 ** level <= n),
    );
  }
});
