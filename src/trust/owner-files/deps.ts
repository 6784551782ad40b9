import type { Engine } from '../../cases/index.ts';
import type { Keys } from '../../keys/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { type Actor, type Entry, entryOf, type EntryType, insertEntries, type JsonObject } from '../../record/index.ts';
import type { CentreDeps } from '../centres/index.ts';

export type OwnerFilesDeps = CentreDeps & { readonly keys: Keys; readonly engine: Engine };

/** What was done with an owner's file, in the journal, in the transaction of the act; the entry's id. */
export async function journalOf(
  { clock, profile, poke }: Pick<OwnerFilesDeps, 'clock' | 'profile' | 'poke'>,
  tx: Tx,
  what: {
    readonly type: EntryType;
    readonly actor: Actor;
    readonly holder?: string;
    readonly subject?: string;
    readonly object: Entry['object'];
    readonly data: JsonObject;
  },
): Promise<string> {
  const entry = entryOf(clock, profile, what);
  await insertEntries(tx, [entry]);
  tx.onCommit(poke);
  return entry.id;
}
