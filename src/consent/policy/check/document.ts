import { type Lang, langs } from '../../../platform/text.ts';
import type { Policy, Words } from '../policy.ts';
import { documentFindings, languageNames } from './document.messages.ts';
import { type Finding, findings, type Rule, when } from './finding.ts';

const find = findings(documentFindings);

const version: Rule = ({ document }) =>
  when(document.version === null, () => find('VERSION_MISSING', 'document/version'));
// SP-23b: the date stands on every edition.
const lastUpdated: Rule = ({ document }) =>
  when(document.lastUpdated === null, () => find('LAST_UPDATE_DATE_MISSING', 'document/lastUpdated'));
const inForce: Rule = ({ document }) =>
  when(document.inForce === null, () => find('IN_FORCE_DATE_MISSING', 'document/inForce'));

const order: Rule = ({ document: { adopted, inForce: force, lastUpdated: updated } }) => {
  const early = (date: string | null): boolean => adopted !== null && date !== null && date < adopted;
  return when(early(force) || early(updated), () => find('DATES_OUT_OF_ORDER', 'document/adopted'));
};

const legalPurpose: Rule = ({ document }) =>
  when(document.legalPurpose === null, () => find('LEGAL_PURPOSE_MISSING', 'document/legalPurpose'));
const scope: Rule = ({ document }) => when(document.scope === null, () => find('SCOPE_MISSING', 'document/scope'));

const sections: Rule = ({ document }) => {
  const numbers = (document.sections ?? []).map(({ number }) => number);
  const twice = numbers.findIndex((number, index) => numbers.indexOf(number) < index);
  return when(twice >= 0, () =>
    find('SECTION_NUMBER_TWICE', `document/sections/${twice}`, { number: numbers[twice]! }),
  );
};

// A policy may go on citing a repealed act for years; the reader should know.
const repealed: Rule = (policy) => {
  const cited = allWords(policy).find(({ words }) =>
    /Жеке мүнөздөгү маалымат жөнүндө|Об информации персонального характера/.test(`${words.ky} ${words.ru}`),
  );
  return cited ? [find('REPEALED_LAW_CITED', cited.path)] : [];
};

const languages: Rule = (policy) => langs.flatMap((lang) => missing(lang, allWords(policy)));

function missing(lang: Lang, all: readonly Said[]): readonly Finding[] {
  const silent = all.filter(({ words }) => words[lang] === null);
  const first = silent[0];
  if (!first) return [];
  return [find('LANGUAGE_MISSING', first.path, { count: silent.length, language: languageNames[lang] })];
}

type Said = { readonly path: string; readonly words: Words };

/** Every text of the policy with its place. */
function allWords(policy: Policy): readonly Said[] {
  const found: Said[] = [];
  const walk = (value: unknown, path: string): void => {
    if (value === null || typeof value !== 'object') return;
    if ('ky' in value && 'ru' in value && 'en' in value) {
      found.push({ path, words: value as Words });
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      const step: string = Array.isArray(value) && hasCode(inner) ? inner.code : key;
      walk(inner, path === '' ? step : `${path}/${step}`);
    }
  };
  walk(policy, '');
  return found;
}

const hasCode = (value: unknown): value is { code: string } =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';

export const documentRules: readonly Rule[] = [
  version,
  lastUpdated,
  inForce,
  order,
  legalPurpose,
  scope,
  sections,
  repealed,
  languages,
];
