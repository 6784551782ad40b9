import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { recordPower } from '../../consent/index.ts';
import { banner, button, checkbox, errorFor, form, html, radios } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { sendPage } from '../shell.ts';
import { authorityFields, authorityOf } from './authority-fields.ts';
import { commonWords } from './common.messages.ts';
import { deskOf, type HolderDeps, pageAnswers, pageFor, Posted } from './deps.ts';
import { deskWords } from './desk-pages.messages.ts';
import { type Given, textOf, ticked } from './given.ts';
import { type Found, lookUp } from './look-up.ts';
import { findFields, handleOf } from './person-form.ts';
import { refuse } from './refusals.ts';
import { noTrouble, type Trouble, troubleOf, troubleTop } from './trouble.ts';

const kinds = ['power_of_attorney', 'legal_representative', 'other'] as const;

/** CP-6e, CP-8b-4: a power is recorded by the clerk who holds its original in hand. */
export function representationPages(app: App, deps: HolderDeps): void {
  const config = pageFor('clerk', 'data-officer');
  const done = Type.Object({
    done: Type.Optional(Type.String({ maxLength: 10 })),
    lang: Type.Optional(Type.String({ maxLength: 5 })),
  });
  app.get(
    '/holder/representations',
    { config, schema: { querystring: done, response: pageAnswers } },
    async (request, reply) => show(request, reply, deps, {}, noTrouble, 200, request.query.done === 'recorded'),
  );
  app.post(
    '/holder/representations',
    { config, schema: { body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const desk = deskOf(request);
      const { lang, body: given } = request;
      const again = (trouble: Trouble) => show(request, reply, deps, given, trouble, 422, false);
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

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: HolderDeps,
  given: Given,
  trouble: Trouble,
  status: number,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const words = deskWords[lang];
  const sheet = { lang, given, trouble };
  const kindText = {
    power_of_attorney: words.power_of_attorney,
    legal_representative: words.legal_representative,
    other: words.otherPower,
  };
  return sendPage(
    request,
    reply,
    deps,
    {
      title: words.powers,
      failed: trouble.errors.length > 0,
      body: html`${troubleTop(lang, trouble)}${done && banner({ lang, kind: 'success', body: html`<p>${words.powerDone}</p>` })}<h1>${words.powers}</h1><p class="mk-lead">${words.powersLead}</p>
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
    },
    status,
  );
}
