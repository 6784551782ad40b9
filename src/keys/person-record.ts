// What the vault keeps about a person, and how it is checked. Pure.

import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { type DocumentType, isDocumentType, parseDocumentNumber } from './document-number.ts';
import { parseEmail, parsePhone } from './phone.ts';
import { isDate, parsePersonPin, type Sex } from './pin.ts';
import { refuse, warn, type Warning } from './refusals.ts';

export type IdentityDocument = {
  readonly type: DocumentType;
  readonly series: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly issuedBy: string;
  readonly validUntil?: string;
};

/** CP-8a-2: of residence or of stay. */
export type Address = {
  readonly kind: 'residence' | 'stay';
  readonly text: string;
  readonly soate?: string;
  readonly postalCode?: string;
};

export type Contact = { readonly kind: 'phone' | 'email'; readonly value: string; readonly verifiedAt?: string };

export type PersonRecord = {
  /** null: the person has none (DECISIONS 1). */
  readonly pin: string | null;
  readonly surname: string;
  readonly givenName: string;
  /** null: stated to be absent (CP-8a-1). */
  readonly patronymic: string | null;
  readonly birthDate: string;
  readonly sex?: Sex;
  readonly documents: readonly IdentityDocument[];
  readonly address: Address | null;
  readonly contacts: readonly Contact[];
};

export type CheckedPerson =
  | { readonly ok: true; readonly record: PersonRecord; readonly warnings: readonly Warning[] }
  | { readonly ok: false; readonly refusals: readonly [Refusal, ...Refusal[]] };

/**
 * Brings a record as typed into the stored form, or says all that is wrong with it at once. `today` is an ISO date.
 * What the law demands of a consent (document, address) is demanded there: a person may exist without.
 */
export function checkPersonRecord(input: PersonRecord, today: string): CheckedPerson {
  const refusals: Refusal[] = [];
  const warnings: Warning[] = [];
  const take = <T>(value: T | Refusal, field: string): T | undefined => {
    if (!isRefusal(value)) return value;
    refusals.push({ ...value, field });
    return undefined;
  };

  const surname = tidy(input.surname);
  const givenName = tidy(input.givenName);
  if (surname === '') refusals.push(refuse('NAME_MISSING', { field: 'surname' }));
  if (givenName === '') refusals.push(refuse('NAME_MISSING', { field: 'givenName' }));
  // An empty patronymic is neither given nor stated to be absent.
  if (input.patronymic === undefined || (input.patronymic !== null && tidy(input.patronymic) === ''))
    refusals.push(refuse('PATRONYMIC_UNSTATED', { field: 'patronymic' }));
  if (!isDate(input.birthDate) || input.birthDate > today)
    refusals.push(refuse('BIRTH_DATE_SHAPE', { field: 'birthDate' }));

  const pin = input.pin === null ? null : take(parsePersonPin(input.pin), 'pin');
  if (pin) {
    if (!pin.checkDigitHolds) warnings.push(warn('PIN_CHECK_DIGIT', 'pin'));
    if (pin.date !== input.birthDate) warnings.push(warn('PIN_BIRTH_DATE', 'birthDate'));
    if (input.sex !== undefined && pin.sex !== input.sex) warnings.push(warn('PIN_SEX', 'sex'));
  }
  const documents = input.documents.flatMap(
    (document, index) => checkDocument(document, `documents/${index}`, refusals) ?? [],
  );
  const contacts = input.contacts.flatMap((contact, index) => {
    const value = take(
      contact.kind === 'phone' ? parsePhone(contact.value) : parseEmail(contact.value),
      `contacts/${index}/value`,
    );
    return value === undefined ? [] : [{ ...contact, value }];
  });
  if (input.address !== null && tidy(input.address.text) === '')
    refusals.push(refuse('ADDRESS_MISSING', { field: 'address/text' }));

  if (isNonEmpty(refusals)) return { ok: false, refusals };
  const record: PersonRecord = {
    pin: pin?.digits ?? null,
    surname,
    givenName,
    patronymic: input.patronymic === null ? null : tidy(input.patronymic),
    birthDate: input.birthDate,
    ...(input.sex === undefined ? {} : { sex: input.sex }),
    documents,
    address: input.address === null ? null : { ...input.address, text: tidy(input.address.text) },
    contacts,
  };
  return { ok: true, record, warnings };
}

function checkDocument(document: IdentityDocument, field: string, refusals: Refusal[]): IdentityDocument | undefined {
  if (!isDocumentType(document.type)) {
    refusals.push(refuse('DOCUMENT_TYPE_MISSING', { field: `${field}/type` }));
    return undefined;
  }
  const parsed = parseDocumentNumber(document.type, document.series, document.number);
  if (isRefusal(parsed))
    refusals.push({ ...parsed, field: `${field}/${parsed.code === 'DOCUMENT_SERIES_SHAPE' ? 'series' : 'number'}` });
  if (!isDate(document.issuedOn)) refusals.push(refuse('DOCUMENT_ISSUE_MISSING', { field: `${field}/issuedOn` }));
  if (tidy(document.issuedBy) === '') refusals.push(refuse('DOCUMENT_ISSUE_MISSING', { field: `${field}/issuedBy` }));
  return isRefusal(parsed) ? undefined : { ...document, ...parsed, issuedBy: tidy(document.issuedBy) };
}

/** Surname, given name and patronymic as the form prints them. */
export const fullName = (person: Pick<PersonRecord, 'surname' | 'givenName' | 'patronymic'>): string =>
  [person.surname, person.givenName, person.patronymic].filter((part) => part !== null).join(' ');

const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
const isNonEmpty = <T>(list: readonly T[]): list is readonly [T, ...T[]] => list.length > 0;
