import { type Db, systemScope, type Tx } from '../platform/db/index.ts';
import { hashOf, type JsonValue, parseCanonical } from './canonical.ts';
import { openCheckpoint } from './checkpoint.ts';
import { type Entry, leafDataOf, prepareEntry } from './entry.ts';
import { growingTile, growTiles } from './grow.ts';
import { type IncidentFinding, insertIncident, openIncidents } from './incident-store.ts';
import { hashesOf, latestCheckpoint, readHead, readLeaves, readTiles, type TileRow } from './log-store.ts';
import { append, foldRange, type Hash, leafHash, same } from './merkle.ts';
import { noteVerifier } from './note.ts';
import { type CheckRow, insertEntries, readForCheck } from './store.ts';
import { TILE_WIDTH } from './tiles.ts';

// PD-4.9: unlawful additions, changes and destruction are found, whoever made them and however.

export type FindingKind =
  | 'ENTRY_ALTERED' /* its bytes or salt are not those that were logged */
  | 'ENTRY_MISSING' /* logged, but gone from the journal */
  | 'ENTRY_UNLOGGED' /* in the journal past the queue */
  | 'COLUMNS_ALTERED' /* holder, subject, type or time disagree with the entry itself */
  | 'QUEUED_TWICE'
  | 'LEAF_MISSING' /* a gap in the log */
  | 'TREE_ALTERED' /* head or tile does not follow from the leaves */
  | 'PROMISE_BROKEN'; /* the signed checkpoint does not follow from the leaves */

export type Finding = { readonly kind: FindingKind; readonly entryId?: string; readonly index?: number };
export type IntegrityReport = {
  readonly entries: number;
  readonly leaves: number;
  readonly findings: readonly Finding[];
};

const scope = systemScope('the integrity check reads everything and changes nothing');
const PAGE = 2000;

/** Recomputes the log from the journal, in one snapshot, and compares. `vkey` also checks the latest signature. */
export async function integrityCheck(db: Db, vkey?: string): Promise<IntegrityReport> {
  return db.tx(scope, async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    const findings: Finding[] = [];
    let entries = 0;
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const page = await readForCheck(tx, after, PAGE);
      for (const row of page) findings.push(...findingsOf(row));
      entries += page.filter(({ journal }) => journal).length;
      if (page.length < PAGE) break;
      after = page.at(-1)!.entry_id;
    }
    const { size } = await readHead(tx);
    findings.push(...(await treeFindings(tx, vkey)));
    return { entries, leaves: size, findings };
  });
}

export type IncidentDeps = {
  readonly now: Date;
  readonly real: Date;
  readonly id: () => string;
  readonly salt: () => Uint8Array;
  readonly vkey?: string;
  readonly profile: string;
};

/** Runs the check; what it finds opens an incident and is itself journalled. Answers the incident's id, if any. */
export async function checkAndReport(
  db: Db,
  deps: IncidentDeps,
): Promise<{ report: IntegrityReport; incident: string | null }> {
  const report = await integrityCheck(db, deps.vkey);
  return { report, incident: await openIncident(db, deps, report.findings) };
}

/**
 * Opens an incident with what a check has found, which is itself journalled; null where nothing was. What an open incident says already
 * opens no second one.
 */
export async function openIncident(
  db: Db,
  deps: IncidentDeps,
  findings: readonly IncidentFinding[],
): Promise<string | null> {
  if (findings.length === 0) return null;
  const kept = findings.slice(0, 1000);
  const open = await db.tx(scope, openIncidents);
  const same = open.find((one) => one.total === findings.length && hashOf(one.findings) === hashOf(kept as JsonValue));
  if (same !== undefined) return same.id;
  const incident = deps.id();
  const entry: Entry = {
    v: 1,
    id: deps.id(),
    type: 'record.integrity-broken',
    at: deps.now.toISOString(),
    realAt: deps.real.toISOString(),
    profile: deps.profile,
    actor: { kind: 'system', id: 'integrity-check' },
    object: { kind: 'incident', id: incident },
    data: { total: findings.length, kinds: [...new Set(findings.map(({ kind }) => kind))].sort() },
  };
  await db.tx(systemScope('the integrity check opens an incident'), async (tx) => {
    await insertIncident(tx, incident, deps.real, kept, findings.length);
    await insertEntries(tx, [prepareEntry(entry, deps.salt())]);
  });
  return incident;
}

function findingsOf(row: CheckRow): Finding[] {
  const found = (kind: FindingKind): Finding => ({
    kind,
    entryId: row.entry_id,
    ...(row.index === null ? {} : { index: row.index }),
  });
  if (!row.journal || !row.body || !row.salt) return [found('ENTRY_MISSING')];
  if (row.leaf && row.pending) return [found('QUEUED_TWICE')];
  const logged = row.leaf ?? row.pending;
  if (!logged) return [found('ENTRY_UNLOGGED')];
  if (!same(logged, leafDataOf(row.body, row.salt))) return [found('ENTRY_ALTERED')];
  return columnsAgree(row, row.body) ? [] : [found('COLUMNS_ALTERED')];
}

function columnsAgree(row: CheckRow, body: Uint8Array): boolean {
  try {
    const entry = parseCanonical(body) as unknown as Entry;
    return (
      entry.id === row.entry_id &&
      (entry.holder ?? null) === row.holder_id &&
      (entry.subject ?? null) === row.subject_id &&
      entry.type === row.type &&
      entry.at === row.at?.toISOString()
    );
  } catch {
    return false;
  }
}

async function treeFindings(tx: Tx, vkey: string | undefined): Promise<Finding[]> {
  const findings: Finding[] = [];
  const head = await readHead(tx);
  const promise = await latestCheckpoint(tx);
  let frontier: Hash[] = [];
  let promisedRoot: Hash = foldRange([]);
  let growing: Hash[][] = [];
  for (let at = 0; at < head.size; at += TILE_WIDTH) {
    const data = await readLeaves(tx, at, Math.min(at + TILE_WIDTH, head.size));
    if (data.length !== Math.min(TILE_WIDTH, head.size - at)) return [...findings, { kind: 'LEAF_MISSING', index: at }];
    const leaves = data.map((leaf): Hash => leafHash(leaf));
    if (promise && promise.size > at && promise.size <= at + leaves.length)
      promisedRoot = foldRange(append(frontier, at, leaves.slice(0, promise.size - at)));
    frontier = append(frontier, at, leaves);
    const tiles = growTiles(at, growing, leaves);
    growing = partialsAfter(at + leaves.length, growing, tiles);
    findings.push(...(await tileFindings(tx, tiles, head.size)));
  }
  if (!same(foldRange(frontier), head.root)) findings.push({ kind: 'TREE_ALTERED', index: head.size });
  if (promise && (promise.size > head.size || !keeps(promise, promisedRoot, vkey)))
    findings.push({ kind: 'PROMISE_BROKEN', index: promise.size });
  return findings;
}

/** Full tiles must be stored as computed; growing ones as they are at the head. */
async function tileFindings(tx: Tx, tiles: readonly TileRow[], size: number): Promise<Finding[]> {
  const due = tiles.filter(({ level, n, hashes }) => {
    const growing = growingTile(level, size);
    return hashes.length === TILE_WIDTH * 32 || (growing.n === n && growing.width * 32 === hashes.length);
  });
  const stored = await readTiles(tx, due);
  const wrong = due.filter(({ level, n, hashes }) => {
    const row = stored.find((tile) => tile.level === level && tile.n === n);
    return !row || !Buffer.from(hashes).equals(row.hashes);
  });
  return wrong.map(({ level, n }) => ({ kind: 'TREE_ALTERED', index: n * TILE_WIDTH ** (level + 1) }));
}

function partialsAfter(size: number, before: readonly Hash[][], tiles: readonly TileRow[]): Hash[][] {
  const levels = Math.max(before.length, ...tiles.map(({ level }) => level + 1), 1);
  return Array.from({ length: levels }, (_, level) => {
    const { n, width } = growingTile(level, size);
    if (level === 0 || width === 0) return [];
    const tile = tiles.find((one) => one.level === level && one.n === n);
    return tile ? hashesOf(tile.hashes) : (before[level] ?? []);
  });
}

function keeps(promise: { size: number; root: Buffer; note: string }, root: Hash, vkey: string | undefined): boolean {
  if (!same(promise.root, root)) return false;
  if (vkey === undefined) return true;
  try {
    const signed = openCheckpoint(promise.note, noteVerifier(vkey));
    return signed.size === promise.size && same(signed.root, root);
  } catch {
    return false;
  }
}
