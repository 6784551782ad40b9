export { type Entry, type Messages, type SameShape, assertSameKeys, catalogue, untranslated } from './catalogue.ts';
export { collate, foldForSearch, sortBy } from './collate.ts';
export { fileSize, list, money, number, percent } from './numbers.ts';
export { type PluralForms, plural } from './plural.ts';
