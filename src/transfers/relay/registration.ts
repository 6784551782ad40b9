import { journalAll } from '../../arrays/index.ts';
import type { ConsentDeps } from '../../consent/index.ts';
import {
  currentPersonId,
  dataKey,
  destroyed,
  destroyKeys,
  type KeyOwner,
  livingPerson,
  openSealed,
  personIdsOf,
  sealJson,
} from '../../keys/index.ts';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { EntryType } from '../../record/index.ts';
import { contactsGiven, type ReachedAt, type TypedContacts } from './contacts-given.ts';
import { authorityParty, identityMacs } from './identity.ts';
import { refuse } from './refusals.ts';
import { clearRegistration, putRegistration, type RegistrationRow, registrationsOf } from './registration-store.ts';

export type RegistrationDeps = Pick<ConsentDeps, 'db' | 'clock' | 'keys' | 'profile' | 'poke'>;
/** CP-18b: for nothing else is what was given used. */
export const registrationPurpose = 'transfer_information';
export type Registration = {
  readonly contacts: ReachedAt;
  readonly purpose: typeof registrationPurpose;
  readonly registeredAt: Date;
  readonly updatedAt: Date;
};
type Me = { readonly accountId: string; readonly personId: string };

// The one purpose its content key is of; destroying that key is what makes leaving real.
const purposeId = '0192a000-7590-7018-8000-000000000018';
const owner = (subjectId: string): KeyOwner => ({ class: 'content', subjectId, holderId: authorityParty, purposeId });
const place = (subjectId: string) => ({ table: 'voluntary_registration', row: subjectId, column: 'sealed' });

/** CP-18a, CP-18e: a person registers with the authority, or changes what was given. Only the person does; no holder can. */
export function register(deps: RegistrationDeps, me: Me, typed: TypedContacts): Promise<Registration | Refusal> {
  return deps.db.tx(systemScope('a person registers with the authority'), async (tx) => {
    const contacts = contactsGiven(typed);
    if (isRefusal(contacts)) return contacts;
    const person = await livingPerson(deps.keys, tx, me.personId);
    if (person?.state !== 'active' || person.record === null) return refuse('PERSON_NOT_THERE');
    const subjectId = deps.keys.subjectIdOf(person.personId, authorityParty);
    using key = await dataKey(deps.keys, tx, owner(subjectId), deps.clock.real());
    const id = uuidv7(deps.clock.real());
    const journalEntryId = await onRecord(deps, tx, me, 'registration.entered', id);
    await putRegistration(
      tx,
      {
        id,
        subjectId,
        sealed: sealJson(key, place(subjectId), contacts, { padTo: 128 }),
        at: deps.clock.now(),
        journalEntryId,
      },
      identityMacs(deps.keys, person.record),
    );
    const [row] = await registrationsOf(tx, [subjectId]);
    return viewOf(row!, contacts);
  });
}

/** CP-18b: what the person has given, for the person; null = not registered. */
export const myRegistration = (deps: RegistrationDeps, personId: string): Promise<Registration | null> =>
  deps.db.tx(systemScope('a person looks at the own registration'), async (tx) => {
    for (const row of await registrationsOf(tx, await personIdsAtAuthority(deps, tx, personId))) {
      const contacts = await contactsOfRegistration(deps, tx, row);
      if (contacts !== null) return viewOf(row, contacts);
    }
    return null;
  });

/** CP-18e: a person leaves: what was given is deleted with its key, and nobody is recognised by it any more. */
export function leave(deps: RegistrationDeps, me: Me): Promise<{ readonly left: true } | Refusal> {
  return deps.db.tx(systemScope('a person leaves the authority’s registration'), async (tx) => {
    const rows = await registrationsOf(tx, await personIdsAtAuthority(deps, tx, me.personId));
    if (rows.length === 0) return refuse('NOT_REGISTERED');
    for (const row of rows) {
      await clearRegistration(tx, row.id, deps.clock.now());
      const reason = { actor: me.accountId, ground: ['CP-18e'] };
      await destroyKeys(deps.keys, tx, owner(row.subject_id), reason, deps.clock.real());
      await onRecord(deps, tx, me, 'registration.left', row.id);
    }
    return { left: true };
  });
}

/** The contacts of a registration, for the matching and the person; null where the key is destroyed. */
export async function contactsOfRegistration(
  { keys }: Pick<RegistrationDeps, 'keys'>,
  tx: Tx,
  row: RegistrationRow,
): Promise<ReachedAt | null> {
  const opened = await openSealed<ReachedAt>(keys, tx, row.subject_id, place(row.subject_id), row.sealed);
  return opened === destroyed ? null : opened;
}

const viewOf = (row: RegistrationRow, contacts: ReachedAt): Registration => ({
  contacts,
  purpose: registrationPurpose,
  registeredAt: row.registered_at,
  updatedAt: row.updated_at,
});

/** The person's ids at the authority: the own one, and those of persons merged into it. */
export async function personIdsAtAuthority(
  deps: Pick<RegistrationDeps, 'keys'>,
  tx: Tx,
  personId: string,
): Promise<string[]> {
  const current = (await currentPersonId(tx, personId)) ?? personId;
  return (await personIdsOf(tx, current)).map((id) => deps.keys.subjectIdOf(id, authorityParty));
}

async function onRecord(deps: RegistrationDeps, tx: Tx, me: Me, type: EntryType, id: string): Promise<string> {
  const [entryId] = await journalAll(deps, tx, [
    { type, actor: { kind: 'account', id: me.accountId }, object: { kind: 'voluntary-registration', id }, data: {} },
  ]);
  return entryId!;
}
