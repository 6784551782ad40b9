import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatDateTime } from '../../platform/dates.ts';
import { button, details, form, type Html, html, inset, postButton, summaryList } from '../../platform/html/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { leave, myRegistration, register, type Registration } from '../../transfers/relay/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { formPage } from '../form-page.ts';
import { pageAnswers, Posted } from '../holder/deps.ts';
import { line, type Sheet } from '../holder/fields.ts';
import { type Given, textOf } from '../holder/given.ts';
import { troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { person } from './journey.ts';
import { meOf } from './mine.ts';
import { registrationWords } from './registration.messages.ts';
import { myTrail } from './trail.ts';

const path = '/me/registration';
const config = { kind: 'page' as const, access: [...person] };

/** CP-18a, CP-18e: register with the authority, see what was given, change it, leave. Nothing anywhere asks for it. */
export function registrationPages(app: App, deps: OfficeDeps): void {
  formPage(app, path, {
    config,
    act: async (request) => {
      const given = request.body as Given;
      const typed = { email: textOf(given, 'email'), phone: textOf(given, 'phone'), address: textOf(given, 'address') };
      const done = await register(deps.consent, meOf(request), typed);
      return isRefusal(done) ? { given, trouble: troubleOf(request.lang, done) } : `${path}?done=entered`;
    },
    show: (request, reply, tried) => show(request, reply, deps, tried),
  });
  app.post(`${path}/leave`, { config, schema: { body: Posted, response: pageAnswers } }, async (request, reply) => {
    orRefuse(await leave(deps.consent, meOf(request)));
    return reply.redirect(`${path}?done=left`, 303);
  });
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OfficeDeps,
  { given, trouble }: Tried,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = registrationWords[lang];
  const { done } = request.query as { done?: string };
  const found = await myRegistration(deps.consent, meOf(request).personId);
  const typed = trouble.errors.length > 0 ? given : asGiven(found);
  const sheet: Sheet = { lang, given: typed, trouble };
  const fields = form(
    { action: path, csrf },
    line(sheet, { name: 'email', label: w.email, type: 'email', autocomplete: 'email', hint: w.one }),
    line(sheet, { name: 'phone', label: w.phone, type: 'tel', autocomplete: 'tel', width: 20 }),
    line(sheet, { name: 'address', label: w.address, optional: true, autocomplete: 'street-address' }),
    button({ text: found === null ? w.enter : w.save }),
  );
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.title,
      lead: w.lead,
      path,
      trouble,
      done: done === 'entered' ? w.entered : done === 'left' ? w.left : null,
      breadcrumbs: myTrail(lang),
      body: html`${inset(w.purpose)}
${found === null ? html`<h2>${w.isNot}</h2>${fields}` : registered(found, fields, trouble.errors.length > 0)}${norms(lang, ['CP-18a', 'CP-18b', 'CP-18e'])}`,
    },
  );
  function registered(one: Registration, change: Html, open: boolean): Html {
    const { contacts } = one;
    return html`${summaryList({
      lang,
      title: w.is,
      rows: [
        { key: w.email, value: contacts.email ?? w.notGiven },
        { key: w.phone, value: contacts.phone ?? w.notGiven },
        { key: w.address, value: contacts.address ?? w.notGiven },
        { key: w.since, value: formatDateTime(lang, one.registeredAt) },
        { key: w.changed, value: formatDateTime(lang, one.updatedAt) },
      ],
    })}${details({ summary: w.change, open }, change)}<h2>${w.leave}</h2><p>${w.leaveLead}</p>${postButton({ action: `${path}/leave`, csrf, text: w.leave, kind: 'warning' })}`;
  }
}

const asGiven = (found: Registration | null): Given =>
  Object.fromEntries(Object.entries(found?.contacts ?? {}).map(([name, value]) => [name, value ?? '']));
