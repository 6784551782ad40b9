import { Type } from 'typebox';
import { type App, orRefuse, RefusalError, sendFile } from '../platform/http/index.ts';
import { actorOfRequest } from './actor-of-request.ts';
import { accessOf, scopeOf } from './actors.ts';
import { homeOf } from './procedure.ts';
import { ofProcedure, placeOf } from './place.ts';
import { readDocument, readWhole } from './read-case.ts';
import { refuse } from './refusals.ts';
import type { CaseRoutesDeps } from './routes.ts';
import { documentSchema } from './routes-schemas.ts';
import { documentBytes } from './signed-act.ts';
import type { Procedure } from './types.ts';

const uuid = Type.String({ format: 'uuid' });
const file = Type.Any();

/** The documents of a case: as the case has them, and of a signed act the very bytes that were signed, and the signature upon them. */
export function documentRoutes(app: App, deps: CaseRoutesDeps, procedure: Procedure): void {
  const { engine } = deps;
  const { name } = procedure;
  const home = homeOf(procedure);
  const base = `/v1/${home}s/:${home}Id/cases/${name}/:caseId/documents/:seq`;
  const params = Type.Object({
    [`${home}Id`]: uuid,
    caseId: uuid,
    seq: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  });
  const tags = [name];
  const config = { access: accessOf(procedure) };

  const read = async (request: Parameters<typeof actorOfRequest>[1] & { params: object }) => {
    const { holderId, caseId } = placeOf(request.params);
    const { seq } = request.params as { seq: number };
    const by = actorOfRequest(deps.subjectOf, request, holderId);
    return engine.deps.db.tx(scopeOf(by), async (tx) => {
      const now = ofProcedure(orRefuse(await readWhole(engine, tx, holderId, caseId, by)), name);
      return orRefuse(await readDocument(engine, tx, now, seq));
    });
  };

  app.get(
    base,
    { config, schema: { tags, summary: 'A document of the case', params, response: { 200: documentSchema } } },
    async (request) => {
      const { signature, ...document } = await read(request as never);
      return { ...document, at: document.at.toISOString(), signature: signature?.toString('base64') ?? null };
    },
  );
  if (!Object.values(procedure.acts).some(({ signed }) => signed !== undefined)) return;
  app.get(
    `${base}/document.json`,
    { config, schema: { tags, summary: 'The bytes of a document that was signed', params, response: { 200: file } } },
    async (request, reply) => {
      const { content } = await read(request as never);
      if (content === null) throw new RefusalError(refuse('NO_SUCH_CASE'));
      return sendFile(reply, documentBytes(content), 'application/json', `${name}.json`, 'attachment');
    },
  );
  app.get(
    `${base}/document.json.p7s`,
    {
      config,
      schema: { tags, summary: 'The signature upon a document (CMS, detached)', params, response: { 200: file } },
    },
    async (request, reply) => {
      const { signature } = await read(request as never);
      if (signature === null) throw new RefusalError(refuse('NO_SUCH_CASE'));
      return sendFile(reply, signature, 'application/pkcs7-signature', `${name}.json.p7s`, 'attachment');
    },
  );
}
