import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { actionLabel, groundLabel } from '../../consent/index.ts';
import type { PolicyVersion } from '../../holders/index.ts';
import { listMachines, listStaff } from '../../identity/index.ts';
import { formatDateTime } from '../../platform/dates.ts';
import { emptyState, type Html, html, linkButton, pagination, table } from '../../platform/html/index.ts';
import { type App, cutPage } from '../../platform/http/index.ts';
import type { Entry } from '../../record/index.ts';
import { everyRole, hasRole, type HolderDeps, pageAnswers, pageFor, Uuid } from './deps.ts';
import { type OperationRow, operationsOfHolder } from './desk-store.ts';
import { type NamedPurpose, namedPurposes, textOfPurpose } from './names.ts';
import { operationWords } from './operations.messages.ts';
import { currentPolicy } from './policy-facts.ts';
import { registerTrail } from './registers.ts';
import { Done, showDesk, type Visit, visitOf } from './visit.ts';

const Query = Type.Object({ ...Done.properties, after: Type.Optional(Uuid), subject: Type.Optional(Uuid) });
const pageSize = 25;

type Logged = {
  readonly action: string;
  readonly activity: string;
  readonly mode: 'automated' | 'manual';
  readonly categories: readonly string[];
  readonly ground: string;
  readonly legalBasis: string;
  readonly recipient: string | null;
};
type Known = {
  readonly named: readonly NamedPurpose[];
  readonly policy: PolicyVersion | null;
  /** Names of staff and systems by their ids. */
  readonly actors: ReadonlyMap<string, string>;
};

/** SP-2, SP-11: what was done with personal data, by machine and by hand alike. */
export function operationPages(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/operations',
    { config: pageFor(...everyRole), schema: { querystring: Query, response: pageAnswers } },
    async (request, reply) => list(visitOf(request, reply, deps), request.query),
  );
}

async function list(
  visit: Visit,
  { after, subject, done }: { after?: string; subject?: string; done?: string },
): Promise<FastifyReply> {
  const { lang, deps, desk } = visit;
  const words = operationWords[lang];
  const of = { holderId: desk.holderId, subjectId: subject ?? null };
  const [rows, named, policy, actors] = await Promise.all([
    operationsOfHolder(deps.consent.db, desk.scope, of, after, pageSize),
    namedPurposes(deps, desk, lang),
    currentPolicy(deps, desk.holderId),
    actorsOf(visit),
  ]);
  const page = cutPage(rows, pageSize);
  const known = { named, policy, actors };
  return showDesk(visit, {
    title: words.title,
    lead: words.lead,
    width: 'wide',
    breadcrumbs: registerTrail(lang),
    done: done === 'recorded' ? words.recorded : null,
    body: html`${hasRole(desk, 'clerk', 'data-officer') && html`<p>${linkButton({ text: words.add, href: '/holder/operations/new' })}</p>`}
${subject !== undefined && html`<p>${words.oneSubject} <a href="/holder/operations">${words.all}</a></p>`}
${
  page.items.length === 0
    ? emptyState({
        title: subject === undefined ? words.none : words.noneOf,
        body: subject === undefined ? words.noneMore : undefined,
      })
    : table({
        caption: words.caption,
        columns: [
          { head: words.what },
          { head: words.purpose },
          { head: words.categories },
          { head: words.who },
          { head: words.subject },
        ],
        rows: page.items.map((row) => cells(visit, row, known)),
      })
}
${page.next !== null && pagination({ lang, next: `/holder/operations?${new URLSearchParams({ after: page.next, ...(subject === undefined ? {} : { subject }) }).toString()}` })}`,
  });
}

async function actorsOf({ deps, desk }: Visit): Promise<ReadonlyMap<string, string>> {
  const [staff, machines] = await Promise.all([
    listStaff(deps.identity, desk.holderId),
    listMachines(deps.identity, desk.holderId),
  ]);
  return new Map([
    ...staff.map((one) => [one.accountId, one.name] as const),
    ...machines.map((one) => [one.id, one.name] as const),
  ]);
}

function cells({ lang }: Visit, row: OperationRow, { named, policy, actors }: Known): readonly Html[] {
  const words = operationWords[lang];
  const entry = JSON.parse(row.body.toString()) as Entry;
  const did = entry.data as unknown as Logged;
  const category = (code: string): string =>
    (policy?.body.dataCategories ?? []).find((one) => one.code === code)?.text[lang] ?? code;
  const basis = (policy?.body.legalBases ?? []).find((one) => one.code === did.legalBasis)?.text[lang];
  return [
    html`${actionLabel(did.action)[lang]}<br><span class="mk-small"><code>${did.activity}</code>, ${words[did.mode]}${did.recipient !== null && html`, ${words.to(did.recipient)}`}</span>`,
    html`<a href="/holder/purposes/${entry.object.id}">${textOfPurpose(named, entry.object.id)}</a><br><span class="mk-small">${groundLabel(did.ground)?.[lang] ?? did.ground}${basis !== undefined && html`; ${basis}`}</span>`,
    html`${did.categories.map(category).join(', ')}`,
    html`${actors.get(entry.actor.id) ?? words.removed}<br><span class="mk-small">${formatDateTime(lang, row.at)}</span>`,
    html`<a href="${`/holder/consents?subject=${row.subject_id}`}">${words.seeSubject}</a>, <a href="${`/holder/operations?subject=${row.subject_id}`}">${words.onlySubject}</a>`,
  ];
}
