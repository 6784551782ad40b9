import type { FastifyRequest } from 'fastify';
import {
  cosignatureTime,
  hex,
  type InclusionProof,
  inclusionProof,
  latestNote,
  leafHash,
  oldestPending,
  parseNote,
} from '../../record/index.ts';
import { formatDateTime } from '../../platform/dates.ts';
import { publicScope, systemScope } from '../../platform/db/index.ts';
import {
  button,
  codeBlock,
  details,
  emptyState,
  filterForm,
  hashBlock,
  html,
  type Html,
  inset,
  pagination,
  panel,
  statTiles,
  summaryList,
  table,
  tag,
  textInput,
} from '../../platform/html/index.ts';
import { number } from '../../platform/i18n/index.ts';
import { isUuid } from '../../platform/ids.ts';
import type { Lang } from '../../platform/text.ts';
import type { PageInput } from '../deps.ts';
import { asked, type PublicDeps } from './deps.ts';
import { logWords } from './log.messages.ts';

const scope = publicScope();
type Latest = NonNullable<Awaited<ReturnType<typeof latestNote>>>;

/** The log's public face in words: how large, how fresh, who watches it, how to fetch it. */
export async function logPage(request: FastifyRequest, deps: PublicDeps): Promise<PageInput> {
  const { lang } = request;
  const m = logWords[lang];
  const { db } = deps.consent;
  const [latest, pending] = await Promise.all([
    db.tx(scope, latestNote),
    db.tx(systemScope('how far the log is behind'), oldestPending),
  ]);
  const behind = pending.at === null ? 0 : Math.max(0, (deps.clock.real().getTime() - pending.at.getTime()) / 1000);
  return {
    title: m.title,
    description: m.lead,
    width: 'wide',
    body: html`<h1>${m.title}</h1><p class="mk-lead">${m.lead}</p>${inset(html`<p>${m.noData}</p>`)}
${latest === undefined ? emptyState({ title: m.none, body: html`<p>${m.noneText}</p>` }) : checkpoint(lang, deps, latest, pending.count, behind)}
<h2>${m.look}</h2>${lookUp(lang)}
<h2>${m.key}</h2><p>${m.keyText}</p>${codeBlock({ lang, label: m.key, code: deps.logKey })}
<h2>${m.fetch}</h2><p>${m.fetchText}</p>${codeBlock({ lang, label: m.fetchCode, code: commands(deps.publicUrl) })}`,
  };
}

const commands = (url: string): string => `curl ${url}/log/checkpoint
curl ${url}/log/tile/0/000.p/1 --output tile
curl ${url}/log/tile/entries/000.p/1 --output entries
curl '${url}/v1/log/proof/inclusion?index=0'
curl '${url}/v1/log/proof/consistency?from=1&to=2'`;

type Word = { readonly name: string; readonly at: Date; readonly known: boolean };

/** The note's signature lines of witnesses; the log's own line has no time in it. */
function wordsOf(note: string, witnessKeys: readonly string[]): Word[] {
  const known = new Set(witnessKeys.map((key) => key.split('+')[0]));
  return parseNote(note)
    .signatures.filter(({ signature }) => signature.length === 72)
    .map((line) => ({ name: line.name, at: new Date(cosignatureTime(line) * 1000), known: known.has(line.name) }));
}

function checkpoint(lang: Lang, deps: PublicDeps, { row, note }: Latest, waiting: number, behind: number): Html {
  const m = logWords[lang];
  const words = wordsOf(note, deps.witnessKeys);
  return html`<h2>${m.state}</h2>${statTiles([
    { label: m.size, value: number(lang, row.size) },
    { label: m.waiting, value: number(lang, waiting), ...(waiting > 0 && behind > 1 ? { tone: 'wait' as const } : {}) },
    {
      label: m.behind,
      value: number(lang, Math.round(behind * 10) / 10),
      note: m.behindNote,
      ...(behind > 1 ? { tone: 'bad' as const } : {}),
    },
    { label: m.witnessed, value: number(lang, words.length) },
  ])}
${summaryList({
  lang,
  rows: [
    { key: m.origin, value: html`<code>${note.split('\n')[0]!}</code>` },
    { key: m.signedAt, value: html`<time datetime="${row.at.toISOString()}">${formatDateTime(lang, row.at)}</time>` },
  ],
})}${hashBlock({ lang, label: m.root, value: hex(row.root) })}
${details({ summary: m.note }, codeBlock({ lang, label: m.note, code: note }))}
<h2>${m.witnesses}</h2><p>${m.witnessesText}</p>${
    words.length === 0
      ? html`<p>${m.noWitness}</p>`
      : table({
          caption: m.witnesses,
          captionHidden: true,
          columns: [{ head: m.witness }, { head: m.statedAt }],
          rows: words.map((one) => [
            html`${one.name} ${tag({ text: one.known ? m.known : m.unknown, tone: one.known ? 'good' : 'neutral' })}`,
            formatDateTime(lang, one.at),
          ]),
        })
  }`;
}

const lookUp = (lang: Lang, value = '', error?: string): Html => {
  const m = logWords[lang];
  return filterForm(
    { action: '/log/entry', label: m.look },
    textInput({
      lang,
      name: 'index',
      label: m.index,
      hint: m.indexHint,
      value,
      ...(error === undefined ? {} : { error }),
    }),
    button({ text: m.find, kind: 'secondary' }),
  );
};

/** One entry by its place or id: its hash and the way from it to a signed root. */
export async function entryPage(request: FastifyRequest, deps: PublicDeps): Promise<PageInput> {
  const { lang } = request;
  const m = logWords[lang];
  const wanted = asked(request, 'index');
  const breadcrumbs = [{ text: m.title, href: '/log' }];
  const of = /^\d{1,15}$/.test(wanted)
    ? { index: Number(wanted) }
    : isUuid(wanted)
      ? { entryId: wanted.toLowerCase() }
      : null;
  const found = of === null ? null : await deps.consent.db.tx(scope, (tx) => inclusionProof(tx, of));
  if (found !== null && typeof found !== 'string')
    return { title: titled(m.entryTitle, found.index), breadcrumbs, width: 'wide', body: proven(lang, found) };
  const error = found === null ? (wanted === '' ? undefined : m.bad) : found === 'unknown' ? m.notFound : m.notYet;
  return {
    title: m.entry,
    breadcrumbs,
    failed: error !== undefined,
    body: html`<h1>${m.entry}</h1>${lookUp(lang, wanted, error)}`,
  };
}

const titled = (text: string, n: string | number): string => text.replace('{n}', String(n));

function proven(lang: Lang, found: InclusionProof): Html {
  const m = logWords[lang];
  return html`${panel({ title: m.included, reference: { label: m.place, value: number(lang, found.index) } })}<p>${m.hidden}</p>
${hashBlock({ lang, label: m.leaf, value: hex(leafHash(found.leafData)) })}
<h2>${m.proof}</h2><p>${titled(m.proofText, found.proof.length)}</p>${found.proof.length > 0 && html`<ol>${found.proof.map((hash) => html`<li><code>${hex(hash)}</code></li>`)}</ol>`}
<h2>${m.against}</h2>${codeBlock({ lang, label: m.note, code: found.checkpoint })}${details({ summary: m.proofFile }, codeBlock({ lang, label: m.proofFile, code: found.tlogProof }))}
${pagination({ lang, previous: found.index > 0 ? `/log/entry?index=${found.index - 1}` : undefined, next: found.index + 1 < found.size ? `/log/entry?index=${found.index + 1}` : undefined })}`;
}
