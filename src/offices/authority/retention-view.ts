import { formatDate } from '../../platform/dates.ts';
import { html, type Html, table } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { Override } from '../../trust/retention/index.ts';
import { retentionWords } from './retention.messages.ts';

/** ES-13.6b, ES-15.3b: the acts with a shorter term, as officers and centres read them. */
export function overridesTable(lang: Lang, all: readonly Override[]): Html {
  const w = retentionWords[lang];
  if (all.length === 0) return html`<p>${w.none}</p>`;
  return table({
    caption: w.acts,
    captionHidden: true,
    columns: [w.act, w.what, w.term, w.runsFrom, w.days].map((head) => ({ head })),
    rows: all.map(({ act, what, years, runsFrom, inForceFrom, inForceTo }) => [
      act,
      w.kinds[what],
      w.yearsOf(years),
      w.froms[runsFrom],
      inForceTo === null
        ? w.since(formatDate(lang, inForceFrom))
        : w.until(formatDate(lang, inForceFrom), formatDate(lang, inForceTo)),
    ]),
    stack: true,
  });
}
