import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import { type Db, systemScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { type Entry, type PreparedEntry, prepareEntry } from './entry.ts';
import { insertEntries } from './store.ts';

// Entries and keys for the tests of this chapter.

/** An Ed25519 key from a seed of one repeated byte. */
export function testKey(seed: number): KeyObject {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

export function testEntry(more: Partial<Entry> = {}): PreparedEntry {
  const entry: Entry = {
    v: 1,
    id: uuidv7(),
    type: 'consent.given',
    at: '2026-11-21T06:00:00.000Z',
    realAt: '2026-11-21T06:00:00.000Z',
    profile: 'kr-strict',
    actor: { kind: 'account', id: 'a' },
    object: { kind: 'consent', id: 'c' },
    data: {},
    ...more,
  };
  return prepareEntry(entry, randomBytes(32));
}

export async function record(db: Db, count: number, more: Partial<Entry> = {}): Promise<string[]> {
  const entries = Array.from({ length: count }, () => testEntry(more));
  await db.tx(systemScope('test'), (tx) => insertEntries(tx, entries));
  return entries.map(({ id }) => id);
}
