import { type TObject, Type } from 'typebox';
import { type App, orRefuse, RefusalError } from '../platform/http/index.ts';
import { actorOfRequest } from './actor-of-request.ts';
import { accessOf, scopeOf } from './actors.ts';
import { homeOf } from './procedure.ts';
import { placeOf } from './place.ts';
import { refuse } from './refusals.ts';
import type { CaseRoutesDeps } from './routes.ts';
import { preparedSchema, preparedView, toPrepare } from './signed-schemas.ts';
import type { Data, Procedure } from './types.ts';

const uuid = Type.String({ format: 'uuid' });

/** ES-12.2: the document that an act would make, and what a key signs for it. Nothing is done yet. */
export function signingRoute(app: App, deps: CaseRoutesDeps, procedure: Procedure, act: string): void {
  const { engine } = deps;
  const home = homeOf(procedure);
  const spec = procedure.acts[act]!;
  const nothing = Type.Object({}, { additionalProperties: false });
  app.post(
    `/v1/${home}s/:${home}Id/cases/${procedure.name}/:caseId/acts/${act}/signing`,
    {
      config: { access: accessOf(procedure, act) },
      schema: {
        tags: [procedure.name],
        summary: `To sign: ${procedure.texts.acts[act]!.en}`,
        description: spec.signed!.law.join(', '),
        params: Type.Object({ [`${home}Id`]: uuid, caseId: uuid }),
        body: toPrepare((spec.ask ?? nothing) as TObject),
        response: { 201: preparedSchema },
      },
    },
    async (request, reply) => {
      const { holderId, caseId } = placeOf(request.params);
      const { data, certificate } = request.body as { data: Data; certificate: string };
      const by = actorOfRequest(deps.subjectOf, request, holderId);
      const { db, signing, clock } = engine.deps;
      const drafted = await db.tx(scopeOf(by), (tx) => engine.draft(tx, { holderId, caseId, act, by, data }));
      const { content } = orRefuse(drafted);
      if (signing === undefined) throw new RefusalError(refuse('ACT_UNSIGNED', { law: spec.signed!.law }));
      const claimedAt = clock.now();
      const prepared = signing.prepare({ certificate: Buffer.from(certificate, 'base64'), content, claimedAt });
      return reply.status(201).send(preparedView(content, claimedAt, orRefuse(prepared)));
    },
  );
}
