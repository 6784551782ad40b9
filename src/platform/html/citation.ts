// The norm behind a sentence: where it stands, how it reads, what it means.
import type { Lang } from '../text.ts';
import { attrs, type Content, type Html, html, isEmpty } from './html.ts';
import { type Tone, tag } from './tag.ts';
import { ui } from './ui.messages.ts';

export type Citation = {
  readonly lang: Lang;
  /** "PD-9.4": becomes the anchor, so that `citeLink` can point to it. */
  readonly id?: string;
  /** Act and article as cited: "ЖМ мыйзамынын долбоору, 9-берене, 4-бөлүк". */
  readonly label: Content;
  /** The act's own words and their language. */
  readonly original: { readonly text: Content; readonly lang: Lang };
  readonly plain?: Content;
  /** Say so when `plain` is a translation made here. */
  readonly unofficial?: boolean;
  /** "In force", "draft", "repealed": repealed or draft law is always labelled. */
  readonly status?: { readonly text: Content; readonly tone?: Tone };
  readonly href?: { readonly url: string; readonly text: Content };
};

export function citation(c: Citation): Html {
  const words = ui(c.lang);
  return html`<details${attrs({ class: 'mk-cite', id: c.id })}><summary class="mk-cite__summary"><span class="mk-cite__sign" aria-hidden="true">§</span><span class="mk-cite__label">${c.label}</span></summary><div class="mk-cite__body">${
    c.status !== undefined && html`<p class="mk-cite__status">${tag(c.status)}</p>`
  }${
    c.plain !== undefined &&
    !isEmpty(c.plain) &&
    html`<p class="mk-cite__head">${words.plain}${c.unofficial && html` <span class="mk-cite__note">(${words.unofficial})</span>`}</p><p>${c.plain}</p>`
  }<p class="mk-cite__head">${words.original}</p><blockquote class="mk-cite__original"${attrs({ lang: c.original.lang })}>${c.original.text}</blockquote>${c.href !== undefined && html`<p><a href="${c.href.url}">${c.href.text}</a></p>`}</div></details>`;
}

/** A short reference inside a sentence: a link to the citation on this page or to the law's own page. */
export const citeLink = (text: Content, href: string): Html => html`<a class="mk-cite-link" href="${href}">${text}</a>`;
