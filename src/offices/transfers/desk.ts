import { Type } from 'typebox';
import type { FastifyReply } from 'fastify';
import {
  emptyState,
  html,
  linkButton,
  pagination,
  postButton,
  summaryList,
  table,
  tag,
} from '../../platform/html/index.ts';
import { type App, cutPage, orRefuse } from '../../platform/http/index.ts';
import {
  countNotices,
  isOpen,
  noticesOfTransfer,
  openNotices,
  refuseTransfer,
  sendAll,
  transferById,
  transfersById,
  transfersOf,
} from '../../transfers/index.ts';
import { type Desk, hasRole, pageAnswers, pageFor, Posted, Uuid } from '../holder/deps.ts';
import { Done, showDesk, type Visit, visitOf } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import type { TransferPagesDeps } from './index.ts';
import { executeWords } from './execute.messages.ts';
import { transferWords } from './transfers.messages.ts';
import { categoryNames, groundOf, moment, recipientOf, sourceText, stateOf } from './views.ts';

const config = pageFor('clerk', 'data-officer', 'administrator');
const Query = Type.Object({ ...Done.properties, after: Type.Optional(Uuid) });
const One = Type.Object({ transferId: Uuid });
const perPage = 25;
const mayTransfer = (desk: Desk): boolean => hasRole(desk, 'clerk', 'data-officer');

/** CP-12: transfers, what is still owed for them, and one of them with its notices. */
export function deskPages(app: App, deps: TransferPagesDeps): void {
  app.get(
    '/holder/transfers',
    { config, schema: { querystring: Query, response: pageAnswers } },
    async (request, reply) => list(visitOf(request, reply, deps), request.query.after),
  );
  app.get(
    '/holder/transfers/:transferId',
    { config, schema: { params: One, querystring: Query, response: pageAnswers } },
    async (request, reply) => one(visitOf(request, reply, deps), request.params.transferId, request.query),
  );
  app.post(
    '/holder/transfers/:transferId',
    { config: pageFor('clerk', 'data-officer'), schema: { params: One, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const { desk } = visitOf(request, reply, deps);
      const { transferId } = request.params;
      const who = { holderId: desk.holderId, actor: { kind: 'account', id: desk.accountId } } as const;
      orRefuse(await sendAll(deps.transfers, who, transferId, null));
      return reply.redirect(`/holder/transfers/${transferId}?done=queued`, 303);
    },
  );
}

/** A subject has no name in a list: the beginning of the id tells one notice from another. */
const subjectOf = (notice: { readonly subject_id: string }): string => notice.subject_id.slice(0, 8);

async function list(visit: Visit, after: string | undefined): Promise<FastifyReply> {
  const { lang, deps, desk } = visit;
  const w = transferWords[lang];
  const now = deps.clock.now();
  const { counts, owed, page, of } = await deps.consent.db.tx(desk.scope, async (tx) => {
    const open = (await openNotices(tx, desk.holderId, null, perPage)).slice(0, perPage);
    return {
      counts: await countNotices(tx, desk.holderId, now),
      owed: open,
      of: await transfersById(
        tx,
        open.map((notice) => notice.transfer_id),
      ),
      page: cutPage(await transfersOf(tx, desk.holderId, after, perPage), perPage),
    };
  });
  return showDesk(visit, {
    title: w.title,
    lead: w.lead,
    width: 'wide',
    path: '/holder/transfers',
    body: html`${mayTransfer(desk) && html`<p>${linkButton({ text: executeWords[lang].link, href: '/holder/transfers/new' })}</p>`}${summaryList(
      {
        lang,
        rows: [
          { key: w.open, value: String(counts.open) },
          { key: w.overdue, value: String(counts.overdue) },
          { key: w.late, value: String(counts.late) },
        ],
      },
    )}
<h2>${w.owed}</h2>${
      owed.length === 0
        ? html`<p>${w.noneOwed}</p>`
        : table({
            caption: w.owed,
            captionHidden: true,
            columns: [{ head: w.recipient }, { head: w.subject }, { head: w.due }, { head: w.state }],
            rows: owed.map((notice) => [
              html`<a href="/holder/transfers/${notice.transfer_id}/${notice.id}">${recipientOf(lang, of.get(notice.transfer_id)!)}</a>`,
              subjectOf(notice),
              moment(lang, notice.due_at),
              stateOf(lang, notice, now),
            ]),
          })
    }
<h2>${w.all}</h2>${
      page.items.length === 0
        ? emptyState({ title: w.none })
        : table({
            caption: w.all,
            captionHidden: true,
            columns: [{ head: w.recipient }, { head: w.executed }, { head: w.subjects, numeric: true }],
            rows: page.items.map((transfer) => [
              html`<a href="/holder/transfers/${transfer.id}">${recipientOf(lang, transfer)}</a>`,
              moment(lang, transfer.executed_at),
              String(transfer.subjects),
            ]),
          })
    }
${pagination({ lang, ...(after === undefined ? {} : { previous: '/holder/transfers' }), ...(page.next === null ? {} : { next: `/holder/transfers?after=${page.next}` }) })}${norms(lang, ['CP-12b', 'CP-1b'])}`,
  });
}

async function one(visit: Visit, id: string, query: { after?: string; done?: string }): Promise<FastifyReply> {
  const { lang, deps, desk, csrf } = visit;
  const w = transferWords[lang];
  const x = executeWords[lang];
  const now = deps.clock.now();
  const { transfer, page } = await deps.consent.db.tx(desk.scope, async (tx) => {
    const row = orRefuse((await transferById(tx, id)) ?? refuseTransfer('TRANSFER_UNKNOWN'));
    return {
      transfer: row,
      page: cutPage(await noticesOfTransfer(tx, id, query.after, perPage), perPage),
    };
  });
  const label = await categoryNames(deps, lang, transfer);
  const unsourced = transfer.items.some((item) => item.source === null);
  return showDesk(visit, {
    title: w.one,
    width: 'wide',
    breadcrumbs: [{ text: w.title, href: '/holder/transfers' }],
    done: { queued: w.queued, executed: x.executed, sources: x.sourcesDone }[query.done ?? ''] ?? null,
    body: html`${summaryList({
      lang,
      rows: [
        { key: w.recipient, value: recipientOf(lang, transfer) },
        { key: w.ground, value: groundOf(lang, transfer) },
        {
          key: w.items,
          value: html`<ul>${transfer.items.map(
            ({ category, source }) =>
              html`<li>${label(category)} — ${source === null ? tag({ text: x.sourceOpen, tone: 'wait' }) : sourceText(lang, source)}</li>`,
          )}</ul>`,
        },
        { key: w.executed, value: moment(lang, transfer.executed_at) },
        { key: w.due, value: moment(lang, transfer.due_at) },
        { key: w.subjects, value: String(transfer.subjects) },
      ],
    })}${unsourced && mayTransfer(desk) && html`<p>${linkButton({ text: x.sourcesTitle, href: `/holder/transfers/${id}/sources` })}</p>`}${transfer.cross_border && html`<p>${w.crossBorder}: ${transfer.country}</p>`}
<h2>${w.notices}</h2>${
      mayTransfer(desk) &&
      page.items.some((notice) => isOpen(notice.state) && notice.attempt_id === null) &&
      postButton({ action: `/holder/transfers/${id}`, csrf, text: w.sendAll, kind: 'secondary' })
    }${table({
      caption: w.notices,
      captionHidden: true,
      columns: [{ head: w.subject }, { head: w.state }, { head: w.channel }, { head: w.sentAt }],
      rows: page.items.map((notice) => [
        html`<a href="/holder/transfers/${id}/${notice.id}">${subjectOf(notice)}</a>`,
        stateOf(lang, notice, now),
        notice.channel === null ? '—' : w.channels[notice.channel],
        notice.sent_at === null ? '—' : moment(lang, notice.sent_at),
      ]),
    })}
${pagination({ lang, ...(query.after === undefined ? {} : { previous: `/holder/transfers/${id}` }), ...(page.next === null ? {} : { next: `/holder/transfers/${id}?after=${page.next}` }) })}${norms(lang, ['CP-12a', 'CP-14a'])}`,
  });
}
