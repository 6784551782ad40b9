import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { endProcessing, openService, type Service, servicesOf } from '../../consent/index.ts';
import { formatDate } from '../../platform/dates.ts';
import {
  button,
  buttonGroup,
  emptyState,
  form,
  type Html,
  html,
  linkButton,
  postButton,
  summaryList,
  table,
  tag,
  warningText,
} from '../../platform/html/index.ts';
import { type App, orRefuse, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { norms } from '../shell.ts';
import { everyRole, hasRole, type HolderDeps, pageAnswers, pageFor, Posted, Uuid } from './deps.ts';
import { type NamedPurpose, namedPurposes } from './names.ts';
import { registerTrail } from './registers.ts';
import { serviceEnd } from './service-facts.ts';
import { serviceWords } from './services.messages.ts';
import { noTrouble, type Trouble, troubleOf } from './trouble.ts';
import { Done, showDesk, type Visit, visitOf } from './visit.ts';

const One = Type.Object({ serviceId: Uuid });
const writers = ['data-officer', 'administrator'] as const;

export async function serviceHere({ deps, desk }: Visit, id: string): Promise<Service> {
  const found = (await servicesOf(deps.consent.db, desk.holderId)).find((one) => one.id === id);
  if (found === undefined) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return found;
}

/** CP-4b, CP-F-29b: the holder's services: described, opened with their form, ended. */
export function servicePages(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/services',
    { config: pageFor(...everyRole), schema: { querystring: Done, response: pageAnswers } },
    async (request, reply) => list(visitOf(request, reply, deps), noTrouble, request.query.done),
  );
  app.post(
    '/holder/services/:serviceId/open',
    { config: pageFor(...writers), schema: { params: One, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const opened = await openService(deps.consent, visit.desk, request.params.serviceId);
      if (isRefusal(opened)) return list(visit, troubleOf(visit.lang, { ...opened, field: request.params.serviceId }));
      return reply.redirect('/holder/services?done=opened', 303);
    },
  );
  app.get(
    '/holder/services/:serviceId/end',
    { config: pageFor('data-officer'), schema: { params: One, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      return ending(visit, await serviceHere(visit, request.params.serviceId));
    },
  );
  app.post(
    '/holder/services/:serviceId/end',
    { config: pageFor('data-officer'), schema: { params: One, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const { purpose } = await openWithPurpose(visit, await serviceHere(visit, request.params.serviceId));
      orRefuse(await endProcessing(deps.consent, visit.desk, purpose.id, 'SERVICE_ENDED'));
      return reply.redirect('/holder/services?done=endedNow', 303);
    },
  );
}

async function list(visit: Visit, trouble: Trouble, done?: string): Promise<FastifyReply> {
  const { lang, deps, desk } = visit;
  const words = serviceWords[lang];
  const [services, named] = await Promise.all([
    servicesOf(deps.consent.db, desk.holderId),
    namedPurposes(deps, desk, lang),
  ]);
  return showDesk(visit, {
    title: words.title,
    lead: words.lead,
    width: 'wide',
    breadcrumbs: registerTrail(lang),
    path: '/holder/services',
    trouble,
    done: done === 'saved' || done === 'opened' || done === 'endedNow' ? words[done] : null,
    body: html`${hasRole(desk, ...writers) && html`<p>${linkButton({ text: words.add, href: '/holder/services/new' })}</p>`}
${
  services.length === 0
    ? emptyState({ title: words.none, body: words.noneMore })
    : table({
        caption: words.title,
        captionHidden: true,
        columns: [{ head: words.name }, { head: words.purpose }, { head: words.standing }, { head: words.act }],
        rows: services.map((one) => row(visit, one, named, trouble)),
      })
}
${norms(lang, ['CP-4b', 'CP-F-29b'])}`,
  });
}

const purposeOf = (service: Service, named: readonly NamedPurpose[]): NamedPurpose | undefined =>
  named.find((one) => one.purpose.id === service.purpose_id);
const ended = (service: Service, named: readonly NamedPurpose[]): Date | null =>
  service.opened_at === null ? null : (purposeOf(service, named)?.purpose.serviceEndedAt ?? null);

function row(visit: Visit, service: Service, named: readonly NamedPurpose[], trouble: Trouble): readonly Html[] {
  const { lang, desk } = visit;
  const words = serviceWords[lang];
  const on = purposeOf(service, named);
  const over = ended(service, named);
  const since = over ?? service.opened_at;
  const refused = trouble.errors.find((one) => one.field === service.id);
  const standing =
    over !== null
      ? tag({ text: words.ended, tone: 'ended' })
      : service.opened_at === null
        ? tag({ text: words.draft, tone: 'wait' })
        : tag({ text: words.open, tone: 'good' });
  return [
    html`${service.name[lang] || service.name.ky}<br><span class="mk-small">${words[service.kind]} · <code>${service.code}</code></span>`,
    on === undefined
      ? html`<span class="mk-small">${service.needs_personal_data ? words.noPurpose : words.needsNo}</span>`
      : html`<a href="/holder/purposes/${on.purpose.id}">${on.text}</a>`,
    html`${standing}${since !== null && html`<br><span class="mk-small">${words.since(formatDate(lang, since))}</span>`}`,
    service.opened_at === null && hasRole(desk, ...writers)
      ? html`${refused !== undefined && html`<p class="mk-error" id="${service.id}" tabindex="-1">${refused.text}</p>`}${buttonGroup(
          postButton({
            action: `/holder/services/${service.id}/open`,
            csrf: visit.csrf,
            text: words.openButton,
            kind: 'secondary',
            hiddenText: service.name[lang],
          }),
          html`<a href="/holder/services/${service.id}">${words.change}<span class="mk-hidden">: ${service.name[lang]}</span></a>`,
        )}`
      : service.opened_at !== null && over === null && on !== undefined && hasRole(desk, 'data-officer')
        ? html`<a href="/holder/services/${service.id}/end">${words.endButton}<span class="mk-hidden">: ${service.name[lang]}</span></a>`
        : html`—`,
  ];
}

async function openWithPurpose(visit: Visit, service: Service): Promise<NamedPurpose> {
  const named = await namedPurposes(visit.deps, visit.desk, visit.lang);
  const on = purposeOf(service, named);
  if (on === undefined || service.opened_at === null || ended(service, named) !== null)
    throw new RefusalError(refuseHttp('NOT_FOUND'));
  return on;
}

/** What ends, when, and what ends with it: read before the button is pressed. */
async function ending(visit: Visit, service: Service): Promise<FastifyReply> {
  const { lang, deps, desk, csrf } = visit;
  const words = serviceWords[lang];
  const on = await openWithPurpose(visit, service);
  const beside = (await servicesOf(deps.consent.db, desk.holderId)).filter(
    (one) => one.id !== service.id && one.purpose_id === on.purpose.id && one.opened_at !== null,
  );
  const last = await serviceEnd(deps, on.purpose);
  return showDesk(visit, {
    title: words.endTitle,
    breadcrumbs: [...registerTrail(lang), { text: words.title, href: '/holder/services' }],
    body: html`${warningText(lang, words.endLead)}
${summaryList({
  lang,
  plain: true,
  rows: [
    { key: words.name, value: service.name[lang] || service.name.ky },
    { key: words.purpose, value: on.text },
    { key: words.endsOn, value: last === null ? words.notStated : formatDate(lang, last) },
  ],
})}
${beside.length > 0 && html`<p>${words.alsoEnds}</p><ul>${beside.map((one) => html`<li>${one.name[lang] || one.name.ky}</li>`)}</ul>`}
${form({ action: `/holder/services/${service.id}/end`, csrf }, button({ text: words.endButton, kind: 'warning' }))}
<p><a href="/holder/services">${words.title}</a></p>${norms(lang, ['CP-F-29b'])}`,
  });
}
