// The export of the wrapped keys. Only the newest is kept: a database backup older than the last rotation opens with it,
// and what was destroyed since that backup is not in it.

import { type Db, systemScope, type Tx } from '../platform/db/index.ts';
import { type DataKeyRow, pageOfKeys, waitForCareLock } from './data-key-store.ts';
import type { KeyStore } from './key-store.ts';

export type ExportedKey = Pick<DataKeyRow, 'subject_id' | 'key_id' | 'kek_id' | 'wrapped'>;

const scope = systemScope('export of the wrapped keys');
const page = 2_000;
const first = '00000000-0000-0000-0000-000000000000';

/** Writes the newest export of all wrapped keys into the key store's keeping, of one moment: for the daily backup. */
export async function exportKeys(db: Db, store: KeyStore): Promise<void> {
  await db.tx(scope, async (guard) => {
    await waitForCareLock(guard);
    await writeExport(db, store);
  });
}

/** The same, for whoever holds the care lock already. */
export async function writeExport(db: Db, store: KeyStore): Promise<void> {
  // Noted before the snapshot = committed before it: the snapshot shows these destructions already.
  const covered = store.notedDestructions().map((noted) => noted.id);
  await db.tx(scope, async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    await store.keepExport(lines(tx), covered);
  });
}

async function* lines(tx: Tx): AsyncIterable<string> {
  let after = { subject_id: first, key_id: first };
  for (;;) {
    const rows = await pageOfKeys(tx, after, page);
    for (const row of rows)
      yield JSON.stringify([row.subject_id, row.key_id, row.kek_id, row.wrapped.toString('base64')]);
    if (rows.length < page) return;
    after = rows.at(-1)!;
  }
}

/** The newest export in pages. */
export async function* exportedKeys(store: KeyStore): AsyncIterable<ExportedKey[]> {
  let rows: ExportedKey[] = [];
  for await (const line of store.newestExport()) {
    const [subject_id, key_id, kek_id, wrapped] = JSON.parse(line) as [string, string, string, string];
    rows.push({ subject_id, key_id, kek_id, wrapped: Buffer.from(wrapped, 'base64') });
    if (rows.length === page) {
      yield rows;
      rows = [];
    }
  }
  if (rows.length > 0) yield rows;
}
