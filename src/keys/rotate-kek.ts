// The monthly rotation: a new key-encryption key, survivors re-wrapped, the old one destroyed. What was destroyed
// before it becomes irrecoverable by it (PD-3.24: no copy restores the content).

import { type Db, systemScope, type Tx } from '../platform/db/index.ts';
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
import { writeExport } from './export-keys.ts';
import { bishkekDate, currentKek, type Kek, type KeyStore } from './key-store.ts';

export type Rotation = {
  readonly kekId: string;
  readonly rewrapped: number;
  readonly destroyedKeks: readonly string[];
  readonly irrecoverable: number;
};

const scope = systemScope('rotation of the key-encryption key');
const batch = 500;

/** Whether the monthly rotation is due, or one was interrupted. */
export async function rotationDue(db: Db, store: KeyStore, now: Date): Promise<boolean> {
  if (living(store).length > 1) return true;
  if (bishkekDate(now).slice(0, 7) > bishkekDate(new Date(currentKek(store.keks()).createdAt)).slice(0, 7)) return true;
  return db.tx(scope, async (tx) => (await retiredKeks(tx)).length > 0);
}

/**
 * Rotates, or takes up an interrupted rotation where it stopped: every step may be repeated. Undefined where another
 * process is at it. Acts go on meanwhile; one that wrapped a key just before the retirement fails whole and is repeated.
 */
export async function rotateKek(db: Db, store: KeyStore, now: Date): Promise<Rotation | undefined> {
  // The lock lives in a transaction of its own, open as long as the rotation.
  return db.tx(scope, async (guard) => ((await tryCareLock(guard)) ? rotate(db, store, now) : undefined));
}

async function rotate(db: Db, store: KeyStore, now: Date): Promise<Rotation> {
  const interrupted = living(store).length > 1 || (await db.tx(scope, retiredKeks)).length > 0;
  if (!interrupted) await store.createKek(now);
  await noteDestructions(db, store);
  let rewrapped = 0;
  for (let moved = batch; moved > 0; rewrapped += moved) moved = await db.tx(scope, (tx) => rewrapBatch(tx, store));
  rewrapped += await db.tx(scope, (tx) => rewrapLastAndRetire(tx, store, now));
  // The export under the old key is useless once that is destroyed: the new one comes first.
  await writeExport(db, store);
  // Only what the database has retired is destroyed: no row can be under it any more.
  const old = await db.tx(scope, retiredKeks);
  for (const id of old) await store.destroyKek(id, now);
  const irrecoverable = await db.tx(scope, (tx) => recordIrrecoverable(tx, store, old, now));
  return { kekId: currentKek(store.keks()).id, rewrapped, destroyedKeks: old, irrecoverable };
}

async function rewrapBatch(tx: Tx, store: KeyStore): Promise<number> {
  const rows = await keysUnder(tx, retiring(store), batch);
  if (rows.length > 0) await storeRewrapped(tx, rewrap(store, rows));
  return rows.length;
}

// Under the lock no transaction can be between wrapping a key under the old key-encryption key and committing it;
// after it the database refuses such a row (policy of data_key). So nothing is lost with the old key.
async function rewrapLastAndRetire(tx: Tx, store: KeyStore, now: Date): Promise<number> {
  await lockKeys(tx);
  const rows = await lastUnder(tx, retiring(store));
  if (rows.length > 0) await storeRewrapped(tx, rewrap(store, rows));
  await retireKeks(tx, retiring(store), now);
  return rows.length;
}

function rewrap(
  store: KeyStore,
  rows: readonly DataKeyRow[],
): Pick<DataKeyRow, 'subject_id' | 'key_id' | 'kek_id' | 'wrapped'>[] {
  return rows.map((row) => {
    const place = wrappedAt(row.subject_id, row.key_id);
    const key = store.unwrap(row.kek_id, row.wrapped, place);
    const { kekId, wrapped } = store.wrap(key, place);
    key.fill(0);
    return { subject_id: row.subject_id, key_id: row.key_id, kek_id: kekId, wrapped };
  });
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
