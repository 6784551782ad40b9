import { isRef, wholeOf, type PdfRef } from './objects.ts';
import { PdfReadError, type PdfWork } from './problems.ts';
import { Scan } from './scan.ts';
import { readSection, type Section } from './xref.ts';

/** One state of the file: what was there when somebody saved it (ISO 32000-2 7.5.6). */
export type Revision = {
  /** Its octets are [start, end) of the file; all revisions together are the file. */
  readonly start: number;
  readonly end: number;
  /** Where its %%EOF ends, the end of line after it not counted. */
  readonly eof: number;
  /** One; two in the first revision of a linearized file. The first says first. */
  readonly sections: readonly Section[];
  readonly root: PdfRef;
};

/**
 * The revisions of a file, the oldest first. Each must end where the next begins, and point at the one before: a revision that
 * is passed over, or bytes of no revision, are refused. @throws PdfReadError
 */
export function readRevisions(bytes: Buffer, work: PdfWork): Revision[] {
  if (!/^%PDF-[12]\.\d[\r\n \t]/.test(bytes.toString('latin1', 0, 9))) throw new PdfReadError('not-a-pdf', 0);
  const chain = chainOf(bytes, lastStart(bytes), work);
  const revisions: Revision[] = [];
  let start = 0;
  while (chain.length > 0) {
    const newest = chain.pop()!;
    const above = chain.at(-1);
    // Annex F: of a linearized file, the section for the first page stands before the one it points back to.
    const linearized = revisions.length === 0 && above !== undefined && above.offset < newest.offset;
    if (linearized) chain.pop();
    const sections = linearized ? [above, newest] : [newest];
    const tail = tailEnd(bytes, newest.end, sections[0]!.offset, work);
    const besides = sections.map(({ beside }) => beside?.offset ?? newest.offset);
    if (Math.min(newest.offset, ...besides) < start || tail.end <= start)
      throw new PdfReadError('revisions-overlap', newest.offset);
    // White space after the last end harms nobody: it is part of the last revision.
    if (chain.length === 0 && !isBlank(bytes, tail.end))
      throw new PdfReadError('no-end', tail.end, 'bytes after the end');
    const end = chain.length === 0 ? bytes.length : tail.end;
    revisions.push({ start, end, eof: tail.eof, sections, root: rootOf(sections) });
    start = end;
  }
  return revisions;
}

// Which of several trailers a reader believes is its own matter: none of them may say another thing than the first.
function rootOf(sections: readonly Section[]): PdfRef {
  const { offset, trailer } = sections[0]!;
  const all = sections.flatMap((one) => (one.beside === undefined ? [one] : [one, one.beside]));
  if (all.some((one) => one.trailer.entries.has('Encrypt'))) throw new PdfReadError('encrypted', offset);
  const root = trailer.entries.get('Root');
  if (!isRef(root)) throw new PdfReadError('no-catalogue', offset);
  for (const { trailer: other } of all) {
    const named = other.entries.get('Root');
    const agrees = isRef(named) && named.number === root.number && named.generation === root.generation;
    if (named !== undefined && !agrees) throw new PdfReadError('xref-ambiguous', offset, 'two catalogues');
  }
  return root;
}

const isBlank = (bytes: Buffer, from: number): boolean => {
  for (let at = from; at < bytes.length; at++)
    if (![0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20].includes(bytes[at]!)) return false;
  return true;
};

function lastStart(bytes: Buffer): number {
  const from = Math.max(0, bytes.length - 1024);
  const found = bytes.lastIndexOf('startxref', bytes.length, 'latin1');
  if (found < from) throw new PdfReadError('no-end', bytes.length);
  const text = /^startxref[\r\n\t ]+(\d{1,15})[\r\n\t ]+%%EOF/.exec(bytes.toString('latin1', found));
  if (text === null) throw new PdfReadError('no-end', found);
  return Number(text[1]);
}

// The newest first.
function chainOf(bytes: Buffer, newest: number, work: PdfWork): Section[] {
  const chain: Section[] = [];
  const seen = new Set<number>();
  for (let offset: number | undefined = newest; offset !== undefined; ) {
    work.spend('revisions');
    if (seen.has(offset)) throw new PdfReadError('xref-malformed', offset, 'a circle of revisions');
    seen.add(offset);
    const section: Section = readSection(bytes, offset, bytes.length, work);
    chain.push(section);
    const before = section.trailer.entries.get('Prev');
    const previous = before === undefined ? undefined : wholeOf(before);
    if (before !== undefined && previous === undefined) throw new PdfReadError('xref-malformed', offset, 'Prev');
    // Older stands before newer, but for the one exception above, which must be the last of the chain.
    const up = chain.at(-2);
    if (up !== undefined && up.offset < section.offset && previous !== undefined)
      throw new PdfReadError('revisions-overlap', offset);
    offset = previous;
  }
  return chain;
}

/** Past `startxref n %%EOF` with its end of line. `n` must be the section's own place. */
function tailEnd(bytes: Buffer, from: number, wanted: number, work: PdfWork): { eof: number; end: number } {
  const scan = new Scan(bytes, from, bytes.length, work);
  scan.expect('startxref');
  if (scan.whole() !== wanted) scan.fail('startxref of another section', 'no-end');
  while ([0x0a, 0x0d, 0x20, 0x09].includes(bytes[scan.at]!)) scan.at++;
  if (bytes.toString('latin1', scan.at, scan.at + 5) !== '%%EOF') scan.fail('no %%EOF', 'no-end');
  const eof = scan.at + 5;
  let end = eof;
  if (bytes[end] === 0x0d) end++;
  if (bytes[end] === 0x0a) end++;
  return { eof, end };
}
