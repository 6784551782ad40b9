import { Type } from 'typebox';
import { systemScope } from '../../../platform/db/index.ts';
import { type App, orRefuse, type Principal, type problemSchema } from '../../../platform/http/index.ts';
import type { CentreDeps } from '../../centres/index.ts';
import { formatName, parseCertificate } from '../../path/index.ts';
import { approveAuthority, endAuthority, waitingAuthorities } from '../approve-end.ts';

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

/** ES-19.1a: what one officer entered of the former law waits here for another; and the end of what was taken over by mistake. */
export function approvalRoutes(app: App, deps: CentreDeps): void {
  app.get(
    '/v1/authority/former-law/waiting',
    {
      config,
      schema: {
        tags,
        summary: 'Authorities of the former law that wait for the approval of another officer',
        response: answers({
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                authorityId: Id,
                name: Type.String(),
                sha256: Sha256,
                use: Type.String(),
                entries: Type.Integer(),
                registerAsOf: Type.Union([Moment, Type.Null()]),
                contentHash: Type.Union([Sha256, Type.Null()]),
              }),
            ),
          }),
        }),
      },
    },
    async () => ({
      items: (await deps.db.tx(systemScope('what waits of the former law'), (tx) => waitingAuthorities(tx))).map(
        ({ id, der, fingerprint, use, entries, registerAsOf, contentHash }) => ({
          authorityId: id,
          name: formatName(parseCertificate(der).subject),
          sha256: fingerprint,
          use,
          entries,
          registerAsOf: registerAsOf?.toISOString() ?? null,
          contentHash,
        }),
      ),
    }),
  );
  app.post(
    '/v1/authority/former-law/authorities/:id/approve',
    {
      config,
      schema: {
        tags,
        summary: 'Approve, as the second officer, exactly what was entered of the former law',
        params,
        body: Type.Object({ contentHash: Sha256 }, closed),
        response: answers({ 200: Type.Object({ approvedAt: Moment }) }),
      },
    },
    async (request) => {
      const what = { authorityId: request.params.id, contentHash: request.body.contentHash };
      const { approvedAt } = orRefuse(await approveAuthority(deps, accountOf(request.principal), what));
      return { approvedAt: approvedAt.toISOString() };
    },
  );
  app.post(
    '/v1/authority/former-law/authorities/:id/end',
    {
      config,
      schema: {
        tags,
        summary: 'End an authority of the former law that was taken over by mistake, or take back what waits',
        params,
        body: Type.Object({ ground: Type.String({ minLength: 1, maxLength: 300 }) }, closed),
        response: answers({ 200: Type.Object({ endedAt: Moment }) }),
      },
    },
    async (request) => {
      const what = { authorityId: request.params.id, ground: request.body.ground };
      const { endedAt } = orRefuse(await endAuthority(deps, accountOf(request.principal), what));
      return { endedAt: endedAt.toISOString() };
    },
  );
}
