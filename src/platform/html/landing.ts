// The parts of a front page (`width: 'full'`): a band with the name of the matter, then bands of content.
import { type Content, classes, type Html, html, raw, type Slot } from './html.ts';
import { markShape } from './icons.ts';

/** The opening: h1, what it is for, where to begin. Buttons in it take the warm colour. */
export const hero = (h: {
  readonly title: Content;
  readonly lead: Content;
  readonly actions?: Slot;
  readonly note?: Content;
}): Html =>
  html`<section class="mk-hero"><div class="mk-width mk-hero__row"><div class="mk-hero__words"><h1 class="mk-hero__title">${h.title}</h1><p class="mk-hero__lead">${h.lead}</p>${h.actions !== undefined && html`<div class="mk-hero__actions">${h.actions}</div>`}${h.note !== undefined && html`<p class="mk-hero__note">${h.note}</p>`}</div><svg class="mk-hero__motif" viewBox="0 0 48 48" aria-hidden="true" focusable="false">${raw(markShape)}</svg></div><div class="mk-felt" aria-hidden="true"></div></section>`;

/** A full-width band; `tint` sets it off from its neighbours. */
export const band = (b: { readonly tint?: boolean; readonly title?: Content }, ...body: readonly Slot[]): Html =>
  html`<section class="${classes('mk-band', b.tint && 'mk-band--tint')}"><div class="mk-width mk-flow">${b.title !== undefined && html`<h2>${b.title}</h2>`}${body}</div></section>`;

/** A few thoughts side by side; numbered when they are steps. */
export const points = (p: {
  readonly items: readonly { readonly title: Content; readonly body: Slot }[];
  readonly numbered?: boolean;
}): Html => {
  const items = p.items.map(
    (i, n) =>
      html`<li class="mk-point">${p.numbered && html`<span class="mk-point__number" aria-hidden="true"><span>${n + 1}</span></span>`}<h3 class="mk-point__title">${i.title}</h3><div>${i.body}</div></li>`,
  );
  return p.numbered ? html`<ol class="mk-points">${items}</ol>` : html`<ul class="mk-points">${items}</ul>`;
};
