import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { button, checkboxes, errorFor, form, html, type Html, table, textInput } from '../../platform/html/index.ts';
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
import { lineOf } from '../act-fields.ts';
import { authorityPage, type OfficeDeps, staffOf } from '../deps.ts';
import { formPage } from '../form-page.ts';
import { pageAnswers, Posted, Uuid } from '../holder/deps.ts';
import { dayField, line, radioField } from '../holder/fields.ts';
import { dayOfParts, type Given, listOf, textOf, wrongDay } from '../holder/given.ts';
import { troubleFrom, troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried } from '../holder/visit.ts';
import { centresWords } from './centres.messages.ts';
import { meansCells, meansColumns } from './views.ts';

const path = '/authority/means';
const config = authorityPage('security-body');

/** ES-8.5.3: the security body's desk: the list of confirmed means, a further confirmation, the end of one. */
export function meansPages(app: App, deps: OfficeDeps): void {
  formPage(app, path, {
    config,
    act: (request) => add(request, deps),
    show: (request, reply, tried, done) => show(request, reply, deps, tried, done),
  });
  app.post(
    `${path}/:meansId/end`,
    { config, schema: { params: Type.Object({ meansId: Uuid }), body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const w = centresWords[request.lang];
      const ground = textOf(request.body as Given, 'ground').slice(0, 300);
      if (ground === '')
        return show(
          request,
          reply,
          deps,
          { given: {}, trouble: troubleFrom({ text: `${w.ground}: ${w.required}` }) },
          false,
        );
      orRefuse(await endMeans(deps.consent, staffOf(request).accountId, request.params.meansId, ground));
      return reply.redirect(`${path}?done=1`, 303);
    },
  );
}

async function add(request: FastifyRequest, deps: OfficeDeps): Promise<string | Tried> {
  const { lang } = request;
  const w = centresWords[lang];
  const given = request.body as Given;
  const text = (name: string): string => lineOf(given, name);
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
  if (faults.length > 0) return { given, trouble: troubleFrom(...faults) };
  const done = await confirmMeans(deps.consent, staffOf(request).accountId, {
    kind: kind as ConfirmedMeans['kind'],
    functions,
    name: text('name'),
    version: text('version'),
    document: { title: text('title'), issuedOn: issuedOn!, issuedBy: text('issuedBy') },
    documentNumber: text('documentNumber'),
    until,
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
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.means,
      lead: w.meansLead,
      width: 'wide',
      path,
      trouble,
      done: done ? w.done : null,
      body: html`${
        rows.length === 0
          ? html`<p>${w.none}</p>`
          : table({
              caption: w.means,
              captionHidden: true,
              columns: [...meansColumns(lang), { head: w.endMeans, headHidden: true }],
              rows: rows.map((one) => [...meansCells(lang, one, now), end(one)]),
            })
      }
<p><a href="${path}/uses">${w.usesTitle}</a></p><h2>${w.add}</h2>${form(
        { action: path, csrf },
        radioField(sheet, {
          name: 'kind',
          label: w.meansKind,
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
  );
}
