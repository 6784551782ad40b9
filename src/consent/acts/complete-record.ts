import {
  type Address,
  checkPersonRecord,
  type IdentityDocument,
  type PersonRecord,
  readPerson,
  updatePerson,
} from '../../keys/index.ts';
import { dayOf } from '../../law/index.ts';
import { insertEntries } from '../../record/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { refuse } from '../refusals.ts';

export type RecordParts = { readonly address?: Address; readonly document?: IdentityDocument };

/**
 * CP-8a-2, CP-8a-3, SP-3b-1: a person states the address and the document that a consent must contain and that log-in
 * through ESI does not bring. Who the person is (names, PIN, birth date) is never changed this way.
 */
export async function completeRecord(
  deps: ConsentDeps,
  who: { accountId: string; personId: string },
  parts: RecordParts,
): Promise<{ version: number } | Refusal> {
  return deps.db.tx(systemScope('a person completes their own record'), async (tx) => {
    const person = await readPerson(deps.keys, tx, who.personId);
    if (person === undefined || person.record === null) return refuse('SUBJECT_NOT_NATURAL');
    const others = person.record.documents.filter((one) => one.type !== parts.document?.type);
    const checked = checkPersonRecord(
      {
        ...person.record,
        ...(parts.address === undefined ? {} : { address: parts.address }),
        documents: parts.document === undefined ? person.record.documents : [parts.document, ...others],
      },
      dayOf(deps.clock.now()),
    );
    if (!checked.ok) return checked.refusals[0];
    const updated = await updatePerson(deps.keys, tx, who.personId, person.version, checked.record, deps.clock.real());
    if (isRefusal(updated)) return updated;
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'person.record-completed',
        actor: { kind: 'account', id: who.accountId },
        object: { kind: 'account', id: who.accountId },
        data: { parts: Object.keys(parts) },
      }),
    ]);
    tx.onCommit(deps.poke);
    return updated;
  });
}

/** The person's own record, for the person. */
export async function recordOf(deps: Pick<ConsentDeps, 'db' | 'keys'>, personId: string): Promise<PersonRecord | null> {
  const person = await deps.db.tx(systemScope('a person looks at their own record'), (tx) =>
    readPerson(deps.keys, tx, personId),
  );
  return person?.record ?? null;
}
