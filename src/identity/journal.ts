import { randomBytes } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { insertEntries, prepareEntry } from '../record/index.ts';
import type { Journal } from './types.ts';

/** The journal of `src/record`, as this module writes to it. */
export const recordJournal =
  (clock: Clock, profile: string): Journal =>
  async (tx, act) => {
    const real = clock.real();
    const { type, actor, object, holder, subject, data } = act;
    const entry = prepareEntry(
      {
        v: 1,
        id: uuidv7(real),
        type,
        at: clock.now().toISOString(),
        realAt: real.toISOString(),
        profile,
        actor,
        ...(holder === undefined ? {} : { holder }),
        ...(subject === undefined ? {} : { subject }),
        object,
        data,
      },
      randomBytes(32),
    );
    await insertEntries(tx, [entry]);
    return entry.id;
  };
