import type { Refusal } from '../../platform/refusal.ts';
import type { Lang, Text3 } from '../../platform/text.ts';
import { readYaml, type Tree } from './bounded-yaml.ts';
import * as is from './shape.ts';
import { orNull, type Read, type Words } from './shape.ts';

// A privacy policy as data. The shape below is the format (docs/policy-format.md explains it to a lawyer);
// null always means "the policy does not say", an empty list "the policy says: none".

/** PD-3.10 with the distinction that CP-D-2 draws between state bodies. */
export const holderTypes = [
  'executive_state_body',
  'non_executive_state_body',
  'local_self_government',
  'legal_entity',
  'natural_person',
] as const;
/** CP-F-22: the eight operations of the form's first box, then its second and third box. */
export const actions = [
  'collect',
  'record',
  'store',
  'update',
  'group',
  'block',
  'erase',
  'destroy',
  'transfer',
  'cross_border_transfer',
] as const;
/** PD-5.1: a closed list. */
export const grounds = [
  'PD-5.1-1',
  'PD-5.1-2a',
  'PD-5.1-2b',
  'PD-5.1-3a',
  'PD-5.1-3b',
  'PD-5.1-4',
  'PD-5.1-5',
  'PD-5.1-6a',
  'PD-5.1-7a',
] as const;
export type GroundCode = (typeof grounds)[number];

const letters = Array.from('abcdefghijklmnopqrst');
const numbered = (row: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${row}-${i + 1}`);

const par = orNull(is.text);
const coded = { code: is.code, par, text: is.words };
const statement = orNull(is.object({ par, text: is.words }));
const deadline = orNull(is.object({ duration: is.duration, days: orNull(is.oneOf('calendar', 'working')) }));
/** A term is a length, an event, or both (then the earlier one ends it); `act` is the act that sets it. */
const term = orNull(is.object({ duration: orNull(is.duration), event: orNull(is.words), act: orNull(is.words) }));
const possibility = orNull(is.object({ possible: is.yesNo, text: orNull(is.words) }));
const methods = orNull(is.object({ par, kind: is.oneOf('automated', 'manual', 'mixed'), text: is.words }));

const recipient = is.object({
  code: is.code,
  name: is.words,
  type: orNull(
    is.oneOf('state_body', 'local_self_government_body', 'legal_entity', 'natural_person', 'subject', 'category'),
  ),
  address: orNull(is.words),
});
const foreign = is.object({
  code: is.code,
  country: is.country,
  recipient: orNull(is.words),
  // PD-32.4: needed for a country that is not on the authority's list.
  ground: orNull(is.oneOf(...numbered('PD-32.4', 5), 'PD-32.4-6a')),
});

/** What the policy may say once for all purposes, and a purpose may say for itself. */
const conditions = {
  actions: orNull(is.list(is.oneOf(...actions))),
  recipients: orNull(is.list(recipient)),
  crossBorder: orNull(is.list(foreign)),
  otherUse: possibility,
  publicDistribution: possibility,
  methods,
  consentTerm: term,
  storageTerm: term,
};

const dataCategory = is.object({
  ...coded,
  fields: orNull(is.list(is.object({ code: is.code, text: is.words }))),
  special: orNull(is.yesNo),
  specialCategory: orNull(is.oneOf(...numbered('PD-8.1', 12))),
  decreeCategory: orNull(is.oneOf(...letters.map((letter) => `CP-F-26${letter}`))),
});

const purpose = is.object({
  ...coded,
  dataCategories: orNull(is.list(is.code)),
  ground: orNull(is.object({ code: is.oneOf(...grounds), norm: orNull(is.words), legalBasis: orNull(is.code) })),
  service: orNull(
    is.object({ kind: is.oneOf('none', 'state', 'municipal'), name: orNull(is.words), storageTerm: term }),
  ),
  // PD-4.4: why the purpose needs a category, and whether it can be reached without it.
  necessity: orNull(is.list(is.object({ category: is.code, required: is.yesNo, text: is.words }))),
  processors: orNull(is.list(is.code)),
  ...conditions,
  profiling: orNull(is.yesNo),
  ageAppropriate: orNull(is.yesNo),
  childText: orNull(is.words),
  requiredDocuments: orNull(is.list(is.object({ code: is.code, text: is.words, dataCategories: is.list(is.code) }))),
});

const holder = is.object({
  code: is.code,
  type: orNull(is.oneOf(...holderTypes)),
  name: orNull(is.words),
  shortName: orNull(is.words),
  tin: orNull(is.text),
  registrationCertificate: orNull(
    is.object({ number: is.text, issuedOn: orNull(is.date), issuedBy: orNull(is.words) }),
  ),
  address: orNull(is.words),
  contacts: orNull(is.object({ phone: orNull(is.text), email: orNull(is.text), website: orNull(is.text) })),
  responsiblePerson: orNull(is.object({ name: is.words, phone: orNull(is.text), email: orNull(is.text) })),
  roles: orNull(is.list(is.oneOf('holder', 'processor'))),
  processors: orNull(
    is.list(is.object({ code: is.code, name: is.words, address: orNull(is.words), contract: orNull(is.text) })),
  ),
  // CP-D-2: state bodies outside the executive and legal entities take part "by agreement".
  decreeAccession: orNull(is.object({ agreed: is.yesNo, date: orNull(is.date), document: orNull(is.text) })),
});

const document = is.object({
  code: is.code,
  title: is.words,
  language: orNull(is.oneOf('ky', 'ru', 'en')),
  product: orNull(is.text),
  version: orNull(is.text),
  adopted: orNull(is.date),
  inForce: orNull(is.date),
  lastUpdated: orNull(is.date),
  legalPurpose: statement,
  scope: orNull(is.object({ par, text: is.words, modes: is.list(is.oneOf('automated', 'non_automated')) })),
  sections: orNull(is.list(is.object({ number: is.text, title: is.words }))),
});

export const policyShape = is.object({
  format: is.oneOf('makulduk/policy/1'),
  holder,
  document,
  subjectCategories: orNull(is.list(is.object(coded))),
  dataCategories: orNull(is.list(dataCategory)),
  minimisation: statement,
  specialCategories: orNull(
    is.object({
      par,
      text: orNull(is.words),
      list: orNull(is.list(is.object({ code: is.code, text: is.words }))),
      position: orNull(is.oneOf('not_processed', 'processed_under_art8')),
      provision: orNull(is.oneOf(...numbered('PD-8.2', 3), 'PD-8.2-4a', 'PD-8.2-5', 'PD-8.2-6', 'PD-8.2-7')),
    }),
  ),
  purposes: orNull(is.list(purpose)),
  // SP-12: a closed list.
  legalBases: orNull(is.list(is.object({ ...coded, kind: is.oneOf('law', 'internal', 'contract', 'consent') }))),
  conditions: orNull(is.object(conditions)),
  operations: statement,
  consent: orNull(
    is.object({ par, text: is.words, required: is.yesNo, exception: orNull(is.words), withdrawal: orNull(is.words) }),
  ),
  submission: orNull(
    is.object({
      par,
      text: is.words,
      form: is.oneOf('electronic_document', 'paper', 'any'),
      signature: orNull(is.oneOf('simple', 'unqualified', 'qualified')),
    }),
  ),
  termination: orNull(is.list(is.object(coded))),
  otherSources: statement,
  // CP-12: how subjects are told of a transfer to a third party.
  transferNotice: statement,
  security: orNull(
    is.object({ par, text: is.words, measures: is.list(is.oneOf('legal', 'organisational', 'technical')) }),
  ),
  retention: orNull(
    is.object({ par, text: is.words, term, extension: is.list(is.oneOf('subject_interest', 'provided_by_law')) }),
  ),
  subjectRights: orNull(is.list(is.object(coded))),
  subjectDuties: orNull(is.list(is.object(coded))),
  holderRights: orNull(is.list(is.object(coded))),
  holderDuties: orNull(is.list(is.object({ ...coded, deadline }))),
  corrections: orNull(
    is.object({
      par,
      text: is.words,
      measures: is.list(is.oneOf('update', 'block', 'destroy', 'stop_processing')),
      deadline,
    }),
  ),
  changes: orNull(
    is.object({
      par,
      text: is.words,
      announcement: deadline,
      noticeChannels: orNull(is.list(is.object({ code: is.code, text: is.words }))),
    }),
  ),
  residualRule: statement,
});

export type Policy = Read<typeof policyShape>;
export type Holder = Policy['holder'];
export type Purpose = NonNullable<Policy['purposes']>[number];
export type DataCategory = NonNullable<Policy['dataCategories']>[number];
export type Term = NonNullable<Purpose['storageTerm']>;
export type Recipient = NonNullable<Purpose['recipients']>[number];
export type CrossBorder = NonNullable<Purpose['crossBorder']>[number];
export type { Words };

export type ParsedPolicy = { readonly kind: 'policy'; readonly policy: Policy; readonly tree: Tree };
export type Unreadable = { readonly kind: 'unreadable'; readonly refusals: readonly Refusal[] };

export function parsePolicy(source: Uint8Array | string, file = 'policy.yaml'): ParsedPolicy | Unreadable {
  const tree = readYaml(source, file);
  return tree.kind === 'refusal' ? { kind: 'unreadable', refusals: [tree] } : policyOf(tree);
}

export function policyOf(tree: Tree): ParsedPolicy | Unreadable {
  const mistakes: Refusal[] = [];
  const policy = policyShape(tree, { path: '', spot: tree, mistakes });
  return mistakes.length > 0 ? { kind: 'unreadable', refusals: mistakes } : { kind: 'policy', policy, tree };
}

/** For showing: a language in which the policy is silent falls back to Kyrgyz, then Russian, then English. */
export function text3(words: Words): Text3 {
  const any = words.ky ?? words.ru ?? words.en ?? '';
  const said = (lang: Lang): string => words[lang] ?? any;
  return { ky: said('ky'), ru: said('ru'), en: said('en') };
}

/** A value in which every text can be shown in every language. */
export type Spoken<T> = T extends Words
  ? Text3
  : T extends readonly (infer Item)[]
    ? readonly Spoken<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Spoken<T[Key]> }
      : T;
export type SpokenPolicy = Spoken<Policy>;

export function spoken<T>(value: T): Spoken<T> {
  const walk = (inner: unknown): unknown => {
    if (inner === null || typeof inner !== 'object') return inner;
    if (Array.isArray(inner)) return inner.map(walk);
    if ('ky' in inner && 'ru' in inner && 'en' in inner) return text3(inner as Words);
    return Object.fromEntries(Object.entries(inner).map(([key, one]) => [key, walk(one)]));
  };
  return walk(value) as Spoken<T>;
}
