import { Type } from 'typebox';
import { systemScope } from '../../../platform/db/index.ts';
import { type App, orRefuse, type Principal, sendFile } from '../../../platform/http/index.ts';
import { answers, Id, Moment, problem } from '../../../platform/shapes.ts';
import type { CentreDeps } from '../../centres/index.ts';
import { formatName, parseCertificate } from '../../path/index.ts';
import { approveAuthority, endAuthority, waitingAuthorities, waitingContent } from '../approve-end.ts';

const config = { access: [{ for: 'staff' as const, office: 'authority' as const, roles: ['officer'] }] };
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
                ended: Type.Integer({ description: 'How many of them ended before their term' }),
                registerAsOf: Type.Union([Moment, Type.Null()]),
                contentHash: Type.Union([Sha256, Type.Null()]),
                replaces: Type.Union([Type.Object({ authorityId: Id, basis: Type.String() }), Type.Null()], {
                  description: 'The same authority as it stands without a register; ends with the approval',
                }),
              }),
            ),
          }),
        }),
      },
    },
    async () => ({
      items: (await deps.db.tx(systemScope('what waits of the former law'), (tx) => waitingAuthorities(tx))).map(
        ({ id, der, fingerprint, use, entries, ended, registerAsOf, contentHash, replaces }) => ({
          authorityId: id,
          name: formatName(parseCertificate(der).subject),
          sha256: fingerprint,
          use,
          entries,
          ended,
          replaces: replaces && {
            authorityId: replaces.id,
            basis: `${replaces.basis.title} № ${replaces.basis.number}`,
          },
          registerAsOf: registerAsOf?.toISOString() ?? null,
          contentHash,
        }),
      ),
    }),
  );
  app.get(
    '/v1/authority/former-law/authorities/:id/content.json',
    {
      config,
      schema: {
        tags,
        summary: 'Everything that was entered and waits, as canonical JSON: its SHA-256 is the contentHash',
        params,
        response: { 200: Type.Any(), '4xx': problem },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const scope = systemScope('what waits of the former law');
      const content = orRefuse(await deps.db.tx(scope, (tx) => waitingContent(tx, id)));
      return sendFile(reply, content, 'application/json', `former-law-${id}.json`, 'attachment');
    },
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
