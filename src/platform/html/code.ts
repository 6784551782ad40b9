import type { Lang } from '../text.ts';
import { attrs, type Content, type Html, html } from './html.ts';
import { icon } from './icons.ts';
import { ui } from './ui.messages.ts';

/** A button that copies; it appears only where the script runs. */
export const copyButton = (lang: Lang, text: string, hiddenText?: Content): Html =>
  html`<button class="mk-copy" type="button" hidden data-copy="${text}" data-copied="${ui(lang).copied}">${icon('copy')}<span class="mk-copy__word" aria-live="polite">${ui(lang).copy}</span>${hiddenText !== undefined && html`<span class="mk-hidden"> (${hiddenText})</span>`}</button>`;

/** A hash, id or key: in groups of eight, whole, selectable with one click. */
export const hashBlock = (h: { readonly lang: Lang; readonly label: Content; readonly value: string }): Html =>
  html`<div class="mk-hash"><span class="mk-hash__label">${h.label}</span><code class="mk-hash__value">${(h.value.match(/.{1,8}/g) ?? []).map((g) => html`<span>${g}</span>`)}</code>${copyButton(h.lang, h.value, h.label)}</div>`;

/** Program text or JSON, scrolled inside its own box. */
export const codeBlock = (c: {
  readonly lang: Lang;
  readonly code: string;
  readonly label: string;
  readonly copy?: boolean;
}): Html =>
  html`<figure class="mk-code"><figcaption class="mk-code__head"><span>${c.label}</span>${c.copy !== false && copyButton(c.lang, c.code, c.label)}</figcaption><pre${attrs({ tabindex: '0', role: 'region', 'aria-label': c.label })}><code>${c.code}</code></pre></figure>`;
