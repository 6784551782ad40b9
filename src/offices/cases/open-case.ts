import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  type Actor,
  type Data,
  type FailedForm,
  formToData,
  homeOf,
  list,
  openingAct,
  openingFormPage,
  type Procedure,
  refuseCase,
  scopeOf,
} from '../../cases/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { type App, claimIdempotency, RefusalError, releaseIdempotency, requestMac } from '../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { deskOf, pageAnswers, Posted, Uuid } from '../holder/deps.ts';
import type { Given } from '../holder/given.ts';
import { offerWords } from '../centres/offer.messages.ts';
import { sendPage } from '../shell.ts';
import { pageContext } from './context.ts';
import { html } from '../../platform/html/index.ts';
import { centreById, refuseCentre } from '../../trust/centres/index.ts';
import { actorAt, type CasesDeps, centreOffice, citizenOffice, type Office } from './deps.ts';
import { placeOf } from './place.ts';
import { trail } from './one-case.ts';

/** Whether somebody opens cases of a procedure on a page: a person about oneself, staff of a centre about the centre. */
export const mayOpen = (procedure: Procedure, by: Pick<Actor, 'office' | 'roles'>): boolean =>
  (procedure.about === 'subject') === (by.office === 'subject') &&
  list(procedure.acts[openingAct(procedure)]!.by).some((name) => {
    const party = procedure.parties[name]!;
    return (
      party.office === by.office && (by.office === 'subject' || party.roles.some((role) => by.roles.includes(role)))
    );
  });

const procedureName = Type.String({ maxLength: 60, pattern: '^[a-z-]+$' });
const bodyLimit = 512 * 1024;

/** Where a case is opened: at which centre, by whom, at which address. */
type Way = { readonly office: Office; readonly centreId: string; readonly by: Actor; readonly path: string };

/** Cases at a certification centre begin here, with the form of their opening act: a centre's own, and a citizen's. */
export function openCasePages(app: App, deps: CasesDeps): void {
  const ways: readonly [string, Office, ReturnType<typeof Type.Object>][] = [
    ['/centre/open/:procedure', centreOffice, Type.Object({ procedure: procedureName })],
    ['/me/centres/:centreId/open/:procedure', citizenOffice, Type.Object({ centreId: Uuid, procedure: procedureName })],
  ];
  for (const [pattern, office, params] of ways) {
    const { config } = office;
    app.get(pattern, { config, schema: { params, response: pageAnswers } }, async (request, reply) => {
      const way = await wayOf(request, deps, office);
      return show(request, reply, deps, way, procedureOf(deps, request, way.by));
    });
    app.post(
      pattern,
      { config, bodyLimit, schema: { params, body: Posted, response: pageAnswers } },
      async (request, reply) => {
        const way = await wayOf(request, deps, office);
        const procedure = procedureOf(deps, request, way.by);
        const sent = request.body as Given;
        const { ask } = procedure.acts[openingAct(procedure)]!;
        const data = ask === undefined ? {} : formToData(ask, sent);
        const opened = await openOnce(deps, procedure.name, way, data, sent['_key']);
        if (typeof opened === 'string') return reply.redirect(office.href(procedure.name, opened, way.centreId), 303);
        if ((opened.status ?? 422) !== 422) throw new RefusalError(opened);
        return show(request, reply, deps, way, procedure, { sent, refusal: opened });
      },
    );
  }
}

/** ES-13.8: what the centre's offer sets prices and terms of, it is shown with. */
const offered = ['certificate-application', 'certificate-copy'];

type Params = { readonly procedure: string; readonly centreId?: string };

async function wayOf(request: FastifyRequest, deps: CasesDeps, office: Office): Promise<Way> {
  const { procedure, centreId: asked } = request.params as Params;
  const centreId = asked ?? deskOf(request).holderId;
  if ((await centreById(deps.consent.db, centreId, deps.clock.now())) === null)
    throw new RefusalError(refuseCentre('CENTRE_UNKNOWN'));
  const path = asked === undefined ? `/centre/open/${procedure}` : `/me/centres/${centreId}/open/${procedure}`;
  return { office, centreId, by: actorAt(deps, request, centreId), path };
}

function procedureOf(deps: CasesDeps, request: FastifyRequest, by: Actor): Procedure {
  const { procedure: name } = request.params as Params;
  const found = deps.engine.procedures.find((one) => one.name === name && homeOf(one) === 'centre');
  if (found === undefined || !mayOpen(found, by)) throw new RefusalError(refuseCase('NO_SUCH_CASE'));
  return found;
}

/** What a link to the form has named already: by its fields, and nothing that a person types. */
function named(request: FastifyRequest, procedure: Procedure): Readonly<Record<string, string>> {
  const fields = Object.keys(procedure.acts[openingAct(procedure)]!.ask?.properties ?? {});
  return Object.fromEntries(
    Object.entries(request.query as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
      fields.includes(name) && typeof value === 'string' ? [[name, value.slice(0, 300)]] : [],
    ),
  );
}

/** ES-16.5d: the request for the centre's key where the form asks for it and the key lies here. */
async function keyRequest(deps: CasesDeps, { centreId }: Way, procedure: Procedure): Promise<Record<string, string>> {
  if (procedure.acts[openingAct(procedure)]!.ask?.properties['request'] === undefined) return {};
  const centre = await centreById(deps.consent.db, centreId, deps.clock.now());
  const request = centre === null ? undefined : await deps.centreKeys?.request(centre);
  return typeof request === 'string' ? { request } : {};
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  way: Way,
  procedure: Procedure,
  failed?: FailedForm,
): Promise<FastifyReply> {
  const { lang } = request;
  const { office, centreId, path } = way;
  const place = await placeOf(deps, procedure, centreId, lang);
  const c = {
    ...pageContext(request, deps, office, centreId),
    lead: html`${office.name === 'citizen' && html`<p>${place.label}: ${place.name}</p>`}${offered.includes(procedure.name) && html`<p><a href="/centres/${centreId}/offer">${offerWords[lang].title}</a></p>`}`,
    filled: { ...(office.name === 'centre' && (await keyRequest(deps, way, procedure))), ...named(request, procedure) },
  };
  return sendPage(
    request,
    reply,
    deps,
    {
      title: procedure.texts.acts[openingAct(procedure)]![lang],
      path,
      body: openingFormPage(procedure, path, c, failed),
      failed: failed !== undefined,
      breadcrumbs: [
        ...trail(request, office, null),
        ...(office.name === 'citizen'
          ? [{ text: place.name, href: `/centres/${centreId}` }]
          : [{ text: procedure.texts.title[lang], href: `/centre/cases/${procedure.name}` }]),
      ],
    },
    failed === undefined ? 200 : 422,
  );
}

/** Opens a case once, however often its form with this key is sent; its id, or the law's no. */
export async function openOnce(
  deps: CasesDeps,
  procedure: string,
  { centreId: holderId, by, path }: Pick<Way, 'centreId' | 'by' | 'path'>,
  data: Data,
  key: unknown,
): Promise<string | Refusal> {
  const { engine, consent } = deps;
  const id = uuidv7(deps.clock.real());
  return consent.db.tx(scopeOf(by), async (tx): Promise<string | Refusal> => {
    const claim =
      typeof key === 'string' && key !== ''
        ? {
            client: `page:${by.kind}:${by.id}`,
            key: key.slice(0, 100),
            mac: requestMac(consent.keys.secret('idempotency'), path, data),
          }
        : null;
    const claimed = claim === null ? null : await claimIdempotency(tx, claim, { caseId: id });
    if (isRefusal(claimed)) return claimed;
    if (claimed !== null) return claimed.repeat['caseId'] as string;
    tx.onCommit(consent.poke);
    const opened = await engine.open(tx, {
      procedure,
      holderId,
      subjectId: by.subjectId ?? null,
      by,
      data,
      id,
    });
    if (!isRefusal(opened)) return opened.head.id;
    if (claim !== null) await releaseIdempotency(tx, claim);
    return opened;
  });
}
