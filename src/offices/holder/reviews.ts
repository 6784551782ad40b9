import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import {
  reviewById,
  type ReviewFinding,
  reviewReasons,
  type ReviewRow,
  reviewsOf,
  settleReview,
} from '../../consent/index.ts';
import { formatDate } from '../../platform/dates.ts';
import {
  button,
  emptyState,
  errorFor,
  form,
  type Html,
  html,
  pagination,
  radios,
  summaryList,
  table,
  tag,
} from '../../platform/html/index.ts';
import { type App, cutPage, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { norms } from '../shell.ts';
import { commonWords } from './common.messages.ts';
import { type HolderDeps, pageAnswers, pageFor, Posted, Uuid } from './deps.ts';
import { textOf } from './given.ts';
import { type NamedPurpose, namedPurposes, textOfPurpose } from './names.ts';
import { registerTrail } from './registers.ts';
import { reviewWords } from './reviews.messages.ts';
import { troubleFrom, troubleOf } from './trouble.ts';
import { Done, showDesk, type Tried, untried, type Visit, visitOf } from './visit.ts';

const One = Type.Object({ reviewId: Uuid });
const Query = Type.Object({
  ...Done.properties,
  after: Type.Optional(Uuid),
  all: Type.Optional(Type.String({ maxLength: 3 })),
});
const config = pageFor('data-officer');
const pageSize = 25;

/** PD-5.1-2b, PD-5.1-5, PD-18.1-4, PD-9.2b, PD-9.5a: grounds and consents that an officer has to look at again. */
export function reviewPages(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/reviews',
    { config, schema: { querystring: Query, response: pageAnswers } },
    async (request, reply) => list(visitOf(request, reply, deps), request.query),
  );
  app.get(
    '/holder/reviews/:reviewId',
    { config, schema: { params: One, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      return one(visit, await openReviewHere(visit, request.params.reviewId), untried);
    },
  );
  app.post(
    '/holder/reviews/:reviewId',
    { config, schema: { params: One, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const { lang, desk } = visit;
      const row = await openReviewHere(visit, request.params.reviewId);
      const given = request.body;
      const finding = (['stands', 'ended'] as const).find((each) => each === textOf(given, 'finding'));
      if (finding === undefined)
        return one(visit, row, { given, trouble: troubleFrom({ field: 'finding', text: commonWords[lang].choose }) });
      const settled = await settleReview(deps.consent, desk, row.id, finding);
      if (isRefusal(settled)) return one(visit, row, { given, trouble: troubleOf(lang, settled) });
      return reply.redirect('/holder/reviews?done=done', 303);
    },
  );
}

async function openReviewHere({ deps, desk }: Visit, id: string): Promise<ReviewRow> {
  const row = await reviewById(deps.consent.db, desk.scope, desk.holderId, id);
  if (row === null || row.closed_at !== null) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return row;
}

async function list(visit: Visit, query: { after?: string; all?: string; done?: string }): Promise<FastifyReply> {
  const { lang, deps, desk } = visit;
  const words = reviewWords[lang];
  const all = query.all !== undefined;
  const [rows, named] = await Promise.all([
    reviewsOf(deps.consent.db, desk.scope, desk.holderId, !all, query.after, pageSize),
    namedPurposes(deps, desk, lang),
  ]);
  const page = cutPage(rows, pageSize);
  return showDesk(visit, {
    title: words.title,
    lead: words.lead,
    width: 'wide',
    breadcrumbs: registerTrail(lang),
    done: query.done === 'done' ? words.done : null,
    body: html`<p>${all ? html`<a href="/holder/reviews">${words.onlyOpen}</a>` : html`<a href="/holder/reviews?all=1">${words.all}</a>`}</p>
${
  page.items.length === 0
    ? emptyState({ title: words.none, body: words.noneMore })
    : table({
        caption: words.title,
        captionHidden: true,
        columns: [
          { head: words.reason },
          { head: words.purpose },
          { head: words.subject },
          { head: words.opened, nowrap: true },
          { head: words.finding },
        ],
        rows: page.items.map((row) => [
          reviewReasons[row.kind].text[lang],
          purposeLink(named, row),
          subjectOf(visit, row),
          formatDate(lang, row.opened_at),
          standing(visit, row),
        ]),
      })
}
${page.next !== null && pagination({ lang, next: `/holder/reviews?after=${page.next}${all ? '&all=1' : ''}` })}`,
  });
}

const purposeLink = (named: readonly NamedPurpose[], { purpose_id: id }: ReviewRow): Html =>
  id === null ? html`—` : html`<a href="/holder/purposes/${id}">${textOfPurpose(named, id)}</a>`;
const subjectOf = ({ lang }: Visit, { subject_id: id, kind, object_id: object }: ReviewRow): Html => {
  const words = reviewWords[lang];
  if (id === null) return html`${words.everybody}`;
  // Two kinds are about a consent itself, the others about a ground.
  const ofConsent = kind === 'consent-unproven' || kind === 'clause-invalid';
  return html`<a href="${ofConsent ? `/holder/consents/${id}/${object}` : `/holder/consents?subject=${id}`}">${words.seeSubject}</a>`;
};
const tones: Readonly<Record<ReviewFinding, 'good' | 'ended'>> = { stands: 'good', ended: 'ended' };
const standing = ({ lang }: Visit, row: ReviewRow): Html => {
  const words = reviewWords[lang];
  if (row.closed_at === null || row.finding === null)
    return html`<a href="/holder/reviews/${row.id}">${words.decide}<span class="mk-hidden">: ${reviewReasons[row.kind].text[lang]}</span></a>`;
  return html`${tag({ text: words[row.finding], tone: tones[row.finding] })}<br><span class="mk-small">${words.closed(formatDate(lang, row.closed_at))}</span>`;
};

async function one(visit: Visit, row: ReviewRow, { given, trouble }: Tried): Promise<FastifyReply> {
  const { lang, csrf, deps, desk } = visit;
  const words = reviewWords[lang];
  const named = await namedPurposes(deps, desk, lang);
  const why = reviewReasons[row.kind];
  return showDesk(visit, {
    title: words.question,
    lead: why.text[lang],
    trouble,
    breadcrumbs: [...registerTrail(lang), { text: words.title, href: '/holder/reviews' }],
    body: html`${summaryList({
      lang,
      plain: true,
      rows: [
        { key: words.purpose, value: purposeLink(named, row) },
        { key: words.subject, value: subjectOf(visit, row) },
        { key: words.opened, value: formatDate(lang, row.opened_at) },
      ],
    })}${norms(lang, why.law)}
${form(
  { action: `/holder/reviews/${row.id}`, csrf },
  radios({
    lang,
    name: 'finding',
    label: words.finding,
    value: textOf(given, 'finding'),
    error: errorFor(trouble.errors, 'finding'),
    items: [
      { value: 'stands', text: words.standsChoice, hint: words.standsHint },
      { value: 'ended', text: words.endedChoice, hint: words.endedHint },
    ],
  }),
  button({ text: words.record }),
)}`,
  });
}
