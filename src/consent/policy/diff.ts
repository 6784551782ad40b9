import { findOperation } from '../../law/index.ts';
import { fill, type Lang, langs, type Text3 } from '../../platform/text.ts';
import { type ChangeCode, changeTexts } from './diff.messages.ts';
import { type DataCategory, type Policy, type Term, text3, type Words } from './policy.ts';
import { type ResolvedPurpose, resolvePurposes } from './resolve.ts';
import { mayBeLonger } from './terms.ts';

// PD-3.18, PD-9.1b: consent is specific. What it did not name it does not cover, so a version that widens asks anew.
// Where two wordings cannot be compared the answer is "wider": a needless question harms less than a missing consent.

export type Change = {
  readonly code: ChangeCode;
  readonly path: string;
  readonly widens: boolean;
  readonly text: Text3;
};
export type Difference = { readonly widens: boolean; readonly changes: readonly Change[] };

type Comparison = (before: ResolvedPurpose, after: ResolvedPurpose) => readonly Change[];

export function diffPurpose(before: ResolvedPurpose, after: ResolvedPurpose): Difference {
  return difference(comparisons.flatMap((compare) => compare(before, after)).map(under(`purposes/${after.code}`)));
}

export function diffPolicies(before: Policy, after: Policy): Difference {
  const [was, is] = [resolvePurposes(before), resolvePurposes(after)];
  const named = ({ code, text }: ResolvedPurpose) => ({ key: code, name: text3(text) });
  return difference([
    ...bySet(was.map(named), is.map(named), 'PURPOSE_ADDED', 'PURPOSE_REMOVED', 'purposes'),
    ...is.flatMap((purpose) => {
      const earlier = was.find(({ code }) => code === purpose.code);
      return earlier ? diffPurpose(earlier, purpose).changes : [];
    }),
  ]);
}

const difference = (changes: readonly Change[]): Difference => ({
  widens: changes.some(({ widens }) => widens),
  changes,
});
const under =
  (folder: string) =>
  (change: Change): Change => ({ ...change, path: change.path === '' ? folder : `${folder}/${change.path}` });

function change(code: ChangeCode, path: string, name?: Text3): Change {
  const { widens, text } = changeTexts[code];
  const said = (lang: Lang): string => fill(text, { name: name?.[lang] ?? '' })[lang];
  return { code, path, widens, text: { ky: said('ky'), ru: said('ru'), en: said('en') } };
}
const when = (condition: boolean, code: ChangeCode, path: string, name?: Text3): readonly Change[] =>
  condition ? [change(code, path, name)] : [];

const same3 = (word: string): Text3 => ({ ky: word, ru: word, en: word });

type Named = { readonly key: string; readonly name: Text3 };

function bySet(
  before: readonly Named[],
  after: readonly Named[],
  added: ChangeCode,
  removed: ChangeCode,
  path: string,
): readonly Change[] {
  const lacks = (list: readonly Named[], key: string): boolean => !list.some((one) => one.key === key);
  return [
    ...after.filter(({ key }) => lacks(before, key)).map(({ name }) => change(added, path, name)),
    ...before.filter(({ key }) => lacks(after, key)).map(({ name }) => change(removed, path, name)),
  ];
}

/** The authentic wording: Kyrgyz where there is one. */
const wording = (words: Words | null | undefined): string => words?.ky ?? words?.ru ?? words?.en ?? '';
const sameText = (a: Words, b: Words): boolean => langs.every((lang) => a[lang] === b[lang]);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const holder: Comparison = (before, after) => when(before.holder !== after.holder, 'HOLDER_CHANGED', '');

const purposeText: Comparison = (before, after) => {
  const reworded = wording(before.text) !== wording(after.text);
  return [
    ...when(reworded, 'PURPOSE_REWORDED', 'text', text3(after.text)),
    ...when(!reworded && !sameText(before.text, after.text), 'TRANSLATION_CHANGED', 'text'),
  ];
};

const categories: Comparison = (before, after) => {
  const named = (list: readonly DataCategory[] | null): Named[] =>
    (list ?? []).map(({ code, text }) => ({ key: code, name: text3(text) }));
  return [
    ...bySet(
      named(before.dataCategories),
      named(after.dataCategories),
      'CATEGORY_ADDED',
      'CATEGORY_REMOVED',
      'dataCategories',
    ),
    ...(after.dataCategories ?? []).flatMap((category) => {
      const earlier = before.dataCategories?.find(({ code }) => code === category.code);
      return earlier ? oneCategory(earlier, category) : [];
    }),
  ];
};

function oneCategory(before: DataCategory, after: DataCategory): readonly Change[] {
  const name = text3(after.text);
  const path = `dataCategories/${after.code}`;
  const fields = (category: DataCategory): readonly string[] | null =>
    category.fields?.map(({ code, text }) => `${code}|${wording(text)}`) ?? null;
  const [was, is] = [fields(before), fields(after)];
  // No list of fields means the whole category.
  const wider = was !== null && (is === null || is.some((field) => !was.includes(field)));
  return [
    ...when(wording(before.text) !== wording(after.text), 'CATEGORY_REWORDED', path, name),
    ...when(after.special === true && before.special !== true, 'CATEGORY_SPECIAL', path, name),
    ...when(wider, 'FIELDS_WIDER', path, name),
    ...when(!wider && !same(was, is), 'FIELDS_NARROWER', path, name),
  ];
}

const actions: Comparison = (before, after) => {
  const named = (purpose: ResolvedPurpose): Named[] =>
    (purpose.actions ?? []).map((action) => ({ key: action, name: findOperation(action)?.label ?? same3(action) }));
  return bySet(named(before), named(after), 'ACTION_ADDED', 'ACTION_REMOVED', 'actions');
};

type Party = { readonly code: string; readonly name: Words };
const parties = (list: readonly Party[] | null): Named[] =>
  (list ?? []).map(({ code, name }) => ({ key: `${code}|${wording(name)}`, name: text3(name) }));
const recipients: Comparison = (before, after) =>
  bySet(parties(before.recipients), parties(after.recipients), 'RECIPIENT_ADDED', 'RECIPIENT_REMOVED', 'recipients');
const processors: Comparison = (before, after) =>
  bySet(parties(before.processors), parties(after.processors), 'PROCESSOR_ADDED', 'PROCESSOR_REMOVED', 'processors');

const countries: Comparison = (before, after) => {
  const named = (purpose: ResolvedPurpose): Named[] =>
    (purpose.crossBorder ?? []).map(({ code, country, recipient }) => {
      const name = recipient ? text3(recipient) : { ky: '', ru: '', en: '' };
      const said = (lang: Lang): string => `${country} ${name[lang]}`.trim();
      return {
        key: `${code}|${country}|${wording(recipient)}`,
        name: { ky: said('ky'), ru: said('ru'), en: said('en') },
      };
    });
  return bySet(named(before), named(after), 'COUNTRY_ADDED', 'COUNTRY_REMOVED', 'crossBorder');
};

const documents: Comparison = (before, after) => {
  const named = (purpose: ResolvedPurpose): Named[] =>
    (purpose.requiredDocuments ?? []).flatMap(({ code, text, dataCategories }) =>
      ['', ...dataCategories].map((category) => ({ key: `${code}|${category}`, name: text3(text) })),
    );
  return bySet(named(before), named(after), 'DOCUMENT_ADDED', 'DOCUMENT_REMOVED', 'requiredDocuments');
};

type Possibility = ResolvedPurpose['otherUse'];
function possibility(before: Possibility, after: Possibility, more: ChangeCode, less: ChangeCode, path: string) {
  const [was, is] = [before?.possible ?? false, after?.possible ?? false];
  const reworded = was && is && wording(before?.text) !== wording(after?.text);
  return [...when((is && !was) || reworded, more, path), ...when(was && !is, less, path)];
}
const otherUse: Comparison = (before, after) =>
  possibility(before.otherUse, after.otherUse, 'OTHER_USE_WIDER', 'OTHER_USE_ENDED', 'otherUse');
const distribution: Comparison = (before, after) =>
  possibility(
    before.publicDistribution,
    after.publicDistribution,
    'PUBLIC_WIDER',
    'PUBLIC_ENDED',
    'publicDistribution',
  );

const methods: Comparison = (before, after) => {
  const automated = ({ methods: given }: ResolvedPurpose): boolean => given !== null && given.kind !== 'manual';
  const wider = automated(after) && !automated(before);
  return [
    ...when(wider, 'AUTOMATED', 'methods'),
    ...when(!wider && !same(before.methods, after.methods), 'METHODS_CHANGED', 'methods'),
  ];
};

/** Every bound that the old term had must still be there: its length, its event, its act. */
function longer(before: Term | null, after: Term | null): boolean {
  if (before === null) return false;
  if (after === null) return true;
  const lost = (was: Words | null, is: Words | null): boolean => was !== null && wording(was) !== wording(is);
  if (lost(before.event, after.event) || lost(before.act, after.act)) return true;
  if (before.duration === null) return false;
  return after.duration === null || mayBeLonger(before.duration, after.duration);
}
function term(before: Term | null, after: Term | null, more: ChangeCode, other: ChangeCode, path: string) {
  const wider = longer(before, after);
  return [...when(wider, more, path), ...when(!wider && !same(before, after), other, path)];
}
const consentTerm: Comparison = (before, after) =>
  term(before.consentTerm, after.consentTerm, 'CONSENT_TERM_LONGER', 'CONSENT_TERM_CHANGED', 'consentTerm');
const storageTerm: Comparison = (before, after) =>
  term(before.storageTerm, after.storageTerm, 'STORAGE_TERM_LONGER', 'STORAGE_TERM_CHANGED', 'storageTerm');

// CP-F-27, CP-F-29b: the form names the service, and its storage term bounds the consent.
const service: Comparison = (before, after) => {
  const key = ({ service: given }: ResolvedPurpose): string => `${given?.kind}|${wording(given?.name)}`;
  const [was, is] = [before.service?.storageTerm ?? null, after.service?.storageTerm ?? null];
  return [
    ...when(key(before) !== key(after), 'SERVICE_CHANGED', 'service'),
    ...term(was, is, 'CONSENT_TERM_LONGER', 'CONSENT_TERM_CHANGED', 'service/storageTerm'),
  ];
};

const ground: Comparison = (before, after) => {
  const byConsent = ({ ground: given }: ResolvedPurpose): boolean =>
    given?.code === 'PD-5.1-1' || given?.code === 'PD-5.1-6a';
  const wider = byConsent(after) && !byConsent(before);
  return [
    ...when(wider, 'GROUND_BECAME_CONSENT', 'ground'),
    ...when(!wider && !same(before.ground, after.ground), 'GROUND_CHANGED', 'ground'),
  ];
};

// PD-3.14: evaluation of a person is a reach of its own.
const profiling: Comparison = (before, after) =>
  when(after.profiling === true && before.profiling !== true, 'PROFILING_ADDED', 'profiling');

const children: Comparison = (before, after) =>
  when(after.ageAppropriate === true && before.ageAppropriate !== true, 'CHILDREN_INCLUDED', 'ageAppropriate');

const comparisons: readonly Comparison[] = [
  holder,
  purposeText,
  categories,
  actions,
  recipients,
  processors,
  countries,
  documents,
  otherUse,
  distribution,
  methods,
  consentTerm,
  storageTerm,
  service,
  ground,
  profiling,
  children,
];
