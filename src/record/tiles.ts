import { type Hash, type Node, nodeHash } from './merkle.ts';

// C2SP tlog-tiles: the tree as files of 256 hashes, so that mirrors and caches can carry it.

export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 256;
export const HASH_BYTES = 32;

/** `level` "entries" is an entry bundle. `width` 256 is a full tile. */
export type TileId = { readonly level: number | 'entries'; readonly n: number; readonly width: number };

/** `0/x001/234.p/7`: the part of the address after `/tile/`. */
export function tilePath({ level, n, width }: TileId): string {
  const digits = String(n);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g)!;
  const path = groups.map((group, i) => (i === groups.length - 1 ? group : `x${group}`)).join('/');
  return `${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** The tile an address names, or undefined: every tile has exactly one address. */
export function parseTilePath(path: string): TileId | undefined {
  const found = /^(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!found) return undefined;
  const level = found[1] === 'entries' ? 'entries' : Number(found[1]);
  const id: TileId = { level, n: Number(found[2]!.replace(/[x/]/g, '')), width: Number(found[3] ?? TILE_WIDTH) };
  if (level !== 'entries' && level > 63) return undefined;
  if (id.width < 1 || (found[3] !== undefined && id.width >= TILE_WIDTH)) return undefined;
  return tilePath(id) === path ? id : undefined;
}

/** How many hashes (or entries) the tile holds in a tree of `size`; 0 where it does not exist. */
export function tileWidth(level: number | 'entries', n: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level));
  return Math.max(0, Math.min(TILE_WIDTH, hashes - n * TILE_WIDTH));
}

/** Where in the tiles a complete subtree is found: `count` hashes from `start`, folded. */
export function tileOfNode({ level, index }: Node): { level: number; n: number; start: number; count: number } {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const count = 2 ** (level - tileLevel * TILE_HEIGHT);
  const start = index * count;
  return { level: tileLevel, n: Math.floor(start / TILE_WIDTH), start: start % TILE_WIDTH, count };
}

export const tileHash = (tile: Uint8Array, position: number): Hash => {
  const hash = tile.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES);
  if (hash.length !== HASH_BYTES) throw new RangeError('the tile is too short');
  return hash;
};

/** The hash of the complete subtree over `count` (a power of two) hashes of a tile from `start`. */
export function hashFromTile(tile: Uint8Array, start: number, count: number): Hash {
  if (count === 1) return tileHash(tile, start);
  return nodeHash(hashFromTile(tile, start, count / 2), hashFromTile(tile, start + count / 2, count / 2));
}

/** The root of a full tile: its hash one level up. */
export const tileRoot = (tile: Uint8Array): Hash => hashFromTile(tile, 0, TILE_WIDTH);

/** An entry bundle: each entry with its big-endian length before it. */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw new RangeError('an entry is at most 65,535 bytes');
      return [Buffer.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}
