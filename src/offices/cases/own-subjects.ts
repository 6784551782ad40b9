import { subjectIdsOf } from '../../keys/index.ts';
import { personScope, type Scope, systemScope } from '../../platform/db/index.ts';
import { allCentres } from '../../trust/centres/index.ts';
import { type Me, mine } from '../citizen/mine.ts';
import type { CasesDeps } from './deps.ts';

/** Whose cases a citizen sees: the own ones at every holder and every certification centre, and within a power those of the one represented. */
export async function ownSubjects(
  deps: CasesDeps,
  me: Me,
): Promise<{ readonly scope: Scope; readonly all: readonly string[] }> {
  const own = await mine(deps.consent, me);
  const centres = await allCentres(deps.consent.db, deps.clock.now());
  const atCentres = await deps.consent.db.tx(systemScope('a person’s own ids at centres'), async (tx) => {
    const ids: string[] = [];
    for (const { id } of centres) ids.push(...(await subjectIdsOf(deps.consent.keys, tx, me.personId, id)));
    return ids;
  });
  const all = [...own.all, ...atCentres];
  return { scope: personScope(all), all };
}
