import {
  isArray,
  isDict,
  isName,
  isRef,
  isStream,
  isString,
  type PdfDict,
  type PdfRef,
  type PdfValue,
  type PdfView,
  type PdfWork,
} from '../reader/index.ts';
import type { Change, ChangeKind } from './change.ts';

/** Changes that are named of one revision. */
const MOST = 200;
const none: ReadonlySet<number> = new Set();

/** Two states of a file, one after the other, and what was found to differ. */
export class Comparison {
  readonly old: PdfView;
  readonly now: PdfView;
  readonly revision: number;
  readonly changes: Change[] = [];
  /** Pages in both states: all of them but their lists of annotations is compared where they belong, wherever they are led to. */
  readonly pages = new Set<number>();
  /**
   * Fields in both states. They are compared as fields, which lets parts of them be changed: whatever else leads to one (the
   * resources of a page, say) may use those very parts, so only where a field belongs may it be passed over.
   */
  readonly fields = new Set<number>();
  /** The catalogue, where it is one and the same. */
  readonly catalogue: ReadonlySet<number>;
  /** Objects of the new state that something was said about. */
  readonly met = new Set<number>();
  readonly #work: PdfWork;
  readonly #compared = new Set<string>();

  constructor(old: PdfView, now: PdfView, revision: number, work: PdfWork) {
    this.old = old;
    this.now = now;
    this.revision = revision;
    this.catalogue = new Set(sameRef(old.root, now.root) ? [now.root.number] : []);
    this.#work = work;
  }

  add(kind: ChangeKind, where: string): void {
    const key = `${kind} ${where}`;
    if (this.#added.has(key) || this.#added.size > MOST) return;
    this.#added.add(key);
    // ES-12.3.1: a stranger's file is not listed without end. What is left out may be anything.
    this.changes.push(
      this.#added.size > MOST
        ? { kind: 'unknown', revision: this.revision, where: '…' }
        : { kind, revision: this.revision, where },
    );
  }
  readonly #added = new Set<string>();

  /** Whether an object of this number was there before: who writes it anew changes it for everything that leads to it. */
  wasInUse({ number }: PdfRef): boolean {
    return (this.old.entry(number)?.is ?? 'free') !== 'free';
  }

  /**
   * Everything under two values must be the same, references included; else it is a change of this kind. `apart`: objects that
   * are compared elsewhere, and that under these values can do nothing by themselves. @throws PdfReadError
   */
  same(
    kind: ChangeKind,
    where: string,
    before: PdfValue | undefined,
    after: PdfValue | undefined,
    apart: ReadonlySet<number> = none,
  ): boolean {
    const open: [PdfValue, PdfValue][] = [[before ?? null, after ?? null]];
    let equal = true;
    for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
      this.#work.spend('steps');
      if (this.#pair(kind, pair[0], pair[1], open, apart)) continue;
      equal = false;
      this.mark(pair[1]);
    }
    if (!equal) this.add(kind, where);
    return equal;
  }

  // Whether two values are the same as far as they are read here; what is under them is opened.
  #pair(
    kind: ChangeKind,
    before: PdfValue,
    after: PdfValue,
    open: [PdfValue, PdfValue][],
    apart: ReadonlySet<number>,
  ): boolean {
    if (isRef(before) || isRef(after)) {
      if (!isRef(before) || !isRef(after) || !sameRef(before, after)) return false;
      if (this.pages.has(after.number) || apart.has(after.number)) return true;
      this.met.add(after.number);
      // What was passed over on one way is not on another.
      const key = `${kind} ${apart === none ? 'all' : apart === this.fields ? 'fields' : 'catalogue'} ${after.number} ${after.generation}`;
      if (this.#compared.has(key)) return true;
      this.#compared.add(key);
      open.push([this.old.object(before), this.now.object(after)]);
      return true;
    }
    if (isDict(before) && isDict(after)) return this.#dicts(before, after, open);
    if (isStream(before) && isStream(after))
      return this.#dicts(before.dict, after.dict, open) && sameOctets(before.raw, after.raw);
    if (isArray(before) && isArray(after)) {
      if (before.items.length !== after.items.length) return false;
      for (const [at, item] of before.items.entries()) open.push([item, after.items[at]!]);
      return true;
    }
    return sameLeaf(before, after);
  }

  #dicts(before: PdfDict, after: PdfDict, open: [PdfValue, PdfValue][]): boolean {
    if (before.entries.size !== after.entries.size) return false;
    for (const [key, value] of before.entries) {
      const other = after.entries.get(key);
      if (other === undefined) return false;
      open.push([value, other]);
    }
    return true;
  }

  /** Says that everything under a value of the new state is spoken for. @throws PdfReadError */
  mark(value: PdfValue | undefined): void {
    const open: PdfValue[] = [value ?? null];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      this.#work.spend('steps');
      if (isRef(next)) {
        if (this.pages.has(next.number) || this.#marked.has(next.number)) continue;
        this.#marked.add(next.number);
        this.met.add(next.number);
        open.push(this.now.object(next));
      } else if (isArray(next)) for (const item of next.items) open.push(item);
      else if (isDict(next)) for (const item of next.entries.values()) open.push(item);
      else if (isStream(next)) open.push(next.dict);
    }
  }
  readonly #marked = new Set<number>();

  /** The keys of either dictionary. */
  keys(before: PdfDict, after: PdfDict): Set<string> {
    return new Set([...before.entries.keys(), ...after.entries.keys()]);
  }
}

export const sameRef = (a: PdfRef, b: PdfRef): boolean => a.number === b.number && a.generation === b.generation;

// The same octets of the file need not be read.
const sameOctets = (a: Buffer, b: Buffer): boolean =>
  (a.buffer === b.buffer && a.byteOffset === b.byteOffset && a.length === b.length) || a.equals(b);

function sameLeaf(a: PdfValue, b: PdfValue): boolean {
  if (isName(a) && isName(b)) return a.name === b.name;
  if (isString(a) && isString(b)) return a.bytes.equals(b.bytes);
  if (typeof a === 'object' && a !== null && a.is === 'real')
    return typeof b === 'object' && b !== null && b.is === 'real' && a.value === b.value;
  return a === b;
}
