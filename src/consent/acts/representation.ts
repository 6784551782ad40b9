import { dataKey, destroyed, openSealed, readPerson, sealJson } from '../../keys/index.ts';
import { addDays, dayOf } from '../../law/index.ts';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { insertEntries } from '../../record/index.ts';
import { adulthood, birthday, isChild } from '../age.ts';
import type { ConsentDeps } from '../deps.ts';
import type { AuthorityDocument } from '../document/index.ts';
import { entryOf } from '../journal.ts';
import { refuse } from '../refusals.ts';
import {
  endRepresentation,
  insertRepresentation,
  lockRepresentation,
  representationById,
  representationsAround,
  representationsOf,
} from './representation-store.ts';

export type Power = {
  readonly id: string;
  readonly principal: string;
  readonly kind: string;
  readonly authority: AuthorityDocument;
  readonly validUntil: string | null;
};

const place = (id: string) => ({ table: 'representation', row: id, column: 'sealed' });

/** CP-6e, PD-9.1f: the recorded power under which somebody acts for another, or the refusal that it is missing or over. */
export async function powerFor(
  deps: ConsentDeps,
  representativePerson: string,
  id: string,
  today: string,
): Promise<Power | Refusal> {
  return deps.db.tx(systemScope('the power of a representative'), async (tx) => {
    const row = await representationById(tx, id);
    if (row === null || row.representative_person !== representativePerson || row.ended_at !== null)
      return refuse('REPRESENTATIVE_AUTHORITY_MISSING');
    if (row.valid_until !== null && row.valid_until < today)
      return refuse('REPRESENTATIVE_AUTHORITY_MISSING', { details: { validUntil: row.valid_until } });
    const authority = await openSealed<AuthorityDocument>(deps.keys, tx, row.principal_person, place(id), row.sealed);
    if (authority === destroyed) return refuse('REPRESENTATIVE_AUTHORITY_MISSING');
    return { id, principal: row.principal_person, kind: row.kind, authority, validUntil: row.valid_until };
  });
}

/** For whom a person may act today. */
export async function powersOf(
  deps: ConsentDeps,
  representativePerson: string,
  today: string,
): Promise<{ id: string; principal: string; kind: string }[]> {
  const rows = await deps.db.tx(systemScope('the powers of a representative'), (tx) =>
    representationsOf(tx, representativePerson, today),
  );
  return rows.map((row) => ({ id: row.id, principal: row.principal_person, kind: row.kind }));
}

export type NewPower = {
  readonly representative: string;
  readonly principal: string;
  readonly kind: 'power_of_attorney' | 'legal_representative' | 'other';
  readonly authority: AuthorityDocument;
};

/** A clerk records a power after checking the document; the document's requisites are sealed under the principal's own key. */
export async function recordPower(
  deps: ConsentDeps,
  clerk: { accountId: string; holderId: string },
  power: NewPower,
): Promise<string> {
  const id = uuidv7(deps.clock.real());
  await deps.db.tx(systemScope('a clerk records a power'), async (tx) => {
    using key = await dataKey(deps.keys, tx, { class: 'person', subjectId: power.principal }, deps.clock.real());
    const validUntil = await lastDay(deps, tx, power);
    const entry = entryOf(deps.clock, deps.profile, {
      type: 'representation.recorded',
      actor: { kind: 'account', id: clerk.accountId, role: 'clerk' },
      holder: clerk.holderId,
      object: { kind: 'representation', id },
      data: { kind: power.kind, validUntil },
    });
    await insertRepresentation(tx, {
      id,
      ...power,
      validUntil,
      sealed: sealJson(key, place(id), power.authority),
      recordedAt: deps.clock.now(),
      journalEntryId: entry.id,
    });
    await insertEntries(tx, [entry]);
  });
  return id;
}

// PD-18.2: a parent's power is over a child; the day before the eighteenth birthday is its last.
async function lastDay(deps: ConsentDeps, tx: Tx, { kind, principal, authority }: NewPower): Promise<string | null> {
  const person = kind === 'legal_representative' ? await readPerson(deps.keys, tx, principal) : undefined;
  const born = person?.record?.birthDate;
  if (born === undefined || !isChild(born, dayOf(deps.clock.now()))) return authority.validUntil;
  const last = addDays(birthday(born, adulthood), -1);
  return authority.validUntil !== null && authority.validUntil < last ? authority.validUntil : last;
}

/**
 * CP-6e, PD-9.1f: a power ends when the principal revokes it, the representative gives it up, or a clerk is shown that it
 * is over. A child does not revoke the legal representative's.
 */
export async function endPower(
  deps: ConsentDeps,
  by: { accountId: string; personId: string } | { accountId: string; holderId: string },
  id: string,
): Promise<{ at: Date } | Refusal> {
  return deps.db.tx(systemScope('a power ends'), async (tx) => {
    const row = await lockRepresentation(tx, id);
    if (row === null || row.ended_at !== null) return refuse('REPRESENTATIVE_AUTHORITY_MISSING');
    const mayEnd =
      'holderId' in by ||
      by.personId === row.representative_person ||
      (by.personId === row.principal_person &&
        !(row.kind === 'legal_representative' && (await underAge(deps, tx, row.principal_person))));
    if (!mayEnd) return refuse('REPRESENTATIVE_AUTHORITY_MISSING');
    const at = deps.clock.now();
    await endRepresentation(tx, id, at);
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'representation.ended',
        actor: { kind: 'account', id: by.accountId },
        ...('holderId' in by ? { holder: by.holderId } : {}),
        object: { kind: 'representation', id },
        data: {},
      }),
    ]);
    tx.onCommit(deps.poke);
    return { at };
  });
}

async function underAge(deps: ConsentDeps, tx: Tx, personId: string): Promise<boolean> {
  const person = await readPerson(deps.keys, tx, personId);
  return person !== undefined && person.record !== null && isChild(person.record.birthDate, dayOf(deps.clock.now()));
}

export type PowerView = {
  readonly id: string;
  readonly kind: string;
  readonly role: 'principal' | 'representative';
  /** The other side of the power; an internal id, for pages only. */
  readonly other: string;
  readonly validUntil: string | null;
  readonly recordedAt: Date;
  readonly endedAt: Date | null;
};

/** Powers a person gave or holds, ended ones too. */
export async function powersAround(deps: ConsentDeps, personId: string): Promise<PowerView[]> {
  const rows = await deps.db.tx(systemScope('a person’s own powers'), (tx) => representationsAround(tx, personId));
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    role: row.principal_person === personId ? 'principal' : 'representative',
    other: row.principal_person === personId ? row.representative_person : row.principal_person,
    validUntil: row.valid_until,
    recordedAt: row.recorded_at,
    endedAt: row.ended_at,
  }));
}
