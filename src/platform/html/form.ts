import type { Lang } from '../text.ts';
import { attrs, type Content, type Html, html, type Slot } from './html.ts';
import { hiddenInputs } from './buttons.ts';
import { icon } from './icons.ts';
import { ui } from './ui.messages.ts';

/**
 * A POST form. `_csrf` proves that it came from our page, `_key` is its idempotency key: sent twice, it acts once.
 * The browser's own checks are off: messages come from the server, in the reader's language.
 */
export const form = (
  f: {
    readonly action: string;
    readonly csrf: string;
    readonly key?: string;
    readonly hidden?: Readonly<Record<string, string>>;
    /** Set when a file is uploaded. */
    readonly multipart?: boolean;
    readonly id?: string;
  },
  ...body: readonly Slot[]
): Html =>
  html`<form${attrs({ class: 'mk-form', id: f.id, method: 'post', action: f.multipart ? withToken(f.action, f.csrf) : f.action, novalidate: true, enctype: f.multipart ? 'multipart/form-data' : undefined, 'data-once': true })}>
${hiddenInputs({ _csrf: f.csrf, _key: f.key, ...f.hidden })}${body}
</form>`;

/** The parts of an upload are read only after the form has proven where it comes from, so the token travels in the address. */
const withToken = (action: string, csrf: string): string =>
  `${action}${action.includes('?') ? '&' : '?'}_csrf=${encodeURIComponent(csrf)}`;

/** A filter: GET, so that the answer has an address and the back button works. */
export const filterForm = (f: { readonly action: string; readonly label: string }, ...body: readonly Slot[]): Html =>
  html`<form class="mk-filter" method="get" action="${f.action}" aria-label="${f.label}">${body}</form>`;

export type FieldError = { readonly field?: string; readonly text: Content };

/** First on the page, gets the focus; each line leads to its field. Without errors: nothing. */
export const errorSummary = (e: { readonly lang: Lang; readonly errors: readonly FieldError[] }): Html =>
  html`${
    e.errors.length > 0 &&
    html`<div class="mk-error-summary" data-focus tabindex="-1"><div role="alert"><h2 class="mk-error-summary__title">${icon('warning')}${ui(e.lang).errorSummary}</h2>
<ul class="mk-error-summary__list">${e.errors.map((x) => html`<li>${x.field === undefined ? x.text : html`<a href="#${x.field}">${x.text}</a>`}</li>`)}</ul></div></div>`
  }`;

/** The message for one field, to pass as its `error`. */
export const errorFor = (errors: readonly FieldError[], field: string): Content | undefined =>
  errors.find((e) => e.field === field)?.text;
