import type { JsonObject } from './canonical.ts';
import { type Actor, type Entry, type EntryType, prepareEntry, type PreparedEntry, SALT_BYTES } from './entry.ts';
import type { Clock } from '../platform/clock.ts';
import { drawn } from '../platform/drawn.ts';
import { uuidv7 } from '../platform/ids.ts';

/** Fixes a journal entry: the act, who did it, about which object, under which profile. */
export function entryOf(
  clock: Clock,
  profile: string,
  what: { type: EntryType; actor: Actor; holder?: string; subject?: string; object: Entry['object']; data: JsonObject },
): PreparedEntry {
  const real = clock.real();
  const { holder, subject, ...rest } = what;
  return prepareEntry(
    {
      v: 1,
      id: uuidv7(real),
      at: clock.now().toISOString(),
      realAt: real.toISOString(),
      profile,
      ...rest,
      ...(holder === undefined ? {} : { holder }),
      ...(subject === undefined ? {} : { subject }),
    },
    drawn(SALT_BYTES),
  );
}
