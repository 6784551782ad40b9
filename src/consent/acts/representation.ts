import {
  currentPersonId,
  dataKey,
  destroyed,
  openSealed,
  personIdsOf,
  readPerson,
  sealJson,
} from '../../keys/index.ts';
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
  insertPowerNotice,
  insertRepresentation,
  lockRepresentation,
  representationById,
  representationsAround,
  representationsOf,
  type RepresentationRow,
} from './representation-store.ts';

export type Power = {
  readonly id: string;
  readonly principal: string;
  readonly kind: string;
  readonly authority: AuthorityDocument;
  readonly validUntil: string | null;
};

const place = (id: string) => ({ table: 'representation', row: id, column: 'sealed' });

/**
 * CP-6e, PD-9.1f: the recorded power under which somebody acts for another at `holderId`, or the refusal that it is missing,
 * over, or recorded at another holder and for that one alone.
 */
export async function powerFor(
  deps: ConsentDeps,
  representativePerson: string,
  id: string,
  today: string,
  holderId: string,
): Promise<Power | Refusal> {
  return deps.db.tx(systemScope('the power of a representative'), async (tx) => {
    const row = await representationById(tx, id);
    if (row === null || row.ended_at !== null || !(await isPerson(tx, row.representative_person, representativePerson)))
      return refuse('REPRESENTATIVE_AUTHORITY_MISSING');
    if (row.valid_until !== null && row.valid_until < today)
      return refuse('REPRESENTATIVE_AUTHORITY_MISSING', { details: { validUntil: row.valid_until } });
    if (row.acts_at !== null && row.acts_at !== holderId) return refuse('REPRESENTATIVE_AUTHORITY_ELSEWHERE');
    const authority = await openSealed<AuthorityDocument>(deps.keys, tx, row.principal_person, place(id), row.sealed);
    const principal = await currentPersonId(tx, row.principal_person);
    if (authority === destroyed || principal === undefined) return refuse('REPRESENTATIVE_AUTHORITY_MISSING');
    return { id, principal, kind: row.kind, authority, validUntil: row.valid_until };
  });
}

/** A merged person stays who the records say it was. */
const isPerson = async (tx: Tx, recorded: string, personId: string): Promise<boolean> =>
  recorded === personId || (await currentPersonId(tx, recorded)) === personId;

/** `actsAt`: the one holder where the power acts; null = everywhere. */
export type LivePower = {
  readonly id: string;
  readonly principal: string;
  readonly kind: string;
  readonly actsAt: string | null;
};

/** For whom a person may act today, and where. */
export async function powersOf(deps: ConsentDeps, representativePerson: string, today: string): Promise<LivePower[]> {
  return deps.db.tx(systemScope('the powers of a representative'), async (tx) => {
    const rows = await representationsOf(tx, await personIdsOf(tx, representativePerson), today);
    const live: LivePower[] = [];
    for (const row of rows) {
      const principal = await currentPersonId(tx, row.principal_person);
      if (principal !== undefined) live.push({ id: row.id, principal, kind: row.kind, actsAt: row.acts_at });
    }
    return live;
  });
}

export type NewPower = {
  readonly representative: string;
  readonly principal: string;
  readonly kind: 'power_of_attorney' | 'legal_representative' | 'other';
  readonly authority: AuthorityDocument;
  /** The notarised document itself says that it holds before any holder. */
  readonly everywhere?: boolean;
};

export type PowerRecorder =
  | { readonly accountId: string; readonly holderId: string }
  | { readonly accountId: string; readonly office: 'authority' | 'centre' };

/**
 * Somebody records a power after checking the document; its requisites are sealed under the principal's own key. A holder's
 * clerk records for that holder, and for all only what a notary certified: with its number in the register of notarial acts,
 * and saying so. What the authority or a centre has checked holds everywhere.
 */
export async function recordPower(deps: ConsentDeps, by: PowerRecorder, power: NewPower): Promise<string | Refusal> {
  const holderId = 'holderId' in by ? by.holderId : null;
  const { authority } = power;
  const notarised = authority.kind === 'notarial_power_of_attorney' && (authority.number ?? '').trim() !== '';
  if (holderId !== null && power.everywhere === true && !notarised) return refuse('POWER_REACH_UNPROVEN');
  const actsAt = power.everywhere === true ? null : holderId;
  const id = uuidv7(deps.clock.real());
  await deps.db.tx(systemScope('a power is recorded'), async (tx) => {
    using key = await dataKey(deps.keys, tx, { class: 'person', subjectId: power.principal }, deps.clock.real());
    const validUntil = await lastDay(deps, tx, power);
    const entry = entryOf(deps.clock, deps.profile, {
      type: 'representation.recorded',
      actor: { kind: 'account', id: by.accountId, role: 'holderId' in by ? 'clerk' : by.office },
      ...(holderId === null ? {} : { holder: holderId }),
      object: { kind: 'representation', id },
      data: { kind: power.kind, validUntil, reach: actsAt === null ? 'everywhere' : 'holder' },
    });
    await insertRepresentation(tx, {
      id,
      ...power,
      validUntil,
      sealed: sealJson(key, place(id), authority),
      recordedAt: deps.clock.now(),
      journalEntryId: entry.id,
      actsAt,
      recordedAtHolder: holderId,
    });
    await insertEntries(tx, [entry]);
    tx.onCommit(deps.poke);
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

export type PowerEnder =
  | { readonly accountId: string; readonly personId: string }
  | { readonly accountId: string; readonly holderId: string }
  /** The court order that the authority enters. */
  | {
      readonly accountId: string;
      readonly order: { readonly number: string; readonly date: string; readonly court: string };
    };

/**
 * CP-6e, PD-9.1f: a power ends when the principal revokes it, the representative gives it up, a clerk of the holder that
 * recorded it is shown that it is over, or the authority enters a court order. A child does not revoke the legal
 * representative's. Both are told.
 */
export async function endPower(deps: ConsentDeps, by: PowerEnder, id: string): Promise<{ at: Date } | Refusal> {
  return deps.db.tx(systemScope('a power ends'), async (tx) => {
    const row = await lockRepresentation(tx, id);
    if (row === null || row.ended_at !== null || !(await mayEnd(deps, tx, by, row)))
      return refuse('REPRESENTATIVE_AUTHORITY_MISSING');
    const at = deps.clock.now();
    await endRepresentation(tx, id, at);
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'representation.ended',
        actor: { kind: 'account', id: by.accountId },
        ...('holderId' in by ? { holder: by.holderId } : {}),
        object: { kind: 'representation', id },
        data: 'order' in by ? { courtOrder: { ...by.order } } : {},
      }),
    ]);
    for (const [to, person] of [
      ['principal', row.principal_person],
      ['representative', row.representative_person],
    ] as const) {
      const holderId = row.recorded_at_holder;
      await insertPowerNotice(tx, {
        id: uuidv7(deps.clock.real()),
        subjectId: holderId === null ? null : deps.keys.subjectIdOf(person, holderId),
        holderId,
        ref: id,
        to,
        at,
      });
    }
    tx.onCommit(deps.poke);
    return { at };
  });
}

async function mayEnd(deps: ConsentDeps, tx: Tx, by: PowerEnder, row: RepresentationRow): Promise<boolean> {
  if ('order' in by) return true;
  if ('holderId' in by) return by.holderId === row.recorded_at_holder;
  if (await isPerson(tx, row.representative_person, by.personId)) return true;
  return (
    (await isPerson(tx, row.principal_person, by.personId)) &&
    !(row.kind === 'legal_representative' && (await underAge(deps, tx, by.personId)))
  );
}

/** For the message: where a person of an ended power is written to when no holder recorded it. */
export async function addressOfParty(
  deps: Pick<ConsentDeps, 'keys'>,
  tx: Tx,
  id: string,
  to: string,
): Promise<{ kind: 'phone' | 'email'; address: string } | null> {
  const row = await representationById(tx, id);
  if (row === null) return null;
  const recorded = to === 'principal' ? row.principal_person : row.representative_person;
  const personId = await currentPersonId(tx, recorded);
  const contacts = (personId === undefined ? undefined : await readPerson(deps.keys, tx, personId))?.record?.contacts;
  const contact =
    contacts?.find((one) => one.verifiedAt !== undefined) ??
    contacts?.find((one) => one.kind === 'email') ??
    contacts?.[0];
  return contact === undefined ? null : { kind: contact.kind, address: contact.value };
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
  readonly actsAt: string | null;
};

/** Powers a person gave or holds, ended ones too. */
export async function powersAround(deps: ConsentDeps, personId: string): Promise<PowerView[]> {
  const [rows, ids] = await deps.db.tx(systemScope('a person’s own powers'), async (tx) => {
    const own = await personIdsOf(tx, personId);
    return [await representationsAround(tx, own), own];
  });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    role: ids.includes(row.principal_person) ? 'principal' : 'representative',
    other: ids.includes(row.principal_person) ? row.representative_person : row.principal_person,
    validUntil: row.valid_until,
    recordedAt: row.recorded_at,
    endedAt: row.ended_at,
    actsAt: row.acts_at,
  }));
}
