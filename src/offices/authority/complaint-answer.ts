import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDateTime, formatLastDay } from '../../platform/dates.ts';
import { button, form, html, summaryList } from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { TransferDeps } from '../../transfers/index.ts';
import { allComplaints, answerComplaint, answerDueAt } from '../../transfers/relay/index.ts';
import { authorityPage, type OfficeDeps, staffOf } from '../deps.ts';
import { formPage } from '../form-page.ts';
import { Uuid } from '../holder/deps.ts';
import { area } from '../holder/fields.ts';
import { type Given, textOf } from '../holder/given.ts';
import { troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { relayWords } from './relay.messages.ts';

type Deps = OfficeDeps & { readonly transfers: TransferDeps };
const home = '/authority/transfers';
export const complaintAt = (id: string): string => `${home}/complaints/${id}`;
const idOf = (request: FastifyRequest): string => (request.params as { complaintId: string }).complaintId;

/** PD-15.1: an officer reads a complaint to which no report was found, and answers it. The look is on record. */
export function complaintAnswerPages(app: App, deps: Deps): void {
  formPage(app, complaintAt(':complaintId'), {
    config: authorityPage('officer'),
    params: Type.Object({ complaintId: Uuid }),
    act: async (request) => {
      const given = request.body as Given;
      const answer = textOf(given, 'answer').slice(0, 4000);
      const done = await answerComplaint(deps.transfers, staffOf(request).accountId, idOf(request), answer);
      return isRefusal(done) ? { given, trouble: troubleOf(request.lang, done) } : `${home}?done=answered`;
    },
    show: (request, reply, tried) => show(request, reply, deps, tried),
  });
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { given, trouble }: Tried,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = relayWords[lang];
  const [one] = await allComplaints(deps.transfers, staffOf(request).accountId, idOf(request));
  if (one === undefined) throw new RefusalError(refuseHttp('NOT_FOUND'));
  const { row, body, answer } = one;
  const open = row.state === 'RECEIVED' && row.outcome === 'NOT_MATCHED';
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.answerTitle,
      trouble,
      breadcrumbs: [{ text: w.title, href: home }],
      body: html`${summaryList({
        lang,
        rows: [
          { key: w.number, value: row.number },
          { key: w.at, value: formatDateTime(lang, row.filed_at) },
          { key: w.what, value: body?.description ?? '—' },
          ...(open ? [{ key: w.due, value: formatLastDay(lang, answerDueAt(row.filed_at)) }] : []),
          ...(answer === null ? [] : [{ key: w.answer, value: answer }]),
        ],
      })}${
        open
          ? form(
              { action: complaintAt(row.id), csrf },
              area(
                { lang, given, trouble },
                { name: 'answer', label: w.answer, hint: w.answerHint, rows: 6, limit: 4000 },
              ),
              button({ text: w.send }),
            )
          : html`<p>${w.settled}</p>`
      }${norms(lang, ['CP-17b', 'PD-15.1'])}`,
    },
  );
}
