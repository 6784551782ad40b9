import { Type } from 'typebox';
import { holderScope } from '../../platform/db/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { changeRegime } from '../acts/change-regime.ts';
import { registerSystem } from '../acts/declare-array.ts';
import { listsOf, liveRegimes, readArray, systemsOf } from '../array-store.ts';
import { actorOf, type ArrayDeps } from '../deps.ts';
import { refuse } from '../refusals.ts';
import { regimesOf } from '../regime.ts';
import { answers, body, Codes, Id, machine, Moment, Note, nullable, ofHolder, oneOf, staff, Text3 } from './schemas.ts';

const tags = ['arrays'];
const write = [staff('data-officer')];
const read = [staff('data-officer', 'administrator', 'clerk'), machine('purposes:read')];
const ofArray = Type.Object({ holderId: Id, arrayId: Id });
const Regimes = Type.Array(
  Type.Object({ category: Type.String(), regime: oneOf(['confidential', 'lifted', 'public']) }),
);

export function regimeRoutes(app: App, deps: ArrayDeps): void {
  app.post(
    '/v1/holders/:holderId/arrays/:arrayId/regime',
    {
      config: { access: write },
      schema: {
        tags,
        summary: 'Change the regime of named data on a case the law lists (PD-6.3, PD-6.6, PD-7.6)',
        params: ofArray,
        body: body({
          case: Type.String({ maxLength: 40 }),
          categories: Codes,
          subjectId: nullable(Id),
          consentId: nullable(Id),
          setId: nullable(Id),
          basis: nullable(Type.String({ maxLength: 40 })),
          norm: nullable(Type.String({ maxLength: 500 })),
          evidence: Type.String({ maxLength: 500 }),
        }),
        response: answers({ 201: Type.Object({ regime: Type.String() }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await changeRegime(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              request.params.arrayId,
              request.body,
            ),
          ),
        ),
  );
  app.get(
    '/v1/holders/:holderId/arrays/:arrayId/regime',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'The regime of each category now, in general or for one subject',
        params: ofArray,
        querystring: Type.Object({ subjectId: Type.Optional(Id) }),
        response: answers({
          200: Type.Object({
            categories: Regimes,
            cases: Type.Array(
              Type.Object({
                case: Type.String(),
                regime: Type.String(),
                categories: Type.Array(Type.String()),
                norm: nullable(Type.String()),
                recordedAt: Moment,
              }),
            ),
          }),
        }),
      },
    },
    async (request) => {
      const { holderId, arrayId } = request.params;
      return deps.db.tx(holderScope(holderId), async (tx) => {
        orRefuse((await readArray(tx, holderId, arrayId)) ?? refuse('ARRAY_UNKNOWN'));
        const codes = [
          ...new Set((await listsOf(tx, arrayId)).filter((list) => list.current).flatMap((list) => list.categories)),
        ];
        const live = await liveRegimes(tx, arrayId, deps.clock.now());
        const cases = live.map((one) => ({
          case: one.caseCode,
          regime: one.regime,
          categories: [...one.categories],
          norm: one.norm,
          recordedAt: one.recordedAt.toISOString(),
        }));
        return { categories: regimesOf(codes, live, request.query.subjectId ?? null), cases };
      });
    },
  );
}

export function systemRoutes(app: App, deps: ArrayDeps): void {
  const System = Type.Object({
    id: Id,
    name: Text3,
    technologies: Type.Array(Type.String()),
    hardware: Type.Array(Type.String()),
    protectionLevel: Type.String(),
    protectionNorm: Type.String(),
    arrays: Type.Array(Type.Object({ id: Id, name: Text3 })),
  });
  app.post(
    '/v1/holders/:holderId/information-systems',
    {
      config: { access: [staff('data-officer', 'administrator')] },
      schema: {
        tags,
        summary: 'Register an information system with its arrays and level of protection (PD-3.25)',
        params: ofHolder,
        body: body({
          name: Text3,
          technologies: Codes,
          hardware: Codes,
          protectionLevel: Note,
          protectionNorm: Note,
          arrayIds: Type.Array(Id, { minItems: 1, maxItems: 200 }),
        }),
        response: answers({ 201: Type.Object({ systemId: Id }) }),
      },
    },
    async (request, reply) => {
      const { protectionLevel: level, protectionNorm: norm, ...rest } = request.body;
      return reply
        .status(201)
        .send(
          orRefuse(
            await registerSystem(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              { ...rest, level, norm },
            ),
          ),
        );
    },
  );
  app.get(
    '/v1/holders/:holderId/information-systems',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'Information systems with their arrays and levels of protection (PD-3.25)',
        params: ofHolder,
        response: answers({ 200: Type.Object({ items: Type.Array(System) }) }),
      },
    },
    async (request) => ({
      items: (await systemsOf(deps.db, holderScope(request.params.holderId), request.params.holderId)).map((row) => ({
        id: row.id,
        name: row.name,
        technologies: [...row.technologies],
        hardware: [...row.hardware],
        protectionLevel: row.protection_level,
        protectionNorm: row.protection_norm,
        arrays: [...row.arrays],
      })),
    }),
  );
}
