import { type Static, Type } from 'typebox';
import type { App } from '../../../platform/http/index.ts';
import { setSignatureTypes } from '../acts/set-signature-types.ts';
import type { SystemDeps } from '../deps.ts';
import { governmentRules } from '../document-store.ts';
import { scope } from '../deps.ts';
import { type GovernmentRule, publicBodies } from '../public-bodies.ts';
import { answers, body, Day, Id, Line, Moment, oneOf, Types } from './schemas.ts';

const Act = body({ title: Line, number: Line, on: Day });
const RuleView = Type.Object({ id: Id, bodies: oneOf(publicBodies), types: Types, act: Act, since: Moment });
const view = (rule: GovernmentRule): Static<typeof RuleView> => ({
  ...rule,
  types: [...rule.types],
  since: rule.since.toISOString(),
});

/** ES-3.3a: what the Government has set for public bodies: entered by the authority, read by anybody. */
export function signatureTypeRoutes(app: App, deps: Pick<SystemDeps, 'db' | 'clock' | 'profile' | 'poke'>): void {
  app.get(
    '/v1/registers/signature-types',
    {
      config: { access: [{ for: 'everyone' as const }] },
      schema: {
        tags: ['registers'],
        summary:
          'Types of signature that the Government has set for executive bodies and local self-government (ES-3.3a)',
        response: answers({ 200: Type.Object({ items: Type.Array(RuleView) }) }),
      },
    },
    async () => ({ items: (await deps.db.tx(scope, governmentRules)).map(view) }),
  );
  app.post(
    '/v1/authority/signature-types',
    {
      config: { access: [{ for: 'staff' as const, office: 'authority' as const, roles: ['officer'] }] },
      schema: {
        tags: ['authority'],
        summary: 'Enter what an act of the Government sets, from its day on (ES-3.3a)',
        body: body({ bodies: oneOf(publicBodies), types: Types, act: Act, from: Day }),
        response: answers({ 201: RuleView }),
      },
    },
    async (request, reply) => {
      const { principal } = request;
      const officer = principal.kind === 'staff' ? principal.accountId : '';
      return reply.status(201).send(view(await setSignatureTypes(deps, officer, request.body)));
    },
  );
}
