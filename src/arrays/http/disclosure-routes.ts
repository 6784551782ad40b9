import { Type } from 'typebox';
import { recipientTypes } from '../../law/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import { type App, cutPage, orRefuse, pageQuery } from '../../platform/http/index.ts';
import { disclose } from '../acts/disclose.ts';
import { recordCrossBorderGround } from '../acts/cross-border-ground.ts';
import { actorOf, type ArrayDeps } from '../deps.ts';
import { disclosuresOf } from '../disclosure-store.ts';
import { DisclosureSchema, disclosureView } from './disclosure-view.ts';
import {
  answers,
  body,
  Code,
  Codes,
  Country,
  Id,
  machine,
  Moment,
  Note,
  nullable,
  ofHolder,
  oneOf,
  SourceSchema,
  staff,
} from './schemas.ts';

const tags = ['disclosures'];
const officer = [staff('data-officer')];
const OfSubject = Type.Object({ ...DisclosureSchema.properties, subjectId: Id });

/** Who got what; processors and their contracts; what leaves under pseudonyms. */
export function disclosureRoutes(app: App, deps: ArrayDeps): void {
  app.post(
    '/v1/holders/:holderId/disclosures',
    {
      config: { access: [staff('data-officer', 'clerk'), machine('transfers:write')] },
      schema: {
        tags,
        summary: `Provide data and record it: refused without a recipient’s type (${recipientTypes.map((one) => one.code).join(', ')}), a ground, or adequate protection (PD-3.13, PD-3.19, PD-3.20)`,
        params: ofHolder,
        body: body({
          subjectId: Id,
          purposeId: Id,
          dataListId: nullable(Id),
          categories: Codes,
          recipient: body({
            type: Type.Optional(nullable(Type.String({ maxLength: 40 }))),
            code: nullable(Code),
            name: Note,
            country: Country,
            authorisedPersonId: nullable(Id),
          }),
          channel: oneOf(['api', 'file', 'paper', 'oral', 'screen', 'interagency']),
          sources: Type.Optional(
            Type.Array(body({ category: Type.String({ minLength: 1, maxLength: 80 }), source: SourceSchema }), {
              maxItems: 100,
              description: 'Where the items were obtained, for the notice of a transfer (CP-15e)',
            }),
          ),
        }),
        response: answers({
          201: Type.Object({
            disclosureId: Id,
            partyRole: Type.String(),
            crossBorder: Type.Boolean(),
            crossBorderBasis: nullable(Type.String()),
            ground: Type.String(),
            sourcesOpen: Type.Array(Type.String(), {
              description: 'Categories whose source has to be stated before the subject can be told (CP-15e)',
            }),
          }),
        }),
      },
    },
    async (request, reply) => {
      const { recipient, ...rest } = request.body;
      return reply
        .status(201)
        .send(
          orRefuse(
            await disclose(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              { ...rest, recipient: { ...recipient, type: recipient.type ?? null } },
            ),
          ),
        );
    },
  );
  app.get(
    '/v1/holders/:holderId/disclosures',
    {
      config: { access: [staff('data-officer', 'administrator'), machine('transfers:write')] },
      schema: {
        tags,
        summary: 'The register of disclosures, newest first',
        params: ofHolder,
        querystring: Type.Object({ ...pageQuery.properties, subjectId: Type.Optional(Id) }),
        response: answers({ 200: Type.Object({ items: Type.Array(OfSubject), next: nullable(Id) }) }),
      },
    },
    async (request) => {
      const { after, limit = 25, subjectId } = request.query;
      return deps.db.tx(holderScope(request.params.holderId), async (tx) => {
        const page = cutPage(await disclosuresOf(tx, request.params.holderId, subjectId ?? null, after, limit), limit);
        const items = [];
        for (const row of page.items)
          items.push({ ...(await disclosureView(deps, tx, row)), subjectId: row.subject_id });
        return { items, next: page.next };
      });
    },
  );
  app.post(
    '/v1/holders/:holderId/cross-border-grounds',
    {
      config: { access: officer },
      schema: {
        tags,
        summary: 'A ground for sending data into a state that is not on the list (PD-32.4)',
        params: ofHolder,
        body: body({
          subjectId: nullable(Id),
          country: Country,
          code: Type.String({ maxLength: 20 }),
          evidence: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 500 })),
          endsAt: nullable(Moment),
        }),
        response: answers({ 201: Type.Object({ groundId: Id }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await recordCrossBorderGround(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              { ...request.body, endsAt: request.body.endsAt === null ? null : new Date(request.body.endsAt) },
            ),
          ),
        ),
  );
}
