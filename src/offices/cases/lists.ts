import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { openingAct, type Procedure, refuseCase } from '../../cases/index.ts';
import { formatDate } from '../../platform/dates.ts';
import { emptyState, html, type Html, linkButton, pagination, table, tag } from '../../platform/html/index.ts';
import { type App, RefusalError } from '../../platform/http/index.ts';
import { meOf, mine } from '../citizen/mine.ts';
import { myTrail } from '../citizen/trail.ts';
import { deskOf, pageAnswers, Uuid } from '../holder/deps.ts';
import { sendPage } from '../shell.ts';
import { casesWords } from './cases.messages.ts';
import { type CaseRow, casesOfHolder, casesOfSubjects } from './cases-store.ts';
import { actorAt, type CasesDeps, centreOffice, citizenOffice, holderOffice, lookHref, type Office } from './deps.ts';
import { mayOpen } from './open-case.ts';
import { placeOf } from './place.ts';
import { trail } from './one-case.ts';

const pageSize = 25;
const Query = Type.Object({ before: Type.Optional(Uuid), lang: Type.Optional(Type.String({ maxLength: 5 })) });

/** Cases of one procedure at a holder; all cases about oneself. */
export function caseListPages(app: App, deps: CasesDeps): void {
  const params = Type.Object({ procedure: Type.String({ maxLength: 60, pattern: '^[a-z-]+$' }) });
  for (const office of [holderOffice, centreOffice])
    app.get(
      `/${office.name}/cases/:procedure`,
      { config: office.config, schema: { params, querystring: Query, response: pageAnswers } },
      async (request, reply) => {
        const { lang } = request;
        const desk = deskOf(request);
        const procedure = deps.engine.procedures.find(({ name }) => name === request.params.procedure);
        // Only who can take part in such a case sees the list.
        if (procedure === undefined || !mayTakePart(deps, request, procedure, desk.holderId))
          throw new RefusalError(refuseCase('NO_SUCH_CASE'));
        const rows = await casesOfHolder(
          deps.consent.db,
          desk.scope,
          desk.holderId,
          procedure.name,
          request.query.before ?? null,
          pageSize + 1,
        );
        const by = actorAt(deps, request, desk.holderId);
        const open = await deps.consent.db.tx(desk.scope, (tx) =>
          deps.engine.admitted(tx, { holderId: desk.holderId, procedure: procedure.name, by }, rows),
        );
        const title = procedure.texts.title[lang];
        return sendPage(request, reply, deps, {
          title,
          width: 'wide',
          breadcrumbs: trail(request, office, null),
          body: html`<h1>${title}</h1>${office.name === 'centre' && mayOpen(procedure, actorAt(deps, request, desk.holderId)) && html`<p>${linkButton({ text: procedure.texts.acts[openingAct(procedure)]![lang], href: `/centre/open/${procedure.name}` })}</p>`}${await list(request, deps, office, { rows, open }, `/${office.name}/cases/${procedure.name}`)}`,
        });
      },
    );
  app.get(
    '/me/cases',
    { config: citizenOffice.config, schema: { querystring: Query, response: pageAnswers } },
    async (request, reply) => {
      const w = casesWords[request.lang];
      const own = await mine(deps.consent, meOf(request));
      const rows = await casesOfSubjects(
        deps.consent.db,
        own.scope,
        own.all,
        request.query.before ?? null,
        pageSize + 1,
      );
      return sendPage(request, reply, deps, {
        title: w.myCases,
        breadcrumbs: myTrail(request.lang),
        width: 'wide',
        body: html`<h1>${w.myCases}</h1><p class="mk-lead">${w.myCasesLead}</p>${await list(request, deps, citizenOffice, { rows, open: rows }, '/me/cases')}`,
      });
    },
  );
}

function mayTakePart(deps: CasesDeps, request: FastifyRequest, procedure: Procedure, holderId: string): boolean {
  const { roles } = actorAt(deps, request, holderId);
  return Object.values(procedure.parties).some(
    ({ office, roles: those }) =>
      (office === 'holder' || office === 'centre') && those.some((role) => roles.includes(role)),
  );
}

async function list(
  request: FastifyRequest,
  deps: CasesDeps,
  office: Office,
  { rows, open }: { readonly rows: readonly CaseRow[]; readonly open: readonly CaseRow[] },
  path: string,
): Promise<Html> {
  const { lang } = request;
  const w = casesWords[lang];
  if (open.length === 0 && rows.length <= pageSize) return emptyState({ title: w.noCases });
  const last = rows.slice(0, pageSize).at(-1);
  const shown = open.filter(({ id }) => rows.length <= pageSize || id !== rows.at(-1)!.id);
  const next = rows.length > pageSize ? `${path}?before=${last!.id}` : null;
  const mineAll = office.name === 'citizen';
  const cells = await Promise.all(
    shown.map(async (row) => {
      const procedure = deps.engine.procedures.find(({ name }) => name === row.procedure)!;
      const stage = procedure.texts.stages[row.stage]?.[lang] ?? row.stage;
      const holder = mineAll ? (await placeOf(deps, procedure, row.holder_id, lang)).name : undefined;
      return [
        html`<a href="${lookHref(office, row.procedure, row.id, row.holder_id)}">${procedure.texts.title[lang]}, ${formatDate(lang, row.opened_at)}</a>`,
        ...(mineAll ? [html`${holder}`] : []),
        tag({ text: stage, tone: row.ended_at === null ? 'wait' : 'ended' }),
        row.ended_at === null ? '—' : formatDate(lang, row.ended_at),
      ];
    }),
  );
  return html`${table({
    caption: w.cases,
    captionHidden: true,
    columns: [
      { head: w.procedure },
      ...(mineAll ? [{ head: w.where }] : []),
      { head: w.stage },
      { head: w.ended, nowrap: true },
    ],
    rows: cells,
    stack: true,
  })}${next !== null && pagination({ lang, next })}`;
}
