import type { Keys } from '../../../keys/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Tx } from '../../../platform/db/index.ts';
import {
  type Actor,
  type Entry,
  entryOf,
  type EntryType,
  insertEntries,
  type JsonObject,
} from '../../../record/index.ts';

/** What the acts of the register stand on. */
export type RegisterDeps = {
  readonly clock: Clock;
  readonly keys: Keys;
  /** The legal profile acts are judged by. */
  readonly profile: string;
  readonly poke: () => void;
};

/** What an act leaves in the journal, in the caller's transaction; the entry's id. */
export async function journal(
  deps: Omit<RegisterDeps, 'keys'>,
  tx: Tx,
  what: { type: EntryType; actor: Actor; holderId: string | null; object: Entry['object']; data: JsonObject },
): Promise<string> {
  const { holderId, ...rest } = what;
  const entry = entryOf(deps.clock, deps.profile, { ...rest, ...(holderId === null ? {} : { holder: holderId }) });
  await insertEntries(tx, [entry]);
  tx.onCommit(deps.poke);
  return entry.id;
}
