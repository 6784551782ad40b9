import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  type Actor,
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
import { deskOf, pageAnswers, Posted } from '../holder/deps.ts';
import type { Given } from '../holder/given.ts';
import { sendPage } from '../shell.ts';
import { pageContext } from './context.ts';
import { actorAt, type CasesDeps, centreOffice } from './deps.ts';
import { trail } from './one-case.ts';

/** Whether somebody in these roles of a centre opens cases of a procedure. */
export const mayOpen = (procedure: Procedure, roles: readonly string[], office: string): boolean =>
  office === 'centre' &&
  list(procedure.acts[openingAct(procedure)]!.by).some((name) => {
    const party = procedure.parties[name]!;
    return party.office === 'centre' && party.roles.some((role) => roles.includes(role));
  });

const params = Type.Object({ procedure: Type.String({ maxLength: 60, pattern: '^[a-z-]+$' }) });
const { config } = centreOffice;

/** A centre opens its cases here: the form of the opening act. */
export function openCasePages(app: App, deps: CasesDeps): void {
  app.get('/centre/open/:procedure', { config, schema: { params, response: pageAnswers } }, async (request, reply) =>
    show(request, reply, deps, procedureOf(deps, request)),
  );
  app.post(
    '/centre/open/:procedure',
    { config, bodyLimit: 512 * 1024, schema: { params, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const procedure = procedureOf(deps, request);
      const { holderId } = deskOf(request);
      const sent = request.body as Given;
      const opened = await open(deps, procedure, holderId, actorAt(deps, request, holderId), sent);
      if (typeof opened === 'string') return reply.redirect(centreOffice.href(procedure.name, opened, holderId), 303);
      if ((opened.status ?? 422) !== 422) throw new RefusalError(opened);
      return show(request, reply, deps, procedure, { sent, refusal: opened });
    },
  );
}

function procedureOf(deps: CasesDeps, request: FastifyRequest): Procedure {
  const { procedure: name } = request.params as { procedure: string };
  const found = deps.engine.procedures.find((one) => one.name === name && homeOf(one) === 'centre');
  if (found === undefined || !mayOpen(found, deskOf(request).roles, 'centre'))
    throw new RefusalError(refuseCase('NO_SUCH_CASE'));
  return found;
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  procedure: Procedure,
  failed?: FailedForm,
): FastifyReply {
  const { lang } = request;
  const { holderId } = deskOf(request);
  const path = `/centre/open/${procedure.name}`;
  return sendPage(
    request,
    reply,
    deps,
    {
      title: procedure.texts.acts[openingAct(procedure)]![lang],
      path,
      body: openingFormPage(procedure, path, pageContext(request, deps, centreOffice, holderId), failed),
      failed: failed !== undefined,
      breadcrumbs: [
        ...trail(request, centreOffice, null),
        { text: procedure.texts.title[lang], href: `/centre/cases/${procedure.name}` },
      ],
    },
    failed === undefined ? 200 : 422,
  );
}

/** Opens a case once, however often its form is sent; its id, or the law's no. */
async function open(
  deps: CasesDeps,
  procedure: Procedure,
  holderId: string,
  by: Actor,
  sent: Given,
): Promise<string | Refusal> {
  const { engine, consent } = deps;
  const ask = procedure.acts[openingAct(procedure)]!.ask;
  const data = ask === undefined ? {} : formToData(ask, sent);
  const id = uuidv7(deps.clock.real());
  const key = sent['_key'];
  return consent.db.tx(scopeOf(by), async (tx): Promise<string | Refusal> => {
    const claim =
      typeof key === 'string' && key !== ''
        ? {
            client: `page:${by.kind}:${by.id}`,
            key: key.slice(0, 100),
            mac: requestMac(consent.keys.secret('idempotency'), `open/${procedure.name}`, data),
          }
        : null;
    const claimed = claim === null ? null : await claimIdempotency(tx, claim, { caseId: id });
    if (isRefusal(claimed)) return claimed;
    if (claimed !== null) return claimed.repeat['caseId'] as string;
    tx.onCommit(consent.poke);
    const opened = await engine.open(tx, { procedure: procedure.name, holderId, subjectId: null, by, data, id });
    if (!isRefusal(opened)) return opened.head.id;
    if (claim !== null) await releaseIdempotency(tx, claim);
    return opened;
  });
}
