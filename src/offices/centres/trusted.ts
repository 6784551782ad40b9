import type { FastifyReply, FastifyRequest } from 'fastify';
import { banner, button, form, html, type Html } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { entrust, trustedPersons } from '../../trust/centres/index.ts';
import { type CasesDeps, centrePage, centreRoles } from '../cases/deps.ts';
import { DoneQuery, deskOf, pageAnswers, Posted } from '../holder/deps.ts';
import { area, dayField, line } from '../holder/fields.ts';
import { dayOfParts, type Given, textOf, wrongDay } from '../holder/given.ts';
import { noTrouble, type Trouble, troubleOf, troubleTop } from '../holder/trouble.ts';
import { sendPage } from '../shell.ts';
import { centresWords } from './centres.messages.ts';
import { trustedTable } from './public.ts';
import { trustedWords } from './trusted.messages.ts';

const mayChange = centrePage('administrator');
const path = '/centre/trusted';

/** ES-13.4a: whom the centre has given its powers, and to give and take them back. */
export function trustedPages(app: App, deps: CasesDeps): void {
  app.get(
    path,
    { config: centrePage(...centreRoles), schema: { querystring: DoneQuery, response: pageAnswers } },
    async (request, reply) => show(request, reply, deps, {}, noTrouble, request.query.done !== undefined),
  );
  app.post(path, { config: mayChange, schema: { body: Posted, response: pageAnswers } }, async (request, reply) => {
    const given = request.body as Given;
    const trouble = await add(request, deps, given);
    return trouble === null ? reply.redirect(`${path}?done=1`, 303) : show(request, reply, deps, given, trouble, false);
  });
}

async function add(request: FastifyRequest, deps: CasesDeps, given: Given): Promise<Trouble | null> {
  const { lang } = request;
  const w = centresWords[lang];
  const text = (name: string): string => textOf(given, name).slice(0, name === 'scope' ? 2000 : 300);
  const names = ['name', 'registrationNumber', 'contractNumber', 'scope'];
  const [contractOn, until] = [dayOfParts(given, 'contractOn'), dayOfParts(given, 'until')];
  const faults = [
    ...names.filter((name) => text(name) === '').map((field) => ({ field, text: w.required })),
    ...(contractOn === null || contractOn === wrongDay ? [{ field: 'contractOn', text: w.badDay }] : []),
    ...(until === wrongDay ? [{ field: 'until', text: w.badDay }] : []),
  ];
  if (faults.length > 0) return { errors: faults, law: [] };
  const { accountId, holderId: centreId } = deskOf(request);
  const done = await entrust(
    deps.consent,
    { accountId, centreId },
    {
      name: text('name'),
      registrationNumber: text('registrationNumber'),
      contractNumber: text('contractNumber'),
      contractOn: contractOn!,
      scope: text('scope'),
      until,
    },
  );
  return isRefusal(done) ? troubleOf(lang, done) : null;
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  given: Given,
  trouble: Trouble,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = centresWords[lang];
  const { holderId, roles } = deskOf(request);
  const now = deps.clock.now();
  const rows = await trustedPersons(deps.consent.db, holderId, now);
  const mine = roles.includes('administrator');
  const sheet = { lang, given, trouble };
  const open = ({ id, name }: (typeof rows)[number]): Html =>
    html`<a href="${path}/${id}">${trustedWords[lang].open}<span class="mk-hidden">: ${name}</span></a>`;
  return sendPage(
    request,
    reply,
    deps,
    {
      title: w.trusted,
      width: 'wide',
      path,
      failed: trouble.errors.length > 0,
      body: html`${troubleTop(lang, trouble)}${done && banner({ lang, kind: 'success', body: html`<p>${w.done}</p>` })}<h1>${w.trusted}</h1><p class="mk-lead">${w.trustedLead}</p>
${rows.length === 0 ? html`<p>${w.trustedNone}</p>` : trustedTable(lang, rows, now, roles.includes('trusted') ? undefined : open)}
${
  mine &&
  html`<h2>${w.add}</h2>${form(
    { action: path, csrf },
    line(sheet, { name: 'name', label: w.name }),
    line(sheet, { name: 'registrationNumber', label: w.registration }),
    line(sheet, { name: 'contractNumber', label: w.contract }),
    dayField(sheet, { name: 'contractOn', label: w.contractOn }),
    area(sheet, { name: 'scope', label: w.scope, limit: 2000 }),
    dayField(sheet, { name: 'until', label: w.untilOptional, optional: true }),
    button({ text: w.add }),
  )}`
}`,
    },
    trouble.errors.length > 0 ? 422 : 200,
  );
}
