import { Type } from 'typebox';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/index.ts';
import { type App, etagOf, orRefuse, sendKept } from '../../platform/http/index.ts';
import { freshnessOf } from '../status/index.ts';
import { refuse } from './refusals.ts';
import { trustedListAt } from './trusted-list-store.ts';

const type = 'application/vnd.etsi.tsl+xml';

/** The trusted list (TS 119 612 6.1), as it was signed; as of any moment, free to anyone. */
export function trustedListRoutes(app: App, { db, clock }: { readonly db: Db; readonly clock: Clock }): void {
  app.get(
    '/registers/trusted-list.xml',
    {
      config: { access: [{ for: 'everyone' as const }], kind: 'api' as const },
      schema: {
        tags: ['registers'],
        summary: 'The trusted list of accredited centres and their services (ETSI TS 119 612, signed: XAdES B-B)',
        querystring: Type.Object({
          asOf: Type.Optional(
            Type.String({ format: 'date-time', description: 'The list as it was then; the newest where absent' }),
          ),
        }),
        response: { 200: Type.Any({ description: type }) },
      },
    },
    async (request, reply) => {
      const now = clock.now();
      const asked = request.query.asOf === undefined ? now : new Date(request.query.asOf);
      const list = await trustedListAt(db, asked > now ? now : asked);
      if (list === undefined) return orRefuse(refuse('TRUSTED_LIST_UNKNOWN'));
      const freshness = freshnessOf({ thisUpdate: list.issuedAt, nextUpdate: list.nextUpdate }, clock);
      return sendKept(request, reply, { type, bytes: list.xml, etag: etagOf(list.xml), freshness });
    },
  );
}
