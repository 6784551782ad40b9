import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type ConsentRow, consentsOfHolder } from '../../consent/index.ts';
import { formatDate, formatLastDay } from '../../platform/dates.ts';
import {
  button,
  emptyState,
  filterForm,
  form,
  type Html,
  html,
  inset,
  pagination,
  select,
  table,
} from '../../platform/html/index.ts';
import { type App, cutPage } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { sendPage } from '../shell.ts';
import { commonWords } from './common.messages.ts';
import { consentStates, consentTag, stateText } from './consent-state.ts';
import { consentWords } from './consents.messages.ts';
import { deskOf, everyRole, type HolderDeps, pageAnswers, pageFor, Posted, Uuid, hasRole } from './deps.ts';
import { line } from './fields.ts';
import { type Given, textOf } from './given.ts';
import { lookUp } from './look-up.ts';
import { type NamedPurpose, namedPurposes, textOfPurpose } from './names.ts';
import { noTrouble, type Trouble, troubleOf, troubleTop } from './trouble.ts';

const Query = Type.Object({
  state: Type.Optional(Type.String({ maxLength: 20 })),
  purpose: Type.Optional(Type.String({ maxLength: 40 })),
  subject: Type.Optional(Uuid),
  after: Type.Optional(Uuid),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});
type Asked = { state?: string; purpose?: string; subject?: string; after?: string };
const pageSize = 25;
/** Who may look a person up. */
const seekers = ['clerk', 'data-officer'] as const;

/** The holder's consents: filtered by address, one person's found by the number in the document, which never stands in an address. */
export function consentPages(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/consents',
    { config: pageFor(...everyRole), schema: { querystring: Query, response: pageAnswers } },
    async (request, reply) => list(request, reply, deps, request.query, {}, noTrouble, 200),
  );
  app.post(
    '/holder/consents/person',
    { config: pageFor(...seekers), schema: { body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const found = await lookUp(deps, deskOf(request), { by: 'pin', pin: textOf(request.body, 'pin') });
      if (isRefusal(found))
        return list(request, reply, deps, {}, request.body, troubleOf(request.lang, found), found.status ?? 422);
      return reply.redirect(`/holder/consents?subject=${found.subjectId}`, 303);
    },
  );
}

async function list(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: HolderDeps,
  asked: Asked,
  given: Given,
  trouble: Trouble,
  status: number,
): Promise<FastifyReply> {
  const { lang } = request;
  const words = consentWords[lang];
  const desk = deskOf(request);
  const named = await namedPurposes(deps, desk, lang);
  const state = consentStates.find((one) => one === asked.state);
  const purpose = named.find((one) => one.purpose.id === asked.purpose)?.purpose.id;
  const filter = {
    ...(state === undefined ? {} : { state }),
    ...(purpose === undefined ? {} : { purposeId: purpose }),
    ...(asked.subject === undefined ? {} : { subjectId: asked.subject }),
  };
  const page = cutPage(
    await consentsOfHolder(deps.consent.db, desk.scope, desk.holderId, filter, asked.after, pageSize),
    pageSize,
  );
  return sendPage(
    request,
    reply,
    deps,
    {
      title: words.title,
      width: 'wide',
      failed: trouble.errors.length > 0,
      path: request.method === 'POST' ? '/holder/consents' : request.url,
      body: html`${troubleTop(lang, trouble)}<h1>${words.title}</h1>
${hasRole(desk, ...seekers) && finder(request, given, trouble)}
${asked.subject === undefined ? filters(lang, named, state, purpose) : inset(html`<p>${words.ofOne} · <a href="/holder/consents">${words.showAll}</a></p>`)}
${page.items.length === 0 ? emptyState({ title: words.noneTitle, body: words.noneBody }) : rows(lang, page.items, named)}
${page.next !== null && pagination({ lang, next: nextAddress(asked, page.next) })}`,
    },
    status,
  );
}

const finder = (request: FastifyRequest, given: Given, trouble: Trouble): Html => {
  const { lang, csrf } = request;
  const words = consentWords[lang];
  return html`<h2>${words.find}</h2>${form(
    { action: '/holder/consents/person', csrf },
    line(
      { lang, given, trouble },
      {
        name: 'pin',
        label: commonWords[lang].pin,
        hint: commonWords[lang].pinHint,
        width: 20,
        inputmode: 'numeric',
        autocomplete: 'off',
      },
    ),
    html`<p class="mk-small">${commonWords[lang].lookJournalled}</p>`,
    button({ text: words.findButton, kind: 'secondary' }),
  )}`;
};

const filters = (
  lang: Lang,
  named: readonly NamedPurpose[],
  state: string | undefined,
  purpose: string | undefined,
): Html =>
  filterForm(
    { action: '/holder/consents', label: consentWords[lang].filter },
    select({
      lang,
      name: 'state',
      label: consentWords[lang].state,
      value: state ?? '',
      options: [
        { value: '', text: commonWords[lang].all },
        ...consentStates.map((one) => ({ value: one, text: stateText(lang, one) })),
      ],
    }),
    select({
      lang,
      name: 'purpose',
      label: consentWords[lang].purpose,
      value: purpose ?? '',
      options: [
        { value: '', text: commonWords[lang].all },
        ...named.map((one) => ({ value: one.purpose.id, text: one.text })),
      ],
    }),
    button({ text: commonWords[lang].show, kind: 'secondary' }),
  );

function rows(lang: Lang, items: readonly ConsentRow[], named: readonly NamedPurpose[]): Html {
  const words = consentWords[lang];
  return table({
    caption: words.caption,
    columns: [
      { head: words.purpose },
      { head: words.state },
      { head: words.given, nowrap: true },
      { head: words.until, nowrap: true },
      { head: words.medium },
    ],
    rows: items.map((row) => [
      html`<a href="/holder/consents/${row.subject_id}/${row.id}">${textOfPurpose(named, row.purpose_id)}</a>`,
      consentTag(lang, row.state),
      formatDate(lang, row.given_at),
      row.valid_until === null ? '—' : formatLastDay(lang, row.valid_until),
      row.medium === 'paper' ? words.paper : words.electronic,
    ]),
  });
}

function nextAddress(asked: Asked, after: string): string {
  const query = new URLSearchParams({
    ...(asked.state ? { state: asked.state } : {}),
    ...(asked.purpose ? { purpose: asked.purpose } : {}),
    ...(asked.subject ? { subject: asked.subject } : {}),
    after,
  });
  return `/holder/consents?${query.toString()}`;
}
