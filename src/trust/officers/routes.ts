import { Type } from 'typebox';
import { systemScope } from '../../platform/db/index.ts';
import { type App, orRefuse, type Principal, type problemSchema } from '../../platform/http/index.ts';
import type { CentreDeps } from '../centres/index.ts';
import { formatName, parseCertificate } from '../path/index.ts';
import { approveOfficerCertificate, endOfficerCertificate, enterOfficerCertificate } from './acts.ts';
import { certificatesOfOfficers } from './store.ts';

const config = { access: [{ for: 'staff' as const, office: 'authority' as const, roles: ['officer'] }] };
const problem = Type.Ref('Problem') as unknown as typeof problemSchema;
const answers = <T>(success: T) => ({ ...success, '4xx': problem, '5xx': problem });
const Id = Type.String({ format: 'uuid' });
const Moment = Type.String({ format: 'date-time' });
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const params = Type.Object({ id: Id });
const tags = ['authority'];
const closed = { additionalProperties: false };
const accountOf = (principal: Principal): string => (principal.kind === 'staff' ? principal.accountId : '');
const path = '/v1/authority/officer-certificates';

/** ES-8.2.1: with which certificates officers sign the authority's decisions. */
export function officerRoutes(app: App, deps: CentreDeps): void {
  app.get(
    path,
    {
      config,
      schema: {
        tags,
        summary: 'Certificates with which officers sign, and those that wait for the approval of another officer',
        response: answers({
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                certificateId: Id,
                accountId: Id,
                name: Type.String(),
                sha256: Sha256,
                approvedAt: Type.Union([Moment, Type.Null()]),
              }),
            ),
          }),
        }),
      },
    },
    async () => ({
      items: (await deps.db.tx(systemScope('certificates of officers'), certificatesOfOfficers)).map(
        ({ id, accountId, der, fingerprint, approvedAt }) => ({
          certificateId: id,
          accountId,
          name: formatName(parseCertificate(der).subject),
          sha256: fingerprint,
          approvedAt: approvedAt?.toISOString() ?? null,
        }),
      ),
    }),
  );
  app.post(
    path,
    {
      config,
      schema: {
        tags,
        summary: 'Enter one’s own certificate: it counts once another officer has approved it',
        body: Type.Object(
          { certificate: Type.String({ minLength: 4, maxLength: 20_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }) },
          closed,
        ),
        response: answers({ 201: Type.Object({ certificateId: Id, sha256: Sha256 }) }),
      },
    },
    async (request, reply) => {
      const certificate = Buffer.from(request.body.certificate, 'base64');
      const done = await enterOfficerCertificate(deps, accountOf(request.principal), certificate);
      return reply.status(201).send(orRefuse(done));
    },
  );
  app.post(
    `${path}/:id/approve`,
    {
      config,
      schema: {
        tags,
        summary: 'Approve, as another officer, exactly the certificate that was entered',
        params,
        body: Type.Object({ sha256: Sha256 }, closed),
        response: answers({ 200: Type.Object({ approvedAt: Moment }) }),
      },
    },
    async (request) => {
      const what = { certificateId: request.params.id, sha256: request.body.sha256 };
      const { approvedAt } = orRefuse(await approveOfficerCertificate(deps, accountOf(request.principal), what));
      return { approvedAt: approvedAt.toISOString() };
    },
  );
  app.post(
    `${path}/:id/end`,
    {
      config,
      schema: {
        tags,
        summary: 'From now on nothing is signed with this certificate',
        params,
        response: answers({ 200: Type.Object({ endedAt: Moment }) }),
      },
    },
    async (request) => {
      const { endedAt } = orRefuse(await endOfficerCertificate(deps, accountOf(request.principal), request.params.id));
      return { endedAt: endedAt.toISOString() };
    },
  );
}
