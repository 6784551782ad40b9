import { type FieldError, html, type Html } from '../platform/html/index.ts';
import type { Lang } from '../platform/text.ts';
import { actFieldsWords } from './act-fields.messages.ts';
import { dayField, line, type Sheet } from './holder/fields.ts';
import { dayOfParts, type Given, putDay, textOf, wrongDay } from './holder/given.ts';

/** The act that something rests on. `on`: YYYY-MM-DD. */
export type NamedAct = { readonly title: string; readonly number: string; readonly on: string };

/** Title, number and day of an act. */
export function actFields(sheet: Sheet): Html {
  const w = actFieldsWords[sheet.lang];
  return html`${line(sheet, { name: 'actTitle', label: w.title })}${line(sheet, { name: 'number', label: w.number, width: 20 })}${dayField(sheet, { name: 'on', label: w.on })}`;
}
export const putAct = ({ title, number, on }: NamedAct): Given => ({ actTitle: title, number, ...putDay('on', on) });

/** A line of a form that must be filled in. */
export const lineOf = (given: Given, name: string): string => textOf(given, name).slice(0, 300);
export const missing = (lang: Lang, given: Given, ...names: readonly string[]): FieldError[] =>
  names.filter((name) => lineOf(given, name) === '').map((field) => ({ field, text: actFieldsWords[lang].required }));

/** A day of a form that must be given; a fault where it is none. */
export function dayOrFault(
  lang: Lang,
  given: Given,
  name: string,
): { readonly day: string; readonly faults: FieldError[] } {
  const day = dayOfParts(given, name);
  return day === null || day === wrongDay
    ? { day: '', faults: [{ field: name, text: actFieldsWords[lang].badDay }] }
    : { day, faults: [] };
}

/** The act as it was typed, and what is wrong with it. */
export function readAct(lang: Lang, given: Given): { readonly act: NamedAct; readonly faults: FieldError[] } {
  const { day, faults } = dayOrFault(lang, given, 'on');
  return {
    act: { title: lineOf(given, 'actTitle'), number: lineOf(given, 'number'), on: day },
    faults: [...missing(lang, given, 'actTitle', 'number'), ...faults],
  };
}
