import { addEntry, type Entry, same } from './entries.ts';
import { contentOf } from './filters.ts';
import { readIndirect } from './indirect.ts';
import { isArray, isDict, isStream, nameOf, type PdfDict, wholeOf } from './objects.ts';
import { PdfReadError, type PdfWork } from './problems.ts';
import { Scan } from './scan.ts';
import { readTable } from './table.ts';

// Where the objects are (ISO 32000-2 7.5.4, 7.5.8): one table or stream is one section.

export type Section = {
  readonly offset: number;
  /** Where its own octets end: the trailer's, or the stream object's. */
  readonly end: number;
  readonly entries: ReadonlyMap<number, Entry>;
  readonly trailer: PdfDict;
  /** The number of the cross-reference stream's own object. */
  readonly own: number | undefined;
  /** Of a hybrid file: the stream beside the table. */
  readonly beside: Section | undefined;
};

/** @throws PdfReadError */
export function readSection(bytes: Buffer, offset: number, end: number, work: PdfWork): Section {
  if (offset >= end) throw new PdfReadError('xref-malformed', offset);
  if (bytes[offset] !== 0x78) return streamSection(bytes, offset, end, work);
  const { entries, end: at } = readTable(bytes, offset, end, work);
  const scan = new Scan(bytes, at, end, work);
  scan.expect('trailer');
  scan.skip();
  const trailer = scan.value();
  if (!isDict(trailer)) return scan.fail('no trailer', 'xref-malformed');
  const besideAt = trailer.entries.get('XRefStm');
  const beside = besideAt === undefined ? undefined : streamSection(bytes, wholeOf(besideAt) ?? end, offset, work);
  if (beside !== undefined)
    for (const [number, entry] of beside.entries) {
      const before = entries.get(number);
      if (before === undefined || before.is === 'free') entries.set(number, entry);
      else if (entry.is !== 'free' && !same(before, entry)) scan.fail('two places', 'xref-ambiguous');
    }
  return { offset, end: scan.at, entries, trailer, own: undefined, beside };
}

function streamSection(bytes: Buffer, offset: number, end: number, work: PdfWork): Section {
  // Its length stands in itself: what says where objects are cannot be found by asking where an object is.
  const object = readIndirect(bytes, offset, end, work, (length) => length);
  const { value, number } = object;
  if (!isStream(value) || nameOf(value.dict.entries.get('Type')) !== 'XRef' || object.borrowed)
    throw new PdfReadError('xref-malformed', offset, 'no cross-references');
  const fields = wholes(value.dict, 'W');
  const size = wholeOf(value.dict.entries.get('Size'));
  if (fields?.length !== 3 || fields.some((width) => width > 8) || size === undefined)
    throw new PdfReadError('xref-malformed', offset);
  const ranges = value.dict.entries.has('Index') ? wholes(value.dict, 'Index') : [0, size];
  if (ranges === undefined || ranges.length % 2 !== 0) throw new PdfReadError('xref-malformed', offset);
  const rows = contentOf(value, work);
  const entries = new Map<number, Entry>();
  let at = 0;
  const width = fields[0]! + fields[1]! + fields[2]!;
  for (let range = 0; range < ranges.length; range += 2)
    for (let n = 0; n < ranges[range + 1]!; n++, at += width) {
      if (width === 0 || at + width > rows.length) throw new PdfReadError('xref-malformed', offset, 'too few entries');
      addEntry(entries, ranges[range]! + n, streamEntry(rows, at, fields, offset), work, offset);
    }
  if (at !== rows.length) throw new PdfReadError('xref-malformed', offset, 'more entries than said');
  return { offset, end: object.end, entries, trailer: value.dict, own: number, beside: undefined };
}

function streamEntry(rows: Buffer, at: number, [kind, second, third]: readonly number[], offset: number): Entry {
  const field = (from: number, width: number): number => {
    let value = 0;
    for (let n = 0; n < width; n++) value = value * 256 + rows[from + n]!;
    if (!Number.isSafeInteger(value)) throw new PdfReadError('xref-malformed', offset);
    return value;
  };
  const type = kind === 0 ? 1 : field(at, kind!);
  const a = field(at + kind!, second!);
  const b = field(at + kind! + second!, third!);
  if (type === 0) return { is: 'free' };
  if (type === 1) return { is: 'at', offset: a, generation: b };
  if (type === 2) return { is: 'in', stream: a, index: b };
  throw new PdfReadError('xref-malformed', offset, 'an entry of no kind');
}

function wholes({ entries }: PdfDict, key: string): number[] | undefined {
  const value = entries.get(key);
  const numbers = isArray(value) ? value.items.map(wholeOf) : [];
  return numbers.length > 0 && numbers.length <= 20_000 && numbers.every((one) => one !== undefined)
    ? numbers
    : undefined;
}
