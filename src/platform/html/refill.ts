// A page as it was made, with what was typed put back into one of its forms. Our own markup only: every attribute quoted, every text escaped.
import type { Lang } from '../text.ts';
import { escape, type Html } from './html.ts';
import { ui } from './ui.messages.ts';

/** What came with a form: each name with its values in the form's order. */
export type Typed = Readonly<Record<string, readonly string[]>>;

export type Refusal = {
  readonly lang: Lang;
  /** Where the form was sent: path and query. */
  readonly action: string;
  readonly typed: Typed;
  /** Name of the field that was refused. */
  readonly field?: string | undefined;
  /** Address of the page, told with the form when it is sent again. */
  readonly at: string;
  /** What stands first on the page. `fieldId`: where the refused field is; `again`: the form asks for files or passwords, which no page may bring back. */
  top(fieldId: string | undefined, again: boolean): Html;
};

type Attributes = ReadonlyMap<string, string>;
type Form = { readonly start: number; readonly end: number };

const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z_:.-]+(?:="[^"]*")?)*)\s*>/g;
const mainTag = /<main [^>]*>/;
const kept = new Set(['hidden', 'password', 'file', 'submit', 'button']);

/** The page with the refusal first and the form as it was sent; null where the page holds no such form. Hidden values stay the page's own. */
export function refill(page: string, refused: Refusal): string | null {
  const form = formOf(page, refused);
  if (form === null || !mainTag.test(page)) return null;
  const inner = page.slice(form.start, form.end);
  const fieldId = refused.field === undefined ? undefined : idOfField(inner, refused.field);
  const again = /<input[^>]* type="(?:file|password)"/.test(inner);
  const filled = `${page.slice(0, form.start)}${hiddenAt(refused.at)}${fill(inner, refused)}${page.slice(form.end)}`;
  return filled
    .replace('<title>', `<title>${escape(ui(refused.lang).error)}: `)
    .replace(mainTag, (main) => `${main}${refused.top(fieldId, again).toString()}`);
}

/** Of the forms that go to that address the one with most of the hidden values that were sent. */
function formOf(page: string, { action, typed }: Refusal): Form | null {
  const path = (url: string): string => url.split('?')[0]!;
  let best: (Form & { readonly score: number }) | null = null;
  for (const found of page.matchAll(/<form [^>]*method="post"[^>]*>/g)) {
    const start = found.index + found[0].length;
    const end = page.indexOf('</form>', start);
    const inner = page.slice(start, end);
    const to = [attributesOf(found[0]).get('action') ?? '', ...actionsIn(inner)];
    if (end < 0 || !to.some((one) => path(one) === path(action))) continue;
    const same = [...inner.matchAll(tag)].filter(([whole]) => {
      const attributes = attributesOf(whole);
      const name = attributes.get('name') ?? '';
      return (
        attributes.get('type') === 'hidden' &&
        !name.startsWith('_') &&
        typed[name]?.includes(attributes.get('value') ?? '') === true
      );
    }).length;
    const score = same + (to.includes(action) ? 1 : 0);
    if (best === null || score > best.score) best = { start, end, score };
  }
  return best;
}

const actionsIn = (inner: string): string[] =>
  [...inner.matchAll(/ formaction="([^"]*)"/g)].map(([, value]) => unescape(value!));

const hiddenAt = (at: string): string => `<input type="hidden" name="_at" value="${escape(at)}">`;

function idOfField(inner: string, field: string): string | undefined {
  for (const [whole] of inner.matchAll(tag)) {
    const attributes = attributesOf(whole);
    const [name, id] = [attributes.get('name'), attributes.get('id')];
    if (id !== undefined && attributes.get('type') !== 'hidden' && [name, id].some((one) => isField(one, field)))
      return id;
  }
  return undefined;
}
const isField = (name: string | undefined, field: string): boolean => name === field || name === `${field}-day`;

function fill(inner: string, { typed, field }: Refusal): string {
  const used = new Map<string, number>();
  const next = (name: string): string | undefined => {
    const index = used.get(name) ?? 0;
    used.set(name, index + 1);
    return typed[name]?.[index];
  };
  let [out, from, chosen]: [string, number, readonly string[]] = ['', 0, []];
  const put = (until: number, text: string, on: number): void => {
    out += inner.slice(from, until) + text;
    from = on;
  };
  for (const found of inner.matchAll(tag)) {
    const [whole, closing, element] = found;
    const after = found.index + whole.length;
    if (found.index < from || closing === '/') continue;
    const attributes = attributesOf(whole);
    const name = attributes.get('name') ?? '';
    const wrong = field !== undefined && isField(name, field);
    const mark = (one: string): string => (wrong ? set(one, 'aria-invalid', 'true') : one);
    if (element === 'select') {
      chosen = typed[name] ?? [];
      put(found.index, mark(whole), after);
    } else if (element === 'option') {
      const is = chosen.includes(attributes.get('value') ?? '');
      if (chosen.length > 0) put(found.index, flag(whole, 'selected', is), after);
    } else if (element === 'textarea') {
      const value = next(name);
      const end = inner.indexOf('</textarea>', after);
      if (value !== undefined) put(found.index, `${mark(whole)}\n${escape(value)}`, end);
    } else if (element === 'input' && !kept.has(attributes.get('type') ?? 'text')) {
      if (['radio', 'checkbox'].includes(attributes.get('type') ?? ''))
        put(
          found.index,
          flag(whole, 'checked', typed[name]?.includes(attributes.get('value') ?? 'on') ?? false),
          after,
        );
      else {
        const value = next(name);
        if (value !== undefined) put(found.index, mark(set(whole, 'value', value)), after);
      }
    }
  }
  return out + inner.slice(from);
}

function attributesOf(whole: string): Attributes {
  return new Map(
    [...whole.matchAll(/\s([a-zA-Z_:.-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name!, unescape(value ?? '')]),
  );
}
const without = (whole: string, name: string): string =>
  whole.replace(new RegExp(`\\s${name}(?:="[^"]*")?(?=[\\s>])`), '');
const set = (whole: string, name: string, value: string): string =>
  `${without(whole, name).slice(0, -1)} ${name}="${escape(value)}">`;
const flag = (whole: string, name: string, on: boolean): string =>
  on ? `${without(whole, name).slice(0, -1)} ${name}>` : without(whole, name);

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescape = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!);
