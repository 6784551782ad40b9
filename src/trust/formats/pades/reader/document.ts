import { contentOf } from './filters.ts';
import { type Indirect, readIndirect } from './indirect.ts';
import { isDict, isRef, isStream, nameOf, type PdfDict, type PdfRef, type PdfValue, wholeOf } from './objects.ts';
import { PdfReadError, PdfWork } from './problems.ts';
import { readRevisions, type Revision } from './revisions.ts';
import { Scan } from './scan.ts';
import type { Entry } from './entries.ts';

export const mostPdfBytes = 64 * 2 ** 20;

/** A PDF file with all its revisions. Nothing in it was judged. */
export type PdfFile = {
  readonly bytes: Buffer;
  readonly revisions: readonly Revision[];
  readonly work: PdfWork;
  /** The file as it was after a revision; 0 is the first. */
  readonly at: (revision: number) => PdfView;
};

/** @throws PdfReadError, also for one that is encrypted */
export function readPdf(given: Uint8Array, work: PdfWork = new PdfWork()): PdfFile {
  if (given.length > mostPdfBytes) throw new PdfReadError('budget', given.length, 'too large');
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const revisions = readRevisions(bytes, work);
  const shared = new Map<number, Indirect>();
  const views = new Map<number, PdfView>();
  const at = (revision: number): PdfView => {
    const view = views.get(revision) ?? new PdfView(bytes, revisions.slice(0, revision + 1), work, shared);
    views.set(revision, view);
    return view;
  };
  return { bytes, revisions, work, at };
}

type Container = { readonly content: Buffer; readonly first: number; readonly numbers: readonly [number, number][] };

/** The objects of a file as of one revision. Everything throws PdfReadError. */
export class PdfView {
  readonly #bytes: Buffer;
  readonly #revisions: readonly Revision[];
  readonly #work: PdfWork;
  /** Objects that are the same in every revision, by their places. */
  readonly #shared: Map<number, Indirect>;
  readonly #own = new Map<number, PdfValue>();
  readonly #containers = new Map<number, Container>();
  readonly #reading = new Set<number>();

  constructor(bytes: Buffer, revisions: readonly Revision[], work: PdfWork, shared: Map<number, Indirect>) {
    this.#bytes = bytes;
    this.#revisions = revisions;
    this.#work = work;
    this.#shared = shared;
  }

  get root(): PdfRef {
    return this.#revisions.at(-1)!.root;
  }

  get trailer(): PdfDict {
    return this.#revisions.at(-1)!.sections[0]!.trailer;
  }

  /** Charges what is done with what was read to the file's budget. @throws PdfReadError */
  spend(steps: number): void {
    this.#work.spend('steps', steps);
  }

  /** Where an object is as of this revision: the newest word on it. */
  entry(number: number): Entry | undefined {
    for (let at = this.#revisions.length - 1; at >= 0; at--)
      for (const { entries } of this.#revisions[at]!.sections) {
        const found = entries.get(number);
        if (found !== undefined) return found;
      }
    return undefined;
  }

  /** The highest number that was ever given to an object, and what the trailer says is above all (Table 15). */
  get numbering(): { readonly highest: number; readonly size: number | undefined } {
    let highest = 0;
    for (const { sections } of this.#revisions)
      for (const { entries } of sections)
        for (const [number, entry] of entries) if (entry.is !== 'free' && number > highest) highest = number;
    return { highest, size: wholeOf(this.resolve(this.trailer.entries.get('Size'))) };
  }

  /** The value behind a reference, or the value itself. An object that is not there is null (7.3.10). */
  resolve(value: PdfValue | undefined): PdfValue {
    let found = value ?? null;
    for (let steps = 0; isRef(found); steps++) {
      if (steps > 16) throw new PdfReadError('malformed', 0, 'references in a circle');
      found = this.object(found);
    }
    return found;
  }

  dict(value: PdfValue | undefined): PdfDict | undefined {
    const found = this.resolve(value);
    return isDict(found) ? found : undefined;
  }

  object({ number, generation }: PdfRef): PdfValue {
    const entry = this.entry(number);
    if (entry === undefined || entry.is === 'free') return null;
    if (entry.is === 'at' ? entry.generation !== generation : generation !== 0) return null;
    const known = this.#own.get(number);
    if (known !== undefined) return known;
    if (this.#reading.has(number)) throw new PdfReadError('malformed', 0, `object ${number} needs itself`);
    this.#reading.add(number);
    try {
      const value = entry.is === 'at' ? this.at(number, entry.offset, generation).value : this.#inside(number, entry);
      this.#own.set(number, value);
      return value;
    } finally {
      this.#reading.delete(number);
    }
  }

  /** The numbers of the objects inside a stream of objects, in their order. */
  held(stream: number): readonly number[] {
    return this.#container(stream).numbers.map(([number]) => number);
  }

  /** The object with its place in the file, where it has one of its own. */
  placed({ number, generation }: PdfRef): Indirect | undefined {
    const entry = this.entry(number);
    return entry?.is === 'at' && entry.generation === generation
      ? this.at(number, entry.offset, generation)
      : undefined;
  }

  at(number: number, offset: number, generation: number): Indirect {
    const end = this.#revisions.at(-1)!.end;
    const object =
      this.#shared.get(offset) ?? readIndirect(this.#bytes, offset, end, this.#work, (length) => this.resolve(length));
    if (object.number !== number || object.generation !== generation)
      throw new PdfReadError('no-such-object', offset, `another object than ${number}`);
    if (!object.borrowed) this.#shared.set(offset, object);
    return object;
  }

  // 7.5.7: objects inside a stream.
  #inside(number: number, { stream, index }: Extract<Entry, { is: 'in' }>): PdfValue {
    const { content, first, numbers } = this.#container(stream);
    const place = numbers[index];
    if (place?.[0] !== number) throw new PdfReadError('no-such-object', index, `object ${number} in stream ${stream}`);
    const next = numbers[index + 1]?.[1] ?? content.length - first;
    const scan = new Scan(content, first + place[1], first + next, this.#work);
    const value = scan.value();
    scan.skip();
    if (scan.at < scan.end) scan.fail('more than one object in its place');
    return value;
  }

  #container(number: number): Container {
    const known = this.#containers.get(number);
    if (known !== undefined) return known;
    if (this.entry(number)?.is !== 'at') throw new PdfReadError('no-such-object', 0, 'an object stream in another');
    const value = this.object({ is: 'ref', number, generation: 0 });
    if (!isStream(value) || nameOf(value.dict.entries.get('Type')) !== 'ObjStm')
      throw new PdfReadError('malformed', 0, 'no object stream');
    const [count, first] = ['N', 'First'].map((key) => wholeOf(this.resolve(value.dict.entries.get(key))));
    const content = contentOf(value, this.#work);
    if (count === undefined || first === undefined || first > content.length)
      throw new PdfReadError('malformed', 0, 'an object stream without its table');
    this.#work.spend('objects', count);
    const scan = new Scan(content, 0, first, this.#work);
    const numbers = Array.from({ length: count }, (): [number, number] => [scan.whole(), scan.whole()]);
    if (numbers.some(([, from], at) => from < (numbers[at - 1]?.[1] ?? 0) || first + from > content.length))
      throw new PdfReadError('malformed', 0, 'objects out of order');
    const container = { content, first, numbers };
    this.#containers.set(number, container);
    return container;
  }
}
