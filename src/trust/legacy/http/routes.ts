import { Type } from 'typebox';
import { systemScope } from '../../../platform/db/index.ts';
import { type App, orRefuse, type Principal } from '../../../platform/http/index.ts';
import type { CentreDeps } from '../../centres/index.ts';
import { formatName, parseCertificate } from '../../path/index.ts';
import { approvalRoutes } from './approval-routes.ts';
import { courtDecisions, legacyAuthorities } from '../legacy-store.ts';
import { enterCourtDecision, takeOverAuthority } from '../take-over.ts';
import { answers, Id, Moment } from '../../../platform/shapes.ts';

const officer = [{ for: 'staff' as const, office: 'authority' as const, roles: ['officer'] }];
const everyone = [{ for: 'everyone' as const }];
const Line = Type.String({ minLength: 1, maxLength: 300 });
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Use = Type.Unsafe<'certificates' | 'time-stamps'>(
  Type.Union([Type.Literal('certificates'), Type.Literal('time-stamps')]),
);
const Of = Type.Unsafe<'document' | 'signature' | 'certificate'>(
  Type.Union(['document', 'signature', 'certificate'].map((one) => Type.Literal(one))),
);
const closed = { additionalProperties: false };
const Basis = Type.Object({ title: Line, number: Line, on: Type.String({ format: 'date' }) }, closed);
const orNull = (moment: Date | null): string | null => moment?.toISOString() ?? null;
const MaybeMoment = Type.Union([Moment, Type.Null()]);
const accountOf = (principal: Principal): string => (principal.kind === 'staff' ? principal.accountId : '');

/** ES-19, ES-11b: the store of the former law and decisions of courts: kept by the authorised body, read by anybody. */
export function legacyRoutes(app: App, deps: CentreDeps): void {
  app.post(
    '/v1/authority/former-law/authorities',
    {
      config: { access: officer },
      bodyLimit: 16 * 2 ** 20,
      schema: {
        tags: ['authority'],
        summary:
          'Enter an authority of the former law No. 92, with its closed register (ES-19.1): it counts once another officer has approved it',
        body: Type.Object(
          {
            certificate: Type.String({ minLength: 4, maxLength: 40_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
            use: Use,
            basis: Basis,
            register: Type.Union([
              Type.Object(
                {
                  asOf: Moment,
                  certificates: Type.Array(Type.Object({ sha256: Sha256, endedAt: MaybeMoment }, closed), {
                    maxItems: 100_000,
                  }),
                },
                closed,
              ),
              Type.Null(),
            ]),
          },
          closed,
        ),
        response: answers({
          201: Type.Object({
            authorityId: Id,
            contentHash: Type.String({ description: 'SHA-256 of what was entered: what the second officer approves' }),
          }),
        }),
      },
    },
    async (request, reply) => {
      const { certificate, register, ...rest } = request.body;
      const done = await takeOverAuthority(deps, accountOf(request.principal), {
        ...rest,
        certificate: Buffer.from(certificate, 'base64'),
        register:
          register === null
            ? null
            : {
                asOf: new Date(register.asOf),
                certificates: register.certificates.map(({ sha256, endedAt }) => ({
                  sha256,
                  endedAt: endedAt === null ? null : new Date(endedAt),
                })),
              },
      });
      return reply.status(201).send(orRefuse(done));
    },
  );
  approvalRoutes(app, deps);
  app.post(
    '/v1/authority/court-decisions',
    {
      config: { access: officer },
      schema: {
        tags: ['authority'],
        summary: 'Enter a decision of a court about a document, a signature or a certificate (ES-11, ES-19.2)',
        body: Type.Object({ number: Line, since: Moment, of: Of, sha256: Sha256 }, closed),
        response: answers({ 201: Type.Object({ decisionId: Id }) }),
      },
    },
    async (request, reply) => {
      const { since, ...rest } = request.body;
      const done = await enterCourtDecision(deps, accountOf(request.principal), { ...rest, since: new Date(since) });
      return reply.status(201).send(orRefuse(done));
    },
  );
  app.get(
    '/v1/registers/former-law',
    {
      config: { access: everyone },
      schema: {
        tags: ['registers'],
        summary: 'Authorities of the former law No. 92 that were taken over, and decisions of courts about signatures',
        response: answers({
          200: Type.Object({
            authorities: Type.Array(
              Type.Object({
                name: Type.String(),
                sha256: Sha256,
                use: Use,
                basis: Basis,
                takenOverAt: Moment,
                registerAsOf: MaybeMoment,
                entries: Type.Union([Type.Integer(), Type.Null()]),
                certificate: Type.String({ description: 'DER in base64' }),
              }),
            ),
            decisions: Type.Array(Type.Object({ number: Type.String(), since: Moment, of: Of, sha256: Sha256 })),
          }),
        }),
      },
    },
    async () => {
      const now = deps.clock.now();
      return deps.db.tx(systemScope('what is left of the former law'), async (tx) => ({
        authorities: (await legacyAuthorities(tx, now)).map(({ id: _id, der, fingerprint, ...one }) => ({
          ...one,
          name: formatName(parseCertificate(der).subject),
          sha256: fingerprint,
          takenOverAt: one.takenOverAt.toISOString(),
          registerAsOf: orNull(one.registerAsOf),
          certificate: der.toString('base64'),
        })),
        decisions: (await courtDecisions(tx, now)).map(({ id: _id, since, ...one }) => ({
          ...one,
          since: since.toISOString(),
        })),
      }));
    },
  );
}
