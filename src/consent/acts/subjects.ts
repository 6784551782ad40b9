import { findByPin, subjectIdsOf } from '../../keys/index.ts';
import { allHolders } from '../../holders/index.ts';
import { insertEntries } from '../../record/index.ts';
import { holderScope, personScope, type Scope, systemScope } from '../../platform/db/index.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';

/** A person's own pairwise ids by holder: the person's own view across holders, and nobody else's (PD-29.2). */
export async function subjectsOfPerson(
  deps: ConsentDeps,
  personId: string,
): Promise<{ scope: Scope; byHolder: ReadonlyMap<string, readonly string[]>; all: readonly string[] }> {
  const holders = await allHolders(deps.db);
  const byHolder = await deps.db.tx(systemScope('a person’s own ids'), async (tx) => {
    const map = new Map<string, readonly string[]>();
    for (const holder of holders) map.set(holder.id, await subjectIdsOf(deps.keys, tx, personId, holder.id));
    return map;
  });
  const all = [...byHolder.values()].flat();
  return { scope: personScope(all), byHolder, all };
}

/** A holder's own id for the person with this PIN; null where the person is unknown or the PIN is contested. */
export async function subjectByPin(
  deps: ConsentDeps,
  holderId: string,
  pin: string,
): Promise<{ subjectId: string; personId: string } | null> {
  const found = await deps.db.tx(systemScope('a holder names a subject by PIN'), (tx) => findByPin(deps.keys, tx, pin));
  if (found.state !== 'active') return null;
  return { subjectId: deps.keys.subjectIdOf(found.personId, holderId), personId: found.personId };
}

/**
 * The same for a holder's own system. PD-29.2: that somebody is here must not be found out by trying numbers, so each
 * look is on record, a vain one too, and the route that leads here is slow.
 */
export async function lookUpSubject(
  deps: ConsentDeps,
  holderId: string,
  actor: { kind: 'account' | 'client'; id: string },
  pin: string,
): Promise<string | null> {
  const found = await subjectByPin(deps, holderId, pin);
  await deps.db.tx(holderScope(holderId), async (tx) => {
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'subject.looked-up',
        actor,
        holder: holderId,
        ...(found === null ? {} : { subject: found.subjectId }),
        object: found === null ? { kind: 'holder', id: holderId } : { kind: 'subject', id: found.subjectId },
        data: { by: 'pin', found: found !== null },
      }),
    ]);
    tx.onCommit(deps.poke);
  });
  return found?.subjectId ?? null;
}
