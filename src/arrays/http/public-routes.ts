import { Type } from 'typebox';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { askInformation, exclude, sources } from '../acts/public-array.ts';
import { exclusionBases } from '../codes.ts';
import { actorOf, type ArrayDeps } from '../deps.ts';
import { answers, body, Id, Moment, Note, nullable, oneOf, staff } from './schemas.ts';

const tags = ['arrays'];
const access = [staff('data-officer', 'clerk')];
const ofArray = Type.Object({ holderId: Id, arrayId: Id });
const array = '/v1/holders/:holderId/arrays/:arrayId';

/** PD-3.7: the functions of article 7, for arrays declared public. */
export function publicArrayRoutes(app: App, deps: ArrayDeps): void {
  app.get(
    `${array}/sources`,
    {
      config: { access },
      schema: {
        tags,
        summary: 'Where the data of a public array came from (PD-7.2)',
        params: ofArray,
        querystring: Type.Object({ subjectId: Type.Optional(Id) }),
        response: answers({
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                category: Type.String(),
                source: Type.String(),
                sourceName: nullable(Type.String()),
                records: Type.Integer(),
              }),
            ),
          }),
        }),
      },
    },
    async (request) => ({
      items: [
        ...orRefuse(
          await sources(deps, request.params.holderId, request.params.arrayId, request.query.subjectId ?? null),
        ),
      ],
    }),
  );
  app.post(
    `${array}/public-requests`,
    {
      config: { access },
      schema: {
        tags,
        summary: 'A subject asks what the public array holds; due in a week (PD-7.4)',
        params: ofArray,
        body: body({ subjectId: Id, document: Note }),
        response: answers({ 201: Type.Object({ requestId: Id, dueAt: Moment }) }),
      },
    },
    async (request, reply) => {
      const done = orRefuse(
        await askInformation(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          request.params.arrayId,
          request.body.subjectId,
          request.body.document,
        ),
      );
      return reply.status(201).send({ requestId: done.requestId, dueAt: done.dueAt.toISOString() });
    },
  );
  app.post(
    `${array}/exclusions`,
    {
      config: { access },
      schema: {
        tags,
        summary: 'Exclude a subject’s data from a public array at once (PD-7.5)',
        params: ofArray,
        body: body({ subjectId: Id, basis: oneOf(exclusionBases), document: Note }),
        response: answers({
          201: Type.Object({ ended: Type.Integer(), effective: oneOf(['at_once', 'next_edition']) }),
        }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await exclude(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              request.params.arrayId,
              request.body,
            ),
          ),
        ),
  );
}
