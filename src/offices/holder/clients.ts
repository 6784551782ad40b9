import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { listMachines, machineScopes, registerMachine, removeMachine } from '../../identity/index.ts';
import { formatDate } from '../../platform/dates.ts';
import {
  button,
  checkboxes,
  codeBlock,
  emptyState,
  errorFor,
  form,
  type Html,
  html,
  panel,
  postButton,
  radios,
  table,
  tag,
  warningText,
} from '../../platform/html/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { sendPage } from '../shell.ts';
import { commonWords } from './common.messages.ts';
import { deskOf, type HolderDeps, pageAnswers, pageFor, Posted, Uuid } from './deps.ts';
import { deskWords, scopeWords } from './desk-pages.messages.ts';
import { area, line } from './fields.ts';
import { type Given, listOf, textOf } from './given.ts';
import { noTrouble, type Trouble, troubleOf } from './trouble.ts';
import { Done, showDesk, type Visit, visitOf } from './visit.ts';

const config = pageFor('administrator');
type Keys = NonNullable<Parameters<typeof registerMachine>[2]['jwks']>;

/** The holder's systems: registered, shown their secret once, revoked. */
export function clientPages(app: App, deps: HolderDeps): void {
  app.get('/holder/clients', { config, schema: { querystring: Done, response: pageAnswers } }, async (request, reply) =>
    show(visitOf(request, reply, deps), { by: 'secret' }, noTrouble, request.query.done === 'removed'),
  );
  app.post('/holder/clients', { config, schema: { body: Posted, response: pageAnswers } }, async (request, reply) => {
    const visit = visitOf(request, reply, deps);
    const { lang, desk } = visit;
    const given = request.body;
    const again = (trouble: Trouble) => show(visit, given, trouble, false);
    const name = textOf(given, 'name');
    const byKey = textOf(given, 'by') === 'key';
    const jwks = byKey ? keysOf(textOf(given, 'jwks')) : undefined;
    const faults = [
      ...(name === '' ? [{ field: 'name', text: commonWords[lang].required }] : []),
      ...(listOf(given, 'scopes').length === 0 ? [{ field: 'scopes', text: commonWords[lang].required }] : []),
      ...(byKey && jwks === undefined ? [{ field: 'jwks', text: deskWords[lang].jwkWrong }] : []),
    ];
    if (faults.length > 0) return again({ errors: faults, law: [] });
    const made = await registerMachine(deps.identity, desk, {
      name,
      scopes: listOf(given, 'scopes'),
      ...(jwks === undefined ? {} : { jwks }),
    });
    if (isRefusal(made)) return again(troubleOf(lang, made));
    // The secret is in this answer and nowhere else: reloading the page asks again and registers nothing by itself.
    return sendPage(request, reply, deps, { title: deskWords[lang].clientDone, body: registered(request, made) });
  });
  app.post(
    '/holder/clients/:clientId/remove',
    { config, schema: { params: Type.Object({ clientId: Uuid }), body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const refused = await removeMachine(deps.identity, deskOf(request), request.params.clientId);
      if (refused !== undefined) orRefuse(refused);
      return reply.redirect('/holder/clients?done=removed', 303);
    },
  );
}

function keysOf(text: string): Keys | undefined {
  try {
    const value = JSON.parse(text) as { keys?: unknown; kty?: unknown };
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value.keys)) return value as Keys;
    return typeof value.kty === 'string' ? ({ keys: [value] } as Keys) : undefined;
  } catch {
    return undefined;
  }
}

function registered({ lang }: FastifyRequest, made: { clientId: string; secret?: string }): Html {
  const words = deskWords[lang];
  return html`${panel({ title: words.clientDone })}${made.secret !== undefined && warningText(lang, words.once)}
${codeBlock({ lang, label: words.clientId, code: made.clientId, copy: true })}${made.secret !== undefined && codeBlock({ lang, label: words.clientSecret, code: made.secret, copy: true })}
<p><a href="/holder/clients">${words.toClients}</a></p>`;
}

async function show(visit: Visit, given: Given, trouble: Trouble, removed: boolean): Promise<FastifyReply> {
  const { lang, csrf, deps, desk } = visit;
  const words = deskWords[lang];
  const machines = await listMachines(deps.identity, desk.holderId);
  const sheet = { lang, given, trouble };
  const rows = machines.map((one) => [
    one.name,
    html`<div class="mk-tags">${one.scopes.map((scope) => tag({ text: scope }))}</div>`,
    one.jwks === null ? words.secret : words.keys,
    formatDate(lang, one.created_at),
    one.revoked_at === null ? tag({ text: words.working, tone: 'good' }) : tag({ text: words.revoked, tone: 'ended' }),
    one.revoked_at === null &&
      postButton({
        action: `/holder/clients/${one.id}/remove`,
        csrf,
        text: words.remove,
        kind: 'secondary',
        hiddenText: one.name,
      }),
  ]);
  return showDesk(visit, {
    title: words.clients,
    lead: words.clientsLead,
    trouble,
    done: removed ? words.removed : null,
    width: 'wide',
    body: html`
${rows.length === 0 ? emptyState({ title: words.noClients, body: words.noClientsMore }) : table({ caption: words.clients, captionHidden: true, columns: [{ head: words.clientName }, { head: words.scopes }, { head: words.credential }, { head: words.created, nowrap: true }, { head: words.state }, { head: words.remove, headHidden: true }], rows })}
<h2>${words.newClient}</h2>${form(
      { action: '/holder/clients', csrf },
      line(sheet, { name: 'name', label: words.clientName }),
      checkboxes({
        lang,
        name: 'scopes',
        label: words.scopes,
        values: listOf(given, 'scopes'),
        error: errorFor(trouble.errors, 'scopes'),
        items: machineScopes.map((scope) => ({
          value: scope,
          text: scopeWords[lang][scope],
          hint: html`<code>${scope}</code>`,
        })),
      }),
      radios({
        lang,
        name: 'by',
        label: words.credential,
        value: textOf(given, 'by') || 'secret',
        items: [
          { value: 'secret', text: words.bySecret, hint: words.bySecretHint },
          {
            value: 'key',
            text: words.byKey,
            hint: words.byKeyHint,
            reveal: area(sheet, { name: 'jwks', label: words.jwk, rows: 6 }),
          },
        ],
      }),
      button({ text: words.clientButton }),
    )}`,
  });
}
