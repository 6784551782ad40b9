// The vault: the only place that stores who a person is (DECISIONS 1, 2). Every call needs a transaction under the system scope.

import { randomBytes } from 'node:crypto';
import type { Tx } from '../platform/db/index.ts';
import { formatUuid } from '../platform/ids.ts';
import type { Refusal } from '../platform/refusal.ts';
import { dataKey, destroyed, openSealed } from './data-keys.ts';
import { type Destruction, destroyKeys, type DestructionReason } from './destroy-keys.ts';
import type { Keys, LookupKind } from './keys.ts';
import type { PersonRecord } from './person-record.ts';
import * as store from './person-store.ts';
import type { PersonRow, PersonState } from './person-store.ts';
import { refuse } from './refusals.ts';
import { type Place, sealJson } from './seal.ts';

/** A person as read from the vault; `record` is null once erased. */
export type Person = {
  readonly personId: string;
  readonly version: number;
  readonly state: PersonState;
  readonly mergedInto: string | null;
  readonly record: PersonRecord | null;
};

/** Stores a checked record under a new random id. A PIN that another person holds is refused, never shared. */
export async function createPerson(
  keys: Keys,
  tx: Tx,
  record: PersonRecord,
  now: Date,
): Promise<{ readonly personId: string } | Refusal> {
  const taken = record.pin === null ? undefined : await pinNotFree(keys, tx, record.pin);
  if (taken) return taken;
  const personId = formatUuid(randomBytes(16));
  await store.insertPerson(tx, personId, await sealPerson(keys, tx, personId, 1, record, now), now);
  await store.indexPerson(tx, personId, lookupsOf(keys, record), now);
  return { personId };
}

/** Replaces the record. `version` is the one the caller read: a change in between is refused, not overwritten. */
export async function updatePerson(
  keys: Keys,
  tx: Tx,
  personId: string,
  version: number,
  record: PersonRecord,
  now: Date,
): Promise<{ readonly version: number } | Refusal> {
  const row = await store.lockPerson(tx, personId);
  if (row === undefined) return refuse('PERSON_UNKNOWN');
  if (row.state !== 'active') return refuse('PERSON_NOT_ACTIVE');
  if (row.version !== version) return refuse('PERSON_CHANGED');
  const before = (await toPerson(keys, tx, row)).record;
  if (before?.pin !== record.pin) return refuse('PIN_CHANGED_ELSEWHERE', { field: 'pin' });
  await rewrite(keys, tx, row, record, now);
  return { version: version + 1 };
}

/** Reads a person; undefined where there is none. The caller journals the look. */
export async function readPerson(keys: Keys, tx: Tx, personId: string): Promise<Person | undefined> {
  const row = await store.personById(tx, personId);
  return row === undefined ? undefined : toPerson(keys, tx, row);
}

/** The living record's id: the person a merged one was merged into, else the id itself. */
export async function currentPersonId(tx: Tx, personId: string): Promise<string | undefined> {
  const row = await store.personById(tx, personId);
  return row?.merged_into ?? row?.person_id;
}

/** Reads the living record: of the person a merged one was merged into, else of the person. */
export async function livingPerson(keys: Keys, tx: Tx, personId: string): Promise<Person | undefined> {
  const row = await store.personById(tx, personId);
  if (row === undefined) return undefined;
  return row.merged_into === null ? toPerson(keys, tx, row) : readPerson(keys, tx, row.merged_into);
}

/** The person's id, then those of persons merged into it: records made about these are about the same person. */
export const personIdsOf = (tx: Tx, personId: string): Promise<string[]> => store.idsOfPerson(tx, personId);

/** All pairwise ids of a person at one holder: its own first, then those of persons merged into it. */
export async function subjectIdsOf(keys: Keys, tx: Tx, personId: string, holderId: string): Promise<string[]> {
  return (await store.idsOfPerson(tx, personId)).map((id) => keys.subjectIdOf(id, holderId));
}

/** frozen: contested, so nobody is found by it. former: replaced or merged, and leads to the person it belonged to. */
export type FoundByPin =
  | { readonly state: 'none' }
  | { readonly state: 'frozen' }
  | { readonly state: 'active' | 'former'; readonly personId: string };

export async function findByPin(keys: Keys, tx: Tx, pin: string): Promise<FoundByPin> {
  return judge(await store.lookup(tx, 'pin', keys.lookupMac('pin', pin)));
}

/** Persons by a document ("AN1234567": series and number), telephone number or e-mail address, in stored form. */
export async function findPersons(
  keys: Keys,
  tx: Tx,
  kind: Exclude<LookupKind, 'pin'>,
  value: string,
): Promise<string[]> {
  const rows = await store.lookup(tx, kind, keys.lookupMac(kind, value));
  return rows.filter((row) => row.state === 'active').map((row) => row.person_id);
}

/** DECISIONS 1: a contested PIN finds nobody until `settlePin`. Returns whether it was in use. */
export async function freezePin(keys: Keys, tx: Tx, pin: string, now: Date): Promise<boolean> {
  return (await store.freezeLookup(tx, 'pin', keys.lookupMac('pin', pin), now)) > 0;
}

/** Ends a contest: the PIN is this person's, and nobody else's. The loser's record keeps no PIN. */
export async function settlePin(
  keys: Keys,
  tx: Tx,
  pin: string,
  personId: string,
  now: Date,
): Promise<Refusal | undefined> {
  const mac = keys.lookupMac('pin', pin);
  await store.lockLookup(tx, mac);
  const winner = await store.lockPerson(tx, personId);
  if (winner === undefined) return refuse('PERSON_UNKNOWN');
  if (winner.state !== 'active') return refuse('PERSON_NOT_ACTIVE');
  const losers = (await store.lookup(tx, 'pin', mac)).filter(
    (entry) => entry.person_id !== personId && entry.state !== 'former',
  );
  await store.retirePin(tx, personId, now);
  await store.settleLookup(tx, 'pin', mac, personId, now);
  for (const loser of losers) await setPin(keys, tx, (await store.lockPerson(tx, loser.person_id))!, null, now);
  await setPin(keys, tx, winner, pin, now);
  return undefined;
}

/** A new PIN in place of the old one, or none; the old one still leads to the person, as a former one. */
export async function replacePin(
  keys: Keys,
  tx: Tx,
  personId: string,
  pin: string | null,
  now: Date,
): Promise<Refusal | undefined> {
  const taken = pin === null ? undefined : await pinNotFree(keys, tx, pin, personId);
  if (taken) return taken;
  const row = await store.lockPerson(tx, personId);
  if (row === undefined) return refuse('PERSON_UNKNOWN');
  if (row.state !== 'active') return refuse('PERSON_NOT_ACTIVE');
  await store.retirePin(tx, personId, now);
  if (pin !== null) await store.indexPerson(tx, personId, [{ kind: 'pin', mac: keys.lookupMac('pin', pin) }], now);
  await setPin(keys, tx, row, pin, now);
  return undefined;
}

/** Two records of one human being: `fromId` leads to `intoId` from now on; its pairwise ids stay what they were. */
export async function mergePersons(tx: Tx, fromId: string, intoId: string, now: Date): Promise<Refusal | undefined> {
  if (fromId === intoId) return refuse('MERGE_WITH_ITSELF');
  // Always in the same order, so that two merges cannot wait for each other.
  const rows = new Map<string, PersonRow | undefined>();
  for (const id of [fromId, intoId].sort()) rows.set(id, await store.lockPerson(tx, id));
  const [from, into] = [rows.get(fromId), rows.get(intoId)];
  if (from === undefined || into === undefined) return refuse('PERSON_UNKNOWN');
  if (into.state !== 'active' || (from.state !== 'active' && from.state !== 'frozen'))
    return refuse('PERSON_NOT_ACTIVE');
  await store.moveIndex(tx, fromId, intoId, now);
  await store.setMerged(tx, fromId, intoId, now);
  return undefined;
}

/** Freezes, thaws, or records a death (DECISIONS 24: destruction is then a decision of its own). */
export async function setPersonState(
  tx: Tx,
  personId: string,
  state: 'active' | 'frozen' | 'deceased',
  now: Date,
): Promise<Refusal | undefined> {
  const row = await store.lockPerson(tx, personId);
  if (row === undefined) return refuse('PERSON_UNKNOWN');
  if (row.state === 'merged' || row.state === 'erased') return refuse('PERSON_NOT_ACTIVE');
  await store.setState(tx, personId, state, now);
  return undefined;
}

/**
 * Destroys the identity record, and those merged into it: keys and look-ups. The rows stay as empty places, for what
 * points to them. A repeated call destroys nothing more and returns an empty list.
 */
export async function erasePerson(
  keys: Keys,
  tx: Tx,
  personId: string,
  reason: DestructionReason,
  now: Date,
): Promise<readonly Destruction[] | Refusal> {
  if ((await store.lockPerson(tx, personId)) === undefined) return refuse('PERSON_UNKNOWN');
  const acts: Destruction[] = [];
  for (const id of await store.idsOfPerson(tx, personId)) {
    await store.dropIndex(tx, id);
    await store.setErased(tx, id, now);
    const act = await destroyKeys(keys, tx, { class: 'person', subjectId: id }, reason, now);
    if (act !== undefined) acts.push(act);
  }
  return acts;
}

async function pinNotFree(keys: Keys, tx: Tx, pin: string, forPerson?: string): Promise<Refusal | undefined> {
  const mac = keys.lookupMac('pin', pin);
  await store.lockLookup(tx, mac);
  const found = judge(await store.lookup(tx, 'pin', mac));
  if (found.state === 'frozen') return refuse('PIN_FROZEN', { field: 'pin' });
  if (found.state === 'none' || found.personId === forPerson) return undefined;
  return refuse('PIN_TAKEN', { field: 'pin' });
}

function judge(rows: readonly store.IndexRow[]): FoundByPin {
  if (rows.some((row) => row.state === 'frozen')) return { state: 'frozen' };
  const found = rows.find((row) => row.state === 'active') ?? rows[0];
  return found === undefined
    ? { state: 'none' }
    : { state: found.state as 'active' | 'former', personId: found.person_id };
}

async function setPin(keys: Keys, tx: Tx, row: PersonRow, pin: string | null, now: Date): Promise<void> {
  const { record } = await toPerson(keys, tx, row);
  if (record !== null) await rewrite(keys, tx, row, { ...record, pin }, now);
}

async function rewrite(keys: Keys, tx: Tx, row: PersonRow, record: PersonRecord, now: Date): Promise<void> {
  const version = row.version + 1;
  await store.replaceSealed(
    tx,
    row.person_id,
    version,
    await sealPerson(keys, tx, row.person_id, version, record, now),
    now,
  );
  const entries = lookupsOf(keys, record).filter((entry) => entry.kind !== 'pin');
  await store.retireFromIndex(
    tx,
    row.person_id,
    entries.map((entry) => entry.mac),
    now,
  );
  await store.indexPerson(tx, row.person_id, entries, now);
}

function lookupsOf(keys: Keys, record: PersonRecord): { kind: LookupKind; mac: Buffer }[] {
  const values: [LookupKind, string][] = [
    ...(record.pin === null ? [] : [['pin', record.pin] as [LookupKind, string]]),
    ...record.documents.map((document): [LookupKind, string] => ['document', `${document.series}${document.number}`]),
    ...record.contacts.map((contact): [LookupKind, string] => [contact.kind, contact.value]),
  ];
  const unique = new Map(values.map((pair) => [pair.join('|'), pair]));
  return [...unique.values()].map(([kind, value]) => ({ kind, mac: keys.lookupMac(kind, value) }));
}

// The version is part of the place: an older sealed record put back under a newer version does not open.
const place = (personId: string, version: number): Place => ({
  table: 'person',
  row: `${personId}#${version}`,
  column: 'sealed',
});

async function sealPerson(
  keys: Keys,
  tx: Tx,
  personId: string,
  version: number,
  record: PersonRecord,
  now: Date,
): Promise<Buffer> {
  using key = await dataKey(keys, tx, { class: 'person', subjectId: personId }, now);
  return sealJson(key, place(personId, version), record, { padTo: 256 });
}

async function toPerson(keys: Keys, tx: Tx, row: PersonRow): Promise<Person> {
  const opened =
    row.sealed === null
      ? destroyed
      : await openSealed<PersonRecord>(keys, tx, row.person_id, place(row.person_id, row.version), row.sealed);
  return {
    personId: row.person_id,
    version: row.version,
    state: row.state,
    mergedInto: row.merged_into,
    record: opened === destroyed ? null : opened,
  };
}
