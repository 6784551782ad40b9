// The three languages of the product. Kyrgyz is the default and the authentic language of the acts.

export type Lang = 'ky' | 'ru' | 'en';
export const langs: readonly Lang[] = ['ky', 'ru', 'en'];
export const isLang = (value: unknown): value is Lang => value === 'ky' || value === 'ru' || value === 'en';

/** One sentence in the three languages. */
export type Text3 = Readonly<Record<Lang, string>>;

/** Fills `{name}` places of a trilingual text; a place without a value stays as it is, so that a test can find it. */
export function fill(text: Text3, values: Readonly<Record<string, string | number>>): Text3 {
  const one = (sentence: string): string =>
    sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
  return { ky: one(text.ky), ru: one(text.ru), en: one(text.en) };
}

// What nobody sees on paper and what moves a screen: controls (ESC moves a terminal's cursor), marks of direction (UAX 9), characters of
// no width, separators of lines, private and lone halves, fillers, selectors of variants.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u034f\u115f\u1160\u2800\u3164\uffa0\p{VS}]/u;
// Nearly all words are of these characters, which a search through the classes above takes ten times as long to tell.
const usual = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u00ff\u0400-\u04ff\u2010-\u2027\u2116]*$/;
const everyUnseen = new RegExp(unseen, 'gu');
const named = (one: string): string => `[U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;
/** As much as a stranger's name or remark takes up in a report, in characters. */
const mostWords = 4000;

/** A stranger's words on one line, as a report may show them: what is not seen stands as its number, a break of lines as a blank. */
export function visible(words: string): string {
  if (words.length <= mostWords && usual.test(words)) return words;
  const cut = words.length > mostWords ? `${words.slice(0, mostWords)}…` : words;
  return unseen.test(cut) ? cut.replace(/[\t\r\n]+/g, ' ').replace(everyUnseen, named) : cut;
}

/** The same of a whole text, whose lines stay. */
export const visibleText = (text: string): string =>
  unseen.test(text)
    ? text.replace(/\r\n/g, '\n').replace(everyUnseen, (one) => (one === '\n' || one === '\t' ? one : named(one)))
    : text;
