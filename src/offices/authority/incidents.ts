import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDateTime } from '../../platform/dates.ts';
import { button, form, html, type Html, inset, summaryList, table, tag, type Tone } from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import type { IncidentFinding, IncidentView } from '../../record/index.ts';
import { allCentres } from '../../trust/centres/index.ts';
import { authorityPage, type OfficeDeps, staffOf } from '../deps.ts';
import { formPage } from '../form-page.ts';
import { pageAnswers, Uuid } from '../holder/deps.ts';
import { area } from '../holder/fields.ts';
import { type Given, textOf } from '../holder/given.ts';
import { troubleFrom, troubleOf } from '../holder/trouble.ts';
import { Done, showDesk, type Tried } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { incidentsWords } from './incidents.messages.ts';

/** What the pages need of incidents (src/wiring/incidents.ts). */
export type IncidentDesk = {
  check(): Promise<{ readonly findings: number }>;
  one(id: string): Promise<IncidentView | undefined>;
  /** The open ones first. */
  all(): Promise<readonly IncidentView[]>;
  explain(officer: string, what: { incidentId: string; explanation: string }): Promise<object | Refusal>;
  close(officer: string, what: { incidentId: string; explanationId: string }): Promise<object | Refusal>;
};
type Deps = OfficeDeps & { readonly incidents: IncidentDesk };
const home = '/authority/incidents';
const mostShown = 50;
const law = ['ES-13.2.2b', 'ES-15.3c', 'PD-4.9'];
const config = authorityPage('officer');

/** ES-13.2.2b, PD-4.9: what the checks have found, explained by one officer and closed by another. */
export function incidentPages(app: App, deps: Deps): void {
  app.get(home, { config, schema: { querystring: Done, response: pageAnswers } }, async (request, reply) =>
    list(request, reply, deps, request.query.done),
  );
  app.post(
    `${home}/check`,
    { config: { ...config, rate: 'heavy' }, schema: { response: pageAnswers } },
    async (_, reply) => {
      const { findings } = await deps.incidents.check();
      return reply.redirect(`${home}?done=${findings === 0 ? 'clean' : 'found'}`, 303);
    },
  );
  formPage(app, `${home}/:incidentId`, {
    config,
    params: Type.Object({ incidentId: Uuid }),
    act: (request) => act(request, deps),
    show: (request, reply, tried, done) => one(request, reply, deps, tried, done),
  });
}

type State = keyof (typeof incidentsWords)['ky']['states'];
const tones: Readonly<Record<State, Tone>> = { fresh: 'bad', explained: 'wait', closed: 'ended' };
const stateOf = ({ closed_at: closedAt, explanations }: IncidentView): State =>
  closedAt !== null ? 'closed' : explanations.length === 0 ? 'fresh' : 'explained';
const mark = (lang: Lang, state: State): Html => tag({ text: incidentsWords[lang].states[state], tone: tones[state] });
const kindText = (lang: Lang, kind: string): string => incidentsWords[lang].kinds[kind] ?? kind;

async function list(request: FastifyRequest, reply: FastifyReply, deps: Deps, done?: string): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = incidentsWords[lang];
  const all = await deps.incidents.all();
  const rows = (closed: boolean): Html | null => {
    const found = all.filter((one) => (one.closed_at !== null) === closed);
    if (found.length === 0) return null;
    return table({
      caption: closed ? w.closed : w.open,
      captionHidden: true,
      columns: [{ head: w.openedAt }, { head: w.what }, { head: w.count }, { head: w.state }],
      rows: found.map((incident) => [
        html`<a href="${home}/${incident.id}">${formatDateTime(lang, incident.opened_at)}</a>`,
        [...new Set(incident.findings.map(({ kind }) => kindText(lang, kind)))].join('; '),
        String(incident.total),
        mark(lang, stateOf(incident)),
      ]),
      stack: true,
    });
  };
  const closed = rows(true);
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.title,
      lead: w.lead,
      width: 'wide',
      path: home,
      done: done === 'clean' ? w.clean : done === 'found' ? w.found : null,
      body: html`${form({ action: `${home}/check`, csrf }, button({ text: w.check, kind: 'secondary' }))}
<h2>${w.open}</h2>${rows(false) ?? html`<p>${w.none}</p>`}${closed !== null && html`<h2>${w.closed}</h2>${closed}`}${norms(lang, law)}`,
    },
  );
}

async function incidentOf(request: FastifyRequest, deps: Deps): Promise<IncidentView> {
  const { incidentId } = request.params as { incidentId: string };
  const found = await deps.incidents.one(incidentId);
  if (found === undefined) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return found;
}

async function act(request: FastifyRequest, deps: Deps): Promise<string | Tried> {
  const { lang } = request;
  const given = request.body as Given;
  const { id: incidentId } = await incidentOf(request, deps);
  const officer = staffOf(request).accountId;
  const explanationId = textOf(given, 'explanationId');
  const explanation = textOf(given, 'explanation').slice(0, 4000);
  if (explanationId === '' && explanation === '')
    return { given, trouble: troubleFrom({ field: 'explanation', text: incidentsWords[lang].required }) };
  const done =
    explanationId === ''
      ? await deps.incidents.explain(officer, { incidentId, explanation })
      : await deps.incidents.close(officer, { incidentId, explanationId });
  return isRefusal(done) ? { given, trouble: troubleOf(lang, done) } : `${home}/${incidentId}?done=1`;
}

async function one(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { given, trouble }: Tried,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = incidentsWords[lang];
  const incident = await incidentOf(request, deps);
  const { id, findings, total, explanations, closed_at: closedAt } = incident;
  const last = explanations.at(-1);
  const names = new Map(
    (await allCentres(deps.consent.db, deps.clock.now())).map((centre) => [centre.id, centre.name[lang]]),
  );
  const action = `${home}/${id}`;
  const closing =
    last !== undefined &&
    (last.officer === staffOf(request).accountId
      ? html`<p>${w.ownWords}</p>`
      : html`<h2>${w.close}</h2><p>${w.closeLead}</p>${form({ action, csrf, hidden: { explanationId: last.id } }, button({ text: w.close }))}`);
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.one(formatDateTime(lang, incident.opened_at)),
      width: 'wide',
      path: action,
      trouble,
      done: done ? w.done : null,
      breadcrumbs: [{ text: w.title, href: home }],
      body: html`${summaryList({
        lang,
        rows: [
          { key: w.state, value: mark(lang, stateOf(incident)) },
          { key: w.openedAt, value: formatDateTime(lang, incident.opened_at) },
          ...(closedAt === null ? [] : [{ key: w.closedAt, value: formatDateTime(lang, closedAt) }]),
          { key: w.count, value: String(total) },
        ],
      })}
<h2>${w.findings}</h2>${total > mostShown && html`<p>${w.more(Math.min(mostShown, findings.length), total)}</p>`}${findingsTable(lang, findings, names)}
<h2>${w.explanations}</h2>${explanations.length === 0 && html`<p>${w.noneSaid}</p>`}${explanations.map(
        ({ at, explanation }) =>
          inset(
            html`<p class="mk-small">${formatDateTime(lang, at)}</p>${explanation.split(/\n+/).map((text) => html`<p>${text}</p>`)}`,
          ),
      )}${
        closedAt === null &&
        html`${closing}<h2>${w.explain}</h2>${form(
          { action, csrf },
          area(
            { lang, given, trouble },
            { name: 'explanation', label: w.explanation, hint: w.explanationHint, rows: 5, limit: 4000 },
          ),
          button({ text: w.say, kind: last === undefined ? 'primary' : 'secondary' }),
        )}`
      }${norms(lang, law)}`,
    },
  );
}

function findingsTable(lang: Lang, findings: readonly IncidentFinding[], centres: ReadonlyMap<string, string>): Html {
  const w = incidentsWords[lang];
  const where = (one: IncidentFinding): Html =>
    html`${Object.entries(one)
      .filter(([name]) => name !== 'kind' && name !== 'holderId')
      .map(
        ([name, value]) =>
          html`<div><span class="mk-small">${w.ids[name] ?? name}</span> <code class="mk-small">${String(value)}</code></div>`,
      )}`;
  return table({
    caption: w.findings,
    captionHidden: true,
    columns: [{ head: w.what }, { head: w.centre }, { head: w.where }],
    rows: findings
      .slice(0, mostShown)
      .map((one) => [kindText(lang, one.kind), centres.get(String(one['holderId'])) ?? '—', where(one)]),
    stack: true,
  });
}
