import type { FastifyRequest } from 'fastify';
import { addDays, dayOf, startOfDay } from '../../law/index.ts';
import { formatDate, formatDateTime, isDay } from '../../platform/dates.ts';
import {
  banner,
  button,
  dateInput,
  type DateParts,
  errorFor,
  errorSummary,
  type FieldError,
  form,
  html,
  type Html,
  inset,
  styleGuidePage,
  summaryList,
  textInput,
} from '../../platform/html/index.ts';
import { type App, htmlSchema, sendHtml } from '../../platform/http/index.ts';
import { plural } from '../../platform/i18n/index.ts';
import type { PageInput } from '../deps.ts';
import { sendPage } from '../shell.ts';
import { everyone, type PublicDeps, show } from './deps.ts';
import { sandboxWords } from './sandbox.messages.ts';

type Travel = NonNullable<PublicDeps['travel']>;
type Given = { readonly how: string; readonly days: string; readonly date: DateParts };
type Errors = readonly FieldError[];

/** Calendar and rules are dated data; beyond them the sandbox would guess. */
const mostDays = 3660;

/** Pages that exist in the sandbox only. */
export function sandboxPages(app: App, deps: PublicDeps): void {
  if (!deps.sandbox) return;
  app.get(
    '/design',
    { config: { access: everyone, kind: 'page' }, schema: { response: htmlSchema } },
    async (request, reply) => sendHtml(reply, styleGuidePage(request.lang, { path: request.url })),
  );
  const { travel } = deps;
  if (travel === undefined) return;
  show(app, deps, '/sandbox/time', (request) => timePage(request, deps, travel));
  app.post(
    '/sandbox/time',
    { config: { access: everyone, kind: 'page' }, schema: { response: htmlSchema } },
    async (request, reply) => {
      const given = read(request.body);
      const to = decide(request, deps, given);
      if (!(to instanceof Date)) return sendPage(request, reply, deps, timePage(request, deps, travel, given, to), 422);
      travel.travelTo(to);
      await travel.persist();
      return reply.redirect('/sandbox/time?moved=1', 303);
    },
  );
}

function read(body: unknown): Given {
  const fields = (body ?? {}) as Record<string, unknown>;
  const text = (name: string): string =>
    typeof fields[name] === 'string' ? (fields[name] as string).trim().slice(0, 20) : '';
  return {
    how: text('how'),
    days: text('days'),
    date: { day: text('date-day'), month: text('date-month'), year: text('date-year') },
  };
}

/** Where to, or what is wrong with the answer. Forward only. */
function decide({ lang }: FastifyRequest, { clock }: PublicDeps, given: Given): Date | Errors {
  const m = sandboxWords[lang];
  const now = clock.now();
  const far = addDays(dayOf(clock.real()), mostDays);
  const reach = (to: Date, field: string): Date | Errors =>
    dayOf(to) > far ? [{ field, text: m.tooFar.replace('{date}', formatDate(lang, far)) }] : to;
  if (given.how === 'days') {
    const days = /^\d{1,4}$/.test(given.days) ? Number(given.days) : 0;
    return days < 1 || days > mostDays
      ? [{ field: 'days', text: m.badDays }]
      : reach(new Date(now.getTime() + days * 86_400_000), 'days');
  }
  const { day = '', month = '', year = '' } = given.date;
  const text = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isDay(text)) return [{ field: 'date-day', text: m.badDate }];
  const to = startOfDay(text);
  return to <= now ? [{ field: 'date-day', text: m.past }] : reach(to, 'date-day');
}

function timePage(
  request: FastifyRequest,
  { clock }: PublicDeps,
  travel: Travel,
  given?: Given,
  errors: Errors = [],
): PageInput {
  const { lang, csrf } = request;
  const m = sandboxWords[lang];
  const days = Math.round(travel.offsetMs / 86_400_000);
  const moved = errors.length === 0 && (request.query as { moved?: unknown }).moved === '1';
  const action = '/sandbox/time';
  const part = (how: string, title: string, field: Html): Html =>
    html`<h2>${title}</h2>${form({ action, csrf, hidden: { how } }, field, button({ text: m.go, kind: 'secondary' }))}`;
  return {
    title: m.title,
    failed: errors.length > 0,
    body: html`${errorSummary({ lang, errors })}${moved && banner({ lang, kind: 'success', title: m.moved, body: html`<p>${m.movedText.replace('{time}', formatDateTime(lang, clock.now()))}</p>` })}<h1>${m.title}</h1><p class="mk-lead">${m.lead}</p>
${summaryList({
  lang,
  rows: [
    { key: m.lawTime, value: formatDateTime(lang, clock.now()) },
    { key: m.realTime, value: formatDateTime(lang, clock.real()) },
    { key: m.ahead, value: days === 0 ? m.notMoved : plural(lang, days, m.aheadValue) },
  ],
})}
${inset(html`<p>${m.onlyForward}</p><p>${m.stays}</p>`)}
${part('days', m.byDays, textInput({ lang, name: 'days', label: m.days, hint: m.daysHint, inputmode: 'numeric', width: 4, value: given?.days ?? '', ...wrong(errors, 'days') }))}
${part('date', m.toDate, dateInput({ lang, name: 'date', label: m.date, hint: m.dateHint, value: given?.date ?? {}, ...wrong(errors, 'date-day') }))}`,
  };
}

function wrong(errors: Errors, field: string): { error?: NonNullable<ReturnType<typeof errorFor>> } {
  const error = errorFor(errors, field);
  return error === undefined ? {} : { error };
}
