import { ui } from './ui.messages.ts';
import type { Lang } from '../text.ts';
import { attrs, type Content, classes, type Html, html, type Slot } from './html.ts';

export type SummaryRow = {
  readonly key: Content;
  readonly value: Slot;
  /** What can be done with this row; `hiddenText` names the row to a screen reader ("Change *surname*"). */
  readonly actions?: readonly { readonly text?: Content; readonly href: string; readonly hiddenText: Content }[];
};

/** Facts as key and value: a record, or "check your answers" with its change links. */
export const summaryList = (s: {
  readonly lang: Lang;
  readonly rows: readonly SummaryRow[];
  readonly title?: Content;
  readonly plain?: boolean;
}): Html => {
  const acting = s.rows.some((r) => (r.actions?.length ?? 0) > 0);
  const row = (r: SummaryRow): Html =>
    html`<div class="${classes('mk-summary__row', acting && 'mk-summary__row--acting')}"><dt class="mk-summary__key">${r.key}</dt><dd class="mk-summary__value">${r.value}</dd>${
      r.actions !== undefined &&
      r.actions.length > 0 &&
      html`<dd class="mk-summary__actions">${r.actions.map((a) => html`<a href="${a.href}">${a.text ?? ui(s.lang).change}<span class="mk-hidden"> (${a.hiddenText})</span></a>`)}</dd>`
    }</div>`;
  const list = html`<dl class="${classes('mk-summary', s.plain && 'mk-summary--plain')}">${s.rows.map(row)}</dl>`;
  return s.title === undefined
    ? list
    : html`<section class="mk-summary-card"><h2 class="mk-summary-card__title">${s.title}</h2>${list}</section>`;
};

export type Task = { readonly title: Content; readonly href?: string; readonly hint?: Content; readonly status: Html };

/** What is to be done, each with its state. A task that cannot start yet has no link. */
export const taskList = (t: { readonly id: string; readonly tasks: readonly Task[] }): Html =>
  html`<ul class="mk-tasks">${t.tasks.map((task, i) => {
    const status = `${t.id}-${i + 1}-status`;
    const hintId = task.hint === undefined ? undefined : `${t.id}-${i + 1}-hint`;
    return html`<li class="${classes('mk-task', task.href !== undefined && 'mk-task--link')}"><div class="mk-task__name">${
      task.href === undefined
        ? html`<span>${task.title}</span>`
        : html`<a${attrs({ class: 'mk-task__link', href: task.href, 'aria-describedby': classes(hintId, status) })}>${task.title}</a>`
    }${hintId !== undefined && html`<div class="mk-hint" id="${hintId}">${task.hint}</div>`}</div><div class="mk-task__status" id="${status}">${task.status}</div></li>`;
  })}</ul>`;

export type Happening = {
  readonly when: Content;
  /** For machines: ISO 8601. */
  readonly datetime?: string;
  readonly title: Content;
  readonly by?: Content;
  readonly body?: Slot;
  readonly tone?: 'good' | 'bad' | 'wait';
};

/** What happened, newest first as given. */
export const timeline = (t: { readonly items: readonly Happening[]; readonly level?: 2 | 3 }): Html =>
  html`<ol class="mk-timeline">${t.items.map((item) => {
    const heading =
      t.level === 2
        ? html`<h2 class="mk-timeline__title">${item.title}</h2>`
        : html`<h3 class="mk-timeline__title">${item.title}</h3>`;
    return html`<li class="${classes('mk-timeline__item', item.tone && `mk-timeline__item--${item.tone}`)}">${heading}<p class="mk-timeline__when"><time${attrs({ datetime: item.datetime })}>${item.when}</time>${item.by !== undefined && html` · ${item.by}`}</p>${item.body !== undefined && html`<div class="mk-timeline__body">${item.body}</div>`}</li>`;
  })}</ol>`;

/** Numbers at a glance. The number comes formatted. */
export const statTiles = (
  tiles: readonly {
    readonly label: Content;
    readonly value: Content;
    readonly note?: Content;
    readonly href?: string;
    readonly tone?: 'bad' | 'wait';
  }[],
): Html =>
  html`<ul class="mk-stats">${tiles.map(
    (t) =>
      html`<li class="${classes('mk-stat', t.tone && `mk-stat--${t.tone}`)}"><span class="mk-stat__value">${t.value}</span> <span class="mk-stat__label">${t.href === undefined ? t.label : html`<a href="${t.href}">${t.label}</a>`}</span>${t.note !== undefined && html` <span class="mk-stat__note">${t.note}</span>`}</li>`,
  )}</ul>`;

/** One thing of a list that is more than a row: a consent, a purpose, a holder. */
export const card = (c: {
  readonly title: Content;
  readonly href?: string;
  readonly level?: 2 | 3;
  readonly tag?: Html | undefined;
  readonly meta?: readonly { readonly key: Content; readonly value: Slot }[];
  readonly body?: Slot;
  readonly actions?: Slot;
}): Html => {
  const title = c.href === undefined ? c.title : html`<a href="${c.href}">${c.title}</a>`;
  return html`<article class="mk-card"><div class="mk-card__head">${c.level === 3 ? html`<h3 class="mk-card__title">${title}</h3>` : html`<h2 class="mk-card__title">${title}</h2>`}${c.tag}</div>${
    c.body !== undefined && html`<div class="mk-card__body">${c.body}</div>`
  }${c.meta !== undefined && html`<dl class="mk-card__meta">${c.meta.map((m) => html`<div><dt>${m.key}</dt><dd>${m.value}</dd></div>`)}</dl>`}${c.actions !== undefined && html`<div class="mk-card__actions">${c.actions}</div>`}</article>`;
};

/** Cards under each other on a phone, side by side where there is room. */
export const cardGrid = (...cards: readonly Slot[]): Html => html`<div class="mk-grid">${cards}</div>`;
