import { addEntry, type Entry } from './entries.ts';
import { PdfReadError, type PdfWork } from './problems.ts';

// The classic table (ISO 32000-2 7.5.4). Some readers take its entries as words, wherever they stand; others take every twenty octets
// for one. What is not laid out as the standard has it shows each of them another file, so it is no table here.

const start = /^xref[ \t]*(?:\r\n|\r|\n)/;
const heading = /^(\d{1,10}) (\d{1,10})[ \t]*(?:\r\n|\r|\n)/;
const line = /^(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)$/;
const ENTRY = 20;

/** Up to the word `trailer`; `end`: where that is looked for. @throws PdfReadError */
export function readTable(
  bytes: Buffer,
  offset: number,
  limit: number,
  work: PdfWork,
): { readonly entries: Map<number, Entry>; readonly end: number } {
  const entries = new Map<number, Entry>();
  const text = (from: number, length: number): string => bytes.toString('latin1', from, Math.min(from + length, limit));
  const fail = (at: number, what: string): never => {
    throw new PdfReadError('xref-malformed', at, what);
  };
  let at = offset + (start.exec(text(offset, 40))?.[0].length ?? fail(offset, 'no table'));
  // One part or more: a table of none is damaged to qpdf, which then looks for the objects itself.
  if (!heading.test(text(at, 64))) fail(at, 'a table without parts');
  for (let found = heading.exec(text(at, 64)); found !== null; found = heading.exec(text(at, 64))) {
    work.spend('objects');
    const [first, count] = [Number(found[1]), Number(found[2])];
    at += found[0].length;
    for (let n = 0; n < count; n++, at += ENTRY) {
      const [, place, generation, kind] = line.exec(text(at, ENTRY)) ?? fail(at, 'an entry that is none');
      // The head of the list of free objects is number 0: readers that meet it under 1 count all others anew.
      if (n === 0 && first === 1 && kind === 'f' && generation === '65535') fail(at, 'a table that begins with 1');
      const entry: Entry =
        kind === 'f' ? { is: 'free' } : { is: 'at', offset: Number(place), generation: Number(generation) };
      addEntry(entries, first + n, entry, work, at);
    }
  }
  return { entries, end: at };
}
