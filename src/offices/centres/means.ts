import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  banner,
  button,
  checkboxes,
  errorFor,
  form,
  html,
  type Html,
  radios,
  table,
  textInput,
} from '../../platform/html/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import {
  type ConfirmedMeans,
  confirmMeans,
  endMeans,
  isConfirmed,
  meansFunctions,
  meansList,
} from '../../trust/centres/index.ts';
import { type OfficeDeps, staffOf } from '../deps.ts';
import { DoneQuery, pageAnswers, Posted, Uuid } from '../holder/deps.ts';
import { dayField, line } from '../holder/fields.ts';
import { dayOfParts, type Given, listOf, textOf, wrongDay } from '../holder/given.ts';
import { noTrouble, type Trouble, troubleFrom, troubleOf, troubleTop } from '../holder/trouble.ts';
import { sendPage } from '../shell.ts';
import { centresWords } from './centres.messages.ts';
import { meansCells } from './views.ts';

const path = '/authority/means';
const config = {
  kind: 'page' as const,
  access: [{ for: 'staff' as const, office: 'authority' as const, roles: ['security-body'] }],
};

/** ES-8.5.3: the security body's desk: the list of confirmed means, a further confirmation, the end of one. */
export function meansPages(app: App, deps: OfficeDeps): void {
  app.get(path, { config, schema: { querystring: DoneQuery, response: pageAnswers } }, async (request, reply) =>
    show(request, reply, deps, {}, noTrouble, request.query.done !== undefined),
  );
  app.post(path, { config, schema: { body: Posted, response: pageAnswers } }, async (request, reply) => {
    const given = request.body as Given;
    const trouble = await add(request, deps, given);
    return trouble === null ? reply.redirect(`${path}?done=1`, 303) : show(request, reply, deps, given, trouble, false);
  });
  app.post(
    `${path}/:meansId/end`,
    { config, schema: { params: Type.Object({ meansId: Uuid }), body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const w = centresWords[request.lang];
      const ground = textOf(request.body as Given, 'ground').slice(0, 300);
      if (ground === '')
        return show(request, reply, deps, {}, troubleFrom({ text: `${w.ground}: ${w.required}` }), false);
      orRefuse(await endMeans(deps.consent, staffOf(request).accountId, request.params.meansId, ground));
      return reply.redirect(`${path}?done=1`, 303);
    },
  );
}

async function add(request: FastifyRequest, deps: OfficeDeps, given: Given): Promise<Trouble | null> {
  const { lang } = request;
  const w = centresWords[lang];
  const text = (name: string): string => textOf(given, name).slice(0, 300);
  const kind = text('kind');
  const functions = meansFunctions.filter((one) => listOf(given, 'functions').includes(one));
  const [issuedOn, until] = [dayOfParts(given, 'issuedOn'), dayOfParts(given, 'until')];
  const faults = [
    ...(kind === 'signature' || kind === 'centre' ? [] : [{ field: 'kind', text: w.required }]),
    ...(kind === 'signature' && functions.length === 0 ? [{ field: 'functions', text: w.functionRequired }] : []),
    ...['name', 'version', 'title', 'documentNumber', 'issuedBy']
      .filter((name) => text(name) === '')
      .map((field) => ({ field, text: w.required })),
    ...(issuedOn === null || issuedOn === wrongDay ? [{ field: 'issuedOn', text: w.badDay }] : []),
    ...(until === wrongDay ? [{ field: 'until', text: w.badDay }] : []),
  ];
  if (faults.length > 0) return { errors: faults, law: [] };
  const done = await confirmMeans(deps.consent, staffOf(request).accountId, {
    kind: kind as ConfirmedMeans['kind'],
    functions,
    name: text('name'),
    version: text('version'),
    document: { title: text('title'), issuedOn: issuedOn!, issuedBy: text('issuedBy') },
    documentNumber: text('documentNumber'),
    until,
  });
  return isRefusal(done) ? troubleOf(lang, done) : null;
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OfficeDeps,
  given: Given,
  trouble: Trouble,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = centresWords[lang];
  const now = deps.clock.now();
  const rows = await meansList(deps.consent.db, now);
  const sheet = { lang, given, trouble };
  const end = (one: ConfirmedMeans): Html =>
    isConfirmed(one, now)
      ? form(
          { action: `${path}/${one.id}/end`, csrf },
          textInput({ lang, name: 'ground', id: `ground-${one.id}`, label: w.ground, value: '' }),
          button({ text: w.endMeans, kind: 'secondary' }),
        )
      : html``;
  return sendPage(
    request,
    reply,
    deps,
    {
      title: w.means,
      width: 'wide',
      path,
      failed: trouble.errors.length > 0,
      body: html`${troubleTop(lang, trouble)}${done && banner({ lang, kind: 'success', body: html`<p>${w.done}</p>` })}<h1>${w.means}</h1><p class="mk-lead">${w.meansLead}</p>
${
  rows.length === 0
    ? html`<p>${w.none}</p>`
    : table({
        caption: w.means,
        captionHidden: true,
        columns: [
          { head: w.meansName },
          { head: w.meansKind },
          { head: w.document },
          { head: w.since },
          { head: w.until },
          { head: w.state },
          { head: w.endMeans, headHidden: true },
        ],
        rows: rows.map((one) => [...meansCells(lang, one, now), end(one)]),
      })
}
<p><a href="${path}/uses">${w.usesTitle}</a></p><h2>${w.add}</h2>${form(
        { action: path, csrf },
        radios({
          lang,
          name: 'kind',
          label: w.meansKind,
          value: textOf(given, 'kind'),
          error: errorFor(trouble.errors, 'kind'),
          items: (['signature', 'centre'] as const).map((kind) => ({ value: kind, text: w.kinds[kind] })),
        }),
        checkboxes({
          lang,
          name: 'functions',
          label: w.functions,
          hint: w.functionsHint,
          values: listOf(given, 'functions'),
          error: errorFor(trouble.errors, 'functions'),
          items: meansFunctions.map((one) => ({ value: one, text: w.functionNames[one] })),
        }),
        line(sheet, { name: 'name', label: w.name }),
        line(sheet, { name: 'version', label: w.version }),
        line(sheet, { name: 'title', label: w.documentTitle }),
        line(sheet, { name: 'documentNumber', label: w.documentNumber }),
        dayField(sheet, { name: 'issuedOn', label: w.issuedOn }),
        line(sheet, { name: 'issuedBy', label: w.issuedBy }),
        dayField(sheet, { name: 'until', label: w.untilOptional, optional: true }),
        button({ text: w.add }),
      )}`,
    },
    trouble.errors.length > 0 ? 422 : 200,
  );
}
