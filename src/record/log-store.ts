import type { Db, Scope, Tx } from '../platform/db/index.ts';
import { foldRange, type Hash, leafHash, type Node, type Range, resolvePlan } from './merkle.ts';
import { HASH_BYTES, hashFromTile, TILE_WIDTH, tileOfNode } from './tiles.ts';

// SQL of the log: its head, leaves, tiles, checkpoints and cosignatures.

export type Head = { readonly size: number; readonly frontier: readonly Hash[]; readonly root: Hash };
export type TileRow = { level: number; n: number; hashes: Uint8Array };
export type CheckpointRow = { size: number; root: Buffer; note: string; at: Date };

export const hashesOf = (bytes: Uint8Array): Hash[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));

type HeadRow = { size: number; frontier: Buffer };
const toHead = ({ size, frontier }: HeadRow): Head => {
  const hashes = hashesOf(frontier);
  return { size, frontier: hashes, root: foldRange(hashes) };
};

export async function readHead(tx: Tx): Promise<Head> {
  return toHead((await tx.query<HeadRow>('SELECT size, frontier FROM log_head'))[0]!);
}

/** The head, locked for this transaction; undefined where another worker is at it. */
export async function lockHead(tx: Tx): Promise<Head | undefined> {
  const rows = await tx.query<HeadRow>('SELECT size, frontier FROM log_head FOR UPDATE SKIP LOCKED');
  return rows[0] && toHead(rows[0]);
}

/**
 * Moves waiting entries, oldest id first, from the queue to the leaves from index `from` on, without their leaving the
 * database; answers their leaf data in that order. Rows of the queue are never updated, and the head's lock keeps other
 * takers out: a row stays where it was found.
 */
export async function placePending(tx: Tx, from: number, limit: number): Promise<Hash[]> {
  const [row] = await tx.query<{ data: Buffer | null }>(
    `WITH taken AS (
       DELETE FROM log_pending WHERE ctid = ANY (ARRAY(SELECT ctid FROM log_pending ORDER BY entry_id LIMIT $2))
       RETURNING entry_id, data),
     placed AS (
       INSERT INTO log_leaf (index, entry_id, data)
       SELECT $1::bigint + row_number() OVER (ORDER BY entry_id) - 1, entry_id, data FROM taken RETURNING index, data)
     SELECT string_agg(data, ''::bytea ORDER BY index) AS data FROM placed`,
    [from, limit],
  );
  return row?.data ? hashesOf(row.data) : [];
}

/** Adds tiles and moves the head from `from` to `to`; false where the head was no longer there. */
export async function advance(
  tx: Tx,
  from: number,
  to: number,
  frontier: readonly Hash[],
  tiles: readonly TileRow[],
): Promise<boolean> {
  const rows = await tx.query(
    `WITH head AS (UPDATE log_head SET size = $2, frontier = $3 WHERE size = $1 RETURNING 1),
     tiles AS (
       INSERT INTO log_tile (level, n, hashes) SELECT * FROM unnest($4::int[], $5::bigint[], $6::bytea[])
       ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes)
     SELECT 1 FROM head`,
    [
      from,
      to,
      Buffer.concat(frontier),
      tiles.map(({ level }) => level),
      tiles.map(({ n }) => n),
      tiles.map(({ hashes }) => hashes),
    ],
  );
  return rows.length === 1;
}

/** One cheap look: the head's size, and whether anything waits. */
export async function glance(db: Db, scope: Scope): Promise<{ size: number; waiting: boolean }> {
  const rows = await db.query<{ size: number; waiting: boolean }>(
    scope,
    'SELECT size, EXISTS (SELECT FROM log_pending) AS waiting FROM log_head',
  );
  return rows[0]!;
}

export async function oldestPending(tx: Tx): Promise<{ count: number; at: Date | null }> {
  return (
    await tx.query<{ count: number; at: Date | null }>('SELECT count(*) AS count, min(at) AS at FROM log_pending')
  )[0]!;
}

/** Leaf data of [start, end). */
export async function readLeaves(tx: Tx, start: number, end: number): Promise<Buffer[]> {
  const rows = await tx.query<{ data: Buffer }>(
    'SELECT data FROM log_leaf WHERE index >= $1 AND index < $2 ORDER BY index',
    [start, end],
  );
  return rows.map(({ data }) => data);
}

export async function readTiles(tx: Tx, ids: readonly { level: number; n: number }[]): Promise<TileRow[]> {
  if (ids.length === 0) return [];
  return tx.query<TileRow>(
    'SELECT level, n, hashes FROM log_tile JOIN unnest($1::int[], $2::bigint[]) AS wanted (level, n) USING (level, n)',
    [ids.map(({ level }) => level), ids.map(({ n }) => n)],
  );
}

export async function indexOfEntry(tx: Tx, entryId: string): Promise<number | undefined> {
  const rows = await tx.query<{ index: number }>('SELECT index FROM log_leaf WHERE entry_id = $1', [entryId]);
  return rows[0]?.index;
}

/** Carries out a plan of `merkle.ts`: reads just the tiles it touches. */
export async function readPlan(tx: Tx, plan: readonly Range[]): Promise<Hash[]> {
  const wanted = new Map<string, { level: number; n: number }>();
  for (const node of plan.flat()) {
    const { level, n } = tileOfNode(node);
    wanted.set(`${level}/${n}`, { level, n });
  }
  const tiles = new Map(
    (await readTiles(tx, [...wanted.values()])).map(({ level, n, hashes }) => [`${level}/${n}`, hashes]),
  );
  for (const [key, { level, n }] of wanted) {
    if (tiles.has(key) || level !== 0) continue;
    const leaves = await readLeaves(tx, n * TILE_WIDTH, (n + 1) * TILE_WIDTH);
    tiles.set(key, Buffer.concat(leaves.map((data) => leafHash(data))));
  }
  return resolvePlan(plan, (node: Node) => {
    const { level, n, start, count } = tileOfNode(node);
    return hashFromTile(tiles.get(`${level}/${n}`) ?? Buffer.alloc(0), start, count);
  });
}

const columns = 'size, root, note, at';

export async function latestCheckpoint(tx: Tx): Promise<CheckpointRow | undefined> {
  return (await tx.query<CheckpointRow>(`SELECT ${columns} FROM log_checkpoint ORDER BY size DESC LIMIT 1`))[0];
}

export async function checkpointAt(tx: Tx, size: number): Promise<CheckpointRow | undefined> {
  return (await tx.query<CheckpointRow>(`SELECT ${columns} FROM log_checkpoint WHERE size = $1`, [size]))[0];
}

/** The best checkpoint that covers a leaf: the newest with a witness, else the newest. */
export async function checkpointOver(tx: Tx, index: number): Promise<CheckpointRow | undefined> {
  const rows = await tx.query<CheckpointRow>(
    `(SELECT ${columns}, 0 AS rank FROM log_checkpoint WHERE size = (SELECT max(size) FROM log_cosignature WHERE size > $1))
     UNION ALL (SELECT ${columns}, 1 FROM log_checkpoint WHERE size > $1 ORDER BY size DESC LIMIT 1) ORDER BY rank LIMIT 1`,
    [index],
  );
  return rows[0];
}

export async function insertCheckpoint(tx: Tx, row: CheckpointRow): Promise<void> {
  await tx.query('INSERT INTO log_checkpoint (size, root, note, at) VALUES ($1, $2, $3, $4)', [
    row.size,
    row.root,
    row.note,
    row.at,
  ]);
}

/** Drops old checkpoints no witness spoke about: proofs between any two sizes come from the tiles. */
export async function pruneCheckpoints(tx: Tx, before: Date): Promise<void> {
  await tx.query(
    `DELETE FROM log_checkpoint c WHERE at < $1 AND size < (SELECT max(size) FROM log_checkpoint)
     AND NOT EXISTS (SELECT FROM log_cosignature s WHERE s.size = c.size)`,
    [before],
  );
}

export async function insertCosignature(
  tx: Tx,
  size: number,
  witness: string,
  line: string,
  statedAt: Date,
): Promise<void> {
  await tx.query(
    'INSERT INTO log_cosignature (size, witness, line, stated_at) VALUES ($1, $2, $3, $4) ON CONFLICT (size, witness) DO NOTHING',
    [size, witness, line, statedAt],
  );
}

export async function cosignaturesAt(
  tx: Tx,
  size: number,
): Promise<{ witness: string; line: string; stated_at: Date }[]> {
  return tx.query('SELECT witness, line, stated_at FROM log_cosignature WHERE size = $1 ORDER BY witness', [size]);
}
