import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDateTime } from '../../platform/dates.ts';
import { banner, emptyState, html, type Html, linkButton, summaryList } from '../../platform/html/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import {
  type Acting,
  answerDocument,
  type DocumentForParty,
  readDocument,
  receivedByParty,
  refusalReasons,
  sendMessagePart,
  sentByParty,
  type SystemDeps,
  systemScope,
} from '../../trust/systems/index.ts';
import { meOf, mine } from '../citizen/mine.ts';
import { myTrail } from '../citizen/trail.ts';
import type { OfficeDeps } from '../deps.ts';
import { deskOf, DoneQuery, everyRole, fileAnswer, pageAnswers, pageFor, Posted, Uuid } from '../holder/deps.ts';
import { type Given, textOf } from '../holder/given.ts';
import { noTrouble, type Trouble, troubleFrom } from '../holder/trouble.ts';
import { norms, sendPage } from '../shell.ts';
import { answerText, documentBody, particulars, senderRow, titleOf } from './document.ts';
import { exchangeWords } from './exchange.messages.ts';
import { waysToSend } from './send.ts';
import { sendWords } from './send.messages.ts';
import { ownSystems } from './systems.ts';

type Deps = OfficeDeps & { readonly systems: SystemDeps };
type Who = Acting & { readonly accountId: string };
type At = { readonly systemId: string; readonly documentId: string };
const params = Type.Object({ systemId: Uuid, documentId: Uuid });
const person = [{ for: 'person' as const }];

/**
 * What the reader, an organisation's staff or a person, was sent and has sent. A document is read before it is accepted, or refused for
 * one of the reasons there are.
 */
export function receivedPages(app: App, deps: Deps): void {
  for (const [home, config] of [
    ['/holder/exchange', pageFor(...everyRole)],
    ['/me/exchange', { kind: 'page' as const, access: person }],
  ] as const) {
    const one = `${home}/:systemId/:documentId`;
    const schema = { params, response: pageAnswers };
    app.get(home, { config, schema: { querystring: DoneQuery, response: pageAnswers } }, async (request, reply) =>
      list(request, reply, deps, home, request.query.done === 'sent'),
    );
    app.get(one, { config, schema: { ...schema, querystring: DoneQuery } }, async (request, reply) =>
      show(request, reply, deps, home, request.params, noTrouble, request.query.done !== undefined),
    );
    app.post(one, { config, schema: { ...schema, body: Posted } }, async (request, reply) => {
      const given = request.body as Given;
      const because = textOf(given, 'because');
      const reason = refusalReasons.find((code) => code === because);
      const { systemId, documentId } = request.params;
      if (textOf(given, 'act') === 'refuse' && reason === undefined) {
        const { choose } = exchangeWords[request.lang];
        return show(request, reply, deps, home, request.params, troubleFrom({ field: 'because', text: choose }), false);
      }
      orRefuse(await answerDocument(deps.systems, whoOf(request), systemId, documentId, reason ?? null));
      return reply.redirect(`${home}/${systemId}/${documentId}?done=1`, 303);
    });
    for (const part of ['document', 'signature'] as const)
      app.get(`${one}/${part}`, { config, schema: { params, response: fileAnswer } }, async (request, reply) =>
        sendMessagePart(reply, await readDocument(deps.systems, whoOf(request), request.params, part), part),
      );
  }
}

function whoOf(request: FastifyRequest): Who {
  if (request.principal.kind === 'citizen') {
    const { accountId, personId } = meOf(request);
    return { accountId, personId, holderId: null, machine: false };
  }
  const { accountId, holderId } = deskOf(request);
  return { accountId, personId: null, holderId, machine: false };
}

async function list(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  home: string,
  justSent: boolean,
): Promise<FastifyReply> {
  const { lang } = request;
  const w = exchangeWords[lang];
  const ofHolder = home === '/holder/exchange';
  const party = ofHolder
    ? { holderId: deskOf(request).holderId, subjectIds: [] }
    : { holderId: null, subjectIds: await ownIds(request, deps) };
  const [received, sent] = await deps.systems.db.tx(systemScope, async (tx) => [
    await receivedByParty(tx, party),
    await sentByParty(tx, party),
  ]);
  const items = (rows: readonly DocumentForParty[], answered: boolean): Html[] =>
    rows.map((one) => item(lang, home, one, answered));
  return sendPage(request, reply, deps, {
    title: w.title,
    path: home,
    ...(ofHolder ? {} : { breadcrumbs: myTrail(lang) }),
    body: html`${justSent && banner({ lang, kind: 'success', body: html`<p>${sendWords[lang].done}</p>` })}<h1>${w.title}</h1><p class="mk-lead">${ofHolder ? w.lead : w.leadMe}</p>
<h2>${w.received}</h2>${received.length === 0 ? emptyState({ title: w.none }) : items(received, true)}
${sent.length > 0 && html`<h2>${w.sent}</h2>${items(sent, false)}`}
${await waysToSend(request, deps, home)}${ofHolder && (await ownSystems(request, deps))}${norms(lang, ['ES-4.4', 'ES-10.4'])}`,
  });
}

/** The reader's own: what was sent to somebody whom they represent is answered by that person. */
async function ownIds(request: FastifyRequest, deps: Deps): Promise<string[]> {
  const { who } = await mine(deps.consent, meOf(request));
  return [...who].filter(([, { self }]) => self).map(([id]) => id);
}

function item(lang: Lang, home: string, one: DocumentForParty, answered: boolean): Html {
  const w = exchangeWords[lang];
  const title = `${one.documentKind}, ${formatDateTime(lang, one.at)}`;
  return html`<section class="mk-message mk-flow"><h3>${title}</h3>${summaryList({
    lang,
    plain: true,
    rows: [
      ...(answered ? [senderRow(lang, one)] : []),
      ...particulars(lang, one),
      ...(answered ? [{ key: w.answer, value: answerText(lang, one) ?? '—' }] : []),
    ],
  })}${linkButton({ text: html`${w.open}<span class="mk-hidden">: ${title}</span>`, href: `${home}/${one.systemId}/${one.id}`, kind: 'secondary' })}</section>`;
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  home: string,
  at: At,
  trouble: Trouble,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = exchangeWords[lang];
  const found = orRefuse(await readDocument(deps.systems, whoOf(request), at, 'particulars'));
  const path = `${home}/${at.systemId}/${at.documentId}`;
  const failed = trouble !== noTrouble;
  return sendPage(
    request,
    reply,
    deps,
    {
      title: titleOf(found),
      path,
      failed,
      breadcrumbs: [...(home === '/me/exchange' ? myTrail(lang) : []), { text: w.title, href: home }],
      body: documentBody({ lang, csrf, path, found, trouble, done }),
    },
    failed ? 422 : 200,
  );
}
