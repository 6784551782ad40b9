import { fill, type Lang, type Text3 } from '../../platform/text.ts';
import type { BesideLang, Words } from './document.ts';

// What the templates are fed: pairs of an authentic sentence and, where a second language was chosen, its translation.

export type Pair = { readonly ky: string; readonly gloss: string | null };
export type Row = { readonly label: Pair | null; readonly values: readonly Pair[] };
export type Section = { readonly heading: Pair; readonly law: string; readonly rows: readonly Row[] };
export type Stamp = {
  readonly heading: Pair;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
};
export type Foot = { readonly lines: readonly string[] };

/** Characters the documents' fonts have: Latin, Greek, Cyrillic with their marks, and common signs. */
const printed =
  /[^\u0020-\u007E\u00A0-\u024F\u02C6-\u02DD\u0370-\u03FF\u0400-\u04FF\u2010-\u2027\u2030\u2032\u2033\u2039\u203A\u20AC\u2116\u2122\u2190-\u2193\u2212\u2610\u2611\uFFFD]/gu;

/** A word too long for any line; a hash, which is set small, stays whole. */
const endless = /(?<![\p{L}\p{N}])(?![0-9a-f]{64}(?![\p{L}\p{N}]))[\p{L}\p{N}]{34,}/gu;

/**
 * Text as our fonts can set it: a sign that none of them has is shown as a replacement mark, a word without end may break
 * anywhere. The original keeps what was written.
 */
export const printable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(printed, '\uFFFD')
    .replace(endless, (word) => word.replace(/(?<=.)(?=.)/gu, '\u200B'));

/** Writes pairs for one choice of language. */
export type Printer = ReturnType<typeof printer>;

type Values = Readonly<Record<string, string | number | Words | Text3 | ((lang: Lang) => string)>>;

export function printer(beside: BesideLang | null) {
  const inLang = (words: Words | Text3, lang: Lang): string => words[lang] ?? words.ky;
  const write = (text: Text3 | Words, values: Values, lang: Lang): string => {
    const plain = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [
        key,
        typeof value === 'function' ? value(lang) : typeof value === 'object' ? inLang(value, lang) : value,
      ]),
    );
    const sentence = inLang(text, lang);
    return printable(fill({ ky: sentence, ru: sentence, en: sentence }, plain).ky);
  };
  return {
    beside,
    /** A sentence of ours with its places filled. */
    say: (text: Text3, values: Values = {}): Pair => ({
      ky: write(text, values, 'ky'),
      gloss: beside === null ? null : write(text, values, beside),
    }),
    /** The document's own words: no translation where the document has none. */
    words: (words: Words): Pair => ({
      ky: printable(words.ky),
      gloss: beside === null || words[beside] === undefined ? null : printable(words[beside]),
    }),
    /** A value that is the same in every language. */
    plain: (text: string): Pair => ({ ky: printable(text), gloss: null }),
    /** A value that each language writes in its own way. */
    each: (value: (lang: Lang) => string): Pair => ({
      ky: printable(value('ky')),
      gloss: beside === null ? null : printable(value(beside)),
    }),
  };
}

/** The translation of a word in a language, the authentic one where there is none. */
export const inLanguage = (words: Words, lang: Lang): string => words[lang] ?? words.ky;

/** What stands beside the authentic text when a reader chose a language. */
export const besideOf = (lang: Lang): BesideLang | null => (lang === 'ky' ? null : lang);

/** A sentence of one language with its places filled. */
export const place = (text: string, values: Readonly<Record<string, string>>): string =>
  fill({ ky: text, ru: text, en: text }, values).ky;
