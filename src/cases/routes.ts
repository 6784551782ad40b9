import { type TSchema, Type } from 'typebox';
import { type App, claimIdempotency, cutPage, orRefuse, pageQuery, requestMac } from '../platform/http/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { actorOfRequest, type Asking } from './actor-of-request.ts';
import { accessOf, scopeOf, type SubjectOf } from './actors.ts';
import type { CaseNow, Engine } from './engine.ts';
import { homeOf, openingAct } from './procedure.ts';
import { documentsOf, openActs, possibleFor, readDocument, readWhole } from './read-case.ts';
import { refuse } from './refusals.ts';
import { caseSchema, caseView, documentSchema, listSchema, statisticsSchema, summaryView } from './routes-schemas.ts';
import { taskRoutes } from './tasks-routes.ts';
import { headOf, countCases, countDuties, readFiles, releaseKey, type DocumentRow } from './store.ts';
import type { Actor, Data, Procedure } from './types.ts';

export type CaseRoutesDeps = {
  readonly engine: Engine;
  readonly subjectOf: SubjectOf;
  /** For the idempotency table. */
  readonly macSecret: Buffer;
  /** After a commit: wake the worker and the log. */
  readonly poke?: () => void;
};

const uuid = Type.String({ format: 'uuid' });
const keyHeader = Type.Object({ 'idempotency-key': Type.Optional(Type.String({ minLength: 8, maxLength: 100 })) });

/** From each procedure its routes: to open a case, to list and read, one for each act, tasks and statistics. */
export function caseRoutes(app: App, deps: CaseRoutesDeps): void {
  for (const procedure of deps.engine.procedures) procedureRoutes(app, deps, procedure);
  taskRoutes(app, deps);
}

function procedureRoutes(app: App, deps: CaseRoutesDeps, procedure: Procedure): void {
  const { engine } = deps;
  const { name, texts } = procedure;
  const home = homeOf(procedure);
  const at = `${home}Id`;
  const base = `/v1/${home}s/:${at}/cases/${name}`;
  const tags = [name];
  const atHome = Type.Object({ [at]: uuid });
  const atCase = Type.Object({ [at]: uuid, caseId: uuid });
  const opening = openingAct(procedure);
  const nothing = Type.Object({}, { additionalProperties: false });

  const begin = Type.Object(
    { subjectId: Type.Optional(uuid), data: (procedure.acts[opening]!.ask ?? nothing) as TSchema },
    { additionalProperties: false },
  );
  app.post(
    base,
    {
      config: { access: accessOf(procedure, opening) },
      schema: {
        tags,
        summary: texts.acts[opening]!.en,
        params: atHome,
        headers: keyHeader,
        body: begin,
        response: { 201: caseSchema },
      },
    },
    async (request, reply) => {
      const { holderId } = placeOf(request.params);
      const body = request.body as { subjectId?: string; data: Data };
      const by = actorOfRequest(deps.subjectOf, request, holderId);
      // A person speaks for itself; staff say for whom.
      const subjectId = procedure.about === 'holder' ? null : (by.subjectId ?? body.subjectId ?? null);
      const id = uuidv7(engine.deps.clock.real());
      const view = await answer(deps, request, by, `${base} ${holderId}`, body, id, (tx) =>
        engine.open(tx, { procedure: name, holderId, subjectId, by, data: body.data, id }),
      );
      return reply.status(201).send(view);
    },
  );

  for (const [act, spec] of Object.entries(procedure.acts)) {
    const access = accessOf(procedure, act);
    if (act === opening || access.length === 0) continue;
    const body = (spec.ask ?? nothing) as TSchema;
    app.post(
      `${base}/:caseId/acts/${act}`,
      {
        config: { access },
        schema: {
          tags,
          summary: texts.acts[act]!.en,
          description: spec.law,
          params: atCase,
          headers: keyHeader,
          body,
          response: { 200: caseSchema },
        },
      },
      async (request) => {
        const { holderId, caseId } = placeOf(request.params);
        const by = actorOfRequest(deps.subjectOf, request, holderId);
        const data = (request.body ?? {}) as Data;
        return answer(deps, request, by, `${base}/${caseId}/${act}`, data, caseId, (tx) =>
          engine.act(tx, { holderId, caseId, act, by, data }),
        );
      },
    );
  }

  const access = accessOf(procedure);
  app.get(
    base,
    {
      config: { access },
      schema: {
        tags,
        summary: texts.title.en,
        params: atHome,
        querystring: pageQuery,
        response: { 200: listSchema },
      },
    },
    async (request) => {
      const { holderId } = placeOf(request.params);
      const { after = null, limit = 25 } = request.query;
      const by = actorOfRequest(deps.subjectOf, request, holderId);
      const { page, items } = await engine.deps.db.tx(scopeOf(by), async (tx) => {
        const rows = await readFiles(tx, {
          holderId,
          procedure: name,
          subjectId: by.subjectId ?? null,
          after,
          limit: limit + 1,
        });
        const cut = cutPage(rows, limit);
        return { page: cut, items: await engine.admitted(tx, { holderId, procedure: name, by }, cut.items) };
      });
      return {
        items: items.map((row) => summaryView(procedure, headOf(row), row, request.lang)),
        next: page.next,
      };
    },
  );

  app.get(
    `${base}/:caseId`,
    {
      config: { access },
      schema: { tags, summary: 'The case as it stands', params: atCase, response: { 200: caseSchema } },
    },
    async (request) => {
      const { holderId, caseId } = placeOf(request.params);
      const by = actorOfRequest(deps.subjectOf, request, holderId);
      return engine.deps.db.tx(scopeOf(by), async (tx) => {
        const now = ofProcedure(orRefuse(await readWhole(engine, tx, holderId, caseId, by)), name);
        return caseView(now, await documentsOf(tx, now), possibleFor(now, by), request.lang);
      });
    },
  );

  const atDocument = Type.Object({ [at]: uuid, caseId: uuid, seq: Type.Integer({ minimum: 1, maximum: 1_000_000 }) });
  app.get(
    `${base}/:caseId/documents/:seq`,
    {
      config: { access },
      schema: { tags, summary: 'A document of the case', params: atDocument, response: { 200: documentSchema } },
    },
    async (request) => {
      const { holderId, caseId } = placeOf(request.params);
      const { seq } = request.params as unknown as { seq: number };
      const by = actorOfRequest(deps.subjectOf, request, holderId);
      return engine.deps.db.tx(scopeOf(by), async (tx) => {
        const now = ofProcedure(orRefuse(await readWhole(engine, tx, holderId, caseId, by)), name);
        const document = orRefuse(await readDocument(engine, tx, now, seq));
        return { ...document, at: document.at.toISOString() };
      });
    },
  );

  const watchers = access.filter((way) => way.for !== 'person');
  app.get(
    `${base}/statistics`,
    {
      config: { access: watchers },
      schema: {
        tags,
        summary: 'Cases by stage, duties by how they were met',
        params: atHome,
        response: { 200: statisticsSchema },
      },
    },
    async (request) => {
      const { holderId } = placeOf(request.params);
      const by = actorOfRequest(deps.subjectOf, request, holderId);
      return engine.deps.db.tx(scopeOf(by), async (tx) => ({
        cases: await countCases(tx, holderId, name),
        duties: (await countDuties(tx, holderId, name, engine.deps.clock.now())).map(({ in_time: inTime, ...row }) => ({
          ...row,
          inTime,
        })),
      }));
    },
  );
}

/** Where a request is: the organisation of the address, whatever it is there, and the case. */
function placeOf(params: unknown): { holderId: string; caseId: string } {
  const { holderId, centreId, caseId } = params as Record<string, string>;
  return { holderId: (holderId ?? centreId)!, caseId: caseId ?? '' };
}

function ofProcedure(now: CaseNow, name: string): CaseNow {
  return now.procedure.name === name ? now : orRefuse<CaseNow>(refuse('NO_SUCH_CASE'));
}

/** Runs an act once, however often it is sent. A refusal is committed with its record, and sending again asks again. */
async function answer(
  deps: CaseRoutesDeps,
  request: Asking,
  by: Actor,
  route: string,
  body: unknown,
  caseId: string,
  run: (tx: Tx) => Promise<CaseNow | Refusal>,
) {
  const { engine } = deps;
  const key = (request.headers as Record<string, unknown>)['idempotency-key'];
  const claim =
    typeof key === 'string'
      ? { client: `${by.kind}:${by.id}`, key, mac: requestMac(deps.macSecret, route, body) }
      : null;
  const result = await engine.deps.db.tx(scopeOf(by), async (tx) => {
    const claimed = claim === null ? null : await claimIdempotency(tx, claim, { caseId });
    if (isRefusal(claimed)) return claimed;
    if (deps.poke) tx.onCommit(deps.poke);
    const { holderId } = placeOf((request as unknown as { params: object }).params);
    const now =
      claimed === null ? await run(tx) : await engine.read(tx, holderId, claimed.repeat['caseId'] as string, by);
    if (isRefusal(now)) {
      if (claim !== null && claimed === null) await releaseKey(tx, claim.client, claim.key);
      return now;
    }
    const documents: DocumentRow[] = await documentsOf(tx, now);
    return caseView(await openActs(engine, tx, now), documents, possibleFor(now, by), request.lang);
  });
  return orRefuse(result);
}
