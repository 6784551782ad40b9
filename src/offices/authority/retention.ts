import type { FastifyReply, FastifyRequest } from 'fastify';
import { button, form, html } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { enterOverride, keptKinds, overrides } from '../../trust/retention/index.ts';
import { dayOrFault, lineOf, missing } from '../act-fields.ts';
import { authorityPage, type OfficeDeps, staffOf } from '../deps.ts';
import { formPage } from '../form-page.ts';
import { dayField, itemsOf, line, radioField } from '../holder/fields.ts';
import { dayOfParts, type Given, textOf, wrongDay } from '../holder/given.ts';
import { troubleFrom, troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { overridesTable } from './retention-view.ts';
import { retentionWords } from './retention.messages.ts';
import { rulesTrail } from './rule-view.ts';

const path = '/authority/retention';
const starts = ['receipt', 'end'] as const;

/** ES-13.6b, ES-15.3b: the authority enters normative acts that provide a shorter term for what centres keep. */
export function retentionPages(app: App, deps: OfficeDeps): void {
  formPage(app, path, {
    config: authorityPage('officer'),
    act: (request) => enter(request, deps),
    show: (request, reply, tried, done) => show(request, reply, deps, tried, done),
  });
}

async function enter(request: FastifyRequest, deps: OfficeDeps): Promise<string | Tried> {
  const { lang } = request;
  const w = retentionWords[lang];
  const given = request.body as Given;
  const what = keptKinds.find((one) => one === textOf(given, 'what'));
  const runsFrom = starts.find((one) => one === textOf(given, 'runsFrom'));
  const years = /^\d{1,3}$/.test(textOf(given, 'years')) ? Number(textOf(given, 'years')) : 0;
  const from = dayOrFault(lang, given, 'inForceFrom');
  const to = dayOfParts(given, 'inForceTo');
  const faults = [
    ...(what === undefined ? [{ field: 'what', text: w.choose }] : []),
    ...(years < 1 || years > 100 ? [{ field: 'years', text: w.badNumber }] : []),
    ...(runsFrom === undefined ? [{ field: 'runsFrom', text: w.choose }] : []),
    ...missing(lang, given, 'title'),
    ...from.faults,
    ...(to === wrongDay ? [{ field: 'inForceTo', text: w.badDay }] : []),
  ];
  if (faults.length > 0 || what === undefined || runsFrom === undefined)
    return { given, trouble: troubleFrom(...faults) };
  const done = await enterOverride(deps.consent, staffOf(request).accountId, {
    what,
    years,
    runsFrom,
    act: lineOf(given, 'title'),
    inForceFrom: from.day,
    inForceTo: to,
  });
  return isRefusal(done) ? { given, trouble: troubleOf(lang, done) } : `${path}?done=1`;
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OfficeDeps,
  { given, trouble }: Tried,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = retentionWords[lang];
  const sheet = { lang, given, trouble };
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.title,
      lead: w.lead,
      width: 'wide',
      path,
      trouble,
      done: done ? w.done : null,
      breadcrumbs: rulesTrail(lang),
      body: html`<h2>${w.acts}</h2>${overridesTable(lang, await overrides(deps.consent.db, deps.clock.now()))}
<h2>${w.add}</h2>${form(
        { action: path, csrf },
        radioField(sheet, { name: 'what', label: w.what, items: itemsOf(w.kinds) }),
        line(sheet, { name: 'years', label: w.years, width: 3, inputmode: 'numeric' }),
        radioField(sheet, { name: 'runsFrom', label: w.runsFrom, items: itemsOf(w.froms) }),
        line(sheet, { name: 'title', label: w.act, hint: w.actHint }),
        dayField(sheet, { name: 'inForceFrom', label: w.from }),
        dayField(sheet, { name: 'inForceTo', label: w.to, optional: true }),
        button({ text: w.add }),
      )}${norms(lang, ['ES-13.6a', 'ES-13.6b', 'ES-15.3a', 'ES-15.3b'])}`,
    },
  );
}
