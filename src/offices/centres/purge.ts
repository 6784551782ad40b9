import type { FastifyReply, FastifyRequest } from 'fastify';
import { button, checkbox, errorFor, form, html } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { purgeOwnerFile } from '../../trust/owner-files/index.ts';
import { keptKinds, overrides, purgeOfRegister } from '../../trust/retention/index.ts';
import { overridesTable } from '../authority/retention-view.ts';
import { retentionWords } from '../authority/retention.messages.ts';
import { type CasesDeps, centrePage } from '../cases/deps.ts';
import { deskOf, pageAnswers, Posted } from '../holder/deps.ts';
import { line, radioField } from '../holder/fields.ts';
import { type Given, textOf, ticked } from '../holder/given.ts';
import { troubleFrom, troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried, untried } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { centresWords } from './centres.messages.ts';

const path = '/centre/purge';

/** ES-13.6b, ES-15.3b: a centre removes an entry of its register or an owner's file: on a normative act, or not at all. */
export function purgePages(app: App, deps: CasesDeps): void {
  const config = centrePage('administrator');
  app.get(path, { config, schema: { response: pageAnswers } }, async (request, reply) =>
    show(request, reply, deps, untried, null),
  );
  app.post(path, { config, schema: { body: Posted, response: pageAnswers } }, async (request, reply) => {
    const done = await purge(request, deps);
    return typeof done === 'string'
      ? show(request, reply, deps, untried, done)
      : show(request, reply, deps, done, null);
  });
}

/** The act it was done on, or what was refused. */
async function purge(request: FastifyRequest, deps: CasesDeps): Promise<string | Tried> {
  const { lang } = request;
  const w = retentionWords[lang];
  const given = request.body as Given;
  const what = keptKinds.find((one) => one === textOf(given, 'what'));
  const number = textOf(given, 'certificateNumber').replace(/[\s:]/g, '').toLowerCase();
  const faults = [
    ...(what === undefined ? [{ field: 'what', text: w.choose }] : []),
    ...(/^([0-9a-f]{2}){1,20}$/.test(number) ? [] : [{ field: 'certificateNumber', text: w.badNumberOf }]),
    ...(ticked(given, 'sure') ? [] : [{ field: 'sure', text: w.notSure }]),
  ];
  if (faults.length > 0) return { given, trouble: troubleFrom(...faults) };
  const { accountId, holderId: centreId } = deskOf(request);
  const by = { accountId, centreId };
  const done =
    what === 'register'
      ? await purgeOfRegister(deps.consent, by, number)
      : await purgeOwnerFile({ ...deps.consent, engine: deps.engine }, by, number);
  // What was confirmed once is not confirmed for a second attempt.
  return isRefusal(done) ? { given: { ...given, sure: '' }, trouble: troubleOf(lang, done) } : done.act;
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  { given, trouble }: Tried,
  act: string | null,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = retentionWords[lang];
  const sheet = { lang, given, trouble };
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.purge,
      lead: w.purgeLead,
      width: 'wide',
      path,
      trouble,
      done: act === null ? null : w.purged(act),
      breadcrumbs: [{ text: centresWords[lang].office, href: '/centre' }],
      body: html`<h2>${w.acts}</h2>${overridesTable(lang, await overrides(deps.consent.db, deps.clock.now()))}
<h2>${w.purge}</h2>${form(
        { action: path, csrf },
        radioField(sheet, {
          name: 'what',
          label: w.what,
          items: keptKinds.map((value) => ({ value, text: w.kinds[value] })),
        }),
        line(sheet, { name: 'certificateNumber', label: w.number, hint: w.numberHint }),
        checkbox({
          lang,
          name: 'sure',
          text: w.sure,
          checked: ticked(given, 'sure'),
          error: errorFor(trouble.errors, 'sure'),
        }),
        button({ text: w.doPurge, kind: 'warning' }),
      )}${norms(lang, ['ES-13.6a', 'ES-13.6b', 'ES-15.3a', 'ES-15.3b'])}`,
    },
  );
}
