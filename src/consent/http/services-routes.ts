import { Type } from 'typebox';
import { type App, orRefuse } from '../../platform/http/index.ts';
import type { ConsentDeps } from '../deps.ts';
import { describeService, openService } from '../services/open-service.ts';
import { servicesOf } from '../services/store.ts';
import { actorOf } from './holder-routes.ts';
import { answers, Id, Moment, nullable, Text3Schema } from './schemas.ts';

const access = [{ for: 'staff' as const, office: 'holder' as const, roles: ['data-officer', 'administrator'] }];
const params = Type.Object({ holderId: Id });
const Described = {
  code: Type.String({ pattern: '^[a-z][a-z0-9_]{1,60}$' }),
  kind: Type.Union([Type.Literal('state'), Type.Literal('municipal')]),
  name: Text3Schema,
  needsPersonalData: Type.Boolean(),
  purposeId: nullable(Id),
};

/** A holder's catalogue of services and the forms they stand on (CP-4b). */
export function servicesRoutes(app: App, deps: ConsentDeps): void {
  app.get(
    '/v1/holders/:holderId/services',
    {
      config: { access: [{ for: 'everyone' }] },
      schema: {
        tags: ['public'],
        summary: 'Services of a holder and the consent forms they need (CP-4b)',
        params,
        response: answers({
          200: Type.Object({ items: Type.Array(Type.Object({ id: Id, ...Described, openedAt: nullable(Moment) })) }),
        }),
      },
    },
    async (request) => ({
      items: (await servicesOf(deps.db, request.params.holderId)).map((one) => ({
        id: one.id,
        code: one.code,
        kind: one.kind,
        name: one.name,
        needsPersonalData: one.needs_personal_data,
        purposeId: one.purpose_id,
        openedAt: one.opened_at?.toISOString() ?? null,
      })),
    }),
  );
  app.post(
    '/v1/holders/:holderId/services',
    {
      config: { access },
      schema: {
        tags: ['holder'],
        summary: 'Describe a service, or change one that is not open yet',
        params,
        body: Type.Object(Described, { additionalProperties: false }),
        response: answers({ 201: Type.Object({ serviceId: Id }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await describeService(
              deps,
              { accountId: actorOf(request.principal).id, holderId: request.params.holderId },
              request.body,
            ),
          ),
        ),
  );
  app.post(
    '/v1/holders/:holderId/services/:serviceId/opening',
    {
      config: { access },
      schema: {
        tags: ['holder'],
        summary: 'Open a service for applications: only with its published consent form (CP-4b, CP-F-29b)',
        params: Type.Object({ holderId: Id, serviceId: Id }),
        response: answers({ 200: Type.Object({ openedAt: Moment }) }),
      },
    },
    async (request) => ({
      openedAt: orRefuse(
        await openService(
          deps,
          { accountId: actorOf(request.principal).id, holderId: request.params.holderId },
          request.params.serviceId,
        ),
      ).openedAt.toISOString(),
    }),
  );
}
