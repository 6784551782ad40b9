import { isDay } from '../../platform/dates.ts';
import { langs, type Text3 } from '../../platform/text.ts';

/** A form as it was filled in. Shown again as it is when something in it is refused: nothing typed is lost. */
export type Given = Readonly<Record<string, string | readonly string[]>>;

export const textOf = (given: Given, name: string): string => {
  const value = given[name];
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).normalize('NFC').trim();
};
export const listOf = (given: Given, name: string): readonly string[] => {
  const value = given[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
};
/** One thing a line. */
export const linesOf = (given: Given, name: string): readonly string[] =>
  textOf(given, name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
export const ticked = (given: Given, name: string): boolean => textOf(given, name) !== '';
export const orNull = (text: string): string | null => (text === '' ? null : text);

/** The three wordings of a text; null where none is given. */
export function text3Of(given: Given, name: string): Text3 | null {
  const [ky, ru, en] = langs.map((lang) => textOf(given, `${name}-${lang}`)) as [string, string, string];
  return ky === '' && ru === '' && en === '' ? null : { ky, ru, en };
}
/** All three wordings of a text; null where one is missing: nothing is published without its translations. */
export function whole3Of(given: Given, name: string): Text3 | null {
  const text = text3Of(given, name);
  return text === null || langs.some((lang) => text[lang] === '') ? null : text;
}
export const putText3 = (name: string, text: Text3 | null): Given =>
  Object.fromEntries(langs.map((lang) => [`${name}-${lang}`, text?.[lang] ?? '']));

export const datePartsOf = (given: Given, name: string) => ({
  day: textOf(given, `${name}-day`),
  month: textOf(given, `${name}-month`),
  year: textOf(given, `${name}-year`),
});

/** No calendar day: what three fields make that are filled in wrongly. */
export const wrongDay = 'wrong';

/** A day as three fields: null where all are empty, `wrongDay` where they make no day. */
export function dayOfParts(given: Given, name: string): string | null {
  const { day, month, year } = datePartsOf(given, name);
  if (day === '' && month === '' && year === '') return null;
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : wrongDay;
}
export function putDay(name: string, day: string | null): Given {
  const [year, month, date] = (day ?? '--').split('-') as [string, string, string];
  return {
    [`${name}-day`]: String(Number(date) || ''),
    [`${name}-month`]: String(Number(month) || ''),
    [`${name}-year`]: year,
  };
}
