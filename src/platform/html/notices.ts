import type { Lang } from '../text.ts';
import { attrs, type Content, classes, type Html, html, type Slot } from './html.ts';
import { icon } from './icons.ts';
import { ui } from './ui.messages.ts';

/** A message about the page as a whole, at its top. `success` takes the focus: it answers what the person just did. */
export const banner = (b: {
  readonly lang: Lang;
  readonly kind?: 'info' | 'success' | 'warning';
  readonly title?: Content;
  readonly body: Slot;
  /** Needed when two of one kind stand on a page. */
  readonly id?: string;
}): Html => {
  const kind = b.kind ?? 'info';
  const id = b.id ?? `banner-${kind}`;
  const words = ui(b.lang);
  const title = b.title ?? { info: words.important, success: words.success, warning: words.warning }[kind];
  return html`<section${attrs({
    class: classes('mk-banner', `mk-banner--${kind}`),
    role: kind === 'success' ? 'alert' : 'region',
    'aria-labelledby': id,
    tabindex: kind === 'success' ? '-1' : undefined,
    'data-focus': kind === 'success',
  })}>
<h2 class="mk-banner__title" id="${id}">${icon(kind === 'success' ? 'check' : kind === 'warning' ? 'warning' : 'info')}${title}</h2><div class="mk-banner__body">${b.body}</div></section>`;
};

/** The confirmation at the end of a journey. Holds the page's h1. */
export const panel = (p: {
  readonly title: Content;
  readonly body?: Slot;
  readonly reference?: { readonly label: Content; readonly value: string };
}): Html =>
  html`<div class="mk-panel"><span class="mk-panel__seal">${icon('check')}</span><h1 class="mk-panel__title">${p.title}</h1>${p.body !== undefined && html`<div class="mk-panel__body">${p.body}</div>`}${
    p.reference !== undefined &&
    html`<p class="mk-panel__reference">${p.reference.label}<br><strong>${p.reference.value}</strong></p>`
  }</div>`;

/** A passage set off from the text: a quotation, a condition, a fact to notice. */
export const inset = (...body: readonly Slot[]): Html => html`<div class="mk-inset">${body}</div>`;

/** A consequence to know before acting. */
export const warningText = (lang: Lang, text: Content): Html =>
  html`<div class="mk-warning">${icon('warning')}<strong class="mk-warning__text"><span class="mk-hidden">${ui(lang).warning}: </span>${text}</strong></div>`;

/** More, for those who want it. Never hides what everybody must read. */
export const details = (
  d: { readonly summary: Content; readonly open?: boolean; readonly id?: string },
  ...body: readonly Slot[]
): Html =>
  html`<details${attrs({ class: 'mk-details', open: d.open, id: d.id })}><summary class="mk-details__summary"><span>${d.summary}</span></summary><div class="mk-details__body">${body}</div></details>`;

/** There is nothing here, why, and what one can do. */
export const emptyState = (e: { readonly title: Content; readonly body?: Slot; readonly action?: Html }): Html =>
  html`<div class="mk-empty"><svg class="mk-empty__motif" viewBox="0 0 96 24" width="96" height="24" aria-hidden="true" focusable="false"><path d="M4 12h24M68 12h24M48 3l9 9-9 9-9-9z"/></svg><h2 class="mk-empty__title">${e.title}</h2>${e.body !== undefined && html`<div class="mk-empty__body">${e.body}</div>`}${e.action}</div>`;
