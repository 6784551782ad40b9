import { readPerson } from '../../keys/index.ts';
import { dayOf } from '../../law/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { ageOn } from '../age.ts';
import type { ConsentDeps } from '../deps.ts';

/** The age the vault knows on a day; null where it does not know the person. The birth date goes no further. */
export async function knownAge(
  deps: ConsentDeps,
  holderId: string,
  subjectId: string,
  at: Date,
): Promise<number | null> {
  const personId = deps.keys.personIdOf(subjectId, holderId);
  const person = await deps.db.tx(systemScope('whether a subject is a child'), (tx) =>
    readPerson(deps.keys, tx, personId),
  );
  return person === undefined || person.record === null ? null : ageOn(person.record.birthDate, dayOf(at));
}
