import { subjectIdsOf } from '../../keys/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { allCentres } from '../centres/index.ts';
import type { OwnerFilesDeps } from './deps.ts';

/** A person's own pairwise ids at all certification centres. */
export async function subjectsAtCentres(
  { db, clock, keys }: Pick<OwnerFilesDeps, 'db' | 'clock' | 'keys'>,
  personId: string,
): Promise<string[]> {
  const centres = await allCentres(db, clock.now());
  return db.tx(systemScope('a person’s own ids at centres'), async (tx) => {
    const ids: string[] = [];
    for (const { id } of centres) ids.push(...(await subjectIdsOf(keys, tx, personId, id)));
    return ids;
  });
}
