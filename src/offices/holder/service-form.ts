import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { describeService, type NewService, type Service, servicesOf } from '../../consent/index.ts';
import { button, errorFor, type FieldError, form, radios, select } from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { commonWords } from './common.messages.ts';
import { type HolderDeps, pageAnswers, pageFor, Posted, Uuid } from './deps.ts';
import { line, radioField, words3 } from './fields.ts';
import { type Given, orNull, putText3, textOf, whole3Of } from './given.ts';
import { namedPurposes } from './names.ts';
import { registerTrail } from './registers.ts';
import { serviceHere } from './services.ts';
import { serviceWords } from './services.messages.ts';
import { troubleFrom, troubleOf } from './trouble.ts';
import { showDesk, type Tried, untried, type Visit, visitOf } from './visit.ts';

const One = Type.Object({ serviceId: Uuid });
const config = pageFor('data-officer', 'administrator');

/** CP-4b: a service put into the catalogue, or changed while it is not open. */
export function serviceFormPages(app: App, deps: HolderDeps): void {
  app.get('/holder/services/new', { config, schema: { response: pageAnswers } }, async (request, reply) =>
    show(visitOf(request, reply, deps), null, untried),
  );
  app.post(
    '/holder/services/new',
    { config, schema: { body: Posted, response: pageAnswers } },
    async (request, reply) => save(visitOf(request, reply, deps), null, request.body),
  );
  app.get(
    '/holder/services/:serviceId',
    { config, schema: { params: One, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const service = await notOpen(visit, request.params.serviceId);
      return show(visit, service, { ...untried, given: givenOf(service) });
    },
  );
  app.post(
    '/holder/services/:serviceId',
    { config, schema: { params: One, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      return save(visit, await notOpen(visit, request.params.serviceId), request.body);
    },
  );
}

async function notOpen(visit: Visit, id: string): Promise<Service> {
  const service = await serviceHere(visit, id);
  if (service.opened_at !== null) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return service;
}

const givenOf = (service: Service): Given => ({
  ...putText3('name', service.name),
  code: service.code,
  kind: service.kind,
  needs: service.needs_personal_data ? 'yes' : 'no',
  purpose: service.purpose_id ?? '',
});

function read(lang: Lang, given: Given): NewService | readonly FieldError[] {
  const said = commonWords[lang];
  const name = whole3Of(given, 'name');
  const code = textOf(given, 'code');
  const kind = textOf(given, 'kind');
  const needs = textOf(given, 'needs');
  const purposeId = orNull(textOf(given, 'purpose'));
  const faults = [
    ...(name === null ? [{ field: 'name', text: said.allThree }] : []),
    ...(/^[a-z][a-z0-9_]{1,60}$/.test(code) ? [] : [{ field: 'code', text: serviceWords[lang].codeWrong }]),
    ...(kind === 'state' || kind === 'municipal' ? [] : [{ field: 'kind', text: said.choose }]),
    ...(needs === 'yes' || needs === 'no' ? [] : [{ field: 'needs', text: said.choose }]),
    ...(purposeId === null && needs === 'yes' ? [{ field: 'purpose', text: said.choose }] : []),
  ];
  if (faults.length > 0 || name === null || (kind !== 'state' && kind !== 'municipal')) return faults;
  return { code, kind, name, needsPersonalData: needs === 'yes', purposeId: needs === 'yes' ? purposeId : null };
}

async function save(visit: Visit, service: Service | null, sent: Given): Promise<FastifyReply> {
  const { lang, deps, desk } = visit;
  // A service keeps its code: systems know it by it.
  const given = service === null ? sent : { ...sent, code: service.code };
  const what = read(lang, given);
  if (!('code' in what)) return show(visit, service, { given, trouble: troubleFrom(...what) });
  const taken =
    service === null && (await servicesOf(deps.consent.db, desk.holderId)).some((one) => one.code === what.code);
  if (taken)
    return show(visit, service, { given, trouble: troubleFrom({ field: 'code', text: serviceWords[lang].codeTaken }) });
  const done = await describeService(deps.consent, desk, what);
  if (isRefusal(done)) {
    const trouble = troubleOf(lang, done, (field) => (field === 'purposeId' ? 'purpose' : field));
    return show(visit, service, { given, trouble });
  }
  return visit.reply.redirect('/holder/services?done=saved', 303);
}

async function show(visit: Visit, service: Service | null, { given, trouble }: Tried): Promise<FastifyReply> {
  const { lang, csrf, deps, desk } = visit;
  const words = serviceWords[lang];
  const sheet = { lang, given, trouble };
  const purposes = (await namedPurposes(deps, desk, lang)).filter((one) => one.purpose.state === 'active');
  const choice = (name: 'kind' | 'needs', label: string, items: Parameters<typeof radios>[0]['items']) =>
    radioField(sheet, { name, label, items });
  const purpose = select({
    lang,
    name: 'purpose',
    label: words.purpose,
    hint: words.purposeHint,
    empty: true,
    value: textOf(given, 'purpose'),
    error: errorFor(trouble.errors, 'purpose'),
    options: purposes.map((one) => ({ value: one.purpose.id, text: one.text })),
  });
  return showDesk(visit, {
    title: service === null ? words.newTitle : words.change,
    lead: words.formLead,
    width: 'wide',
    trouble,
    breadcrumbs: [...registerTrail(lang), { text: words.title, href: '/holder/services' }],
    body: form(
      { action: service === null ? '/holder/services/new' : `/holder/services/${service.id}`, csrf },
      words3(sheet, { name: 'name', label: words.name }),
      service === null && line(sheet, { name: 'code', label: words.code, hint: words.codeHint, width: 30 }),
      choice('kind', words.kind, [
        { value: 'state', text: words.state },
        { value: 'municipal', text: words.municipal },
      ]),
      choice('needs', words.needs, [
        { value: 'yes', text: words.needsYes, reveal: purpose },
        { value: 'no', text: words.needsNo },
      ]),
      button({ text: words.save }),
    ),
  });
}
