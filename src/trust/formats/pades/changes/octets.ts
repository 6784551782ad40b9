import { type Entry, isStream, nameOf, type PdfFile, PdfReadError, type Revision, Scan } from '../reader/index.ts';

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
      if (
        isStream(found.value) &&
        nameOf(found.value.dict.entries.get('Type')) === 'ObjStm' &&
        !isTold(file, number, object)
      )
        return false;
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
  return from === tail && isPlainlyWritten(file, revisions[number]!, new Set(taken.map(([first]) => first)));
}

// 7.5.7: a reader that repairs takes all objects of a stream, told of or not.
function isTold({ at, revisions }: PdfFile, number: number, stream: number): boolean {
  const told = new Set(
    entriesOf(revisions[number]!).flatMap(([object, entry]) =>
      entry.is === 'in' && entry.stream === stream ? [`${object} ${entry.index}`] : [],
    ),
  );
  return at(number)
    .held(stream)
    .every((object, index) => told.has(`${object} ${index}`));
}

const header = /(?<!\d)(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj/g;

/**
 * Objects begin, and trailers stand, only where they were read: whoever repairs a file looks for them inside streams and strings too.
 * `starts`: of the objects and sections.
 */
function isPlainlyWritten(
  { bytes, work }: PdfFile,
  { start, end, sections }: Revision,
  starts: ReadonlySet<number>,
): boolean {
  work.spend('steps', (end - start) >> 6);
  const text = bytes.toString('latin1', start, end);
  const count = (word: string): number => text.split(word).length - 1;
  const tables = sections.filter(({ own }) => own === undefined).length;
  return (
    [...text.matchAll(header)].every(({ index }) => starts.has(start + index)) &&
    count('trailer') === tables &&
    count('startxref') === sections.length
  );
}

/** Suspects that are looked at in what was signed. */
const MOST = 200;

/**
 * Shadow attacks hide what they bring up later: whether what stands before a revision has an object in it that no cross-reference
 * speaks of, under the number of one that is in use. What lies inside another object (an attached file, say) is that one's.
 * @throws PdfReadError
 */
export function hasHidden(file: PdfFile, revision: number): boolean {
  const { bytes, revisions, work, at } = file;
  const view = at(revision - 1);
  const { end } = revisions[revision - 1]!;
  work.spend('steps', end >> 6);
  const told = new Map<number, readonly [number, number]>();
  for (const one of revisions.slice(0, revision))
    for (const [number, entry] of entriesOf(one))
      if (entry.is === 'at') told.set(entry.offset, [number, entry.generation]);
  const sections = revisions.slice(0, revision).flatMap((one) => one.sections);
  for (const { offset, own, beside } of sections) {
    if (own !== undefined) told.set(offset, [own, 0]);
    if (beside?.own !== undefined) told.set(beside.offset, [beside.own, 0]);
  }
  const starts = [...told.keys()].toSorted((a, b) => a - b);
  let suspects = 0;
  for (const { index, 1: number } of bytes.toString('latin1', 0, end).matchAll(header)) {
    if (told.has(index) || (view.entry(Number(number))?.is ?? 'free') === 'free') continue;
    if (++suspects > MOST) return true;
    const before = starts.findLast((one) => one < index);
    if (before === undefined) return true;
    const [object, generation] = told.get(before)!;
    if (view.at(object, before, generation).end <= index) return true;
  }
  return false;
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
