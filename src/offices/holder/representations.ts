import type { FastifyReply } from 'fastify';
import { recordPower } from '../../consent/index.ts';
import { button, checkbox, errorFor, form, html, radios } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { authorityFields, authorityOf } from './authority-fields.ts';
import { commonWords } from './common.messages.ts';
import { type HolderDeps, pageAnswers, pageFor, Posted } from './deps.ts';
import { deskWords } from './desk-pages.messages.ts';
import { type Given, textOf, ticked } from './given.ts';
import { type Found, lookUp } from './look-up.ts';
import { findFields, handleOf } from './person-form.ts';
import { refuse } from './refusals.ts';
import { registerTrail } from './registers.ts';
import { noTrouble, type Trouble, troubleOf } from './trouble.ts';
import { Done, showDesk, type Visit, visitOf } from './visit.ts';

const kinds = ['power_of_attorney', 'legal_representative', 'other'] as const;

/** CP-6e, CP-8b-4: a power is recorded by the clerk who holds its original in hand. */
export function representationPages(app: App, deps: HolderDeps): void {
  const config = pageFor('clerk', 'data-officer');
  app.get(
    '/holder/representations',
    { config, schema: { querystring: Done, response: pageAnswers } },
    async (request, reply) => show(visitOf(request, reply, deps), {}, noTrouble, request.query.done === 'recorded'),
  );
  app.post(
    '/holder/representations',
    { config, schema: { body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const { desk, lang } = visit;
      const given = request.body;
      const again = (trouble: Trouble) => show(visit, given, trouble, false);
      const kind = kinds.find((one) => one === textOf(given, 'kind'));
      const read = authorityOf(lang, given, deps.clock.now());
      const faults = [
        ...(kind === undefined ? [{ field: 'kind', text: commonWords[lang].choose }] : []),
        ...('errors' in read ? read.errors : []),
        ...(ticked(given, 'originalSeen')
          ? []
          : troubleOf(lang, refuse('POWER_DOCUMENT_UNCHECKED', { field: 'originalSeen' })).errors),
      ];
      if (faults.length > 0 || kind === undefined || 'errors' in read)
        return again({ errors: faults, law: ['CP-6e', ...('errors' in read ? read.law : [])] });
      const found: Found[] = [];
      for (const prefix of ['of-', 'by-']) {
        const person = await lookUp(deps, desk, handleOf(given, prefix));
        if (isRefusal(person)) return again(troubleOf(lang, { ...person, field: `${prefix}${person.field ?? 'pin'}` }));
        found.push(person);
      }
      const [principal, representative] = found as [Found, Found];
      if (principal.personId === representative.personId)
        return again(troubleOf(lang, refuse('POWER_OF_ONESELF', { field: 'by-pin' })));
      const recorded = await recordPower(deps.consent, desk, {
        principal: principal.personId,
        representative: representative.personId,
        kind,
        authority: read.authority,
        everywhere: ticked(given, 'everywhere'),
      });
      if (isRefusal(recorded)) return again(troubleOf(lang, { ...recorded, field: 'everywhere' }));
      return reply.redirect('/holder/representations?done=recorded', 303);
    },
  );
}

async function show(visit: Visit, given: Given, trouble: Trouble, done: boolean): Promise<FastifyReply> {
  const { lang, csrf } = visit;
  const words = deskWords[lang];
  const sheet = { lang, given, trouble };
  const kindText = {
    power_of_attorney: words.power_of_attorney,
    legal_representative: words.legal_representative,
    other: words.otherPower,
  };
  return showDesk(visit, {
    title: words.powers,
    breadcrumbs: registerTrail(lang),
    lead: words.powersLead,
    trouble,
    done: done ? words.powerDone : null,
    body: html`
${form(
  { action: '/holder/representations', csrf },
  html`<h2>${words.principal}</h2>`,
  findFields(sheet, 'of-'),
  html`<h2>${words.representative}</h2>`,
  findFields(sheet, 'by-'),
  html`<h2>${words.document}</h2>`,
  radios({
    lang,
    name: 'kind',
    label: words.powerKind,
    value: textOf(given, 'kind'),
    error: errorFor(trouble.errors, 'kind'),
    items: kinds.map((kind) => ({ value: kind, text: kindText[kind] })),
  }),
  authorityFields(sheet),
  checkbox({
    lang,
    name: 'everywhere',
    text: words.everywhere,
    value: 'yes',
    checked: ticked(given, 'everywhere'),
    error: errorFor(trouble.errors, 'everywhere'),
  }),
  checkbox({
    lang,
    name: 'originalSeen',
    text: words.originalSeen,
    value: 'yes',
    checked: ticked(given, 'originalSeen'),
    error: errorFor(trouble.errors, 'originalSeen'),
  }),
  html`<p class="mk-small">${commonWords[lang].lookJournalled}</p>`,
  button({ text: words.powerButton }),
)}`,
  });
}
