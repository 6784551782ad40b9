import {
  type CaseNow,
  type Data,
  type DocumentRow,
  isSigned,
  type PageContext,
  type Procedure,
} from '../../cases/index.ts';
import { formatDate, formatDateTime, formatLastDay, isDay } from '../../platform/dates.ts';
import { details, hashBlock, html, type Html, summaryList } from '../../platform/html/index.ts';
import { isUuid } from '../../platform/ids.ts';
import { langs } from '../../platform/text.ts';
import { normText } from '../holder/trouble.ts';
import { casesWords } from './cases.messages.ts';
import { signedFiles } from './signed-files.ts';

// What the parties said in their acts, and the documents that came of it. Identifiers are for machines and stay out.

type Row = { readonly key: string; readonly value: Html };
type Names = ReadonlyMap<string, string>;
const silent = new Set(['id', 'contentHash', 'audience', 'cites', 'request']);

/** Bars of a refusal by the name they were given: what `bar` means in the acts after it. */
function namesIn({ history }: CaseNow): Names {
  const named = history.acts.flatMap(({ data }) => (Array.isArray(data['named']) ? (data['named'] as Data[]) : []));
  return new Map(named.map((one) => [String(one['id']), String(one['contract'])]));
}

export function saidSection(now: CaseNow, documents: readonly DocumentRow[], c: PageContext): Html {
  const w = casesWords[c.lang];
  const { procedure } = now;
  const names = namesIn(now);
  const parts = now.history.acts.flatMap((done) => {
    const rows = rowsOf(procedure, done.data, '', names, c);
    const made = documents.filter(({ seq }) => seq === done.seq);
    if (rows.length + made.length === 0) return [];
    const by = procedure.texts.parties[done.party]?.[c.lang];
    const title = procedure.texts.acts[done.act]?.[c.lang] ?? done.act;
    return [
      html`<h3>${title}</h3><p class="mk-small">${formatDateTime(c.lang, done.at)}${by !== undefined && ` · ${by}`}</p>${rows.length > 0 && summaryList({ lang: c.lang, rows })}${made.map((one) => details({ summary: w.documents[one.kind as keyof typeof w.documents] ?? w.document }, html`${isSigned(now, one.seq) && signedFiles(now, one.seq, c)}<p>${w.documentKept}</p>`, hashBlock({ lang: c.lang, label: w.documentHash, value: one.hash.toString('hex') })))}`,
    ];
  });
  return parts.length === 0 ? html`` : html`<h2>${w.said}</h2>${parts}`;
}

/** What an act says, in words. */
export const saidRows = (now: CaseNow, data: Data, c: PageContext): Row[] =>
  rowsOf(now.procedure, data, '', namesIn(now), c);

function rowsOf(procedure: Procedure, data: Data, prefix: string, names: Names, c: PageContext): Row[] {
  return Object.entries(data).flatMap(([name, value]): Row[] => {
    const key = prefix === '' ? name : `${prefix}/${name}`;
    const label = procedure.texts.fields[key]?.[c.lang];
    const shown = label === undefined || silent.has(name) ? null : valueOf(procedure, value, key, names, c);
    return shown === null ? [] : [{ key: label!, value: shown }];
  });
}

function valueOf(procedure: Procedure, value: unknown, key: string, names: Names, c: PageContext): Html | null {
  if (typeof value === 'string') {
    const [identifier, day]: boolean[] = [isUuid(value), isDay(value)];
    if (identifier) return names.has(value) ? html`${names.get(value)}` : null;
    if (day) return html`${formatDate(c.lang, value)}`;
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return html`${formatLastDay(c.lang, new Date(value))}`;
    if (key.endsWith('/law')) return html`${normText(c.lang, value) || value}`;
    return html`${procedure.texts.fields[`${key}=${value}`]?.[c.lang] ?? value}`;
  }
  if (Array.isArray(value)) {
    const items = value.flatMap((one: unknown) => {
      if (typeof one !== 'object' || one === null) return [];
      return [rowsOf(procedure, one as Data, key, names, c)];
    });
    return items.length === 0
      ? null
      : html`<ul>${items.map((rows) => html`<li>${rows.map((row, index) => html`${index > 0 && html`<br>`}${row.key}: ${row.value}`)}</li>`)}</ul>`;
  }
  if (typeof value === 'object' && value !== null && langs.every((lang) => lang in value))
    return html`${(value as Record<string, string>)[c.lang]}`;
  return null;
}
