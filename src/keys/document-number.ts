// Identity documents: kinds, series and numbers (CP-8a-3).

import type { Refusal } from '../platform/refusal.ts';
import type { Text3 } from '../platform/text.ts';
import { type DocumentType, documentTypes } from './document-types-data.ts';
import { refuse } from './refusals.ts';

export { type DocumentType, documentTypes };
export const isDocumentType = (value: unknown): value is DocumentType =>
  typeof value === 'string' && Object.hasOwn(documentTypes, value);
export const documentTypeName = (type: DocumentType): Text3 => documentTypes[type].name;

// Series are printed in Latin letters; people type the Cyrillic ones that look the same.
const lookalikes: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  Х: 'X',
};

/** Series and number in the stored form: upper case, no spaces, no "№". */
export function parseDocumentNumber(
  type: DocumentType,
  series: string,
  number: string,
): { series: string; number: string } | Refusal {
  const rule = documentTypes[type];
  const clean = (text: string): string =>
    text
      .normalize('NFC')
      .toUpperCase()
      .replace(/[\s\u00a0№#-]/g, '');
  const cleanSeries = rule.latin
    ? clean(series).replace(/[А-Я]/g, (letter) => lookalikes[letter] ?? letter)
    : clean(series);
  const cleanNumber = clean(number);
  if (cleanNumber === '') return refuse('DOCUMENT_NUMBER_MISSING', { field: 'documents/number' });
  if (!rule.series.test(cleanSeries)) return refuse('DOCUMENT_SERIES_SHAPE', { field: 'documents/series' });
  if (!rule.number.test(cleanNumber)) return refuse('DOCUMENT_NUMBER_SHAPE', { field: 'documents/number' });
  return { series: cleanSeries, number: cleanNumber };
}

/** Takes "AN1234567" or "AN № 1234567" apart. */
export function splitDocumentNumber(text: string): { series: string; number: string } {
  const match = /^\s*(\p{L}*)[\s№#-]*(.*?)\s*$/u.exec(text);
  return { series: match?.[1] ?? '', number: match?.[2] ?? '' };
}
