// Line icons and the mark, drawn for this product. All decorative: the words stand beside them.
import { type Html, html, raw } from './html.ts';

const shapes = {
  arrow: '<path d="M4 12h15M13 6l6 6-6 6"/>',
  back: '<path d="M15 5l-7 7 7 7"/>',
  check: '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
  chevron: '<path d="M6 9l6 6 6-6"/>',
  info: '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.2v.1"/>',
  warning: '<path d="M12 3.5l9.5 17h-19z"/><path d="M12 10v5M12 17.8v.1"/>',
  copy: '<rect x="8" y="8" width="12" height="12" rx="1.5"/><path d="M16 8V4H4v12h4"/>',
  search: '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
  file: '<path d="M6 3h8l5 5v13H6z"/><path d="M14 3v5h5"/>',
  user: '<circle cx="12" cy="8" r="4"/><path d="M4 21c.8-4.5 4-6.5 8-6.5s7.200 2 8 6.500"/>',
  clock: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.500l3.500 2"/>',
  lock: '<rect x="5" y="11" width="14" height="9" rx="1.500"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
} as const;

export type IconName = keyof typeof shapes;

export const icon = (name: IconName): Html =>
  html`<svg class="mk-icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">${raw(shapes[name])}</svg>`;

/** The mark: кочкор мүйүз, the ram's horn of the felt carpets: two lines, two parties, that meet in one stem and one seed. */
export const mark = (): Html =>
  html`<svg class="mk-mark" viewBox="0 0 48 48" width="40" height="40" aria-hidden="true" focusable="false">${raw(markShape)}</svg>`;

export const markShape =
  '<path d="M24 34V21c0-7-4-12-10-12-5.5 0-9 3.800-9 8.500S8.300 25 12 25c3.300 0 5.600-2.200 5.600-5 0-2.300-1.700-4-3.900-4"/>' +
  '<path d="M24 34V21c0-7 4-12 10-12 5.500 0 9 3.800 9 8.500S39.700 25 36 25c-3.300 0-5.600-2.200-5.600-5 0-2.300 1.700-4 3.900-4"/>' +
  '<path class="mk-mark__seed" d="M24 31.500l6.500 6.500-6.500 6.500-6.500-6.500z"/>';
