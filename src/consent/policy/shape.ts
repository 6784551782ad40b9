import type { Refusal } from '../../platform/refusal.ts';
import { fill, type Lang, langs, type Text3 } from '../../platform/text.ts';
import { isSilent, type Spot, type Tree } from './bounded-yaml.ts';
import { refuse } from './refusals.ts';
import { expectations } from './shape.messages.ts';

// Readers turn a tree into a typed value and note every mistake with its line, so that a person mends all at once.

export type Place = { readonly path: string; readonly spot: Spot; readonly mistakes: Refusal[] };
/** A reader that meets a mistake notes it and returns a placeholder; the whole value is then thrown away. */
export type Reader<T> = (tree: Tree | undefined, at: Place) => T;
export type Read<R> = R extends Reader<infer T> ? T : never;

/** A text of the policy itself: a language in which the policy is silent is null, never guessed. */
export type Words = Readonly<Record<Lang, string | null>>;

const mostMistakes = 50;

function mistake<T>(at: Place, tree: Tree | undefined, expected: Text3): T {
  const spot = tree ?? at.spot;
  if (at.mistakes.length < mostMistakes) {
    const note = refuse('WRONG_VALUE', { field: at.path, values: place(at, spot), details: { line: spot.line } });
    const said = (lang: Lang): string => fill(note.text, { expected: expected[lang] })[lang];
    at.mistakes.push({ ...note, text: { ky: said('ky'), ru: said('ru'), en: said('en') } });
  }
  return undefined as T;
}

const place = (at: Place, spot: Spot) => ({ file: spot.file, line: spot.line, path: at.path });

export const orNull =
  <T>(reader: Reader<T>): Reader<T | null> =>
  (tree, at) =>
    isSilent(tree) ? null : reader(tree, at);

/** A plain word kept as written; `test` narrows it. */
function scalar<T extends string = string>(expected: Text3, test: (text: string) => boolean): Reader<T> {
  return (tree, at) =>
    tree?.kind === 'scalar' && !isSilent(tree) && test(tree.text) ? (tree.text as T) : mistake(at, tree, expected);
}

export const text: Reader<string> = scalar(expectations.text, (value) => value.trim() !== '' && value.length <= 8000);
export const code: Reader<string> = scalar(expectations.code, (value) => /^[a-z][a-z0-9_-]{0,63}$/.test(value));
export const date: Reader<string> = scalar(expectations.date, isDate);
export const duration: Reader<string> = scalar(expectations.duration, (value) =>
  /^P(?=\d)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,5}D)?$/.test(value),
);
export const country: Reader<string> = scalar(expectations.country, (value) => /^[A-Z]{2}$/.test(value));

export function oneOf<const T extends string>(...values: readonly T[]): Reader<T> {
  const list = values.join(', ');
  return scalar<T>(fill(expectations.oneOf, { list }), (value) => (values as readonly string[]).includes(value));
}

export const yesNo: Reader<boolean> = (tree, at) => {
  if (tree?.kind === 'scalar' && !tree.quoted && /^(true|false)$/.test(tree.text)) return tree.text === 'true';
  return mistake(at, tree, expectations.yesNo);
};

export const words: Reader<Words> = (tree, at) => {
  if (tree?.kind !== 'map') return mistake(at, tree, expectations.words);
  const read = object({ ky: orNull(text), ru: orNull(text), en: orNull(text) })(tree, at);
  return langs.some((lang) => read[lang] !== null) ? read : mistake(at, tree, expectations.words);
};

export function list<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (tree, at) => {
    if (tree?.kind !== 'list') return mistake(at, tree, expectations.list);
    const seen = new Set<string>();
    return tree.items.map((item, index) => {
      const itemCode = codeOf(item);
      if (itemCode !== null && seen.has(itemCode)) {
        at.mistakes.push(refuse('CODE_TWICE', { field: at.path, values: { ...place(at, item), code: itemCode } }));
      }
      if (itemCode !== null) seen.add(itemCode);
      return reader(item, { ...at, path: join(at.path, itemCode ?? String(index)), spot: item });
    });
  };
}

type Shape = Readonly<Record<string, Reader<unknown>>>;
type Shaped<S extends Shape> = { readonly [K in keyof S]: Read<S[K]> };

export function object<const S extends Shape>(shape: S): Reader<Shaped<S>> {
  return (tree, at) => {
    if (tree?.kind !== 'map') return mistake(at, tree, expectations.object);
    for (const [key, value] of tree.entries) {
      if (!Object.hasOwn(shape, key)) unknownField(key, value, Object.keys(shape), at);
    }
    const read: Record<string, unknown> = {};
    for (const [key, reader] of Object.entries(shape)) {
      const value = tree.entries.get(key);
      read[key] = reader(value, { ...at, path: join(at.path, key), spot: value ?? tree });
    }
    return read as Shaped<S>;
  };
}

function unknownField(key: string, tree: Tree, known: readonly string[], at: Place): void {
  if (at.mistakes.length >= mostMistakes) return;
  const shown = key.slice(0, 60);
  const near = known.find((name) => name.toLowerCase() === key.replace(/[_-]/g, '').toLowerCase());
  const values = { ...place(at, tree), path: join(at.path, shown), hint: near ? ` (${near}?)` : '' };
  at.mistakes.push(refuse('UNKNOWN_FIELD', { field: join(at.path, shown), values, details: { line: tree.line } }));
}

/** A list item is addressed by its code, so that a path survives reordering: "purposes/inform_by_email/ground". */
export function codeOf(tree: Tree): string | null {
  const found = tree.kind === 'map' ? tree.entries.get('code') : undefined;
  return found?.kind === 'scalar' && found.text !== '' ? found.text.slice(0, 64) : null;
}

export const join = (path: string, step: string): string => (path === '' ? step : `${path}/${step}`);

function isDate(value: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (lengths[month - 1] ?? 0);
}
