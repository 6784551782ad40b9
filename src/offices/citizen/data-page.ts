import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { disclosuresOfPerson, recipientName } from '../../arrays/index.ts';
import { dataView, type Processing, subjectsOfPerson } from '../../consent/index.ts';
import { formatDate, formatDateTime, formatLastDay } from '../../platform/dates.ts';
import {
  emptyState,
  type Html,
  html,
  linkButton,
  pagination,
  summaryList,
  tag,
  timeline,
} from '../../platform/html/index.ts';
import { type App, cutPage, htmlSchema } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { OfficeDeps } from '../deps.ts';
import { norms, sendPage } from '../shell.ts';
import { dataWords } from './data.messages.ts';
import { person } from './journey.ts';
import { meOf } from './mine.ts';
import { sentence } from './states.ts';
import { myTrail } from './trail.ts';

const perPage = 20;
const query = Type.Object({
  before: Type.Optional(Type.String({ format: 'uuid' })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});

/** PD-4.5: who processes what about me, what for, on which ground; who was given it, and what was done. */
export function dataPage(app: App, deps: OfficeDeps): void {
  app.get(
    '/me/data',
    { config: { kind: 'page', access: person }, schema: { querystring: query, response: htmlSchema } },
    async (request, reply) => {
      const { lang } = request;
      const m = dataWords[lang];
      const { before } = request.query;
      const { personId } = meOf(request);
      const [view, names] = await Promise.all([
        dataView(deps.consent, personId, { limit: perPage, ...(before === undefined ? {} : { before }) }),
        recipients(deps, request),
      ]);
      const page = cutPage(
        view.history.map((one) => ({ ...one, id: one.entry_id })),
        perPage,
      );
      const holders = new Map(view.processing.map((one) => [one.holder.id, one.holder.name[lang]]));
      const parts =
        view.processing.length === 0
          ? emptyState({
              title: m.none,
              body: html`<p>${m.noneMore}</p>`,
              action: linkButton({ text: m.toHolders, href: '/holders', kind: 'secondary' }),
            })
          : [...holders].map(
              ([id, name]) =>
                html`<h2>${name}</h2>${view.processing.filter((one) => one.holder.id === id).map((one) => processing(lang, one, names))}<p><a href="/holders/${id}">${m.seeHolder}<span class="mk-hidden">: ${name}</span></a></p>`,
            );
      const items = await Promise.all(
        page.items.map(async (one) => ({
          when: formatDateTime(lang, one.at),
          datetime: one.at.toISOString(),
          title: entryText(lang, one.type),
          by:
            holders.get(one.holder_id) ?? (await deps.consent.registers.holder(one.holder_id))?.body.name[lang] ?? '—',
        })),
      );
      const body = html`<h1>${m.title}</h1><p class="mk-lead">${m.lead}</p>
${before === undefined && html`${parts}${norms(lang, ['PD-4.5'])}`}
<h2 id="history">${m.history}</h2><p>${m.historyLead}</p>${items.length === 0 ? html`<p>${m.historyEmpty}</p>` : timeline({ items, level: 3 })}
${before !== undefined && html`<p><a href="/me/data#history">${m.newest}</a></p>`}${page.next !== null && pagination({ lang, next: `/me/data?before=${page.next}#history` })}`;
      return sendPage(request, reply, deps, { title: m.title, body, width: 'wide', breadcrumbs: myTrail(lang) });
    },
  );
}

const entryText = (lang: Lang, type: string): string => {
  const [area = '', act = ''] = type.split('.');
  return dataWords[lang].entries[area]?.[act] ?? dataWords[lang].otherEntry;
};

/** The names of those who were given the person's data, by disclosure; null where a name was destroyed with its key. */
async function recipients(deps: OfficeDeps, request: FastifyRequest): Promise<ReadonlyMap<string, string | null>> {
  const own = await subjectsOfPerson(deps.consent, meOf(request).personId);
  return deps.consent.db.tx(own.scope, async (tx) => {
    const names = new Map<string, string | null>();
    for (const row of await disclosuresOfPerson(tx, own.all, undefined, 500))
      names.set(row.id, await recipientName(deps.consent, tx, row));
    return names;
  });
}

function processing(lang: Lang, one: Processing, names: ReadonlyMap<string, string | null>): Html {
  const m = dataWords[lang];
  const category = (code: string): string => one.categories.find((each) => each.code === code)?.text[lang] ?? code;
  const listed = (items: readonly Html[], none: string): Html =>
    items.length === 0
      ? html`<span class="mk-small">${none}</span>`
      : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
  return html`<section>${summaryList({
    lang,
    title: html`${sentence(one.purpose.text[lang])}${one.purpose.state !== 'active' && html` ${tag({ text: m.purposeEnded, tone: 'ended' })}`}`,
    rows: [
      {
        key: m.grounds,
        value: listed(
          one.grounds.map((ground) => groundLine(lang, ground)),
          m.noGround,
        ),
      },
      {
        key: m.data,
        value: listed(
          one.records.map(
            (record) =>
              html`${category(record.category)}<br><span class="mk-small">${record.source === 'subject' ? m.fromMe : (record.sourceName ?? m.fromOther)}, ${m.collected(formatDate(lang, record.collectedAt))}</span>`,
          ),
          m.noData,
        ),
      },
      ...(one.arrays.length === 0
        ? []
        : [
            {
              key: m.arrays,
              value: listed(
                one.arrays.map(
                  (array) =>
                    html`${array.name[lang] || array.name.ky}<br><span class="mk-small">${array.categories.map(category).join(', ')}</span>`,
                ),
                '',
              ),
            },
          ]),
      {
        key: m.given,
        value: listed(
          one.disclosures.map(
            (row) =>
              html`${names.get(row.id) ?? m.unnamed}${row.country !== 'KG' && html` (${m.abroad}: ${row.country})`}<br><span class="mk-small">${row.categories.map(category).join(', ')}; ${formatDateTime(lang, row.at)}</span>`,
          ),
          m.notGiven,
        ),
      },
    ],
  })}</section>`;
}

function groundLine(lang: Lang, ground: Processing['grounds'][number]): Html {
  const m = dataWords[lang];
  const term = [
    m.since(formatDate(lang, ground.since)),
    ...(ground.until === null ? [] : [m.until(formatLastDay(lang, ground.until))]),
  ];
  return html`${ground.text?.[lang] ?? ground.code}<br><span class="mk-small">${term.join(', ')}${ground.consentId !== null && html`, <a href="/me/consents/${ground.consentId}">${m.seeConsent}</a>`}</span>`;
}
