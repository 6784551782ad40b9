import { PdfReadError, type PdfWork } from './problems.ts';

// Where one object is (ISO 32000-2 7.5.4, 7.5.8).

/** 'at' an offset of the file, or 'in' an object stream at a place. */
export type Entry =
  | { readonly is: 'free' }
  | { readonly is: 'at'; readonly offset: number; readonly generation: number }
  | { readonly is: 'in'; readonly stream: number; readonly index: number };

/** @throws PdfReadError for a number that was told of before, or that is none */
export function addEntry(entries: Map<number, Entry>, number: number, entry: Entry, work: PdfWork, at: number): void {
  work.spend('objects');
  if (number > 8_388_607) throw new PdfReadError('xref-malformed', at, 'a number too large');
  if (entries.has(number)) throw new PdfReadError('xref-ambiguous', at, `object ${number} twice`);
  entries.set(number, entry);
}

export const same = (a: Entry, b: Entry): boolean =>
  (a.is === 'free' && b.is === 'free') ||
  (a.is === 'at' && b.is === 'at' && a.offset === b.offset && a.generation === b.generation) ||
  (a.is === 'in' && b.is === 'in' && a.stream === b.stream && a.index === b.index);
