import { attrs, type Content, classes, type Html, html, type Slot } from './html.ts';

export type Column = {
  readonly head: string;
  readonly numeric?: boolean;
  readonly headHidden?: boolean;
  readonly nowrap?: boolean;
};

/**
 * A table of facts. On a narrow screen each row becomes a block with its column heads beside the values
 * (roles are written out because such a layout takes them from a table). `stack: false` keeps a small table as it is.
 */
export function table(t: {
  readonly caption: Content;
  readonly captionHidden?: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Slot[])[];
  /** The first cell of a row names the row (default yes). */
  readonly rowHeader?: boolean;
  readonly stack?: boolean;
  readonly foot?: readonly Slot[];
}): Html {
  const cell = (value: Slot, i: number): Html => {
    const column = t.columns[i]!;
    const common = {
      class: classes(column.numeric && 'mk-table__numeric', column.nowrap && 'mk-table__nowrap') || undefined,
      'data-head': column.headHidden ? undefined : column.head,
    };
    const wrapped = html`<div class="mk-table__cell">${value}</div>`;
    return i === 0 && t.rowHeader !== false
      ? html`<th${attrs({ scope: 'row', role: 'rowheader', ...common })}>${wrapped}</th>`
      : html`<td${attrs({ role: 'cell', ...common })}>${wrapped}</td>`;
  };
  const head = (c: Column): Html =>
    html`<th${attrs({ scope: 'col', role: 'columnheader', class: c.numeric ? 'mk-table__numeric' : undefined })}>${c.headHidden ? html`<span class="mk-hidden">${c.head}</span>` : c.head}</th>`;
  const row = (cells: readonly Slot[]): Html => html`<tr role="row">${cells.map(cell)}</tr>`;
  return html`<table class="${classes('mk-table', t.stack !== false && 'mk-table--stack')}" role="table"><caption class="${classes('mk-table__caption', t.captionHidden && 'mk-hidden')}">${t.caption}</caption><thead role="rowgroup"><tr role="row">${t.columns.map(head)}</tr></thead><tbody role="rowgroup">${t.rows.map(row)}</tbody>${t.foot !== undefined && html`<tfoot role="rowgroup">${row(t.foot)}</tfoot>`}</table>`;
}
