import { entryOf } from '../../consent/index.ts';
import {
  findByPin,
  findPersons,
  isDocumentType,
  parseDocumentNumber,
  parsePersonPin,
  type PersonRecord,
  readPerson,
} from '../../keys/index.ts';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { insertEntries } from '../../record/index.ts';
import type { Desk, HolderDeps } from './deps.ts';
import { refuse } from './refusals.ts';

// DECISIONS 2: a holder sees its own subjects only, and each look at a person is journalled, the vain one too. The journal
// holds the pairwise id; what was typed is not kept anywhere.

export type Found = { readonly subjectId: string; readonly personId: string };
export type Handle =
  | { readonly by: 'pin'; readonly pin: string }
  | { readonly by: 'document'; readonly type: string; readonly series: string; readonly number: string };

/** Finds a person by what stands in the document, or says that nobody is found. */
export const lookUp = (deps: HolderDeps, desk: Desk, handle: Handle): Promise<Found | Refusal> =>
  finding(deps, desk, handle, async (_tx, found) => found);

/** The same with the record of whom was found, which is one look. */
export const lookUpRecord = (
  deps: HolderDeps,
  desk: Desk,
  handle: Handle,
): Promise<(Found & { readonly record: PersonRecord | null }) | Refusal> =>
  finding(deps, desk, handle, async (tx, found) => ({
    ...found,
    record: (await readPerson(deps.consent.keys, tx, found.personId))?.record ?? null,
  }));

async function finding<T>(
  deps: HolderDeps,
  desk: Desk,
  handle: Handle,
  read: (tx: Tx, found: Found) => Promise<T>,
): Promise<T | Refusal> {
  const keyed = keyOf(handle);
  if (isRefusal(keyed)) return keyed;
  return deps.consent.db.tx(systemScope('a holder’s staff looks for a person'), async (tx) => {
    const personId = await find(deps, tx, keyed);
    const subjectId = personId === null ? null : deps.consent.keys.subjectIdOf(personId, desk.holderId);
    await journalLook(deps, tx, desk, subjectId, handle.by);
    return personId === null || subjectId === null
      ? refuse('PERSON_NOT_FOUND', { field: handle.by === 'pin' ? 'pin' : 'documentNumber' })
      : read(tx, { subjectId, personId });
  });
}

/** The record behind a subject id of this holder; the look is journalled. Null where there is no such living record. */
export async function lookAt(
  deps: HolderDeps,
  desk: Desk,
  subjectId: string,
  why: string,
): Promise<PersonRecord | null> {
  return deps.consent.db.tx(systemScope('a holder’s staff looks at a subject'), async (tx) => {
    const person = await readPerson(deps.consent.keys, tx, deps.consent.keys.personIdOf(subjectId, desk.holderId));
    await journalLook(deps, tx, desk, person === undefined ? null : subjectId, why);
    return person?.state === 'active' ? person.record : null;
  });
}

async function journalLook(deps: HolderDeps, tx: Tx, desk: Desk, subjectId: string | null, by: string): Promise<void> {
  await insertEntries(tx, [
    entryOf(deps.consent.clock, deps.consent.profile, {
      type: 'subject.looked-up',
      actor: { kind: 'account', id: desk.accountId, ...(desk.roles[0] === undefined ? {} : { role: desk.roles[0] }) },
      holder: desk.holderId,
      ...(subjectId === null ? {} : { subject: subjectId }),
      object: subjectId === null ? { kind: 'holder', id: desk.holderId } : { kind: 'subject', id: subjectId },
      data: { by, found: subjectId !== null },
    }),
  ]);
  tx.onCommit(deps.consent.poke);
}

type Keyed = { readonly kind: 'pin' | 'document'; readonly value: string };
function keyOf(handle: Handle): Keyed | Refusal {
  if (handle.by === 'pin') {
    const pin = parsePersonPin(handle.pin);
    return isRefusal(pin) ? { ...pin, field: 'pin' } : { kind: 'pin', value: pin.digits };
  }
  if (!isDocumentType(handle.type)) return refuse('DOCUMENT_TYPE_NEEDED', { field: 'documentType' });
  const parsed = parseDocumentNumber(handle.type, handle.series, handle.number);
  return isRefusal(parsed)
    ? { ...parsed, field: parsed.field === 'documents/series' ? 'documentSeries' : 'documentNumber' }
    : { kind: 'document', value: `${parsed.series}${parsed.number}` };
}

async function find(deps: HolderDeps, tx: Tx, { kind, value }: Keyed): Promise<string | null> {
  if (kind === 'document') {
    const found = await findPersons(deps.consent.keys, tx, 'document', value);
    // Two persons under one number are a contested document: nobody is found by it.
    return found.length === 1 ? found[0]! : null;
  }
  const found = await findByPin(deps.consent.keys, tx, value);
  return found.state === 'active' ? found.personId : null;
}
