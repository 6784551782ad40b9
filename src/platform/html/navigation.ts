import type { Lang } from '../text.ts';
import { attrs, type Content, type Html, html } from './html.ts';
import { icon } from './icons.ts';
import { ui } from './ui.messages.ts';

export type Link = { readonly text: Content; readonly href: string; readonly current?: boolean };

/** Where the page stands, from the office's home; the page itself is not in it. */
export const breadcrumbs = (lang: Lang, links: readonly Link[]): Html =>
  html`<nav class="mk-breadcrumbs" aria-label="${ui(lang).breadcrumbs}"><ol class="mk-breadcrumbs__list">${links.map((l) => html`<li><a href="${l.href}">${l.text}</a></li>`)}</ol></nav>`;

export const backLink = (lang: Lang, href: string, text: Content = ui(lang).back): Html =>
  html`<a class="mk-back" href="${href}">${icon('back')}${text}</a>`;

/** The pages of one section, as links beside or above the content (no tabs: each part has its address). */
export const sectionNav = (n: {
  readonly lang: Lang;
  readonly label?: string;
  readonly links: readonly Link[];
}): Html =>
  html`<nav class="mk-section-nav" aria-label="${n.label ?? ui(n.lang).sections}"><ul class="mk-section-nav__list">${n.links.map((l) => html`<li><a${attrs({ href: l.href, 'aria-current': l.current ? 'page' : undefined })}>${l.text}</a></li>`)}</ul></nav>`;

/** Cursor pages: only neighbours are known. */
export const pagination = (p: {
  readonly lang: Lang;
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
  readonly note?: Content;
}): Html => {
  const words = ui(p.lang);
  if (p.previous === undefined && p.next === undefined) return html``;
  return html`<nav class="mk-pagination" aria-label="${words.pages}">${
    p.previous !== undefined &&
    html`<a class="mk-pagination__previous" rel="prev" href="${p.previous}">${icon('arrow')}${words.previous}</a>`
  }${p.note !== undefined && html`<span class="mk-pagination__note">${p.note}</span>`}${p.next !== undefined && html`<a class="mk-pagination__next" rel="next" href="${p.next}">${words.next}${icon('arrow')}</a>`}</nav>`;
};

/** "Step 2 of 4" above the h1, with a bar that repeats it. */
export const steps = (s: {
  readonly lang: Lang;
  readonly step: number;
  readonly of: number;
  readonly name?: Content;
}): Html =>
  html`<div class="mk-steps"><p class="mk-steps__text">${ui(s.lang).step(s.step, s.of)}${s.name !== undefined && html`<span class="mk-steps__name"> · ${s.name}</span>`}</p><ol class="mk-steps__bar" aria-hidden="true">${Array.from({ length: s.of }, (_, i) => html`<li${attrs({ class: i < s.step ? 'mk-steps__done' : undefined })}></li>`)}</ol></div>`;
