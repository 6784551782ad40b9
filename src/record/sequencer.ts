import { type Db, systemScope, type Tx } from '../platform/db/index.ts';
import { type GrownTile, growingTile, growTiles } from './grow.ts';
import { advance, hashesOf, lockHead, placePending, readLeaves, readTiles } from './log-store.ts';
import { append, type Hash, leafHash } from './merkle.ts';
import { TILE_WIDTH } from './tiles.ts';

const scope = systemScope('the sequencer gives waiting entries their place in the log');
const LEVELS = [1, 2, 3, 4, 5, 6];

/**
 * Gives waiting entries their places, one batch in one transaction: queue -> leaves, tiles, head.
 * Any number of workers may call it at once: one works, the others find the head locked and answer 0.
 */
export async function sequenceBatch(db: Db, limit = 2000): Promise<number> {
  return db.tx(scope, async (tx) => {
    const head = await lockHead(tx);
    if (!head) return 0;
    const placed = await placePending(tx, head.size, limit);
    if (placed.length === 0) return 0;
    const leaves = placed.map((data): Hash => leafHash(data));
    const frontier = append(head.frontier, head.size, leaves);
    const tiles = await tilesAfter(tx, head.size, leaves);
    // The row lock already keeps others out; the compare-and-set holds even where a lock is lost (a pooler, a bug).
    if (!(await advance(tx, head.size, head.size + placed.length, frontier, tiles)))
      throw new Error('the log head moved under the sequencer');
    return placed.length;
  });
}

async function tilesAfter(tx: Tx, size: number, leaves: readonly Hash[]): Promise<GrownTile[]> {
  if ((size % TILE_WIDTH) + leaves.length < TILE_WIDTH) return [];
  const growing = LEVELS.map((level) => growingTile(level, size)).filter(({ width }) => width > 0);
  // Asked for together: one wait instead of two.
  const [tail, stored] = await Promise.all([readLeaves(tx, size - (size % TILE_WIDTH), size), readTiles(tx, growing)]);
  const partials = [tail.map((data): Hash => leafHash(data))];
  for (const { level, n, width } of growing) {
    const tile = stored.find((row) => row.level === level && row.n === n);
    if (tile?.hashes.length !== width * 32) throw new Error(`the log's tile ${level}/${n} does not fit its head`);
    partials[level] = hashesOf(tile.hashes);
  }
  return growTiles(size, partials, leaves);
}
