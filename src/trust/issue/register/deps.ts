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

export type Act = { type: EntryType; actor: Actor; holderId: string | null; object: Entry['object']; data: JsonObject };

/** What an act leaves in the journal, in the caller's transaction; the entry's id. */
export async function journal(deps: Omit<RegisterDeps, 'keys'>, tx: Tx, what: Act): Promise<string> {
  const { ids, written } = journalling(deps, tx, [what]);
  await written;
  return ids[0]!;
}

/** The same for acts that send what follows right behind: the entries' ids at once, and what to wait for with the rest. */
export function journalling(
  deps: Omit<RegisterDeps, 'keys'>,
  tx: Tx,
  acts: readonly Act[],
): { readonly ids: readonly string[]; readonly written: Promise<void> } {
  const entries = acts.map(({ holderId, ...rest }) =>
    entryOf(deps.clock, deps.profile, { ...rest, ...(holderId === null ? {} : { holder: holderId }) }),
  );
  const written = insertEntries(tx, entries);
  tx.onCommit(deps.poke);
  return { ids: entries.map(({ id }) => id), written };
}
