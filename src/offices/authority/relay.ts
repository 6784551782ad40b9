import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDate, formatDateTime, formatLastDay } from '../../platform/dates.ts';
import { type Html, html, linkButton, postButton, table, tag } from '../../platform/html/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import { noteOverdue, type OverdueAt, overdueAtHolders, type TransferDeps } from '../../transfers/index.ts';
import {
  actionsText,
  allComplaints,
  allReportsFor,
  answerDueAt,
  type Complaint,
  type Report,
} from '../../transfers/relay/index.ts';
import { authorityPage, type OfficeDeps, staffOf } from '../deps.ts';
import { pageAnswers, Uuid } from '../holder/deps.ts';
import { Done, showDesk } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { complaintAt } from './complaint-answer.ts';
import { exportWords } from './export.messages.ts';
import { relayWords } from './relay.messages.ts';

type Deps = OfficeDeps & { readonly transfers: TransferDeps };

/** CP-16, CP-17, CP-18: what holders have reported and subjects complained of, and what came of it. Each look is on record. */
export function relayPages(app: App, deps: Deps): void {
  const config = authorityPage('officer');
  app.post(
    '/authority/transfers/noted',
    { config, schema: { body: Type.Object({ holderId: Uuid }), response: pageAnswers } },
    async (request, reply) => {
      orRefuse(await noteOverdue(deps.transfers, staffOf(request).accountId, request.body.holderId));
      return reply.redirect('/authority/transfers?done=noted', 303);
    },
  );
  app.get(
    '/authority/transfers',
    { config, schema: { querystring: Done, response: pageAnswers } },
    async (request, reply) => {
      const { lang } = request;
      const w = relayWords[lang];
      const officer = staffOf(request).accountId;
      const [reports, complaints] = [
        await allReportsFor(deps.transfers, officer),
        await allComplaints(deps.transfers, officer),
      ];
      const overdue = await overdueAtHolders(deps.transfers);
      const names = new Map<string, string>();
      for (const id of new Set([...reports.map(({ row }) => row.holder_id), ...overdue.map((one) => one.holder_id)]))
        names.set(id, (await deps.consent.registers.holder(id))?.body.name[lang] ?? '—');
      return showDesk(
        { request, reply, deps, lang },
        {
          title: w.title,
          lead: w.lead,
          width: 'wide',
          done: { noted: w.noted, answered: w.answered }[request.query.done ?? ''] ?? null,
          body: html`<p>${linkButton({ text: exportWords[lang].title, href: '/authority/transfers/export', kind: 'secondary' })}</p>
<h2>${w.overdue}</h2>${overdue.length === 0 ? html`<p>${w.noOverdue}</p>` : overdueTable(request, overdue, names)}
<h2>${w.reports}</h2>${reports.length === 0 ? html`<p>${w.noReports}</p>` : reportTable(lang, reports, names)}
<h2>${w.complaints}</h2>${complaints.length === 0 ? html`<p>${w.noComplaints}</p>` : complaintTable(lang, complaints)}${norms(lang, ['CP-12b', 'CP-16a', 'CP-17b', 'CP-18c', 'CP-18d'])}`,
        },
      );
    },
  );
}

function overdueTable(
  { lang, csrf }: Pick<FastifyRequest, 'lang' | 'csrf'>,
  overdue: readonly OverdueAt[],
  names: ReadonlyMap<string, string>,
): Html {
  const w = relayWords[lang];
  return table({
    caption: w.overdue,
    captionHidden: true,
    columns: [
      { head: w.holder },
      { head: w.howMany, numeric: true },
      { head: w.since },
      { head: w.note, headHidden: true },
    ],
    rows: overdue.map((one) => {
      const name = names.get(one.holder_id) ?? '—';
      const hidden = { holderId: one.holder_id };
      return [
        name,
        String(one.overdue),
        formatDateTime(lang, one.since),
        postButton({ action: '/authority/transfers/noted', csrf, text: w.note, hidden, hiddenText: name }),
      ];
    }),
    stack: true,
  });
}

const outcome = (lang: Lang, of: 'MATCHED' | 'NOT_MATCHED', told: boolean): Html => {
  const w = relayWords[lang];
  return of === 'MATCHED'
    ? html`${tag({ text: w.matched, tone: 'good' })}${told && html` <span class="mk-small">${w.told}</span>`}`
    : tag({ text: w.notMatched, tone: 'wait' });
};

const exportOf = (transferId: string): string => `/authority/transfers/export?transfer=${transferId}`;

function reportTable(lang: Lang, reports: readonly Report[], names: ReadonlyMap<string, string>): Html {
  const w = relayWords[lang];
  return table({
    caption: w.reports,
    captionHidden: true,
    columns: [
      { head: w.at, nowrap: true },
      { head: w.holder },
      { head: w.subject },
      { head: w.actions },
      { head: w.outcome },
    ],
    rows: reports.map(({ row, body, told }) => [
      html`<a href="${exportOf(row.transfer_id)}">${formatDateTime(lang, row.reported_at)}<span class="mk-hidden">: ${exportWords[lang].title}</span></a>`,
      names.get(row.holder_id) ?? '—',
      body === null ? '—' : identifyingText(lang, body.identifying),
      actionsText(lang, body?.actions ?? []),
      outcome(
        lang,
        row.outcome,
        told.some(({ result }) => result === 'sent'),
      ),
    ]),
    stack: true,
  });
}

const identifyingText = (lang: Lang, of: NonNullable<Report['body']>['identifying']): string =>
  [of.name, of.birthDate === null ? null : formatDate(lang, of.birthDate), of.pin, ...of.documents]
    .filter((part) => part !== null)
    .join(', ');

function complaintTable(lang: Lang, complaints: readonly Complaint[]): Html {
  const w = relayWords[lang];
  return table({
    caption: w.complaints,
    captionHidden: true,
    columns: [{ head: w.number, nowrap: true }, { head: w.at }, { head: w.what }, { head: w.outcome }, { head: w.due }],
    rows: complaints.map(({ row, body }) => {
      const open = row.state === 'RECEIVED' && row.outcome === 'NOT_MATCHED';
      return [
        open ? html`<a href="${complaintAt(row.id)}">${row.number}</a>` : row.number,
        formatDateTime(lang, row.filed_at),
        body?.description ?? '—',
        row.state === 'ANSWERED' ? tag({ text: w.answeredState, tone: 'good' }) : outcome(lang, row.outcome, false),
        open ? formatLastDay(lang, answerDueAt(row.filed_at)) : '—',
      ];
    }),
    stack: true,
  });
}
