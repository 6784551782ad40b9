// The template tag every page is made with. What is put into a hole is escaped unless it is Html already.

/** Markup that is safe to send. Made by `html`, `raw` and the components only. */
export class Html {
  private readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
  toString(): string {
    return this.markup;
  }
}

/** What may stand in a hole. `cond && html`...`` works: false, null and undefined print nothing. */
export type Slot = Html | string | number | bigint | false | null | undefined | readonly Slot[];

/** A component's text: a plain string is escaped, Html is trusted. */
export type Content = string | Html;

const dangerous = /[&<>"']/;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escape(text: string): string {
  if (!dangerous.test(text)) return text;
  return text.replace(/[&<>"']/g, (c) => entities[c]!);
}

function render(slot: Slot): string {
  if (typeof slot === 'string') return escape(slot);
  if (slot instanceof Html) return slot.toString();
  if (slot === null || slot === undefined || slot === false) return '';
  if (typeof slot === 'number' || typeof slot === 'bigint') return String(slot);
  let all = '';
  for (const one of slot) all += render(one);
  return all;
}

/** An address from data must not run: only web, mail, telephone and relative addresses pass. */
export function safeUrl(url: string): string {
  const scheme = /^\s*([a-z][a-z0-9+.-]*)\s*:/i.exec(url.replace(/[\u0000-\u0020]+/g, ''))?.[1]?.toLowerCase();
  return scheme === undefined || ['http', 'https', 'mailto', 'tel'].includes(scheme) ? url : '#';
}

const urlAttribute = /\s(?:href|src|action|formaction)="$/i;
const banned: readonly (readonly [RegExp, string])[] = [
  [/\sstyle\s*=/i, 'a style attribute (the content security policy blocks it)'],
  [/<[^>]*\son[a-z]+\s*=/i, 'an inline event handler'],
  [/<script(?![^>]*\ssrc=)/i, 'an inline script'],
  [/<style[\s>]/i, 'an inline style sheet'],
  [/=\s*$/, 'an unquoted attribute value'],
];

/** Checked once for each place in the source; the result says which holes are addresses. */
const plans = new WeakMap<TemplateStringsArray, Uint8Array>();

function plan(strings: TemplateStringsArray): Uint8Array {
  const whole = strings.join('\u0001');
  for (const [pattern, name] of banned) {
    const found = name.startsWith('an unquoted')
      ? strings.slice(0, -1).some((s) => pattern.test(s) && inTag(s))
      : pattern.test(whole);
    if (found) throw new Error(`the template ${JSON.stringify(whole.slice(0, 80))} holds ${name}`);
  }
  const urls = Uint8Array.from(strings, (s) => (urlAttribute.test(s) ? 1 : 0));
  plans.set(strings, urls);
  return urls;
}

const inTag = (before: string): boolean => before.lastIndexOf('<') > before.lastIndexOf('>');

export function html(strings: TemplateStringsArray, ...slots: readonly Slot[]): Html {
  const urls = plans.get(strings) ?? plan(strings);
  let out = strings[0]!;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i];
    out += urls[i] === 1 && typeof slot === 'string' ? escape(safeUrl(slot)) : render(slot);
    out += strings[i + 1]!;
  }
  return new Html(out);
}

/** Markup from a source we trust (our own files). Never a value from outside. */
export const raw = (markup: string): Html => new Html(markup);

export const nothing: Html = new Html('');

export const join = (parts: readonly Slot[], between: Slot = ''): Html =>
  new Html(parts.map(render).join(render(between)));

export const isEmpty = (slot: Slot): boolean => render(slot) === '';

const attributeName = /^[a-zA-Z_][a-zA-Z0-9_:.-]*$/;

/** ` name="value"` for each value there is; `true` gives the bare name; false, null and undefined give nothing. */
export function attrs(values: Readonly<Record<string, string | number | boolean | null | undefined>>): Html {
  let out = '';
  for (const name in values) {
    const value = values[name];
    if (value === undefined || value === null || value === false) continue;
    if (!attributeName.test(name) || name === 'style' || /^on/i.test(name))
      throw new Error(`attribute ${name} is not allowed`);
    if (value === true) out += ` ${name}`;
    else out += ` ${name}="${escape(name === 'href' || name === 'action' ? safeUrl(String(value)) : String(value))}"`;
  }
  return new Html(out);
}

/** Class list from parts, empty ones left out. */
export const classes = (...names: readonly (string | false | null | undefined)[]): string =>
  names.filter(Boolean).join(' ');
