import { testPerson } from '../../../test/support/people.ts';
import { createPerson, type PersonRecord } from '../../keys/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Transfers } from '../test-transfers.ts';

// For tests of the search for contacts and of the relay: people whom their holder cannot reach.

/** A notice of somebody without contacts; `path`: where the holder's API has it. */
export type Unreached = {
  readonly subjectId: string;
  readonly path: string;
  readonly transferId: string;
  readonly noticeId: string;
};

/** A transfer about this person, on a contract: its one notice. */
export async function unreached(s: Transfers, personId: string): Promise<Unreached> {
  const subjectId = s.t.platform.consent.keys.subjectIdOf(personId, s.t.sandbox.holderId);
  await s.contractWith(subjectId);
  const { transferId, notices } = await s.done({ subjects: [{ subjectId }] });
  return { subjectId, transferId, noticeId: notices[0]!, path: `/transfers/${transferId}/notices/${notices[0]!}` };
}

/** A person of the vault, without contacts unless they are given. */
export async function unknownPerson(
  s: Transfers,
  n: number,
  other: Partial<PersonRecord> = {},
): Promise<{ readonly personId: string; readonly record: PersonRecord }> {
  const record = testPerson(n, { contacts: [], address: null, ...other });
  const made = await s.t.database.db.tx(systemScope('test'), (tx) =>
    createPerson(s.t.platform.consent.keys, tx, record, s.t.clock.now()),
  );
  if (isRefusal(made)) throw new Error(JSON.stringify(made));
  return { personId: made.personId, record };
}
