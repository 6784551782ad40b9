import assert from 'node:assert/strict';
import { testPerson } from '../../../test/support/people.ts';
import type { TestPlatform } from '../../../test/support/platform.ts';
import { createPerson, type PersonRecord } from '../../keys/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { isRefusal } from '../../platform/refusal.ts';

/** A person of the vault who gave the platform nothing to be reached by, under the id of a holder. */
export async function silentPerson(
  t: TestPlatform,
  n: number,
  other: Partial<PersonRecord> = {},
): Promise<{ personId: string; subjectId: string; record: PersonRecord }> {
  const record = testPerson(n, { contacts: [], address: null, ...other });
  const { keys } = t.platform.consent;
  const made = await t.database.db.tx(systemScope('test'), (tx) => createPerson(keys, tx, record, t.clock.now()));
  assert.ok(!isRefusal(made), JSON.stringify(made));
  return { personId: made.personId, subjectId: keys.subjectIdOf(made.personId, t.sandbox.holderId), record };
}
