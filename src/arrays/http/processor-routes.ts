import { Type } from 'typebox';
import { holderScope } from '../../platform/db/index.ts';
import { type App, orRefuse, RefusalError } from '../../platform/http/index.ts';
import { authorisePerson, nameProcessor, processorRefusal, setContract } from '../acts/processors.ts';
import { actorOf, type ArrayDeps } from '../deps.ts';
import { processorsOf } from '../processor-store.ts';
import { answers, body, Code, Country, Id, Moment, Note, nullable, ofHolder, oneOf, staff, Text3 } from './schemas.ts';

const tags = ['disclosures'];

export function processorRoutes(app: App, deps: ArrayDeps): void {
  const access = [staff('data-officer', 'administrator')];
  const of = Type.Object({ holderId: Id, code: Code });
  // PD-3.12: one gate for everything of the holder that a processor's machine could open. `may` opens no data, and stays one read.
  app.addHook('preHandler', async (request) => {
    const { principal } = request;
    const { holderId } = request.params as { holderId?: string };
    if (principal.kind !== 'machine' || holderId === undefined || request.routeOptions.url?.includes('/may') === true)
      return;
    const refusal = await processorRefusal(deps, holderId, principal.clientId);
    if (refusal !== null) throw new RefusalError(refusal);
  });
  app.post(
    '/v1/holders/:holderId/processors/:code',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Name a processor and its machine client (PD-3.12)',
        params: of,
        body: body({ name: Text3, country: Country, clientId: nullable(Id) }),
        response: answers({ 200: Type.Object({ processorId: Id }) }),
      },
    },
    async (request) =>
      orRefuse(
        await nameProcessor(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          { ...request.body, code: request.params.code },
        ),
      ),
  );
  app.get(
    '/v1/holders/:holderId/processors',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Processors with the contract in force',
        params: ofHolder,
        response: answers({
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                id: Id,
                code: Type.String(),
                name: Text3,
                country: Type.String(),
                clientId: nullable(Id),
                contract: nullable(Type.String()),
              }),
            ),
          }),
        }),
      },
    },
    async (request) => ({
      items: (
        await deps.db.tx(holderScope(request.params.holderId), (tx) =>
          processorsOf(tx, request.params.holderId, deps.clock.now()),
        )
      ).map((row) => ({
        id: row.id,
        code: row.code,
        name: row.name,
        country: row.country,
        clientId: row.client_id,
        contract: row.contract,
      })),
    }),
  );
  app.post(
    '/v1/holders/:holderId/processors/:code/contract',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The contract or legal act the processor works under; null ends it (PD-3.12, PD-24.1)',
        params: of,
        body: body({
          contract: nullable(
            body({
              kind: oneOf(['contract', 'legal_act']),
              reference: Note,
              from: nullable(Moment),
              until: nullable(Moment),
            }),
          ),
        }),
        response: answers({ 200: Type.Object({ contract: nullable(Type.String()) }) }),
      },
    },
    async (request) => {
      const { contract } = request.body;
      const input =
        contract === null
          ? null
          : {
              ...contract,
              from: contract.from === null ? null : new Date(contract.from),
              until: contract.until === null ? null : new Date(contract.until),
            };
      return orRefuse(
        await setContract(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          request.params.code,
          input,
        ),
      );
    },
  );
  app.post(
    '/v1/holders/:holderId/authorised-persons',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Somebody the holder or its processor sanctions to process (PD-3.21); a staff number, never a name',
        params: ofHolder,
        body: body({ processorCode: nullable(Code), code: Code, sanction: Note }),
        response: answers({ 201: Type.Object({ personId: Id }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await authorisePerson(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              request.body,
            ),
          ),
        ),
  );
}
