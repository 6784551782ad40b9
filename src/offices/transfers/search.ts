import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  button,
  details,
  errorFor,
  form,
  html,
  linkButton,
  postButton,
  radios,
  summaryList,
} from '../../platform/html/index.ts';
import { type App, orRefuse, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { answerStep, beginSearch, readSearch, recordStep } from '../../transfers/relay/index.ts';
import { formPage } from '../form-page.ts';
import { type Desk, deskOf, pageFor, Uuid } from '../holder/deps.ts';
import { line, type Sheet } from '../holder/fields.ts';
import { type Given, textOf } from '../holder/given.ts';
import { troubleFrom, troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried, type Visit, visitOf } from '../holder/visit.ts';
import { commonWords } from '../holder/common.messages.ts';
import { norms } from '../shell.ts';
import type { TransferPagesDeps } from './index.ts';
import { actionsTable, contactsTable, foundField, foundFields, foundOf } from './search-view.ts';
import { searchWords } from './search.messages.ts';
import { transferWords } from './transfers.messages.ts';
import { moment, stateOf } from './views.ts';

export const noticePath = '/holder/transfers/:transferId/:noticeId';
export const ofNotice = Type.Object({ transferId: Uuid, noticeId: Uuid });
export type Where = { readonly transferId: string; readonly noticeId: string };
/** Whose search it is: the same two roles that the API admits. */
export const config = pageFor('clerk', 'data-officer');
export const whoOf = ({ holderId, accountId }: Desk) =>
  ({ holderId, actor: { kind: 'account', id: accountId } }) as const;
export const noticeAt = ({ transferId, noticeId }: Where): string => `/holder/transfers/${transferId}/${noticeId}`;
export const searchCrumbs = ({ lang }: Pick<Visit, 'lang'>, where: Where) => [
  { text: transferWords[lang].title, href: '/holder/transfers' },
  { text: transferWords[lang].notice, href: noticeAt(where) },
];

/** CP-13c, CP-13d, CP-13e: the search for a contact of a subject who is owed a notice: begun, step by step, with the answers of bodies. */
export function searchPages(app: App, deps: TransferPagesDeps): void {
  formPage(app, `${noticePath}/search`, {
    config,
    params: ofNotice,
    act: (request) => act(deps, request),
    show: (request, reply, tried, done) => show(deps, visitOf(request, reply, deps), tried, done),
  });
  formPage(app, `${noticePath}/search/:stepId`, {
    config,
    params: Type.Object({ ...ofNotice.properties, stepId: Uuid }),
    act: (request) => answerAct(deps, request),
    show: (request, reply, tried) => showStep(deps, visitOf(request, reply, deps), tried),
  });
}

async function act(deps: TransferPagesDeps, request: FastifyRequest): Promise<string | Tried> {
  const { lang } = request;
  const where = request.params as Where;
  const given = request.body as Given;
  const who = whoOf(deskOf(request));
  const here = `${noticeAt(where)}/search`;
  if (textOf(given, 'step') === 'begin') {
    orRefuse(await beginSearch(deps.transfers, who, where));
    return `${here}?done=begun`;
  }
  const kind = textOf(given, 'kind');
  if (kind !== 'STATE_BODY_REQUEST' && kind !== 'PUBLIC_SOURCE')
    return { given, trouble: troubleFrom({ field: 'kind', text: commonWords[lang].choose }) };
  const done = await recordStep(
    deps.transfers,
    who,
    where,
    kind === 'STATE_BODY_REQUEST'
      ? { kind, addressee: textOf(given, 'addressee').slice(0, 500) }
      : { kind, source: textOf(given, 'source').slice(0, 500), found: foundOf(given) },
  );
  if (isRefusal(done)) return { given, trouble: troubleOf(lang, done, (field) => foundField(given, field)) };
  return kind === 'STATE_BODY_REQUEST' ? `${here}/${done.stepId}?done=recorded` : `${here}?done=recorded`;
}

async function show(deps: TransferPagesDeps, visit: Visit, tried: Tried, done: boolean): Promise<FastifyReply> {
  const { lang, desk, csrf } = visit;
  const where = visit.request.params as Where;
  const w = searchWords[lang];
  const search = orRefuse(await readSearch(deps.transfers, whoOf(desk), where));
  const { notice } = search;
  const base = noticeAt(where);
  const searching = notice.state === 'CONTACT_SEARCH';
  const mayBegin = notice.state === 'DUE' && notice.attempt_id === null;
  const said = (visit.request.query as { done?: string }).done;
  const news =
    said === 'begun' ? w.begun : said === 'checked' ? w.checked : said === 'answered' ? w.answered : w.recorded;
  return showDesk(visit, {
    title: w.title,
    lead: w.lead,
    breadcrumbs: searchCrumbs(visit, where),
    trouble: tried.trouble,
    done: done ? news : null,
    body: html`${summaryList({
      lang,
      rows: [
        { key: transferWords[lang].state, value: stateOf(lang, notice, deps.clock.now()) },
        { key: transferWords[lang].due, value: moment(lang, notice.due_at) },
      ],
    })}${mayBegin && html`<p>${w.beginLead}</p>${postButton({ action: `${base}/search`, csrf, text: w.begin, kind: 'primary', hidden: { step: 'begin' } })}`}
<h2>${w.done}</h2>${actionsTable(lang, search, base)}${search.contacts.length > 0 && contactsTable(lang, search, base)}${
      searching &&
      html`<h2>${w.next}</h2>${stepForm({ lang, ...tried }, csrf, `${base}/search`)}
<h2>${w.report}</h2><p>${w.reportLead}</p><p>${linkButton({ text: w.report, href: `${base}/impossible`, kind: 'secondary' })}</p>`
    }${norms(lang, ['CP-13c', 'CP-13d', 'CP-13e', 'CP-16a'])}`,
  });
}

function stepForm(sheet: Sheet, csrf: string, action: string) {
  const { lang, given, trouble } = sheet;
  const w = searchWords[lang];
  return form(
    { action, csrf },
    radios({
      lang,
      name: 'kind',
      label: w.next,
      labelHidden: true,
      value: textOf(given, 'kind'),
      error: errorFor(trouble.errors, 'kind'),
      items: [
        { value: 'STATE_BODY_REQUEST', text: w.state, reveal: line(sheet, { name: 'addressee', label: w.addressee }) },
        {
          value: 'PUBLIC_SOURCE',
          text: w.open,
          reveal: html`${line(sheet, { name: 'source', label: w.openSource })}${foundFields(sheet)}`,
        },
      ],
    }),
    button({ text: w.record }),
  );
}

async function answerAct(deps: TransferPagesDeps, request: FastifyRequest): Promise<string | Tried> {
  const { lang } = request;
  const where = request.params as Where & { stepId: string };
  const given = request.body as Given;
  const done = await answerStep(deps.transfers, whoOf(deskOf(request)), where, foundOf(given));
  return isRefusal(done)
    ? { given, trouble: troubleOf(lang, done, (field) => foundField(given, field)) }
    : `${noticeAt(where)}/search?done=answered`;
}

/** CP-13d: the request as it goes out, and the form for its answer. */
async function showStep(deps: TransferPagesDeps, visit: Visit, tried: Tried): Promise<FastifyReply> {
  const { lang, desk, csrf } = visit;
  const where = visit.request.params as Where & { stepId: string };
  const w = searchWords[lang];
  const { steps, notice } = orRefuse(await readSearch(deps.transfers, whoOf(desk), where));
  const step = steps.find(({ row }) => row.id === where.stepId);
  if (step === undefined) throw new RefusalError(refuseHttp('NOT_FOUND'));
  const open = step.row.result === 'open' && notice.state === 'CONTACT_SEARCH';
  return showDesk(visit, {
    title: w.answer,
    lead: step.named,
    breadcrumbs: [...searchCrumbs(visit, where), { text: w.title, href: `${noticeAt(where)}/search` }],
    trouble: tried.trouble,
    body: html`${
      step.document !== null &&
      details(
        { summary: w.request, open },
        html`${step.document.split('\n').map((one) => html`<p lang="ky">${one}</p>`)}`,
      )
    }${
      open &&
      html`<p>${w.send}</p>${form({ action: `${noticeAt(where)}/search/${where.stepId}`, csrf }, foundFields({ lang, ...tried }), button({ text: w.saveAnswer }))}`
    }${norms(lang, ['CP-13d'])}`,
  });
}
