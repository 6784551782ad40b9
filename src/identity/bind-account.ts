import {
  checkPersonRecord,
  createPerson,
  findByPin,
  freezePin,
  fullName,
  type IdentityDocument,
  type PersonRecord,
  readPerson,
  settlePin,
  updatePerson,
} from '../keys/index.ts';
import { dayInBishkek } from '../platform/dates.ts';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import {
  activeAccountOfPerson,
  bindingById,
  type BindingRow,
  contestedBindings,
  insertBinding,
  lockBindingsOfPerson,
  openBindingOf,
  setBindingState,
} from './binding-store.ts';
import { bumpVersion } from './account-store.ts';
import type { BindingMethod } from './evidence.ts';
import { refuse } from './refusals.ts';
import { evidencePlace, pairwise, scope, sealFor } from './sealing.ts';
import type { IdentityDeps } from './types.ts';

/** What proved the identity. Kept sealed under the account's key; the journal holds none of it. */
export type ProvenPerson = { readonly record: PersonRecord; readonly evidence: Readonly<Record<string, unknown>> };
export type By = {
  readonly method: BindingMethod;
  readonly clerk?: { readonly accountId: string; readonly holderId: string };
};
export type Bound = {
  readonly bindingId: string;
  readonly personId: string;
  readonly warnings: readonly { code: string; text: { ky: string; ru: string; en: string } }[];
};

/**
 * DECISIONS 1: binds an account to the person whose identity was proven. A second account that claims the same person
 * freezes both and the PIN: nobody sees anything until the contest is settled.
 */
export async function bindAccount(
  deps: IdentityDeps,
  accountId: string,
  proven: ProvenPerson,
  by: By,
): Promise<Bound | Refusal> {
  const now = deps.clock.real();
  const checked = checkPersonRecord(proven.record, dayInBishkek(deps.clock.now()));
  if (!checked.ok) return checked.refusals[0];
  const { record, warnings } = checked;
  return deps.db.tx(scope, async (tx): Promise<Bound | Refusal> => {
    const own = await openBindingOf(tx, accountId);
    const person = await findOrCreate(deps, tx, record, own?.person_id);
    if (isRefusal(person)) {
      await journalRefusal(deps, tx, accountId, by, person.code);
      return person;
    }
    if (own?.state === 'contested') return refuse('PIN_CONTESTED', { field: 'pin' });
    if (own !== undefined && person.same) {
      const merged = await mergeFacts(deps, tx, person.personId, record);
      if (isRefusal(merged)) return merged;
      // The proof may have brought a new name: what is cached of the account goes stale.
      await bumpVersion(tx, accountId);
      return { bindingId: own.id, personId: own.person_id, warnings };
    }
    if (own !== undefined) return refuse('PERSON_FACTS', { field: 'birthDate' });
    const rivals = (await lockBindingsOfPerson(tx, person.personId)).filter(
      (binding) => binding.account_id !== accountId,
    );
    const contested = rivals.length > 0 || !person.same;
    // A claim that is contested changes nothing of the person claimed.
    const merged = contested || person.fresh ? undefined : await mergeFacts(deps, tx, person.personId, record);
    if (isRefusal(merged)) return merged;
    const id = uuidv7(now);
    const entryId = await deps.journal(tx, {
      type: contested ? 'identity.person-contested' : 'identity.person-bound',
      actor:
        by.clerk === undefined
          ? { kind: 'account', id: accountId }
          : { kind: 'account', id: by.clerk.accountId, role: 'clerk' },
      object: { kind: 'binding', id },
      ...(by.clerk === undefined
        ? {}
        : { holder: by.clerk.holderId, subject: deps.keys.subjectIdOf(person.personId, by.clerk.holderId) }),
      data: {
        method: by.method,
        account: by.clerk === undefined ? accountId : pairwise(deps, 'account', by.clerk.holderId, accountId),
      },
    });
    await insertBinding(tx, {
      id,
      account_id: accountId,
      person_id: person.personId,
      method: by.method,
      state: contested ? 'contested' : 'active',
      sealed: await sealFor(deps, tx, accountId, evidencePlace(id), proven.evidence),
      by_account: by.clerk?.accountId ?? null,
      holder_id: by.clerk?.holderId ?? null,
      entry_id: entryId,
      at: now,
    });
    if (!contested) return { bindingId: id, personId: person.personId, warnings };
    for (const rival of rivals) await setBindingState(tx, rival.id, 'contested', now);
    if (record.pin !== null) await freezePin(deps.keys, tx, record.pin, now);
    return refuse('PIN_CONTESTED', { field: 'pin' });
  });
}

/** `same: false`: the number is known, but with another birth date: two human beings claim it. */
async function findOrCreate(
  deps: IdentityDeps,
  tx: Tx,
  record: PersonRecord,
  ownPersonId: string | undefined,
): Promise<{ personId: string; same: boolean; fresh: boolean } | Refusal> {
  const now = deps.clock.real();
  const found = record.pin === null ? ({ state: 'none' } as const) : await findByPin(deps.keys, tx, record.pin);
  if (found.state === 'frozen') return refuse('PIN_CONTESTED', { field: 'pin' });
  // An account stands for one person: nobody new is taken in for an account that has one.
  if (ownPersonId !== undefined && (found.state === 'none' || found.personId !== ownPersonId))
    return refuse('ALREADY_BOUND');
  if (found.state === 'none') {
    const created = await createPerson(deps.keys, tx, record, now);
    return isRefusal(created) ? created : { personId: created.personId, same: true, fresh: true };
  }
  const person = await readPerson(deps.keys, tx, found.personId);
  if (person === undefined || person.record === null) return refuse('PIN_CONTESTED', { field: 'pin' });
  return { personId: found.personId, same: person.record.birthDate === record.birthDate, fresh: false };
}

/** What a proof brings that the record of its person lacks. */
async function mergeFacts(
  deps: IdentityDeps,
  tx: Tx,
  personId: string,
  fresh: PersonRecord,
): Promise<Refusal | undefined> {
  const person = await readPerson(deps.keys, tx, personId);
  if (person?.state !== 'active' || person.record === null) return undefined;
  const merged = mergedRecord(person.record, fresh);
  if (JSON.stringify(merged) === JSON.stringify(person.record)) return undefined;
  const updated = await updatePerson(deps.keys, tx, personId, person.version, merged, deps.clock.real());
  return isRefusal(updated) ? updated : undefined;
}

/** A newer proof wins in names; documents and contacts add up. */
function mergedRecord(old: PersonRecord, fresh: PersonRecord): PersonRecord {
  const key = (document: IdentityDocument): string => `${document.type}/${document.series}/${document.number}`;
  const known = new Set(old.documents.map(key));
  const contacts = new Set(old.contacts.map((contact) => `${contact.kind}/${contact.value}`));
  return {
    ...old,
    surname: fresh.surname,
    givenName: fresh.givenName,
    patronymic: fresh.patronymic,
    address: fresh.address ?? old.address,
    documents: [...old.documents, ...fresh.documents.filter((document) => !known.has(key(document)))],
    contacts: [
      ...old.contacts,
      ...fresh.contacts.filter((contact) => !contacts.has(`${contact.kind}/${contact.value}`)),
    ],
  };
}

const journalRefusal = (deps: IdentityDeps, tx: Tx, accountId: string, by: By, code: string): Promise<string> =>
  deps.journal(tx, {
    type: 'identity.binding-refused',
    actor: { kind: 'account', id: by.clerk?.accountId ?? accountId },
    object: { kind: 'account', id: accountId },
    data: { method: by.method, code },
  });

/** The authority decides whose the number is: one binding stays, the others end. The look at the case is journalled. */
export async function settleContest(
  deps: IdentityDeps,
  official: { accountId: string },
  bindingId: string,
  reason: string,
): Promise<Refusal | undefined> {
  const now = deps.clock.real();
  return deps.db.tx(scope, async (tx): Promise<Refusal | undefined> => {
    const kept = await bindingById(tx, bindingId);
    if (kept?.state !== 'contested') return refuse('NOT_YOURS');
    const rivals = await lockBindingsOfPerson(tx, kept.person_id);
    for (const rival of rivals) if (rival.id !== kept.id) await setBindingState(tx, rival.id, 'ended', now);
    await setBindingState(tx, kept.id, 'active', now);
    const person = await readPerson(deps.keys, tx, kept.person_id);
    const pin = person?.record?.pin ?? null;
    const settled = pin === null ? undefined : await settlePin(deps.keys, tx, pin, kept.person_id, now);
    await deps.journal(tx, {
      type: 'identity.contest-settled',
      actor: { kind: 'account', id: official.accountId, role: 'officer' },
      object: { kind: 'binding', id: kept.id },
      data: { reason, ended: rivals.filter((rival) => rival.id !== kept.id).map((rival) => rival.id) },
    });
    return settled;
  });
}

export const listContests = (deps: IdentityDeps): Promise<BindingRow[]> =>
  deps.db.tx(scope, (tx) => contestedBindings(tx));

export type BindingState = {
  readonly state: 'none' | 'active' | 'contested';
  readonly method?: BindingMethod;
  readonly at?: Date;
  readonly bindingId?: string;
};

export async function bindingOf(deps: IdentityDeps, accountId: string): Promise<BindingState> {
  const open = await deps.db.tx(scope, (tx) => openBindingOf(tx, accountId));
  return open === undefined || open.state === 'ended'
    ? { state: 'none' }
    : { state: open.state, method: open.method, at: open.at, bindingId: open.id };
}

/** The person's own record, for the person. */
export async function ownRecord(
  deps: IdentityDeps,
  personId: string,
): Promise<(PersonRecord & { fullName: string }) | null> {
  const person = await deps.db.tx(scope, (tx) => readPerson(deps.keys, tx, personId));
  const record = person?.record ?? null;
  return record === null ? null : { ...record, fullName: fullName(record) };
}

/** The account that stands for a person, where there is one: for sign-in by ESI. */
export async function accountByPin(deps: IdentityDeps, pin: string): Promise<string | undefined | Refusal> {
  return deps.db.tx(scope, async (tx) => {
    const found = await findByPin(deps.keys, tx, pin);
    if (found.state === 'frozen') return refuse('PIN_CONTESTED');
    // A number that was replaced or merged leads to the person it belonged to (facts §3).
    return found.state === 'none' ? undefined : activeAccountOfPerson(tx, found.personId);
  });
}
