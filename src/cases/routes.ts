import { type TObject, type TSchema, Type } from 'typebox';
import { type App, claimIdempotency, cutPage, orRefuse, pageQuery, requestMac } from '../platform/http/index.ts';
import { together, type Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { actorOfRequest, type Asking } from './actor-of-request.ts';
import { accessOf, scopeOf, type SubjectOf } from './actors.ts';
import type { CaseNow, Engine } from './engine.ts';
import { homeOf, openingAct } from './procedure.ts';
import { documentRoutes } from './document-routes.ts';
import { ofProcedure, placeOf } from './place.ts';
import { documentsOf, openActs, possibleFor, readWhole } from './read-case.ts';
import { caseSchema, caseView, listSchema, statisticsSchema, summaryView } from './routes-schemas.ts';
import { withSignature } from './signed-act.ts';
import { sentSignature, type Sent, signedBody } from './signed-schemas.ts';
import { signingRoute } from './signing-route.ts';
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

type Signed = Data & { readonly signature?: Sent };
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
    const ask = (spec.ask ?? nothing) as TObject;
    const body: TSchema = spec.signed === undefined ? ask : signedBody(ask);
    if (spec.signed !== undefined) signingRoute(app, deps, procedure, act);
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
        const sent = (request.body ?? {}) as Data;
        const { signature, ...data } = spec.signed === undefined ? { ...sent, signature: undefined } : (sent as Signed);
        const what = await withSignature(
          engine,
          <T>(work: (tx: Tx) => Promise<T>): Promise<T> => engine.deps.db.tx(scopeOf(by), work),
          { holderId, caseId, act, by, data },
          signature && sentSignature(signature),
        );
        const run = (tx: Tx): Promise<CaseNow | Refusal> => engine.act(tx, what);
        return answer(deps, request, by, `${base}/${caseId}/${act}`, sent, caseId, run, spec.meets === true);
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

  documentRoutes(app, deps, procedure);

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

/** Runs an act once, however often it is sent. A refusal is committed with its record, and sending again asks again. */
async function answer(
  deps: CaseRoutesDeps,
  request: Asking,
  by: Actor,
  route: string,
  body: unknown,
  caseId: string,
  run: (tx: Tx) => Promise<CaseNow | Refusal>,
  meets = false,
) {
  const { engine } = deps;
  const key = (request.headers as Record<string, unknown>)['idempotency-key'];
  const claim =
    typeof key === 'string'
      ? { client: `${by.kind}:${by.id}`, key, mac: requestMac(deps.macSecret, route, body) }
      : null;
  const work = async (tx: Tx) => {
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
  };
  const { db } = engine.deps;
  if (!meets) return orRefuse(await db.tx(scopeOf(by), work));
  // A refused attempt is on record too: it is an answer like any other, and undoes nobody's act.
  return orRefuse(
    orRefuse(await together(db, scopeOf(by), caseId, async (tx) => ({ answered: await work(tx) }))).answered,
  );
}
