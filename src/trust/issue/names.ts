import { der, DerError, isPrintable, oids } from '../der/index.ts';
import type { Name } from '../path/index.ts';
import { subjectFields, type SubjectField } from './kinds.ts';

// Distinguished names in the profile's own order. Kyrgyz letters are kept: nothing is transliterated.

export type SubjectName = Readonly<Partial<Record<SubjectField, string>>>;

/** Upper bounds of RFC 5280 appendix A, in characters; for the rest the bound of a name that still fits on paper. */
export const nameBounds: Readonly<Record<SubjectField, number>> = {
  countryName: 2,
  stateOrProvinceName: 128,
  localityName: 128,
  streetAddress: 128,
  organizationName: 64,
  organizationalUnitName: 64,
  organizationIdentifier: 64,
  surname: 64,
  givenName: 64,
  title: 64,
  pseudonym: 128,
  serialNumber: 64,
  commonName: 64,
};

const printable: readonly SubjectField[] = ['countryName', 'serialNumber'];

/** The DER of a name, one attribute an RDN. Lengths are the linter's business. @throws RangeError */
export const nameOf = (subject: SubjectName): Buffer =>
  der.sequence(
    ...subjectFields.flatMap((field) => {
      const value = subject[field];
      if (value === undefined) return [];
      const text = printable.includes(field) && isPrintable(value) ? der.printableString(value) : der.utf8String(value);
      return [der.setOf(der.sequence(der.oid(oids[field]), text))];
    }),
  );

export type NameAttribute = { readonly type: string; readonly value: string; readonly tag: number };

/** All attributes of a name in order, any type. @throws DerError where one is no text */
export const nameAttributes = (name: Name): readonly NameAttribute[] =>
  name.rdns.flatMap(({ attributes }) =>
    attributes.map(({ type, value, text }) => {
      if (text === undefined) throw new DerError('text', value.start, 'an attribute that is no text');
      return { type, value: text, tag: value.tag };
    }),
  );

const fieldOf: ReadonlyMap<string, SubjectField> = new Map(subjectFields.map((field) => [oids[field], field]));

/** The profile's attributes of a name; of a repeated one the first. @throws DerError where one is no text */
export const subjectNameOf = (name: Name): SubjectName => subjectNameOfAttributes(nameAttributes(name));

/** The same of attributes that were read. */
export function subjectNameOfAttributes(attributes: readonly NameAttribute[]): SubjectName {
  const found: Partial<Record<SubjectField, string>> = {};
  for (const { type, value } of attributes) {
    const field = fieldOf.get(type);
    if (field !== undefined) found[field] ??= value;
  }
  return found;
}

/** The longest form of a person's name that fits commonName: full name, then without patronymic, then the surname alone. */
export function commonNameOf(surname: string, givenName: string, patronymic?: string): string {
  const forms = [[surname, givenName, patronymic], [surname, givenName], [surname]];
  const fitting = forms
    .map((parts) => parts.filter((part) => part !== undefined).join(' '))
    .find((text) => Array.from(text).length <= nameBounds.commonName);
  return fitting ?? Array.from(surname).slice(0, nameBounds.commonName).join('');
}

/** ES-14.2.2b: a name that does not fit is cut at a word; the full one stands in subjectLegalEntity. */
export function shortNameOf(fullName: string, bound: number = nameBounds.organizationName): string {
  const characters = Array.from(fullName);
  if (characters.length <= bound) return fullName;
  const cut = characters.slice(0, bound - 1).join('');
  const at = cut.lastIndexOf(' ');
  return `${at > bound / 2 ? cut.slice(0, at) : cut}…`;
}
