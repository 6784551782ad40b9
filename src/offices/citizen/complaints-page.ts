import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatDateTime, formatLastDay } from '../../platform/dates.ts';
import { button, fieldset, form, type Html, html, summaryList } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import type { TransferDeps } from '../../transfers/index.ts';
import { actionsText, answerDueAt, complain, type Complaint, myComplaints } from '../../transfers/relay/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { formPage } from '../form-page.ts';
import { area, line, type Sheet } from '../holder/fields.ts';
import { type Given, textOf } from '../holder/given.ts';
import { troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { complaintWords } from './complaints.messages.ts';
import { person } from './journey.ts';
import { meOf } from './mine.ts';
import { myTrail } from './trail.ts';

type Deps = OfficeDeps & { readonly transfers: TransferDeps };
const path = '/me/complaints';

/** CP-17: a person complains to the authority of a transfer, and reads what its check found. */
export function complaintPages(app: App, deps: Deps): void {
  formPage(app, path, {
    config: { kind: 'page', access: [...person] },
    act: async (request) => {
      const given = request.body as Given;
      const [description, email, phone, address] = ['description', 'email', 'phone', 'address'].map((name) =>
        textOf(given, name).slice(0, 4000),
      ) as [string, string, string, string];
      const done = await complain(deps.transfers, meOf(request), { description, email, phone, address });
      return isRefusal(done) ? { given, trouble: troubleOf(request.lang, done) } : `${path}?done=1`;
    },
    show: (request, reply, tried, done) => show(request, reply, deps, tried, done),
  });
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { given, trouble }: Tried,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = complaintWords[lang];
  const all = await myComplaints(deps.transfers, meOf(request).personId);
  const sheet: Sheet = { lang, given, trouble };
  const mine: Html[] = [];
  for (const one of all) mine.push(await card(deps, lang, one));
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.title,
      lead: w.lead,
      path,
      trouble,
      done: done ? w.done : null,
      breadcrumbs: myTrail(lang),
      body: html`${mine.length > 0 && html`<h2>${w.mine}</h2>${mine}<h2>${w.another}</h2>`}
${form(
  { action: path, csrf },
  area(sheet, { name: 'description', label: w.what, hint: w.whatHint, rows: 5, limit: 4000 }),
  fieldset(
    { legend: w.reach },
    html`<p class="mk-hint">${w.shared}</p>`,
    line(sheet, { name: 'email', label: w.email, type: 'email', autocomplete: 'email' }),
    line(sheet, { name: 'phone', label: w.phone, type: 'tel', autocomplete: 'tel', width: 20 }),
    line(sheet, { name: 'address', label: w.address, optional: true, autocomplete: 'street-address' }),
  ),
  button({ text: w.send }),
)}${norms(lang, ['CP-17a', 'CP-17b', 'CP-17c', 'CP-17d'])}`,
    },
  );
}

async function card(deps: Deps, lang: Lang, { row, matched, answer }: Complaint): Promise<Html> {
  const w = complaintWords[lang];
  const holders = await Promise.all(
    matched.map(async ({ holderId, actions }) => {
      const { body } = (await deps.consent.registers.holder(holderId))!;
      const { phone, email } = body.contacts;
      return [
        { key: w.holder, value: body.name[lang] },
        {
          key: w.contacts,
          value: [body.address?.[lang], phone, email].filter((part) => part !== undefined && part !== null).join(', '),
        },
        { key: w.actions, value: actionsText(lang, actions) },
      ];
    }),
  );
  return summaryList({
    lang,
    title: w.number(row.number),
    rows: [
      { key: w.received, value: formatDateTime(lang, row.filed_at) },
      { key: w.outcome, value: w[row.outcome] },
      ...(row.state === 'ANSWERED'
        ? [{ key: w.answer, value: answer ?? '—' }]
        : row.outcome === 'NOT_MATCHED'
          ? [{ key: w.due, value: formatLastDay(lang, answerDueAt(row.filed_at)) }]
          : []),
      ...holders.flat(),
    ],
  });
}
