import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDateTime } from '../../platform/dates.ts';
import {
  banner,
  button,
  details,
  emptyState,
  form,
  html,
  type Html,
  postButton,
  radios,
  summaryList,
} from '../../platform/html/index.ts';
import { type App, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import {
  type Acting,
  answerDocument,
  type DocumentForParty,
  receivedByParty,
  refusalReasons,
  type SystemDeps,
  systemScope,
} from '../../trust/systems/index.ts';
import { meOf, mine } from '../citizen/mine.ts';
import { myTrail } from '../citizen/trail.ts';
import type { OfficeDeps } from '../deps.ts';
import { numberText } from '../certificates/words.ts';
import { deskOf, everyRole, pageAnswers, pageFor, Posted, Uuid } from '../holder/deps.ts';
import { type Given, textOf } from '../holder/given.ts';
import { troubleFrom, troubleTop, noTrouble, type Trouble } from '../holder/trouble.ts';
import { norms, sendPage } from '../shell.ts';
import { exchangeWords } from './exchange.messages.ts';
import { ownSystems } from './systems.ts';

type Deps = OfficeDeps & { readonly systems: SystemDeps };
type Who = Acting & { readonly accountId: string };
const params = Type.Object({ systemId: Uuid, documentId: Uuid });
const person = [{ for: 'person' as const }];

/** What was sent to the reader: an organisation's staff, or a person. A document is accepted, or refused for one of the reasons there are. */
export function receivedPages(app: App, deps: Deps): void {
  for (const [path, config] of [
    ['/holder/exchange', pageFor(...everyRole)],
    ['/me/exchange', { kind: 'page' as const, access: person }],
  ] as const) {
    app.get(
      path,
      {
        config,
        schema: {
          querystring: Type.Object({ done: Type.Optional(Type.String()), lang: Type.Optional(Type.String()) }),
          response: pageAnswers,
        },
      },
      async (request, reply) => show(request, reply, deps, path, noTrouble, request.query.done !== undefined),
    );
    app.post(
      `${path}/:systemId/:documentId`,
      { config, schema: { params, body: Posted, response: pageAnswers } },
      async (request, reply) => {
        const given = request.body as Given;
        const because = textOf(given, 'because');
        const reason = refusalReasons.find((one) => one === because);
        if (textOf(given, 'act') === 'refuse' && reason === undefined)
          return show(request, reply, deps, path, troubleFrom({ text: exchangeWords[request.lang].choose }), false);
        const { systemId, documentId } = request.params;
        const answered = await answerDocument(deps.systems, whoOf(request), systemId, documentId, reason ?? null);
        if (isRefusal(answered)) throw new RefusalError(answered);
        return reply.redirect(`${path}?done=1`, 303);
      },
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

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  path: string,
  trouble: Trouble,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = exchangeWords[lang];
  const ofHolder = path === '/holder/exchange';
  const party = ofHolder
    ? { holderId: deskOf(request).holderId, subjectIds: [] }
    : { holderId: null, subjectIds: (await mine(deps.consent, meOf(request))).all };
  const rows = await deps.systems.db.tx(systemScope, (tx) => receivedByParty(tx, party));
  const list = rows.map((one) => document(lang, csrf, path, one));
  const failed = trouble !== noTrouble;
  return sendPage(
    request,
    reply,
    deps,
    {
      title: w.title,
      path,
      failed,
      ...(ofHolder ? {} : { breadcrumbs: myTrail(lang) }),
      body: html`${troubleTop(lang, trouble)}${done && banner({ lang, kind: 'success', body: html`<p>${w.done}</p>` })}<h1>${w.title}</h1><p class="mk-lead">${ofHolder ? w.lead : w.leadMe}</p>
<h2>${w.received}</h2>${list.length === 0 ? emptyState({ title: w.none }) : html`<p>${w.whence}</p>${list}`}
${ofHolder && (await ownSystems(request, deps))}${norms(lang, ['ES-4.4', 'ES-10.4'])}`,
    },
    failed ? 422 : 200,
  );
}

function document(lang: Lang, csrf: string, path: string, one: DocumentForParty): Html {
  const w = exchangeWords[lang];
  const action = `${path}/${one.systemId}/${one.id}`;
  const answer =
    one.answer === 'accepted' ? w.accepted : one.answer === 'refused' ? `${w.refused}: ${w.reasons[one.reason!]}` : '—';
  return html`<section class="mk-message mk-flow"><h3>${one.documentKind}, ${formatDateTime(lang, one.at)}</h3>${summaryList(
    {
      lang,
      plain: true,
      rows: [
        { key: w.from, value: one.sender ?? w.citizen },
        { key: w.system, value: one.systemName[lang] },
        {
          key: w.signature,
          value: `${w.types[one.signatureType]}${one.certificateNumber === null ? '' : `, № ${numberText(one.certificateNumber)}`}`,
        },
        { key: w.hash, value: html`<code>${one.documentHash.toString('hex')}</code>` },
        { key: w.answer, value: answer },
      ],
    },
  )}${
    one.answer === null &&
    html`${postButton({ action, csrf, text: w.accept, hidden: { act: 'accept' }, hiddenText: one.documentKind })}${details(
      { summary: w.refuse },
      form(
        { action, csrf, hidden: { act: 'refuse' } },
        radios({
          lang,
          name: 'because',
          id: `because-${one.id}`,
          label: w.because,
          hint: w.becauseHint,
          items: refusalReasons.map((value) => ({ value, text: w.reasons[value] })),
        }),
        button({ text: w.refuse, kind: 'warning' }),
      ),
    )}`
  }</section>`;
}
