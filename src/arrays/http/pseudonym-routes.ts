import { Type } from 'typebox';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { destroyMapping, pseudonymise, resolvePseudonym, standingOfSet } from '../acts/pseudonymise.ts';
import { actorOf, type ArrayDeps } from '../deps.ts';
import { answers, body, Codes, Id, Moment, Note, staff } from './schemas.ts';

const tags = ['disclosures'];
const officer = [staff('data-officer')];

export function pseudonymRoutes(app: App, deps: ArrayDeps): void {
  const of = Type.Object({ holderId: Id, setId: Id });
  const anyone = [staff('data-officer', 'clerk', 'administrator', 'pseudonym-keeper')];
  app.post(
    '/v1/holders/:holderId/arrays/:arrayId/pseudonymised',
    {
      config: { access: officer },
      schema: {
        tags,
        summary: 'Values under pseudonyms for a protected further purpose; the mapping is kept apart (PD-3.15)',
        params: Type.Object({ holderId: Id, arrayId: Id }),
        body: body({ categories: Codes, furtherPurposeId: Id }),
        response: answers({
          201: Type.Object({
            setId: Id,
            rows: Type.Array(Type.Object({ pseudonym: Type.String(), category: Type.String(), value: Type.String() })),
          }),
        }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await pseudonymise(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              request.params.arrayId,
              request.body,
            ),
          ),
        ),
  );
  app.get(
    '/v1/holders/:holderId/pseudonym-sets/:setId',
    {
      config: { access: anyone },
      schema: {
        tags,
        summary: 'The standing of a set and of its mapping (PD-6.3-1)',
        params: of,
        response: answers({
          200: Type.Object({
            regime: Type.String(),
            mapping: Type.Object({ state: Type.String(), regime: Type.String() }),
          }),
        }),
      },
    },
    async (request) => orRefuse(await standingOfSet(deps, request.params.holderId, request.params.setId)),
  );
  app.post(
    '/v1/holders/:holderId/pseudonym-sets/:setId/resolution',
    {
      config: { access: anyone },
      schema: {
        tags,
        summary: 'Resolve a pseudonym: the keeper’s right alone, every attempt is journalled (PD-3.15)',
        params: of,
        body: body({ pseudonym: Type.String({ minLength: 1, maxLength: 60 }), reason: Note }),
        response: answers({ 200: Type.Object({ subjectId: Id }) }),
      },
    },
    async (request) => {
      const isKeeper = request.principal.kind === 'staff' && request.principal.roles.includes('pseudonym-keeper');
      return orRefuse(
        await resolvePseudonym(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          isKeeper,
          request.params.setId,
          request.body.pseudonym,
          request.body.reason,
        ),
      );
    },
  );
  app.delete(
    '/v1/holders/:holderId/pseudonym-sets/:setId/mapping',
    {
      config: { access: [staff('pseudonym-keeper')] },
      schema: {
        tags,
        summary: 'Destroy the mapping: from then on nobody can resolve the set (DECISIONS 31)',
        params: of,
        response: answers({ 200: Type.Object({ destroyedAt: Moment }) }),
      },
    },
    async (request) => ({
      destroyedAt: orRefuse(
        await destroyMapping(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          request.params.setId,
        ),
      ).destroyedAt.toISOString(),
    }),
  );
}
