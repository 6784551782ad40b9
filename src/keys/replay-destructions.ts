// Before serving: whatever was destroyed stays destroyed, an old backup included (PD-27.2-11, PD-3.24).

import { createHmac } from 'node:crypto';
import { type Db, systemScope, type Tx } from '../platform/db/index.ts';
import { deleteKeysById, dropUnder, insertDestruction, keksInUse, keyStoreMark, putBack } from './data-key-store.ts';
import { noteDestructions } from './destroy-keys.ts';
import { exportedKeys } from './export-keys.ts';
import { type KeyStore, type NotedDestruction, WrongKeyStore } from './key-store.ts';
import { equalBytes } from './seal.ts';

export type Replay = {
  /** Keys of a backup older than the last rotation that the newest export opened again. */
  readonly rewrapped: number;
  /** Keys of the backup that nothing opens any more. */
  readonly dropped: number;
  /** Destructions repeated. */
  readonly replayed: number;
};

/**
 * Run at every start, before anything is served. On a database that was not restored it changes nothing. On a restored
 * one it gives the survivors the newest wrapping, drops keys that nothing opens, and repeats the destructions the key
 * store remembers, each with its record.
 */
export async function replayDestructions(db: Db, store: KeyStore, now: Date): Promise<Replay> {
  const living = new Set(
    store
      .keks()
      .filter((kek) => kek.destroyedAt === null)
      .map((kek) => kek.id),
  );
  const replay = await db.tx(systemScope('repeat destructions on a restored database'), async (tx) => {
    await mustBelongTogether(tx, store);
    let rewrapped = 0;
    let dropped = 0;
    const dead = (await keksInUse(tx)).filter((id) => !living.has(id));
    if (dead.length > 0) {
      for await (const page of exportedKeys(store)) rewrapped += await putBack(tx, page, dead);
      dropped = await dropUnder(tx, dead);
    }
    let replayed = 0;
    for (const noted of store.notedDestructions()) if (await repeat(tx, noted, now)) replayed++;
    return { rewrapped, dropped, replayed };
  });
  await noteDestructions(db, store);
  return replay;
}

async function mustBelongTogether(tx: Tx, store: KeyStore): Promise<void> {
  const secret = store.secret('general', 'key_store_mark');
  const mark = createHmac('sha256', secret).update('makulduk').digest();
  if (!equalBytes(await keyStoreMark(tx, mark), mark)) throw new WrongKeyStore();
}

async function repeat(tx: Tx, noted: NotedDestruction, now: Date): Promise<boolean> {
  const deleted = await deleteKeysById(tx, noted.subjectId, noted.keyIds);
  const recorded = await insertDestruction(
    tx,
    {
      id: noted.id,
      subject_id: noted.subjectId,
      holder_id: noted.holderId,
      class: noted.class,
      purpose_id: noted.purposeId,
      key_ids: noted.keyIds,
      kek_ids: noted.kekIds,
      unreadable_at: new Date(noted.unreadableAt),
      irrecoverable_on: noted.irrecoverableOn,
      actor: noted.actor,
      ground: noted.ground,
      replayed_at: now,
    },
    true,
  );
  return deleted > 0 || recorded;
}
