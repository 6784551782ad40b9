import {
  dateInput,
  errorFor,
  fieldset,
  type Html,
  html,
  radios,
  tag,
  textarea,
  textInput,
} from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import { langs } from '../../platform/text.ts';
import { commonWords } from './common.messages.ts';
import { datePartsOf, type Given, textOf } from './given.ts';
import type { Trouble } from './trouble.ts';

/** What every field of a page is drawn with: the reader's language, what was typed, what was refused. */
export type Sheet = { readonly lang: Lang; readonly given: Given; readonly trouble: Trouble };
type FieldOf = { readonly name: string; readonly label: string; readonly hint?: string; readonly optional?: boolean };

const names = { ky: 'inKy', ru: 'inRu', en: 'inEn' } as const;

/** One text in the three languages. */
export const words3 = (sheet: Sheet, f: FieldOf & { rows?: number; legendHidden?: boolean }): Html => {
  const { lang, given, trouble } = sheet;
  const said = commonWords[lang];
  const error = errorFor(trouble.errors, f.name);
  return fieldset(
    { legend: f.label, group: true, ...(f.legendHidden === true ? { legendHidden: true } : {}) },
    f.hint !== undefined && html`<p class="mk-hint">${f.hint}</p>`,
    html`<div class="mk-words3">${langs.map((one) => {
      const name = `${f.name}-${one}`;
      const field = {
        lang,
        name,
        label: said[names[one]],
        value: textOf(given, name),
        error: errorFor(trouble.errors, name) ?? (one === 'ky' ? error : undefined),
        ...(f.optional === true ? { optional: true } : {}),
        ...(one === 'ky' ? { id: f.name } : {}),
      };
      return f.rows === undefined ? textInput(field) : textarea({ ...field, rows: f.rows });
    })}</div>`,
  );
};

export const line = (
  sheet: Sheet,
  f: FieldOf & {
    width?: 2 | 3 | 4 | 5 | 10 | 20 | 30;
    inputmode?: 'numeric';
    type?: 'text' | 'email' | 'tel' | 'password' | 'url';
    suffix?: string;
    autocomplete?: string;
  },
): Html =>
  textInput({
    lang: sheet.lang,
    value: f.type === 'password' ? '' : textOf(sheet.given, f.name),
    error: errorFor(sheet.trouble.errors, f.name),
    ...f,
  });

export const area = (sheet: Sheet, f: FieldOf & { rows?: number; limit?: number }): Html =>
  textarea({
    lang: sheet.lang,
    value: textOf(sheet.given, f.name),
    error: errorFor(sheet.trouble.errors, f.name),
    ...f,
  });

/** One of several. */
export const radioField = (sheet: Sheet, f: FieldOf & Pick<Parameters<typeof radios>[0], 'items'>): Html =>
  radios({
    lang: sheet.lang,
    value: textOf(sheet.given, f.name),
    error: errorFor(sheet.trouble.errors, f.name),
    ...f,
  });

/** What words stand for, as items to choose from, in their order. */
export const itemsOf = <T extends string>(words: Readonly<Record<T, string>>): { value: string; text: string }[] =>
  Object.entries<string>(words).map(([value, text]) => ({ value, text }));

export const dayField = (sheet: Sheet, f: FieldOf & { birthday?: boolean }): Html =>
  dateInput({
    lang: sheet.lang,
    value: datePartsOf(sheet.given, f.name),
    error: errorFor(sheet.trouble.errors, f.name),
    ...f,
  });

/** The mark beside a value that the sandbox invented. */
export const sandboxTag = (lang: Lang): Html => tag({ text: commonWords[lang].sandboxMark, tone: 'wait' });
