import { Type } from 'typebox';
import type { IdentityDeps } from '../../../identity/index.ts';
import { type App, orRefuse, type Principal } from '../../../platform/http/index.ts';
import { approveTrusted, orderTrusted } from '../acts/certify-trusted.ts';
import { addTrustedOfficer } from '../acts/trusted-officers.ts';
import { entrust, withdrawTrust } from '../acts/trusted-persons.ts';
import type { CentreDeps } from '../deps.ts';
import type { CentreKeys } from '../ports.ts';
import { answers, body, Day, Id, Line, Moment, nullable } from './schemas.ts';

const administrator = [{ for: 'staff' as const, office: 'centre' as const, roles: ['administrator'] }];
/** ES-13.1.7b: two officers of the centre, whichever office they hold there. */
const officers = [{ for: 'staff' as const, office: 'centre' as const, roles: ['administrator', 'registrar'] }];
const byOf = (principal: Principal, centreId: string) => ({
  accountId: principal.kind === 'staff' ? principal.accountId : '',
  centreId,
});
const base = '/v1/centres/:centreId/trusted-persons';
const tags = ['centre'];
const ofCentre = Type.Object({ centreId: Id });
const ofPerson = Type.Object({ centreId: Id, trustedPersonId: Id });

/** ES-13.4, ES-13.5: whom a centre entrusts with issuing, the certificate for it, and who works there. */
export function trustedRoutes(
  app: App,
  deps: CentreDeps & { readonly centreKeys: CentreKeys | null; readonly identity: IdentityDeps },
): void {
  app.post(
    base,
    {
      config: { access: administrator },
      schema: {
        tags,
        summary: 'Give a trusted person the power to issue in the centre’s name (ES-13.4a)',
        params: ofCentre,
        body: body({
          name: Line,
          registrationNumber: Line,
          contractNumber: Line,
          contractOn: Day,
          scope: Type.String({ minLength: 1, maxLength: 2000 }),
          until: nullable(Day),
        }),
        response: answers({ 201: Type.Object({ trustedPersonId: Id }) }),
      },
    },
    async (request, reply) => {
      const by = byOf(request.principal, request.params.centreId);
      return reply.status(201).send(orRefuse(await entrust(deps, by, request.body)));
    },
  );
  app.post(
    `${base}/:trustedPersonId/withdraw`,
    {
      config: { access: administrator },
      schema: {
        tags,
        summary: 'Take the powers of a trusted person back: it issues nothing any more (ES-13.4a)',
        params: ofPerson,
        body: body({ ground: Line }),
        response: answers({ 200: Type.Object({ withdrawnAt: Moment }) }),
      },
    },
    async (request) => {
      const { centreId, trustedPersonId } = request.params;
      const by = byOf(request.principal, centreId);
      const done = orRefuse(await withdrawTrust(deps, by, trustedPersonId, request.body.ground));
      return { withdrawnAt: done.withdrawnAt.toISOString() };
    },
  );
  app.post(
    `${base}/:trustedPersonId/certificate-orders`,
    {
      config: { access: administrator },
      schema: {
        tags,
        summary:
          'Prepare the centre’s certificate for a trusted person; without a request, for a key kept here (ES-13.4b)',
        params: ofPerson,
        body: body({
          place: Line,
          request: Type.Optional(Type.String({ minLength: 1, maxLength: 20_000 })),
        }),
        response: answers({ 201: Type.Object({ orderId: Id, contentHash: Type.String() }) }),
      },
    },
    async (request, reply) => {
      const { centreId, trustedPersonId } = request.params;
      const { place, request: own = null } = request.body;
      const by = byOf(request.principal, centreId);
      return reply.status(201).send(orRefuse(await orderTrusted(deps, by, { trustedPersonId, place, request: own })));
    },
  );
  app.post(
    `${base}/certificate-orders/:orderId/approvals`,
    {
      config: { access: officers },
      schema: {
        tags,
        summary: 'Approve exactly what is to be signed; with the second officer it is (ES-13.4b)',
        params: Type.Object({ centreId: Id, orderId: Id }),
        body: body({ contentHash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
        response: answers({
          200: Type.Object({ approvals: Type.Integer(), certificateNumber: nullable(Type.String()) }),
        }),
      },
    },
    async (request) => {
      const { centreId, orderId } = request.params;
      const { contentHash } = request.body;
      return orRefuse(await approveTrusted(deps, byOf(request.principal, centreId), { orderId, contentHash }));
    },
  );
  app.post(
    `${base}/:trustedPersonId/officers`,
    {
      config: { access: administrator },
      schema: {
        tags,
        summary: 'An account for who works for a trusted person (ES-13.5.2b)',
        params: ofPerson,
        body: body({ login: Line, name: Line, password: Type.String({ minLength: 1, maxLength: 200 }) }),
        response: answers({ 201: Type.Object({ accountId: Id }) }),
      },
    },
    async (request, reply) => {
      const { centreId, trustedPersonId } = request.params;
      const what = { ...request.body, trustedPersonId, lang: 'ky' as const };
      return reply.status(201).send(orRefuse(await addTrustedOfficer(deps, byOf(request.principal, centreId), what)));
    },
  );
}
