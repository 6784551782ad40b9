// Charts as SVG made on the server: title and description for screen readers, the numbers as a table beneath.
import type { Lang } from '../text.ts';
import { number } from '../i18n/index.ts';
import { type Html, html, join } from './html.ts';
import { details } from './notices.ts';
import { table } from './table.ts';
import { ui } from './ui.messages.ts';

export type Series = { readonly name: string; readonly values: readonly number[] };

export type Chart = {
  readonly lang: Lang;
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** What the picture shows, in one sentence: the finding, not the shape. */
  readonly desc: string;
  /** Names of the points: months, days. */
  readonly labels: readonly string[];
  /** Up to five; bars are stacked in this order. */
  readonly series: readonly Series[];
};

type Size = { readonly width: number; readonly height: number; readonly name: 'narrow' | 'wide' };
const sizes: readonly Size[] = [
  { width: 328, height: 220, name: 'narrow' },
  { width: 720, height: 280, name: 'wide' },
];
const edge = { left: 48, right: 10, top: 14, bottom: 30 };

/** A scale that ends on a round number, in at most five steps. */
export function scale(max: number): { readonly top: number; readonly step: number } {
  if (max <= 0) return { top: 4, step: 1 };
  const rough = max / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10, 20].map((m) => m * power).find((s) => s >= rough && Number.isInteger(s))!;
  return { top: Math.ceil(max / step) * step, step };
}

const fixed = (n: number): string => String(Math.round(n * 10) / 10);

type Frame = {
  readonly x: (i: number) => number;
  readonly y: (v: number) => number;
  readonly band: number;
  readonly svg: Html;
};

function frame(c: Chart, size: Size, max: number): Frame {
  const { top, step } = scale(max);
  const inner = { width: size.width - edge.left - edge.right, height: size.height - edge.top - edge.bottom };
  const band = inner.width / Math.max(1, c.labels.length);
  const x = (i: number): number => edge.left + band * (i + 0.5);
  const y = (v: number): number => edge.top + inner.height * (1 - v / top);
  const longest = Math.max(1, ...c.labels.map((l) => l.length)) * 8 + 12;
  const every = Math.ceil(longest / band);
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step);
  const svg = html`${ticks.map((t) => html`<line class="${t === 0 ? 'mk-chart__base' : 'mk-chart__grid'}" x1="${edge.left}" x2="${size.width - edge.right}" y1="${fixed(y(t))}" y2="${fixed(y(t))}"/><text class="mk-chart__tick" x="${edge.left - 8}" y="${fixed(y(t) + 4)}" text-anchor="end">${number(c.lang, t)}</text>`)}${c.labels.map(
    (l, i) =>
      i % every === 0 &&
      html`<text class="mk-chart__tick" x="${fixed(x(i))}" y="${size.height - 9}" text-anchor="middle">${l}</text>`,
  )}`;
  return { x, y, band, svg };
}

function figure(kind: 'bar' | 'line', c: Chart, max: number, marks: (f: Frame, size: Size) => Html): Html {
  const pictures = sizes.map((size) => {
    const f = frame(c, size, max);
    const id = `${c.id}-${size.name}`;
    return html`<svg class="mk-chart__svg mk-chart__svg--${size.name}" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${size.width} ${size.height}"><title id="${id}-title">${c.title}</title><desc id="${id}-desc">${c.desc}</desc>${f.svg}${marks(f, size)}</svg>`;
  });
  const sample = (n: number): Html =>
    kind === 'line'
      ? html`<line class="mk-chart__line mk-chart__stroke--${n}" x1="0" x2="30" y1="7" y2="7"/><circle class="mk-chart__dot mk-chart__stroke--${n}" cx="15" cy="7" r="3.500"/>`
      : html`<rect class="mk-chart__fill--${n}" width="14" height="14" rx="2"/>`;
  const legend =
    c.series.length > 1 &&
    html`<ul class="mk-chart__legend" aria-hidden="true">${c.series.map((s, i) => html`<li class="mk-chart__key"><svg width="${kind === 'line' ? 30 : 14}" height="14" focusable="false">${sample(i + 1)}</svg>${s.name}</li>`)}</ul>`;
  const data = table({
    caption: c.title,
    captionHidden: true,
    columns: [{ head: ui(c.lang).period }, ...c.series.map((s) => ({ head: s.name, numeric: true }))],
    rows: c.labels.map((l, i) => [l, ...c.series.map((s) => number(c.lang, s.values[i] ?? 0))]),
  });
  return html`<figure class="mk-chart"><figcaption class="mk-chart__title">${c.title}</figcaption><p class="mk-chart__desc">${c.desc}</p>${legend}${pictures}${details({ summary: ui(c.lang).data }, data)}</figure>`;
}

/** Stacked bars: how a whole is made up, over time. */
export function barChart(c: Chart): Html {
  const totals = c.labels.map((_, i) => c.series.reduce((sum, s) => sum + (s.values[i] ?? 0), 0));
  return figure('bar', c, Math.max(0, ...totals), ({ x, y, band }) => {
    const width = Math.min(48, band * 0.64);
    return join(
      c.labels.map((_, i) => {
        let below = 0;
        return join(
          c.series.map((s, n) => {
            const value = s.values[i] ?? 0;
            if (value <= 0) return '';
            const from = y(below);
            below += value;
            const gap = n === 0 ? 0 : 1;
            return html`<rect class="mk-chart__bar mk-chart__fill--${n + 1}" x="${fixed(x(i) - width / 2)}" y="${fixed(y(below))}" width="${fixed(width)}" height="${fixed(Math.max(1, from - y(below) - gap))}"/>`;
          }),
        );
      }),
    );
  });
}

/** Lines: how several things go. Each line has its own dash and its own mark, so colour is never needed. */
export function lineChart(c: Chart): Html {
  const max = Math.max(0, ...c.series.flatMap((s) => s.values));
  return figure('line', c, max, ({ x, y }) =>
    join(
      c.series.map((s, n) => {
        const points = s.values.map((v, i) => `${fixed(x(i))},${fixed(y(v))}`);
        return html`<polyline class="mk-chart__line mk-chart__stroke--${n + 1}" points="${points.join(' ')}"/>${s.values.map((v, i) => html`<circle class="mk-chart__dot mk-chart__stroke--${n + 1}" cx="${fixed(x(i))}" cy="${fixed(y(v))}" r="3.500"/>`)}`;
      }),
    ),
  );
}
