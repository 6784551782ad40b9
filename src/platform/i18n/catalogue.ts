// Catalogues of texts: one plain object a language, values are strings or functions; `ru` and `en` `satisfies typeof ky`.
import assert from 'node:assert/strict';
import { type Lang, langs } from '../text.ts';

export type Entry = string | ((...args: never[]) => string) | { readonly [key: string]: Entry } | readonly Entry[];
export type Messages = { readonly [key: string]: Entry };

/** For catalogues written `as const`: the same keys and arities, any words. */
export type SameShape<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: SameShape<T[K]> };

/** Three catalogues as one function of the language. */
export const catalogue =
  <T>(three: Readonly<Record<Lang, T>>): ((lang: Lang) => T) =>
  (lang) =>
    three[lang];

function outline(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (typeof value === 'string') into.set(path, value.trim() === '' ? 'empty text' : 'text');
  else if (typeof value === 'function') into.set(path, `function of ${value.length}`);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) outline(inner, path === '' ? key : `${path}.${key}`, into);
  else into.set(path, typeof value);
  return into;
}

const places = (value: unknown): string[] => {
  const found = typeof value === 'string' ? [...value.matchAll(/\{(\w+)\}/g)].map((m) => m[1]!) : [];
  return found.sort((a, b) => (a < b ? -1 : 1));
};

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((v, key) => (v as Record<string, unknown>)[key], value);
}

/** For tests: the three catalogues have the same keys, the same kinds and arities, the same `{places}`, and no empty text. */
export function assertSameKeys(three: Readonly<Record<Lang, object>>, name = 'catalogue'): void {
  const ky = outline(three.ky, '', new Map());
  for (const lang of langs) {
    const other = outline(three[lang], '', new Map());
    assert.deepEqual(Object.fromEntries(other), Object.fromEntries(ky), `${name}: ${lang} differs from ky`);
    for (const [path, kind] of other) {
      assert.notEqual(kind, 'empty text', `${name}: ${lang} ${path} is empty`);
      assert.deepEqual(
        places(at(three[lang], path)),
        places(at(three.ky, path)),
        `${name}: ${lang} ${path} has other places than ky`,
      );
    }
  }
}

const kyrgyzOnly = /[ңөү]/i;

/** For tests: texts that are word for word the same in two languages are most likely forgotten ones. Names them. */
export function untranslated(three: Readonly<Record<Lang, object>>): string[] {
  const found: string[] = [];
  for (const [path, kind] of outline(three.ky, '', new Map())) {
    if (kind !== 'text') continue;
    const text = (lang: Lang): string => String(at(three[lang], path));
    if (/\p{L}{4}/u.test(text('en')) && (text('ky') === text('en') || text('ru') === text('en'))) found.push(path);
    else if (kyrgyzOnly.test(text('ru'))) found.push(path);
  }
  return found;
}
