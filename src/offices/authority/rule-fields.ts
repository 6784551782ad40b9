import { checkboxes, errorFor, type FieldError, fieldset, html, type Html, select } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import {
  disclosedParts,
  keyKinds,
  openSteps,
  type RuleBody,
  type RuleKind,
  statutoryChecks,
} from '../../trust/rules/index.ts';
import { rulesWords } from '../centres/rules.messages.ts';
import { commonWords } from '../holder/common.messages.ts';
import { line, type Sheet, words3 } from '../holder/fields.ts';
import { type Given, listOf, putText3, textOf, text3Of, whole3Of } from '../holder/given.ts';
import { ruleDeskWords } from './rules.messages.ts';

// What each kind of rule says, as fields of a form: drawn, filled from a rule, and read back into one.

const mostDocuments = 50;
/** Requirements of ES-16.3 that a rule of accreditation may name. */
type Check = keyof (typeof ruleDeskWords)['ky']['checkNames'];
const checksOf = (lang: Lang): readonly Check[] => Object.keys(ruleDeskWords[lang].checkNames) as Check[];
const checkText = (lang: Lang, id: string): string => ruleDeskWords[lang].checkNames[id as Check] ?? id;
/** How many documents the form has room for: what it had, one more where that was asked, two at the first. */
export const roomFor = (given: Given): number => Math.min(Number(textOf(given, 'room')) || 2, mostDocuments);

/** The fields of a kind. */
export function ruleFields(sheet: Sheet, kind: RuleKind): Html {
  const { lang, given, trouble } = sheet;
  const w = ruleDeskWords[lang];
  const boxes = (name: string, label: string, items: readonly (readonly [string, string])[], hint?: string): Html =>
    checkboxes({
      lang,
      name,
      label,
      ...(hint === undefined ? {} : { hint }),
      values: listOf(given, name),
      error: errorFor(trouble.errors, name),
      items: items.map(([value, text]) => ({ value, text })),
    });
  switch (kind) {
    case 'authorised-body':
      return html`${words3(sheet, { name: 'name', label: w.name })}${words3(sheet, { name: 'address', label: w.address })}`;
    case 'accreditation':
      return html`${boxes(
        'checks',
        w.checks,
        checksOf(lang).map((id) => [id, checkText(lang, id)]),
        w.checksHint,
      )}<h3>${w.documents}</h3><p>${w.documentsLead}</p>${Array.from({ length: roomFor(given) }, (_, i) => documentFields(sheet, i))}`;
    case 'certificate-form':
      return html`${line(sheet, { name: 'profile', label: w.profile, hint: w.profileHint, width: 20 })}${line(sheet, { name: 'longestDays', label: w.longest, hint: w.longestHint, width: 5, inputmode: 'numeric', optional: true })}${boxes(
        'keys',
        w.keys,
        keyKinds.map((one) => [one, one]),
        w.keysHint,
      )}`;
    case 'disclosure':
      return boxes(
        'everyone',
        w.everyone,
        disclosedParts.map((part) => [part, rulesWords[lang].parts[part]]),
      );
    case 'terms':
      return html`${openSteps.map((step) =>
        line(sheet, {
          name: `days.${step}`,
          label: rulesWords[lang].copy,
          hint: w.termHint,
          width: 3,
          inputmode: 'numeric',
          suffix: w.days,
          optional: true,
        }),
      )}`;
  }
}

function documentFields(sheet: Sheet, i: number): Html {
  const { lang, given } = sheet;
  const w = ruleDeskWords[lang];
  return fieldset(
    { legend: w.document(i + 1), group: true },
    select({
      lang,
      name: `documents.${i}.check`,
      label: w.documentOf,
      value: textOf(given, `documents.${i}.check`) || statutoryChecks[0],
      options: checksOf(lang).map((value) => ({ value, text: checkText(lang, value) })),
    }),
    words3(sheet, { name: `documents.${i}.title`, label: w.documentTitle }),
  );
}

/** A rule as it would have been typed. */
export function ruleGiven(one: RuleBody[RuleKind]): Given {
  if ('name' in one) return { ...putText3('name', one.name), ...putText3('address', one.address) };
  if ('checks' in one)
    return {
      checks: one.checks,
      room: String(one.documents.length + 1),
      ...Object.fromEntries(
        one.documents.flatMap(({ check, title }, i) =>
          Object.entries({ [`documents.${i}.check`]: check, ...putText3(`documents.${i}.title`, title) }),
        ),
      ),
    };
  if ('profile' in one)
    return { profile: one.profile, longestDays: String(one.longestDays ?? ''), keys: one.keys ?? [] };
  if ('everyone' in one) return { everyone: one.everyone };
  return Object.fromEntries(one.terms.map(({ step, days }) => [`days.${step}`, String(days)]));
}

/** What was typed as the body of a rule, for `checkRule` to judge, and what cannot be read. */
export function ruleBody(
  lang: Lang,
  kind: RuleKind,
  given: Given,
): { readonly body: object; readonly faults: readonly FieldError[] } {
  const w = ruleDeskWords[lang];
  const faults: FieldError[] = [];
  const { allThree } = commonWords[lang];
  const text3 = (name: string) => {
    const text = whole3Of(given, name);
    if (text === null) faults.push({ field: name, text: allThree });
    return text;
  };
  const number = (name: string, most: number): number | undefined => {
    const text = textOf(given, name);
    if (text === '') return undefined;
    const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
    if (value < 1 || value > most) faults.push({ field: name, text: w.badNumber(most) });
    return value;
  };
  const readers: Readonly<Record<RuleKind, () => object>> = {
    'authorised-body': () => ({ name: text3('name'), address: text3('address') }),
    accreditation: () => ({
      checks: listOf(given, 'checks'),
      documents: Array.from({ length: roomFor(given) }, (_, i) => i)
        .filter((i) => text3Of(given, `documents.${i}.title`) !== null)
        .map((i) => ({ check: textOf(given, `documents.${i}.check`), title: text3(`documents.${i}.title`) })),
    }),
    'certificate-form': () => {
      const profile = textOf(given, 'profile');
      if (!/^[0-9a-z.-]{1,40}$/.test(profile)) faults.push({ field: 'profile', text: w.badProfile });
      const longestDays = number('longestDays', 4000);
      const keys = listOf(given, 'keys');
      return { profile, ...(longestDays === undefined ? {} : { longestDays }), ...(keys.length === 0 ? {} : { keys }) };
    },
    disclosure: () => ({ everyone: listOf(given, 'everyone') }),
    terms: () => ({
      terms: openSteps.flatMap((step) => {
        const days = number(`days.${step}`, 365);
        return days === undefined ? [] : [{ step, days }];
      }),
    }),
  };
  return { body: readers[kind](), faults };
}
