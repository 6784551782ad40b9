import { formatDateTime } from '../../platform/dates.ts';
import { html, type Html, table, tag } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { PublishedCentreCertificate } from '../../trust/registers/index.ts';
import { centresWords } from './centres.messages.ts';
import { publishedWords } from './published.messages.ts';
import { lastDayText } from './views.ts';

/** ES-8.3.2: what the root has issued to centres, and how each certificate stands. */
export function rootTable(lang: Lang, rows: readonly PublishedCentreCertificate[]): Html {
  const w = publishedWords[lang];
  const own = rows.filter(({ kind }) => kind === 'ACA');
  if (own.length === 0) return html`<p>${w.rootNone}</p>`;
  return table({
    caption: w.root,
    captionHidden: true,
    columns: [{ head: w.subject }, { head: w.number }, { head: w.validUntil }, { head: w.state }],
    rows: own.map(({ subject, number, validUntil, state, end }) => [
      /(?:^|, )CN=((?:\\.|[^,])+)/.exec(subject)?.[1] ?? subject,
      html`<a class="mk-number" href="/registers/signed/certificate-${number}.asice">${number}</a>`,
      lastDayText(lang, new Date(validUntil)),
      html`${tag({ text: w.states[state], tone: state === 'active' ? 'good' : 'neutral' })}${end !== null && html`<br><span class="mk-small">${formatDateTime(lang, new Date(end.since))}</span>`}`,
    ]),
  });
}

/** ES-8.3b: every list as a signed file, as of the moment the page is of. `asOf`: null for now. */
export function downloads(lang: Lang, asOf: Date | null): Html {
  const w = publishedWords[lang];
  const query = asOf === null ? '' : `?asOf=${encodeURIComponent(asOf.toISOString())}`;
  const c = centresWords[lang];
  const names: readonly (readonly [string, string])[] = [
    ['accredited', c.lists.accredited],
    ['root-certificates', w.root],
    ...(['revoked', 'suspended', 'ceased', 'expired'] as const).map((name) => [name, c.lists[name]] as const),
    ['transferred', c.transferred],
    ['confirmed-means', c.means],
  ];
  return html`<h2 id="signed">${w.downloads}</h2><p>${w.downloadsLead}</p><ul>${names.map(([name, text]) => html`<li><a href="/registers/signed/${name}.asice${query}">${text}</a></li>`)}<li><a href="/registers/trusted-list.xml${query}">${w.trustedList}</a></li></ul>`;
}
