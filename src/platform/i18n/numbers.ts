import type { Lang } from '../text.ts';

const locale: Readonly<Record<Lang, string>> = { ky: 'ky-KG', ru: 'ru-KG', en: 'en-GB' };

const each = <T>(make: (locale: string) => T): Readonly<Record<Lang, T>> => ({
  ky: make(locale.ky),
  ru: make(locale.ru),
  en: make(locale.en),
});

const whole = each((l) => new Intl.NumberFormat(l, { maximumFractionDigits: 3 }));
const percents = each((l) => new Intl.NumberFormat(l, { maximumFractionDigits: 1 }));
const lists = {
  and: each((l) => new Intl.ListFormat(l, { type: 'conjunction' })),
  or: each((l) => new Intl.ListFormat(l, { type: 'disjunction' })),
};

/** 1 234 567,89 in Kyrgyz and Russian, 1,234,567.89 in English. */
export const number = (lang: Lang, n: number | bigint): string => whole[lang].format(n);

export const percent = (lang: Lang, share: number): string =>
  `${percents[lang].format(share * 100)}${lang === 'en' ? '%' : '\u00a0%'}`;

/** Money in tyiyn, the hundredth of a som, a whole number: `money('ky', 2_000_000n)` -> "20 000,00 сом". */
export function money(lang: Lang, tyiyn: bigint | number): string {
  const amount = BigInt(tyiyn);
  const size = amount < 0n ? -amount : amount;
  const cents = String(size % 100n).padStart(2, '0');
  const som = whole[lang].format(size / 100n);
  return `${amount < 0n ? '\u2212' : ''}${som}${lang === 'en' ? '.' : ','}${cents}\u00a0${lang === 'en' ? 'som' : 'сом'}`;
}

/** "А, Б жана В". */
export const list = (lang: Lang, items: Iterable<string>, kind: 'and' | 'or' = 'and'): string =>
  lists[kind][lang].format(items);

const units = {
  ky: ['байт', 'КБ', 'МБ', 'ГБ'],
  ru: ['байт', 'КБ', 'МБ', 'ГБ'],
  en: ['bytes', 'kB', 'MB', 'GB'],
} as const;

/** A file's size in words: decimal units, one digit after the point where it helps. */
export function fileSize(lang: Lang, bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < 3) {
    size /= 1000;
    unit += 1;
  }
  return `${number(lang, unit > 0 && size < 10 ? Math.round(size * 10) / 10 : Math.round(size))}\u00a0${units[lang][unit]!}`;
}
