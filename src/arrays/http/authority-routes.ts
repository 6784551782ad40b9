import { Type } from 'typebox';
import { allHolders } from '../../holders/index.ts';
import { holderKindOf } from '../../law/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { type App, orRefuse, type Principal } from '../../platform/http/index.ts';
import { answerQuestion } from '../acts/declare-array.ts';
import { changeRegistration, enterHolder } from '../acts/register-holder.ts';
import { openQuestions } from '../array-store.ts';
import { actorOf, type ArrayDeps } from '../deps.ts';
import { answers, authority, body, Code, Id, Moment, Note, nullable, ofHolder, Text3 } from './schemas.ts';

const tags = ['authority'];
const access = [authority];
const officerOf = (principal: Principal): string => actorOf(principal).id;

/** PD-3.11: what only the authority does: the Register of holders, and answers about arrays. */
export function authorityRoutes(app: App, deps: ArrayDeps): void {
  app.post(
    '/v1/authority/holders',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Enter a holder: one of the four kinds, alone or jointly (PD-3.10)',
        body: body({
          code: Code,
          type: Type.Optional(nullable(Type.String({ maxLength: 40 }))),
          name: Text3,
          tin: nullable(Type.String({ pattern: '^\\d{14}$' })),
          address: nullable(Text3),
          contacts: body({
            phone: nullable(Type.String({ maxLength: 40 })),
            email: nullable(Type.String({ maxLength: 200 })),
            website: nullable(Type.String({ maxLength: 200 })),
          }),
          jointWith: Type.Array(Code, { maxItems: 50 }),
        }),
        response: answers({ 201: Type.Object({ holderId: Id, kind: Type.String() }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await enterHolder(deps, officerOf(request.principal), { ...request.body, type: request.body.type ?? null }),
          ),
        ),
  );
  app.get(
    '/v1/authority/holders',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The Register of holders (PD-3.11)',
        response: answers({
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                id: Id,
                code: Type.String(),
                kind: Type.String(),
                name: Text3,
                jointWith: Type.Array(Type.String()),
                registeredAt: nullable(Moment),
              }),
            ),
          }),
        }),
      },
    },
    async () => ({
      items: (await allHolders(deps.db)).map((one) => ({
        id: one.id,
        code: one.code,
        kind: holderKindOf(one.type),
        name: one.body.name,
        jointWith: [...one.body.jointWith],
        registeredAt: one.registeredAt?.toISOString() ?? null,
      })),
    }),
  );
  app.post(
    '/v1/authority/holders/:holderId/registration',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Register a holder or strike it off; without registration `may` is no (DECISIONS 25)',
        params: ofHolder,
        body: body({ registered: Type.Boolean(), document: Note }),
        response: answers({ 200: Type.Object({ registeredAt: nullable(Moment) }) }),
      },
    },
    async (request) => ({
      registeredAt:
        orRefuse(
          await changeRegistration(
            deps,
            officerOf(request.principal),
            request.params.holderId,
            request.body.registered,
            request.body.document,
          ),
        ).registeredAt?.toISOString() ?? null,
    }),
  );
  app.get(
    '/v1/authority/array-questions',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Arrays whose number of subjects a person has to answer for (PD-3.6)',
        response: answers({
          200: Type.Object({
            items: Type.Array(
              Type.Object({ arrayId: Id, holderId: Id, name: Text3, subjects: Type.String(), submittedAt: Moment }),
            ),
          }),
        }),
      },
    },
    async () => ({
      items: (await openQuestions(deps.db, systemScope('the authority’s questions over all holders'))).map((one) => ({
        arrayId: one.id,
        holderId: one.holderId,
        name: one.name,
        subjects: one.subjects?.toString() ?? 'indefinite',
        submittedAt: one.submittedAt!.toISOString(),
      })),
    }),
  );
  app.post(
    '/v1/authority/holders/:holderId/arrays/:arrayId/count',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Answer whether the array is over the threshold (PD-3.6, PD-19.2a)',
        params: Type.Object({ holderId: Id, arrayId: Id }),
        body: body({ over: Type.Boolean(), reasons: Note }),
        response: answers({ 200: Type.Object({ over: Type.Boolean() }) }),
      },
    },
    async (request) =>
      orRefuse(
        await answerQuestion(
          deps,
          { holderId: request.params.holderId, actor: { ...actorOf(request.principal), role: 'authority' } },
          request.params.arrayId,
          request.body,
        ),
      ),
  );
}
