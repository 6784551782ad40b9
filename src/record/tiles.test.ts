import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import '../../test/support/effort.ts';
import { leafHash, treeRoot } from './merkle.ts';
import { entryBundle, hashFromTile, parseTilePath, tileOfNode, tilePath, tileRoot, tileWidth } from './tiles.ts';

test('a tile has one address, that of C2SP tlog-tiles', () => {
  assert.equal(tilePath({ level: 0, n: 1234067, width: 256 }), '0/x001/x234/067');
  assert.equal(tilePath({ level: 'entries', n: 0, width: 7 }), 'entries/000.p/7');
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 63 }),
      fc.nat(10 ** 9),
      fc.integer({ min: 1, max: 256 }),
      (level, n, width) => {
        assert.deepEqual(parseTilePath(tilePath({ level, n, width })), { level, n, width });
      },
    ),
  );
  const wrong = [
    '0/1',
    '00/001',
    '64/000',
    '0/x000/001',
    '0/000.p/0',
    '0/000.p/256',
    '0/000.p/07',
    '0/../000',
    '0/001/002',
    'data/000',
    '',
  ];
  for (const path of wrong) assert.equal(parseTilePath(path), undefined, path);
});

test('a tree of 70,000 has the tiles the specification counts', () => {
  assert.equal(tileWidth(0, 272, 70_000), 256);
  assert.equal(tileWidth(0, 273, 70_000), 112);
  assert.equal(tileWidth(1, 1, 70_000), 17);
  assert.equal(tileWidth(2, 0, 70_000), 1);
  assert.equal(tileWidth(2, 1, 70_000), 0);
  assert.equal(tileWidth(1, 0, 256), 1);
});

test('any complete subtree is found in its tile', () => {
  const leaves = Array.from({ length: 256 }, (_, i) => leafHash(Buffer.of(i)));
  const tile = Buffer.concat(leaves);
  for (const node of [
    { level: 0, index: 200 },
    { level: 3, index: 5 },
    { level: 7, index: 1 },
  ]) {
    const { start, count } = tileOfNode(node);
    assert.deepEqual(hashFromTile(tile, start, count), treeRoot(leaves.slice(start, start + count)));
  }
  assert.deepEqual(tileRoot(tile), treeRoot(leaves));
  assert.deepEqual(tileOfNode({ level: 8, index: 300 }), { level: 1, n: 1, start: 44, count: 1 });
  assert.throws(() => hashFromTile(tile.subarray(0, 64), 2, 1), RangeError);
});

test('an entry bundle carries each entry with its length', () => {
  assert.deepEqual(entryBundle([Buffer.from('ab'), Buffer.alloc(0)]), Buffer.from([0, 2, 97, 98, 0, 0]));
  assert.throws(() => entryBundle([Buffer.alloc(65_536)]));
});
