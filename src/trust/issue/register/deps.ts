import { randomBytes } from 'node:crypto';
import type { Keys } from '../../../keys/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import {
  type Actor,
  type Entry,
  type EntryType,
  insertEntries,
  type JsonObject,
  prepareEntry,
  SALT_BYTES,
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
  const real = deps.clock.real();
  const entry = prepareEntry(
    {
      v: 1,
      id: uuidv7(real),
      at: deps.clock.now().toISOString(),
      realAt: real.toISOString(),
      profile: deps.profile,
      ...rest,
      ...(holderId === null ? {} : { holder: holderId }),
    },
    randomBytes(SALT_BYTES),
  );
  await insertEntries(tx, [entry]);
  tx.onCommit(deps.poke);
  return entry.id;
}
