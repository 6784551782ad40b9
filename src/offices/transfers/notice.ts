import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bishkekMoment } from './moment.ts';
import {
  button,
  errorFor,
  fieldset,
  fileUpload,
  form,
  html,
  linkButton,
  radios,
  summaryList,
} from '../../platform/html/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import {
  channels,
  isOpen,
  noticeById,
  type NoticeRow,
  readProofs,
  refuseTransfer,
  sendNotice,
  transferById,
} from '../../transfers/index.ts';
import { answer } from '../form-page.ts';
import { DoneQuery, hasRole, pageAnswers, pageFor, Uuid } from '../holder/deps.ts';
import { area, line, type Sheet } from '../holder/fields.ts';
import { textOf } from '../holder/given.ts';
import { troubleFrom, troubleOf } from '../holder/trouble.ts';
import { readParts } from '../holder/upload.ts';
import { showDesk, type Tried, untried, visitOf } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import type { TransferPagesDeps } from './index.ts';
import { executeWords } from './execute.messages.ts';
import { searchWords } from './search.messages.ts';
import { noticeAt } from './search.ts';
import { transferWords } from './transfers.messages.ts';
import { messageView, moment, stateOf } from './views.ts';

const One = Type.Object({ transferId: Uuid, noticeId: Uuid });
const path = '/holder/transfers/:transferId/:noticeId';
const most = 3_000_000;
type Where = { transferId: string; noticeId: string };

/** CP-14: one notice: how it stands, what proves it, and the form that tells the subject or records that it was told. */
export function noticePages(app: App, deps: TransferPagesDeps): void {
  app.get(
    path,
    {
      config: pageFor('clerk', 'data-officer', 'administrator'),
      schema: { params: One, querystring: DoneQuery, response: pageAnswers },
    },
    async (request, reply) => show(deps, request, reply, request.params, untried, request.query.done),
  );
  app.post(
    path,
    { config: pageFor('clerk', 'data-officer'), schema: { params: One, response: pageAnswers } },
    async (request, reply) =>
      answer(request, reply, {
        act: () => act(deps, request, reply, request.params),
        show: (_, __, tried) => show(deps, request, reply, request.params, tried, undefined),
      }),
  );
}

async function act(
  deps: TransferPagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  where: Where,
): Promise<string | Tried> {
  const { lang, desk } = visitOf(request, reply, deps);
  const { given, file } = await readParts(request, 'copy', most);
  const typed = textOf(given, 'at');
  const at = typed === '' ? deps.clock.now() : bishkekMoment(typed);
  if (at === null) return { given, trouble: troubleFrom({ field: 'at', text: transferWords[lang].wrongMoment }) };
  const channel = textOf(given, 'channel');
  const done = await sendNotice(
    deps.transfers,
    { holderId: desk.holderId, actor: { kind: 'account', id: desk.accountId } },
    where,
    {
      channel,
      wording: null,
      proof: {
        at,
        caller: textOf(given, 'caller'),
        receivedBy: textOf(given, 'receivedBy'),
        report: textOf(given, 'report'),
        ...(file === null || file.truncated ? {} : { copy: file.bytes }),
      },
    },
  );
  if (isRefusal(done)) return { given, trouble: troubleOf(lang, done, (field) => field.replace(/^proof\//, '')) };
  return `/holder/transfers/${where.transferId}/${where.noticeId}?done=told`;
}

async function show(
  deps: TransferPagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  where: Where,
  tried: Tried,
  done: string | undefined,
): Promise<FastifyReply> {
  const visit = visitOf(request, reply, deps);
  const { lang, desk } = visit;
  const w = transferWords[lang];
  const seen = await deps.consent.db.tx(desk.scope, async (tx) => {
    const notice = orRefuse<NoticeRow>((await noticeById(tx, where)) ?? refuseTransfer('NOTICE_UNKNOWN'));
    const [read] = await readProofs(deps.transfers, tx, [notice]);
    return { ...read!, transfer: await transferById(tx, where.transferId) };
  });
  const { notice } = seen;
  const unsourced = seen.transfer!.items.some((item) => item.source === null);
  const message = seen.attempts.find((one) => one.id === notice.attempt_id)?.message ?? null;
  const proof = seen.proofs.at(-1);
  const mayTell = hasRole(desk, 'clerk', 'data-officer') && isOpen(notice.state) && notice.attempt_id === null;
  const sheet: Sheet = { lang, given: tried.given, trouble: tried.trouble };
  return showDesk(visit, {
    title: w.notice,
    breadcrumbs: [
      { text: w.title, href: '/holder/transfers' },
      { text: w.one, href: `/holder/transfers/${where.transferId}` },
    ],
    trouble: tried.trouble,
    done: done === undefined ? null : done === 'reported' ? searchWords[lang].reported : w.told,
    body: html`${summaryList({
      lang,
      rows: [
        { key: w.state, value: stateOf(lang, notice, deps.clock.now()) },
        { key: w.due, value: moment(lang, notice.due_at) },
        ...(notice.sent_at === null ? [] : [{ key: w.sentAt, value: moment(lang, notice.sent_at) }]),
        ...(notice.channel === null ? [] : [{ key: w.channel, value: w.channels[notice.channel] }]),
        ...(proof?.said?.['receivedBy'] === undefined ? [] : [{ key: w.receivedBy, value: proof.said['receivedBy'] }]),
        ...(proof?.said?.['caller'] === undefined ? [] : [{ key: w.caller, value: proof.said['caller'] }]),
        ...(proof?.said?.['report'] === undefined ? [] : [{ key: w.report, value: proof.said['report'] }]),
      ],
    })}${message !== null && html`<h2>${w.text}</h2>${messageView(lang, message)}`}${
      mayTell &&
      (unsourced
        ? html`<p>${executeWords[lang].sourcesLead}</p><p>${linkButton({ text: executeWords[lang].sourcesTitle, href: `/holder/transfers/${where.transferId}/sources` })}</p>`
        : telling(visit.csrf, where, sheet))
    }${
      mayTell && html`<p><a href="${noticeAt(where)}/search">${searchWords[lang].title}</a></p>`
    }${norms(lang, ['CP-12d', 'CP-14b', 'CP-15'])}`,
  });
}

function telling(csrf: string, { transferId, noticeId }: Where, sheet: Sheet) {
  const { lang, given, trouble } = sheet;
  const w = transferWords[lang];
  return form(
    { action: `/holder/transfers/${transferId}/${noticeId}`, csrf, multipart: true },
    radios({
      lang,
      name: 'channel',
      label: w.channel,
      hint: w.channelHint,
      value: textOf(given, 'channel') || 'email',
      error: errorFor(trouble.errors, 'channel'),
      items: (['email', ...channels.filter((one) => one !== 'email')] as const).map((one) => ({
        value: one,
        text: w.channels[one],
      })),
    }),
    line(sheet, { name: 'at', label: w.at, hint: w.atHint, optional: true, width: 20 }),
    fieldset(
      { legend: w.proofFor.phone, group: true },
      line(sheet, { name: 'caller', label: w.caller, optional: true }),
      line(sheet, { name: 'receivedBy', label: w.receivedBy, optional: true }),
    ),
    fieldset(
      { legend: w.proofFor.sms, group: true },
      area(sheet, { name: 'report', label: w.report, optional: true, rows: 3 }),
    ),
    fieldset(
      { legend: w.proofFor.letter, group: true },
      fileUpload({
        lang,
        name: 'copy',
        label: w.copy,
        hint: w.copyHint,
        accept: 'application/pdf,image/png,image/jpeg',
        error: errorFor(trouble.errors, 'copy'),
      }),
    ),
    button({ text: w.save }),
  );
}
