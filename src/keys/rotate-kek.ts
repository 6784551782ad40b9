// The monthly rotation: a new key-encryption key, survivors re-wrapped, the old one destroyed. What was destroyed
// before it becomes irrecoverable by it (PD-3.24: no copy restores the content).

import { type Db, setAside, systemScope, takeUpAgain, type Tx } from '../platform/db/index.ts';
import {
  type DataKeyRow,
  keysUnder,
  lastUnder,
  lockKeys,
  markIrrecoverable,
  markKeksDestroyed,
  retiredKeks,
  retireKeks,
  storeRewrapped,
  tryCareLock,
} from './data-key-store.ts';
import { wrappedAt } from './data-keys.ts';
import { noteDestructions } from './destroy-keys.ts';
import { exportedKeys, writeExport } from './export-keys.ts';
import { bishkekDate, currentKek, type Kek, KekGone, type KeyStore } from './key-store.ts';
import { SealBroken } from './seal.ts';

export type Rotation = {
  readonly kekId: string;
  readonly rewrapped: number;
  readonly destroyedKeks: readonly string[];
  readonly irrecoverable: number;
  /** Keys that open no more, set aside; while there are any and for a week, the old key-encryption key stays. */
  readonly unopened: number;
};

const scope = systemScope('rotation of the key-encryption key');
const batch = 500;
const worker = 'key-rotation';
/** How long a key that does not open may be mended, and holds up the end of the others' destroyed data (PD-3.24). */
const mendingMs = 7 * 86_400_000;
const mostLost = 100;
type OnFault = ((error: Error) => void) | undefined;

/** Whether the monthly rotation is due, or one was interrupted. */
export async function rotationDue(db: Db, store: KeyStore, now: Date): Promise<boolean> {
  if (living(store).length > 1) return true;
  if (bishkekDate(now).slice(0, 7) > bishkekDate(new Date(currentKek(store.keks()).createdAt)).slice(0, 7)) return true;
  return db.tx(scope, async (tx) => (await retiredKeks(tx)).length > 0);
}

/**
 * Rotates, or takes up an interrupted rotation where it stopped: every step may be repeated. Undefined where another
 * process is at it. Acts go on meanwhile; one that wrapped a key just before the retirement fails whole and is repeated.
 * A key that does not open is mended from the newest export, else set aside and told to `onFault`; the others move on.
 */
export async function rotateKek(db: Db, store: KeyStore, now: Date, onFault?: OnFault): Promise<Rotation | undefined> {
  // The lock lives in a transaction of its own, open as long as the rotation.
  return db.tx(scope, async (guard) => ((await tryCareLock(guard)) ? rotate(db, store, now, onFault) : undefined));
}

async function rotate(db: Db, store: KeyStore, now: Date, onFault: OnFault): Promise<Rotation> {
  const interrupted = living(store).length > 1 || (await db.tx(scope, retiredKeks)).length > 0;
  if (!interrupted) await store.createKek(now);
  await noteDestructions(db, store);
  const skipped: string[] = [];
  let rewrapped = 0;
  for (let moved = batch; moved > 0; rewrapped += moved)
    moved = await db.tx(scope, (tx) => rewrapBatch(tx, store, skipped));
  const last = await db.tx(scope, (tx) => rewrapLast(tx, store, now));
  rewrapped += last.moved;
  let given = 0;
  for (const { key_id: id } of last.bad) {
    const fault = new Error('the wrapped key does not open, nor does its copy in the newest export');
    const since = await setAside({ db, worker, clock: { real: () => now }, onFault }, id, fault);
    if (now.getTime() - since.getTime() >= mendingMs) given++;
  }
  const unopened = last.bad.length;
  const unfinished = { kekId: currentKek(store.keks()).id, rewrapped, destroyedKeks: [], irrecoverable: 0, unopened };
  // Many at once are no bad rows but a bad disk or a bad restore: a person decides.
  if (given < unopened || unopened > mostLost) return unfinished;
  // What could not be opened for a week is lost; it does not keep what others had destroyed.
  if (unopened > 0 && !(await db.tx(scope, (tx) => retireWithout(tx, store, last.bad, now)))) return unfinished;
  // The export under the old key is useless once that is destroyed: the new one comes first.
  await writeExport(db, store);
  // Only what the database has retired is destroyed: no row can be under it any more.
  const old = await db.tx(scope, retiredKeks);
  for (const id of old) await store.destroyKek(id, now);
  const irrecoverable = await db.tx(scope, (tx) => recordIrrecoverable(tx, store, old, now));
  return { ...unfinished, destroyedKeks: old, irrecoverable };
}

async function rewrapBatch(tx: Tx, store: KeyStore, skipped: string[]): Promise<number> {
  const rows = await keysUnder(tx, retiring(store), skipped, batch);
  const { good, bad } = rewrap(store, rows);
  if (good.length > 0) await storeRewrapped(tx, good);
  skipped.push(...bad.map((row) => row.key_id));
  // A batch of bad ones alone is still a batch: the next one lies behind it.
  return rows.length === bad.length && bad.length > 0 ? rewrapBatch(tx, store, skipped) : good.length;
}

// Under the lock no transaction can be between wrapping a key under the old key-encryption key and committing it;
// after it the database refuses such a row (policy of data_key). So nothing is lost with the old key.
async function rewrapLast(tx: Tx, store: KeyStore, now: Date): Promise<{ moved: number; bad: readonly DataKeyRow[] }> {
  await lockKeys(tx);
  const rows = await lastUnder(tx, retiring(store));
  const first = rewrap(store, rows);
  const mended = first.bad.length === 0 ? [] : rewrap(store, await fromExport(store, first.bad)).good;
  const bad = first.bad.filter((row) => !mended.some((one) => one.key_id === row.key_id));
  const good = [...first.good, ...mended];
  if (good.length > 0) {
    await storeRewrapped(tx, good);
    await takeUpAgain(
      tx,
      worker,
      good.map((row) => row.key_id),
    );
  }
  if (bad.length === 0) await retireKeks(tx, retiring(store), now);
  return { moved: good.length, bad };
}

// The same, with the rows that are given up; false where something else came under the old key meanwhile.
async function retireWithout(tx: Tx, store: KeyStore, lost: readonly DataKeyRow[], now: Date): Promise<boolean> {
  await lockKeys(tx);
  const known = new Set(lost.map((row) => row.key_id));
  if ((await lastUnder(tx, retiring(store))).some((row) => !known.has(row.key_id))) return false;
  await retireKeks(tx, retiring(store), now);
  await takeUpAgain(tx, worker, [...known]);
  return true;
}

/** The copies of these rows in the newest export, as they stood there. */
async function fromExport(store: KeyStore, wanted: readonly DataKeyRow[]): Promise<DataKeyRow[]> {
  const byId = new Map(wanted.map((row) => [row.key_id, row]));
  const found: DataKeyRow[] = [];
  for await (const page of exportedKeys(store))
    for (const copy of page) {
      const row = byId.get(copy.key_id);
      if (row?.subject_id === copy.subject_id) found.push({ ...row, ...copy });
    }
  return found;
}

type Rewrapped = Pick<DataKeyRow, 'subject_id' | 'key_id' | 'kek_id' | 'wrapped'>;
function rewrap(store: KeyStore, rows: readonly DataKeyRow[]): { good: Rewrapped[]; bad: DataKeyRow[] } {
  const good: Rewrapped[] = [];
  const bad: DataKeyRow[] = [];
  for (const row of rows) {
    const place = wrappedAt(row.subject_id, row.key_id);
    let key: Buffer;
    try {
      key = store.unwrap(row.kek_id, row.wrapped, place);
    } catch (error) {
      // Anything else is no fault of the row: a key store that is away or another one.
      if (!(error instanceof SealBroken || error instanceof KekGone)) throw error;
      bad.push(row);
      continue;
    }
    const { kekId, wrapped } = store.wrap(key, place);
    key.fill(0);
    good.push({ subject_id: row.subject_id, key_id: row.key_id, kek_id: kekId, wrapped });
  }
  return { good, bad };
}

async function recordIrrecoverable(tx: Tx, store: KeyStore, old: readonly string[], now: Date): Promise<number> {
  await markKeksDestroyed(tx, old, now);
  const alive = living(store).map((kek) => kek.id);
  return markIrrecoverable(tx, alive, now);
}

const living = (store: KeyStore): readonly Kek[] => store.keks().filter((kek) => kek.destroyedAt === null);
/** All living ones but the youngest, which wraps now. */
const retiring = (store: KeyStore): string[] =>
  living(store)
    .slice(0, -1)
    .map((kek) => kek.id);
