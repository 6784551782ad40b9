import { type Acting, journalOfArray } from '../../arrays/index.ts';
import type { ConsentDeps } from '../../consent/index.ts';
import {
  dataKey,
  destroyed,
  type Keys,
  livingPerson,
  openSealed,
  parseEmail,
  parsePhone,
  type PersonRecord,
  sealJson,
} from '../../keys/index.ts';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { EntryType, JsonObject } from '../../record/index.ts';
import {
  type ContactKind,
  type ContactSource,
  type Donor,
  kindOfChannel,
  type NoticeChannel,
  unusable,
  wrongSource,
} from './contact.ts';
import { type At, contactRows, type ContactRow, insertContact, lastAgreement } from './contact-store.ts';
import { refuse } from './refusals.ts';

export type ContactDeps = Pick<ConsentDeps, 'db' | 'clock' | 'keys' | 'profile' | 'poke'>;
export type NewContact = {
  readonly kind: ContactKind;
  readonly value: string;
  readonly source: ContactSource;
  /** Which body, holder or source exactly; empty where it was the subject or the authority. */
  readonly reference: string;
  readonly donor: Donor | null;
};
type Sealed = { readonly value: string; readonly reference: string; readonly donorReference: string | null };
/** A contact as its holder uses it. `id` null: the subject gave it to the platform itself, and it lies in the vault. */
export type Contact = {
  readonly id: string | null;
  readonly kind: ContactKind;
  readonly value: string;
  readonly source: ContactSource;
  readonly reference: string;
  readonly row: ContactRow | null;
};

const place = (id: string) => ({ table: 'subject_contact', row: id, column: 'sealed' });

/** CP-13: a contact comes on record with where it is from. What is not from the subject is usable only after its checks. */
export const addContact = (
  deps: ContactDeps,
  who: Acting,
  subjectId: string,
  given: NewContact,
): Promise<{ readonly contactId: string } | Refusal> =>
  deps.db.tx(systemScope('a holder records a contact of a subject'), async (tx) => {
    const at = { holderId: who.holderId, subjectId };
    if ((await vaultRecord(deps.keys, tx, at)) === null) return refuse('CONTACT_SUBJECT_UNKNOWN');
    return keepContact(deps, tx, who, at, given);
  });

/** The same inside another act's transaction, on a subject known to be there. */
export async function keepContact(
  deps: ContactDeps,
  tx: Tx,
  who: Acting,
  at: At,
  given: NewContact,
): Promise<{ readonly contactId: string } | Refusal> {
  const wrong = wrongSource(given.source, given.reference, given.donor);
  if (wrong !== null) return wrong;
  const value = storedForm(given.kind, given.value);
  if (isRefusal(value)) return value;
  const { donor } = given;
  const id = uuidv7(deps.clock.real());
  const sealed: Sealed = {
    value,
    reference: given.reference.trim(),
    donorReference: donor?.kind === 'consent' ? donor.reference.trim() : null,
  };
  using key = await dataKey(deps.keys, tx, { class: 'proof', ...at }, deps.clock.real());
  const entry = await onRecord(deps, tx, who, at.subjectId, 'contact.recorded', id, {
    kind: given.kind,
    source: given.source,
    donor: donor?.kind ?? null,
  });
  await insertContact(
    tx,
    at,
    {
      id,
      kind: given.kind,
      source: given.source,
      sealed: sealJson(key, place(id), sealed, { padTo: 128 }) as Buffer,
      donor: donor?.kind ?? null,
      donor_provision: donor?.kind === 'not_required_by_law' ? donor.provision.trim() : null,
      obtained_at: deps.clock.now(),
    },
    entry,
  );
  return { contactId: id };
}

/** All that a holder has to reach a subject by: what it obtained, then what the subject gave the platform. */
export const contactsAt = async (deps: Pick<ContactDeps, 'keys'>, tx: Tx, at: At): Promise<Contact[]> =>
  contactsOf(deps, tx, at, await contactRows(tx, at.holderId, [at.subjectId]));

// Rows, keys and the vault are each read once for all who are asked about together.
async function contactsOf(
  deps: Pick<ContactDeps, 'keys'>,
  tx: Tx,
  at: At,
  rows: readonly ContactRow[],
): Promise<Contact[]> {
  const [opened, record] = await Promise.all([
    Promise.all(rows.map((row) => openSealed<Sealed>(deps.keys, tx, at.subjectId, place(row.id), row.sealed))),
    vaultRecord(deps.keys, tx, at),
  ]);
  const own = rows.flatMap((row, i): Contact[] => {
    const said = opened[i]!;
    return said === destroyed ? [] : [{ ...said, id: row.id, kind: row.kind, source: row.source, row }];
  });
  if (record === null) return own;
  const vault = (kind: ContactKind, value: string): Contact => ({
    id: null,
    kind,
    value,
    source: 'subject',
    reference: '',
    row: null,
  });
  return [
    ...own,
    ...record.contacts
      .toSorted((a, b) => Number(a.verifiedAt === undefined) - Number(b.verifiedAt === undefined))
      .map(({ kind, value }) => vault(kind, value)),
    ...(record.address === null ? [] : [vault('address', record.address.text)]),
  ];
}

export const checksOf = ({ source, row }: Contact) => ({
  source,
  ownership:
    row === null || row.ownership_method === null
      ? null
      : { method: row.ownership_method, passed: row.ownership_passed === true },
  purpose: row?.purpose_conclusion ?? null,
});

/**
 * CP-12e, CP-13b: the contact by which a notice of a transfer goes to a subject through this channel, or why none may: the channel is
 * not the agreed one, or what there is has not passed its checks. `contactId`: that one and no other.
 */
export async function reach(
  deps: Pick<ContactDeps, 'keys'>,
  tx: Tx,
  at: At,
  channel: NoticeChannel,
  contactId?: string,
): Promise<Contact | Refusal> {
  const agreed = await lastAgreement(tx, at);
  if (agreed !== null && !agreed.channels.includes(channel))
    return refuse('CHANNEL_NOT_AGREED', { field: 'channel', details: { agreed: agreed.channels } });
  const fit = (await contactsAt(deps, tx, at)).filter(
    (one) => one.kind === kindOfChannel[channel] && (contactId === undefined || one.id === contactId),
  );
  const why = fit.map((one) => unusable(checksOf(one)));
  const usable = fit.find((_, i) => why[i] === null);
  return usable ?? why[0] ?? refuse(contactId === undefined ? 'CONTACT_NONE' : 'CONTACT_UNKNOWN', { field: 'channel' });
}

/** CP-13c: which of these subjects nobody can be told by anything that may be used: their notices begin as a search. */
export const withoutContacts = (
  deps: Pick<ContactDeps, 'keys'>,
  tx: Tx,
  holderId: string,
  subjectIds: readonly string[],
): Promise<ReadonlySet<string>> =>
  tx.as(systemScope('whom a holder has no contact of'), async (wide) => {
    const rows = Map.groupBy(await contactRows(wide, holderId, subjectIds), (row) => row.subject_id);
    const all = await Promise.all(
      subjectIds.map((subjectId) => contactsOf(deps, wide, { holderId, subjectId }, rows.get(subjectId) ?? [])),
    );
    return new Set(subjectIds.filter((_, i) => !all[i]!.some((one) => unusable(checksOf(one)) === null)));
  });

/** What the vault has of the subject of a holder; null where nobody may be written to. */
export async function vaultRecord(keys: Keys, tx: Tx, { holderId, subjectId }: At): Promise<PersonRecord | null> {
  const person = await livingPerson(keys, tx, keys.personIdOf(subjectId, holderId));
  return person?.state === 'active' ? person.record : null;
}

function storedForm(kind: ContactKind, typed: string): string | Refusal {
  const tidy = typed.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (tidy === '') return refuse('CONTACT_SHAPE', { field: 'value' });
  const value = kind === 'phone' ? parsePhone(tidy) : kind === 'email' ? parseEmail(tidy) : tidy;
  return isRefusal(value) ? { ...value, field: 'value' } : value;
}

/** What an act on contacts leaves in the journal: codes, never a contact. */
export const onRecord = (
  deps: ContactDeps,
  tx: Tx,
  who: Acting,
  subject: string | undefined,
  type: EntryType,
  id: string,
  data: JsonObject,
): Promise<string> =>
  journalOfArray(deps, tx, who, {
    type,
    ...(subject === undefined ? {} : { subject }),
    object: { kind: type.split('.')[0]!, id },
    data,
  });
