import { Type } from 'typebox';
import { type App, orRefuse, type Principal } from '../../../platform/http/index.ts';
import { confirmMeans, endMeans } from '../acts/confirm-means.ts';
import { changeParticulars, enterCentre } from '../acts/enter-centre.ts';
import { makeCentreKey } from '../acts/make-centre-key.ts';
import { publishPaper } from '../acts/publish-paper.ts';
import { centreKinds, meansFunctions } from '../centre.ts';
import { paperKinds } from '../paper.ts';
import { systemScope } from '../../../platform/db/index.ts';
import { meansUses } from '../means-use-store.ts';
import type { CentreDeps } from '../deps.ts';
import type { CentreKeys } from '../ports.ts';
import {
  answers,
  body,
  CentreView,
  Day,
  Id,
  Line,
  LongText3,
  MeansUseView,
  meansUseView,
  Moment,
  nullable,
  oneOf,
  particulars,
} from './schemas.ts';

const officer = [{ for: 'staff' as const, office: 'authority' as const, roles: ['officer'] }];
/** ES-8.5: the security body is another body than the one that accredits. */
const securityBody = [{ for: 'staff' as const, office: 'authority' as const, roles: ['security-body'] }];
const ofCentre = [{ for: 'staff' as const, office: 'centre' as const, roles: ['administrator'] }];
const accountOf = (principal: Principal): string => (principal.kind === 'staff' ? principal.accountId : '');

/** What the authority, the security body and a centre enter in the registers themselves; everything else goes through a case. */
export function centreOfficeRoutes(app: App, deps: CentreDeps & { readonly centreKeys: CentreKeys | null }): void {
  app.post(
    '/v1/authority/centres',
    {
      config: { access: officer },
      schema: {
        tags: ['authority'],
        summary: 'Enter a certification centre; accreditation follows on its own application (ES-16.4a)',
        body: body({
          code: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,39}$' }),
          kind: oneOf(centreKinds),
          registrationNumber: Line,
          ...particulars,
        }),
        response: answers({ 201: Type.Object({ centreId: Id }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(orRefuse(await enterCentre(deps, accountOf(request.principal), { ...request.body, sandbox: false }))),
  );
  app.post(
    '/v1/authority/centres/:centreId/particulars',
    {
      config: { access: officer },
      schema: {
        tags: ['authority'],
        summary: 'A new name or address of a centre (ES-8.3.1)',
        params: Type.Object({ centreId: Id }),
        body: body(particulars),
        response: answers({ 200: CentreView }),
      },
    },
    async (request) =>
      orRefuse(await changeParticulars(deps, accountOf(request.principal), request.params.centreId, request.body)),
  );
  app.post(
    '/v1/authority/confirmed-means',
    {
      config: { access: securityBody },
      schema: {
        tags: ['authority'],
        summary: 'Confirm a signature means or a centre means (ES-8.5.3)',
        body: body({
          kind: oneOf(['signature', 'centre'] as const),
          functions: Type.Optional(
            Type.Array(oneOf(meansFunctions), {
              uniqueItems: true,
              maxItems: 3,
              description: 'Of a signature means: at least one (ES-2.9)',
            }),
          ),
          name: Line,
          version: Line,
          document: body({ title: Line, issuedOn: Day, issuedBy: Line }),
          documentNumber: Line,
          until: nullable(Day),
        }),
        response: answers({ 201: Type.Object({ meansId: Id }) }),
      },
    },
    async (request, reply) =>
      reply.status(201).send(
        orRefuse(
          await confirmMeans(deps, accountOf(request.principal), {
            ...request.body,
            functions: request.body.functions ?? [],
          }),
        ),
      ),
  );
  app.get(
    '/v1/authority/means-uses',
    {
      config: { access: securityBody },
      schema: {
        tags: ['authority'],
        summary:
          'The log of signature means: what made each signature, check and pair of keys here, the newest first (ES-12.1)',
        response: answers({ 200: Type.Object({ items: Type.Array(MeansUseView) }) }),
      },
    },
    async () => {
      const items = await deps.db.tx(systemScope('the log of signature means'), (tx) => meansUses(tx, 200));
      return { items: items.map(meansUseView) };
    },
  );
  app.post(
    '/v1/authority/confirmed-means/:meansId/end',
    {
      config: { access: securityBody },
      schema: {
        tags: ['authority'],
        summary: 'End the confirmation of a means (ES-8.5.3b)',
        params: Type.Object({ meansId: Id }),
        body: body({ ground: Line }),
        response: answers({ 200: Type.Object({ endedAt: Moment }) }),
      },
    },
    async (request) => {
      const { meansId } = request.params;
      const done = orRefuse(await endMeans(deps, accountOf(request.principal), meansId, request.body.ground));
      return { endedAt: done.endedAt.toISOString() };
    },
  );
  app.post(
    '/v1/centres/:centreId/key-requests',
    {
      config: { access: ofCentre },
      schema: {
        tags: ['centre'],
        summary: 'In the sandbox: a key of the centre kept here, and the request for its certificate (PKCS#10, PEM)',
        params: Type.Object({ centreId: Id }),
        response: answers({ 201: Type.Object({ request: Type.String() }) }),
      },
    },
    async (request, reply) => {
      const by = { accountId: accountOf(request.principal), centreId: request.params.centreId };
      return reply.status(201).send(orRefuse(await makeCentreKey(deps, by)));
    },
  );
  app.post(
    '/v1/centres/:centreId/papers',
    {
      config: { access: ofCentre },
      schema: {
        tags: ['centre'],
        summary: 'A new edition of what the centre tells in writing (ES-13.1.6, ES-13.2.1, ES-18.4)',
        params: Type.Object({ centreId: Id }),
        body: body({
          kind: oneOf(paperKinds),
          parts: Type.Record(Type.String({ pattern: '^[a-z]{1,20}$' }), LongText3, { maxProperties: 4 }),
        }),
        response: answers({ 201: Type.Object({ edition: Type.Integer() }) }),
      },
    },
    async (request, reply) => {
      const by = { accountId: accountOf(request.principal), centreId: request.params.centreId };
      const { kind, parts } = request.body;
      return reply.status(201).send(orRefuse(await publishPaper(deps, by, kind, parts)));
    },
  );
}
