import type { FastifyRequest } from 'fastify';
import {
  type Act,
  type ActCode,
  actCodes,
  acts,
  cite,
  defaultActDates,
  findRequirement,
  glossary,
  headingOf,
  locatorOf,
  type Requirement,
  requirements,
  sourceTitles,
} from '../../law/index.ts';
import { formatDate } from '../../platform/dates.ts';
import { card, html, type Html, inset, pagination, summaryList, table, tag } from '../../platform/html/index.ts';
import { RefusalError, refuseHttp } from '../../platform/http/index.ts';
import { number } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { PageInput } from '../deps.ts';
import { param } from './deps.ts';
import { lawWords } from './law.messages.ts';
import { standingTone } from './law-words.ts';

type Part = { readonly key: string; readonly slug: string; readonly rows: readonly Requirement[] };

/** The parts of each act, in the order of its text. */
const parts: Readonly<Record<ActCode, readonly Part[]>> = {
  CP: partsOf('CP'),
  PD: partsOf('PD'),
  SP: partsOf('SP'),
  ES: partsOf('ES'),
};

function partsOf(act: ActCode): Part[] {
  const byHeading = Map.groupBy(
    requirements.filter((row) => row.act === act),
    (row) => row.heading,
  );
  return [...byHeading].map(([key, rows]) => ({ key, slug: key.replaceAll('/', '-'), rows }));
}

const isAct = (text: string): text is ActCode => (actCodes as readonly string[]).includes(text);
const notFound = (): never => {
  throw new RefusalError(refuseHttp('NOT_FOUND'));
};

function partLabel(lang: Lang, act: ActCode, key: string): string {
  const m = lawWords[lang];
  const title = headingOf(act, key)?.[lang];
  if (act === 'CP') return title ?? key;
  const place = key === 'final' ? m.final : (act === 'SP' ? m.section : m.article).replace('{n}', key);
  return title === undefined || title === place ? place : `${place}. ${title}`;
}

const standing = (lang: Lang, act: Act): Html => tag({ text: act.statusLabel[lang], tone: standingTone(act.status) });

function validity(lang: Lang, code: ActCode): string {
  const m = lawWords[lang];
  const { inForceFrom, inForceTo, assumed } = defaultActDates[code];
  if (inForceFrom === null) return acts[code].kind === 'policy' ? '—' : m.never;
  const ends = [
    m.from.replace('{date}', formatDate(lang, inForceFrom)),
    inForceTo === null ? null : m.until.replace('{date}', formatDate(lang, inForceTo)),
  ];
  return `${ends.filter((one) => one !== null).join(' ')}${assumed === true ? ` ${m.assumed}` : ''}`;
}

const facts = (lang: Lang, act: Act): { key: string; value: string | Html }[] => {
  const m = lawWords[lang];
  const own = requirements.filter((row) => row.act === act.code);
  return [
    ...(act.date === null ? [] : [{ key: m.adopted, value: formatDate(lang, act.date) }]),
    { key: m.validity, value: validity(lang, act.code) },
    { key: m.authentic, value: m.languages[act.authentic] },
    {
      key: m.rows,
      value: `${number(lang, own.length)} (${m.executable.replace('{n}', number(lang, own.filter((row) => row.executable).length))})`,
    },
  ];
};

/** The four acts, each with its standing. */
export function lawPage({ lang }: FastifyRequest): PageInput {
  const m = lawWords[lang];
  return {
    title: m.title,
    description: m.lead,
    width: 'wide',
    body: html`<h1>${m.title}</h1><p class="mk-lead">${m.lead}</p>
<div class="mk-flow">${actCodes.map((code) => card({ title: `${acts[code].short[lang]}`, href: `/law/${code}`, tag: standing(lang, acts[code]), body: html`<p>${acts[code].title[lang]}</p>`, meta: facts(lang, acts[code]) }))}</div>
<p><a href="/law/glossary">${m.glossary}</a></p>${inset(html`<p>${m.notLaw}</p>`)}`,
  };
}

/** `/law/PD` is an act, `/law/PD-9.4a` one of its requirements. */
export function lawItemPage(request: FastifyRequest): PageInput {
  const id = param(request, 'id');
  if (isAct(id)) return actPage(request.lang, acts[id]);
  const row = findRequirement(id);
  return row === null ? notFound() : rowPage(request.lang, row);
}

function actPage(lang: Lang, act: Act): PageInput {
  const m = lawWords[lang];
  return {
    title: act.short[lang],
    width: 'wide',
    breadcrumbs: [{ text: m.title, href: '/law' }],
    body: html`<h1>${act.short[lang]}</h1><p class="mk-lead">${act.title[lang]}</p><p>${standing(lang, act)}</p>${summaryList({ lang, rows: facts(lang, act) })}
${table({
  caption: m.open,
  captionHidden: true,
  columns: [{ head: m.part }, { head: m.count, numeric: true }],
  rows: parts[act.code].map((part) => [
    html`<a href="/law/${act.code}/${part.slug}">${partLabel(lang, act.code, part.key)}</a>`,
    number(lang, part.rows.length),
  ]),
})}`,
  };
}

/** One article, section or chapter with all its requirements. */
export function lawPartPage(request: FastifyRequest): PageInput {
  const { lang } = request;
  const code = param(request, 'id');
  const part = isAct(code) ? parts[code].find(({ slug }) => slug === param(request, 'part')) : undefined;
  if (!isAct(code) || part === undefined) return notFound();
  const m = lawWords[lang];
  const act = acts[code];
  return {
    title: partLabel(lang, code, part.key),
    breadcrumbs: [
      { text: m.title, href: '/law' },
      { text: act.short[lang], href: `/law/${code}` },
    ],
    body: html`<h1><span class="mk-caption">${act.short[lang]}</span> ${partLabel(lang, code, part.key)}</h1><p>${standing(lang, act)}</p>
${part.rows.map((row) => html`<section class="mk-flow" id="${row.id}"><h2><a href="/law/${row.id}">${row.id}</a></h2>${words(lang, row)}</section>`)}`,
  };
}

function words(lang: Lang, row: Requirement): Html {
  const m = lawWords[lang];
  const one = cite(row.id);
  return html`<p><strong>${locatorOf(row)[lang]}</strong></p>${inset(html`<p class="mk-small">${m.original}</p><blockquote lang="${one.originalLang}">${one.original}</blockquote>`)}<p>${one.plain[lang]} <span class="mk-small">(${one.plainMark[lang]})</span></p>`;
}

function rowPage(lang: Lang, row: Requirement): PageInput {
  const m = lawWords[lang];
  const act = acts[row.act];
  const own = requirements.filter((other) => other.act === row.act);
  const at = own.indexOf(row);
  const slug = row.heading.replaceAll('/', '-');
  const to = (other: Requirement | undefined): string | undefined =>
    other === undefined ? undefined : `/law/${other.id}`;
  return {
    title: `${row.id}: ${locatorOf(row)[lang]}`,
    breadcrumbs: [
      { text: m.title, href: '/law' },
      { text: act.short[lang], href: `/law/${row.act}` },
      { text: partLabel(lang, row.act, row.heading), href: `/law/${row.act}/${slug}` },
    ],
    body: html`<h1><span class="mk-caption">${act.short[lang]}</span> ${row.id}</h1><p>${standing(lang, act)}</p>${words(lang, row)}
${row.executable ? html`<h2>${m.check}</h2><p class="mk-small">${m.checkNote}</p><p lang="en">${row.check}</p>` : html`<h2>${m.check}</h2><p>${m.notExecutable}</p>${row.reason !== null && html`<p lang="en">${row.reason}</p>`}`}
<p><a href="/law/${row.act}/${slug}#${row.id}">${m.whole}</a></p>
${pagination({ lang, previous: to(own[at - 1]), next: to(own[at + 1]) })}`,
  };
}

/** CP-3: each word with the law that gives it its meaning. */
export function glossaryPage({ lang }: FastifyRequest): PageInput {
  const m = lawWords[lang];
  return {
    title: m.glossary,
    width: 'wide',
    breadcrumbs: [{ text: m.title, href: '/law' }],
    body: html`<h1>${m.glossary}</h1><p class="mk-lead">${m.glossaryLead}</p>${table({
      caption: m.glossary,
      captionHidden: true,
      columns: [{ head: m.term }, { head: m.ruTerm }, { head: m.enTerm }, { head: m.source }, { head: m.requirements }],
      rows: glossary.map(({ term, source, suggested, law }) => [
        html`<span lang="ky">${term.ky}</span>${suggested && ' *'}`,
        html`<span lang="ru">${term.ru}</span>`,
        html`<span lang="en">${term.en}</span>`,
        sourceTitles[source][lang],
        law.length === 0
          ? '—'
          : law.map(
              (id, i) =>
                html`${i > 0 && ', '}${findRequirement(id) === null ? id : html`<a href="/law/${id}">${id}</a>`}`,
            ),
      ]),
    })}`,
  };
}
