// Before serving: whatever was destroyed stays destroyed, an old backup included (PD-27.2-11, PD-3.24).

import { type Db, systemScope, type Tx } from '../platform/db/index.ts';
import { countUnderDead, deleteKeysById, dropUnopenable, insertDestruction, putBack } from './data-key-store.ts';
import { noteDestructions } from './destroy-keys.ts';
import { exportedKeys } from './export-keys.ts';
import type { KeyStore, NotedDestruction } from './key-store.ts';

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
  const living = store
    .keks()
    .filter((kek) => kek.destroyedAt === null)
    .map((kek) => kek.id);
  return db
    .tx(systemScope('repeat destructions on a restored database'), async (tx) => {
      let rewrapped = 0;
      let dropped = 0;
      if ((await countUnderDead(tx, living)) > 0) {
        for await (const page of exportedKeys(store)) rewrapped += await putBack(tx, page, living);
        dropped = await dropUnopenable(tx, living);
      }
      let replayed = 0;
      for (const noted of store.notedDestructions()) if (await repeat(tx, noted, now)) replayed++;
      return { rewrapped, dropped, replayed };
    })
    .then(async (replay) => {
      await noteDestructions(db, store);
      return replay;
    });
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
