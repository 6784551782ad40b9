import { Type } from 'typebox';
import { type App, orRefuse } from '../../platform/http/index.ts';
import type { CentreDeps } from '../centres/deps.ts';
import { enterOverride, purgeOfRegister } from './acts.ts';
import { keptKinds } from './retention.ts';
import { overrides } from './store.ts';
import { problem } from '../../platform/shapes.ts';

const tags = ['centres'];
const day = Type.String({ format: 'date' });
const act = {
  what: Type.Unsafe<(typeof keptKinds)[number]>(Type.Union(keptKinds.map((one) => Type.Literal(one)))),
  years: Type.Integer({ minimum: 1, maximum: 100 }),
  runsFrom: Type.Unsafe<'receipt' | 'end'>(Type.Union([Type.Literal('receipt'), Type.Literal('end')])),
  act: Type.String({ minLength: 1, maxLength: 300, description: 'Title, number and article of the normative act' }),
  inForceFrom: day,
  inForceTo: Type.Union([day, Type.Null()]),
};
const OverrideView = Type.Object({ id: Type.String(), ...act });
export const Purging = Type.Object(
  { certificateNumber: Type.String({ pattern: '^([0-9a-f]{2}){1,20}$' }) },
  { additionalProperties: false },
);

/** ES-13.6, ES-15.3: acts with a shorter term of storage, and what a centre asks to purge on them. */
export function retentionRoutes(app: App, deps: CentreDeps): void {
  app.get(
    '/v1/retention-overrides',
    {
      config: { access: [{ for: 'everyone' }] },
      schema: {
        tags,
        summary:
          'Normative acts with a shorter term for what centres keep (ES-13.6b, ES-15.3b); none: as long as the centre works',
        response: { 200: Type.Object({ items: Type.Array(OverrideView) }), '4xx': problem, '5xx': problem },
      },
    },
    async () => ({ items: await overrides(deps.db, deps.clock.now()) }),
  );
  app.post(
    '/v1/authority/retention-overrides',
    {
      config: { access: [{ for: 'staff', office: 'authority', roles: ['officer'] }] },
      schema: {
        tags,
        summary: 'The authority enters a normative act with a shorter term',
        body: Type.Object(act, { additionalProperties: false }),
        response: { 201: OverrideView, '4xx': problem, '5xx': problem },
      },
    },
    async (request, reply) => {
      const { accountId } = request.principal as { accountId: string };
      return reply.status(201).send(orRefuse(await enterOverride(deps, accountId, request.body)));
    },
  );
  app.post(
    '/v1/centres/:centreId/register-purges',
    {
      config: { access: [{ for: 'staff', office: 'centre', roles: ['administrator'] }] },
      schema: {
        tags,
        summary: 'A centre asks to remove an entry of its register: only on a normative act (ES-13.6b)',
        params: Type.Object({ centreId: Type.String({ format: 'uuid' }) }),
        body: Purging,
        response: { 200: Type.Object({ act: Type.String() }), '4xx': problem, '5xx': problem },
      },
    },
    async (request) => {
      const { accountId } = request.principal as { accountId: string };
      const by = { accountId, centreId: request.params.centreId };
      return orRefuse(await purgeOfRegister(deps, by, request.body.certificateNumber));
    },
  );
}
