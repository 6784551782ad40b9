import type { FastifyReply, FastifyRequest } from 'fastify';
import { button, form, html, type Html } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { entrust, trustedPersons } from '../../trust/centres/index.ts';
import { type CasesDeps, centrePage, centreRoles } from '../cases/deps.ts';
import { formPage } from '../form-page.ts';
import { deskOf } from '../holder/deps.ts';
import { area, dayField, line } from '../holder/fields.ts';
import { dayOfParts, type Given, textOf, wrongDay } from '../holder/given.ts';
import { troubleFrom, troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried } from '../holder/visit.ts';
import { centresWords } from './centres.messages.ts';
import { trustedTable } from './public.ts';
import { trustedWords } from './trusted.messages.ts';

const path = '/centre/trusted';

/** ES-13.4a: whom the centre has given its powers, and to give and take them back. */
export function trustedPages(app: App, deps: CasesDeps): void {
  formPage(app, path, {
    config: centrePage(...centreRoles),
    sending: centrePage('administrator'),
    act: (request) => add(request, deps),
    show: (request, reply, tried, done) => show(request, reply, deps, tried, done),
  });
}

async function add(request: FastifyRequest, deps: CasesDeps): Promise<string | Tried> {
  const { lang } = request;
  const w = centresWords[lang];
  const given = request.body as Given;
  const text = (name: string): string => textOf(given, name).slice(0, name === 'scope' ? 2000 : 300);
  const names = ['name', 'registrationNumber', 'contractNumber', 'scope'];
  const [contractOn, until] = [dayOfParts(given, 'contractOn'), dayOfParts(given, 'until')];
  const faults = [
    ...names.filter((name) => text(name) === '').map((field) => ({ field, text: w.required })),
    ...(contractOn === null || contractOn === wrongDay ? [{ field: 'contractOn', text: w.badDay }] : []),
    ...(until === wrongDay ? [{ field: 'until', text: w.badDay }] : []),
  ];
  if (faults.length > 0) return { given, trouble: troubleFrom(...faults) };
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
  return isRefusal(done) ? { given, trouble: troubleOf(lang, done) } : `${path}?done=1`;
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  { given, trouble }: Tried,
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
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.trusted,
      lead: w.trustedLead,
      width: 'wide',
      path,
      trouble,
      done: done ? w.done : null,
      body: html`${rows.length === 0 ? html`<p>${w.trustedNone}</p>` : trustedTable(lang, rows, now, roles.includes('trusted') ? undefined : open)}
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
  );
}
