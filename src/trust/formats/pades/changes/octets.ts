import { type Entry, type PdfFile, PdfReadError, type Revision, Scan } from '../reader/index.ts';

// ISO 32000-2 7.5.6. A reader that repairs a file looks for objects wherever they lie: in what was added after a signature, no
// octet may be that no cross-reference speaks of.

/** Whether every octet of a revision is an object of its own, its cross-references, or white space. @throws PdfReadError */
export function accountsForAll(file: PdfFile, number: number): boolean {
  const { at, revisions } = file;
  const { start, end, sections } = revisions[number]!;
  const view = at(number);
  const taken: [number, number][] = sections.flatMap(({ offset, end: to, beside }) => [
    [offset, to],
    ...(beside === undefined ? [] : ([[beside.offset, beside.end]] as [number, number][])),
  ]);
  for (const [object, entry] of entriesOf(revisions[number]!))
    if (entry.is === 'at' && entry.offset >= start) {
      if (entry.offset >= end) throw new PdfReadError('xref-malformed', entry.offset);
      const found = view.at(object, entry.offset, entry.generation);
      taken.push([found.start, found.end]);
    }
  taken.sort(([a], [b]) => a - b);
  // What follows the last section is its tail, which was read.
  const tail = Math.max(...sections.map(({ end: to }) => to));
  let from = start;
  for (const [first, last] of taken) {
    if (first < from && !taken.some(([a, b]) => a === first && b === from)) return false;
    if (first > from && !isBlank(file, from, first)) return false;
    from = Math.max(from, last);
  }
  return from === tail;
}

export const entriesOf = ({ sections }: Revision): readonly (readonly [number, Entry])[] =>
  sections.flatMap(({ entries }) => [...entries]);

// White space and comments, and of these none in which a reader that repairs could see an object.
function isBlank({ bytes, work }: PdfFile, from: number, to: number): boolean {
  const scan = new Scan(bytes, from, to, work);
  scan.skip();
  const gap = bytes.subarray(from, to);
  return scan.at === to && !['obj', 'xref', 'trailer', 'stream'].some((word) => gap.includes(word));
}
