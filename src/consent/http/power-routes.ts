import { Type } from 'typebox';
import { type App, type Citizen, orRefuse, type Staff } from '../../platform/http/index.ts';
import { endPower, powersAround } from '../acts/representation.ts';
import type { ConsentDeps } from '../deps.ts';
import { answers, Day, Id, Moment, nullable } from './schemas.ts';

const access = [{ for: 'person' as const }];
const ended = answers({ 200: Type.Object({ at: Moment }) });
const PowerSchema = Type.Object({
  id: Id,
  kind: Type.String(),
  role: Type.String({ description: 'principal: acts of others for me; representative: I act for another' }),
  validUntil: nullable(Day),
  recordedAt: Moment,
  endedAt: nullable(Moment),
});

/** CP-6e, PD-9.1f: the powers around a person, and their end. */
export function powerRoutes(app: App, deps: ConsentDeps): void {
  app.get(
    '/v1/me/representations',
    {
      config: { access },
      schema: {
        tags: ['citizen'],
        summary: 'Who may act for me, and for whom I may act',
        response: answers({ 200: Type.Object({ items: Type.Array(PowerSchema) }) }),
      },
    },
    async (request) => ({
      items: (await powersAround(deps, (request.principal as Citizen).personId!)).map((one) => ({
        id: one.id,
        kind: one.kind,
        role: one.role,
        validUntil: one.validUntil,
        recordedAt: one.recordedAt.toISOString(),
        endedAt: one.endedAt?.toISOString() ?? null,
      })),
    }),
  );
  app.post(
    '/v1/me/representations/:representationId/end',
    {
      config: { access },
      schema: {
        tags: ['citizen'],
        summary: 'Revoke a power I gave, or give up one I hold',
        params: Type.Object({ representationId: Id }),
        response: ended,
      },
    },
    async (request) => {
      const { accountId, personId } = request.principal as Citizen;
      const done = orRefuse(await endPower(deps, { accountId, personId: personId! }, request.params.representationId));
      return { at: done.at.toISOString() };
    },
  );
  app.post(
    '/v1/holders/:holderId/representations/:representationId/end',
    {
      config: { access: [{ for: 'staff', office: 'holder', roles: ['clerk', 'data-officer'] }] },
      schema: {
        tags: ['holder'],
        summary: 'A clerk was shown that a power is over',
        params: Type.Object({ holderId: Id, representationId: Id }),
        response: ended,
      },
    },
    async (request) => {
      const { holderId, representationId } = request.params;
      const { accountId } = request.principal as Staff;
      return { at: orRefuse(await endPower(deps, { accountId, holderId }, representationId)).at.toISOString() };
    },
  );
}
