import { type ConsentDeps, entryOf } from '../../consent/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { type Actor, type Entry, type EntryType, insertEntries, type JsonObject } from '../../record/index.ts';

/** What the acts of centres stand on. */
export type CentreDeps = Pick<ConsentDeps, 'db' | 'clock' | 'profile' | 'poke'>;

/** What an act leaves in the journal, in its own transaction; answers the entry's id. */
export async function journal(
  deps: Omit<CentreDeps, 'db'>,
  tx: Tx,
  what: { type: EntryType; actor: Actor; centreId?: string; object: Entry['object']; data: JsonObject },
): Promise<string> {
  const { centreId, ...rest } = what;
  const entry = entryOf(deps.clock, deps.profile, { ...rest, ...(centreId === undefined ? {} : { holder: centreId }) });
  await insertEntries(tx, [entry]);
  tx.onCommit(deps.poke);
  return entry.id;
}
