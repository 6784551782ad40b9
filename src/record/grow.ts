import type { Hash } from './merkle.ts';
import { TILE_WIDTH, tileRoot } from './tiles.ts';

export type GrownTile = { readonly level: number; readonly n: number; readonly hashes: Uint8Array };

/** The growing tile of each level in a tree of `size`: empty where the level ends on a tile's edge. */
export type Partials = readonly (readonly Hash[])[];

/** Where the growing tile of a level stands in a tree of `size`. */
export function growingTile(level: number, size: number): { level: number; n: number; width: number } {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return { level, n: Math.floor(hashes / TILE_WIDTH), width: hashes % TILE_WIDTH };
}

/** The tiles to write when leaf hashes are added: full ones of level 0, and every touched one above. */
export function growTiles(size: number, partials: Partials, leaves: readonly Hash[]): GrownTile[] {
  const written: GrownTile[] = [];
  let added = leaves;
  for (let level = 0; added.length > 0; level++) {
    const before = partials[level] ?? [];
    let { n } = growingTile(level, size);
    const row = [...before, ...added];
    const roots: Hash[] = [];
    for (let at = 0; at < row.length; at += TILE_WIDTH, n++) {
      const part = row.slice(at, at + TILE_WIDTH);
      if (level === 0 && part.length < TILE_WIDTH) break;
      const hashes = Buffer.concat(part);
      written.push({ level, n, hashes });
      if (part.length === TILE_WIDTH) roots.push(tileRoot(hashes));
    }
    added = roots;
  }
  return written;
}
