import type { Lang } from '../text.ts';

const collators: Readonly<Record<Lang, Intl.Collator>> = {
  ky: new Intl.Collator('ky', { numeric: true }),
  ru: new Intl.Collator('ru', { numeric: true }),
  en: new Intl.Collator('en', { numeric: true }),
};

/** Order of names for a reader: ң after н, ө after о, ү after у. The database's own order is never shown. */
export const collate = (lang: Lang): ((a: string, b: string) => number) => collators[lang].compare;

export const sortBy = <T>(lang: Lang, items: Iterable<T>, name: (item: T) => string): T[] => {
  const compare = collate(lang);
  return [...items].sort((a, b) => compare(name(a), name(b)));
};

const letters: Readonly<Record<string, string>> = { ө: 'о', ү: 'у', ң: 'н', ё: 'е', ъ: '', ь: '' };

/** The form in which words are compared in a search: people type о, у, н for ө, ү, ң, and "кол тамга" for "колтамга". */
export const foldForSearch = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[өүңёъь]/g, (c) => letters[c]!)
    .replace(/[\s\u00a0-]+/g, '');
