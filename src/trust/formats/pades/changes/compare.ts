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

/** Two states of a file, one after the other, and what was found to differ. */
export class Comparison {
  readonly old: PdfView;
  readonly now: PdfView;
  readonly revision: number;
  readonly changes: Change[] = [];
  /** Objects that are compared where they belong, and nowhere else: catalogue, pages, fields. */
  readonly apart = new Set<number>();
  /** Objects of the new state that something was said about. */
  readonly met = new Set<number>();
  readonly #work: PdfWork;
  readonly #compared = new Set<string>();

  constructor(old: PdfView, now: PdfView, revision: number, work: PdfWork) {
    this.old = old;
    this.now = now;
    this.revision = revision;
    this.#work = work;
  }

  add(kind: ChangeKind, where: string): void {
    if (!this.changes.some((one) => one.kind === kind && one.where === where))
      this.changes.push({ kind, revision: this.revision, where });
  }

  /** Everything under two values must be the same, references included; else it is a change of this kind. @throws PdfReadError */
  same(kind: ChangeKind, where: string, before: PdfValue | undefined, after: PdfValue | undefined): boolean {
    const open: [PdfValue, PdfValue][] = [[before ?? null, after ?? null]];
    let equal = true;
    for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
      this.#work.spend('steps');
      if (this.#pair(kind, pair[0], pair[1], open)) continue;
      equal = false;
      this.mark(pair[1]);
    }
    if (!equal) this.add(kind, where);
    return equal;
  }

  // Whether two values are the same as far as they are read here; what is under them is opened.
  #pair(kind: ChangeKind, before: PdfValue, after: PdfValue, open: [PdfValue, PdfValue][]): boolean {
    if (isRef(before) || isRef(after)) {
      if (!isRef(before) || !isRef(after) || !sameRef(before, after)) return false;
      if (this.apart.has(after.number)) return true;
      this.met.add(after.number);
      const key = `${kind} ${after.number}`;
      if (this.#compared.has(key)) return true;
      this.#compared.add(key);
      open.push([this.old.object(before), this.now.object(after)]);
      return true;
    }
    if (isDict(before) && isDict(after)) return this.#dicts(before, after, open);
    if (isStream(before) && isStream(after))
      return this.#dicts(before.dict, after.dict, open) && before.raw.equals(after.raw);
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
        if (this.apart.has(next.number) || this.#marked.has(next.number)) continue;
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

function sameLeaf(a: PdfValue, b: PdfValue): boolean {
  if (isName(a) && isName(b)) return a.name === b.name;
  if (isString(a) && isString(b)) return a.bytes.equals(b.bytes);
  if (typeof a === 'object' && a !== null && a.is === 'real')
    return typeof b === 'object' && b !== null && b.is === 'real' && a.value === b.value;
  return a === b;
}
