import { findByPin, subjectIdsOf } from '../../keys/index.ts';
import { allHolders } from '../../holders/index.ts';
import { personScope, type Scope, systemScope } from '../../platform/db/index.ts';
import type { ConsentDeps } from '../deps.ts';

/** A person's own pairwise ids by holder: the person's own view across holders, and nobody else's (PD-29.2). */
export async function subjectsOfPerson(deps: ConsentDeps, personId: string): Promise<{ scope: Scope; byHolder: ReadonlyMap<string, readonly string[]>; all: readonly string[] }> {
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
export async function subjectByPin(deps: ConsentDeps, holderId: string, pin: string): Promise<{ subjectId: string; personId: string } | null> {
  const found = await deps.db.tx(systemScope('a holder names a subject by PIN'), (tx) => findByPin(deps.keys, tx, pin));
  if (found.state !== 'active') return null;
  return { subjectId: deps.keys.subjectIdOf(found.personId, holderId), personId: found.personId };
}
