import { Type } from 'typebox';
import { systemScope } from '../../../platform/db/index.ts';
import { type App, orRefuse, sendPieces } from '../../../platform/http/index.ts';
import { momentOfEntry, registerOf } from '../../issue/index.ts';
import { registerText } from '../hand-over.ts';
import { importRegister, type RegisterPackage } from '../import-register.ts';
import { registerOrderOn } from '../register-order.ts';
import { dayOf } from '../../../law/index.ts';
import { refuse } from '../refusals.ts';
import { transferredEntries } from '../transferred-store.ts';
import type { RegisterRoutesDeps } from './routes.ts';
import { entryWithoutNumber, EntryView, problemAnswers } from './schemas.ts';

const scope = systemScope('a register of certificates is handed over to the authority');
const Digest = Type.String({ description: 'SHA-256, hexadecimal' });
const PAGE = 500;
// What an entry has to have is the order's to say, and its lack the order's to refuse.
const Package = Type.Object(
  {
    format: Type.String({ maxLength: 60 }),
    version: Type.Integer(),
    entries: Type.Integer({ minimum: 0 }),
    digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    items: Type.Array(
      Type.Object(
        { entry: Type.Record(Type.String(), Type.Unknown()), digest: Digest },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

/** ES-15.4.2, ES-8.3.6: a register on its way from a centre to the authority, and what the authority publishes of it. */
export function transferredRoutes(app: App, deps: RegisterRoutesDeps): void {
  const { db, clock } = deps;
  app.post(
    '/v1/centres/:centreId/register-imports/:caseId',
    {
      config: { access: [{ for: 'staff', office: 'authority', roles: ['officer'] }], rate: 'heavy' },
      bodyLimit: 64 * 2 ** 20,
      schema: {
        tags: ['registers'],
        summary:
          'The authority reads in the register of a centre that ceases, as its product has exported it (ES-8.4.1)',
        params: Type.Object({ centreId: Type.String({ format: 'uuid' }), caseId: Type.String({ format: 'uuid' }) }),
        body: Package,
        response: problemAnswers(Type.Object({ entries: Type.Integer(), digest: Digest })),
      },
    },
    async (request) => {
      const { accountId } = request.principal as { accountId: string };
      return orRefuse(
        await importRegister(deps, { accountId, ...request.params }, request.body as unknown as RegisterPackage),
      );
    },
  );
  app.get(
    '/v1/centres/:centreId/register-export',
    {
      config: { access: [{ for: 'staff', office: 'centre', roles: ['administrator'] }], rate: 'heavy' },
      schema: {
        tags: ['registers'],
        summary: 'The centre’s register of certificates as it is handed over: every entry with its digest (ES-15.4.2)',
        params: Type.Object({ centreId: Type.String({ format: 'uuid' }) }),
        response: problemAnswers(
          Type.Object({
            format: Type.String(),
            version: Type.Integer({ description: 'Of the order of transfer (ES-8.4.1)' }),
            entries: Type.Integer(),
            digest: Digest,
            items: Type.Array(Type.Object({ entry: Type.Object(EntryView), digest: Digest })),
          }),
        ),
      },
    },
    async (request, reply) => {
      const { centreId } = request.params;
      const found = await db.tx(scope, (tx) => registerOf(tx, centreId));
      orRefuse(found ?? refuse('REGISTER_UNKNOWN'));
      const { format, version } = registerOrderOn(dayOf(clock.now()));
      const text = registerText(db, scope, centreId, momentOfEntry(clock.now()), { format, version });
      return sendPieces(reply, 'application/json; charset=utf-8', text);
    },
  );
  app.get(
    '/v1/registers/centres/transferred/:caseId',
    {
      config: { access: [{ for: 'everyone' }] },
      schema: {
        tags: ['registers'],
        summary:
          'Entries of a register transferred to the authority (ES-8.3.6), without the numbers that open them in full',
        params: Type.Object({ caseId: Type.String({ format: 'uuid' }) }),
        querystring: Type.Object({
          after: Type.Optional(Type.Integer({ minimum: 0, description: 'The last record of the page before' })),
        }),
        response: problemAnswers(
          Type.Object({
            items: Type.Array(Type.Object({ entry: Type.Object(entryWithoutNumber), digest: Digest })),
          }),
        ),
      },
    },
    async (request) => {
      const { caseId } = request.params;
      const rows = await db.tx(scope, (tx) => transferredEntries(tx, caseId, request.query.after ?? 0, PAGE));
      const items = rows.map(({ entry: { number: _number, fingerprint: _fingerprint, ...entry }, digest }) => ({
        entry,
        digest,
      }));
      return { items };
    },
  );
}
