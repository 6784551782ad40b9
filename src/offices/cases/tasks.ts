import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  type Actor,
  cursorOf,
  cursorTo,
  partiesOf,
  readTasks,
  scopeOf,
  taskListPage,
  type TaskRow,
} from '../../cases/index.ts';
import type { HolderTask, TaskPage } from '../../notices/index.ts';
import { formatDateTime } from '../../platform/dates.ts';
import type { Lang } from '../../platform/text.ts';
import { html, type Html, pagination, postButton, tag, taskList } from '../../platform/html/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { authorityParty } from '../../transfers/relay/index.ts';
import { deskOf, everyRole, pageAnswers, pageFor, Uuid } from '../holder/deps.ts';
import { sendPage } from '../shell.ts';
import { casesWords } from './cases.messages.ts';
import { pageContext } from './context.ts';
import { actorAt, authorityOffice, type CasesDeps, centreOffice, holderOffice, type Office } from './deps.ts';
import { noteTask } from './note-task.ts';
import { placeOf } from './place.ts';

const pageSize = 25;
const Query = Type.Object({
  after: Type.Optional(Type.String({ maxLength: 300 })),
  checks: Type.Optional(Uuid),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});

/** What is owed, the most urgent first: by the holder's staff, and by the authority over all holders. */
export function taskPages(app: App, deps: CasesDeps): void {
  app.get(
    '/holder/tasks',
    { config: pageFor(...everyRole), schema: { querystring: Query, response: pageAnswers } },
    async (request, reply) => {
      const { lang } = request;
      const w = casesWords[lang];
      const desk = deskOf(request);
      const by = actorAt(deps, request, desk.holderId);
      const [duties, news] = await Promise.all([
        owed(deps, by, desk.holderId, request.query.after),
        deps.notices.listTasks(desk.scope, desk.holderId, lang, request.query.checks),
      ]);
      const cases = caseLinks(deps, 'holder', by, lang);
      const below = html`<h2>${w.newsTitle}</h2>${newsList(request, news)}<h2>${w.allCases}</h2><ul>${cases}</ul>`;
      return send(request, reply, deps, holderOffice, desk.holderId, { ...duties, news, below });
    },
  );
  app.get(
    '/centre/tasks',
    { config: centreOffice.config, schema: { querystring: Query, response: pageAnswers } },
    async (request, reply) => {
      const { lang } = request;
      const { holderId, scope } = deskOf(request);
      const by = actorAt(deps, request, holderId);
      const duties = await owed(deps, by, holderId, request.query.after);
      const news = await deps.notices.listTasks(scope, holderId, lang, request.query.checks);
      const w = casesWords[lang];
      const below = html`<h2>${w.newsTitle}</h2>${newsList(request, news)}<h2>${w.allCases}</h2><ul>${caseLinks(deps, 'centre', by, lang)}</ul>`;
      return send(request, reply, deps, centreOffice, holderId, { ...duties, news, below });
    },
  );
  for (const { name, config } of [holderOffice, centreOffice])
    app.post(
      `/${name}/tasks/noted`,
      { config, schema: { body: Type.Object({ task: Uuid }), response: pageAnswers } },
      async (request, reply) => {
        orRefuse(await noteTask(deps, deskOf(request), request.body.task));
        return reply.redirect(`/${name}/tasks`, 303);
      },
    );
  app.get(
    '/authority',
    { config: authorityOffice.config, schema: { querystring: Query, response: pageAnswers } },
    async (request, reply) => {
      const by = actorAt(deps, request, '');
      const w = casesWords[request.lang];
      const { checks } = request.query;
      const news = await deps.notices.listTasks(holderScope(authorityParty), authorityParty, request.lang, checks);
      const below = news.tasks.length > 0 && html`<h2>${w.newsTitle}</h2>${newsList(request, news)}`;
      const duties = await owed(deps, by, null, request.query.after);
      const shown = { ...duties, news, below: html`${below}` };
      return send(request, reply, deps, authorityOffice, '', shown);
    },
  );
}

/** The procedures that somebody of an office can take part in. */
export const caseLinks = (deps: CasesDeps, office: 'holder' | 'centre', by: Actor, lang: Lang): Html[] =>
  deps.engine.procedures
    .filter(({ parties }) =>
      Object.values(parties).some((one) => one.office === office && one.roles.some((role) => by.roles.includes(role))),
    )
    .map((one) => html`<li><a href="/${office}/cases/${one.name}">${one.texts.title[lang]}</a></li>`);

type Owed = { readonly rows: readonly TaskRow[]; readonly next: string | null };

async function owed(deps: CasesDeps, by: Actor, holderId: string | null, after: string | undefined): Promise<Owed> {
  const { engine } = deps;
  const filter = {
    office: by.office,
    holderId,
    subjectId: null,
    parties: partiesOf(engine, by),
    after: cursorOf(after),
    limit: pageSize + 1,
  };
  const rows = await deps.consent.db.tx(scopeOf(by), (tx) => readTasks(tx, filter));
  const shown = rows.slice(0, pageSize);
  return { rows: shown, next: rows.length > pageSize ? cursorTo(shown.at(-1)!) : null };
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  office: Office,
  holderId: string,
  { rows, next, news, below }: Owed & { readonly news: TaskPage; readonly below: Html },
): Promise<FastifyReply> {
  const { lang } = request;
  const w = casesWords[lang];
  const names = new Map<string, string>();
  if (office.name === 'authority')
    for (const row of rows) {
      const procedure = deps.engine.procedures.find(({ name }) => name === row.procedure);
      if (procedure !== undefined && !names.has(row.holder_id))
        names.set(row.holder_id, (await placeOf(deps, procedure, row.holder_id, lang)).name);
    }
  const base = pageContext(request, deps, office, holderId);
  const c =
    office.name === 'authority'
      ? { ...base, taskNote: (row: TaskRow) => names.get(row.holder_id) ?? row.holder_id }
      : base;
  const path = office.name === 'authority' ? '/authority' : `/${office.name}/tasks`;
  const lead = [
    ...(office.name === 'authority' ? [w.authorityLead] : rows.length === 0 ? [] : [w.tasksLead]),
    ...(rows.length === 0 ? [] : [w.workingDays]),
  ];
  return sendPage(request, reply, deps, {
    title: w.tasksTitle,
    width: 'wide',
    body: html`${news.tasks.length === 0 ? taskListPage(rows, deps.engine.procedures, c) : taskListPage(rows, deps.engine.procedures, c, w.onlyNews)}${lead.length > 0 && html`<p class="mk-small">${lead.join(' ')}</p>`}${next !== null && pagination({ lang, next: `${path}?after=${next}` })}${below}`,
  });
}

/** Where a check of the office is done, by its kind. */
const whereTo: Readonly<Record<string, (ref: string) => string>> = {
  'check.paper-consent': () => '/holder/paper',
  'check.consent-disputed': () => '/holder/consents',
  'key.compromised': () => '/holder/consents',
  'exchange.document-sent': () => '/holder/exchange',
  'transfer.overdue-at-holder': () => '/authority/transfers',
  'transfer.notices-overdue': () => '/holder/transfers',
  'transfer.notices-due-soon': () => '/holder/transfers',
  'transfer.notice-failed': (ref) => `/holder/transfers/${ref}`,
  'transfer.sources-open': (ref) => `/holder/transfers/${ref}/sources`,
  'relay.search-open': (ref) => `/holder/transfers/${ref}`,
  'relay.complaint-open': (ref) => `/authority/transfers/complaints/${ref}`,
  'relay.complaint-overdue': (ref) => `/authority/transfers/complaints/${ref}`,
  'relay.contact-received': (ref) => `/holder/transfers/${ref}`,
  'relay.report-acknowledged': (ref) => `/holder/transfers/${ref}`,
};

function newsList(request: FastifyRequest, { tasks, next }: TaskPage): Html {
  const { lang, routeOptions } = request;
  const w = casesWords[lang];
  if (tasks.length === 0) return html`<p>${w.newsNone}</p>`;
  const list = taskList({
    id: 'checks',
    tasks: tasks.map((one) => {
      const place =
        one.kind === 'check.consent-disputed' && one.subjectId !== null
          ? `/holder/consents/${one.subjectId}/${one.ref}`
          : whereTo[one.kind]?.(one.ref);
      return {
        title: one.subject,
        ...(place === undefined ? {} : { href: place }),
        hint: formatDateTime(lang, one.at),
        status: one.isNews ? noteButton(request, one) : tag({ text: w.toDo, tone: 'wait' }),
      };
    }),
  });
  const further = `${routeOptions.url}?checks=${next}#checks`;
  return html`${list}${next !== null && html`<p><a href="${further}">${w.newsNext}</a></p>`}`;
}

function noteButton({ lang, csrf, routeOptions: { url = '' } }: FastifyRequest, { id, subject }: HolderTask): Html {
  const [action, text] = [`${url}/noted`, casesWords[lang].noted];
  return postButton({ action, csrf, text, kind: 'secondary', hidden: { task: id }, hiddenText: `: ${subject}` });
}
