import { Type } from 'typebox';
import { type App, type Citizen, cutPage, pageQuery } from '../../platform/http/index.ts';
import { dataView, type Processing } from '../acts/data-view.ts';
import type { ConsentDeps } from '../deps.ts';
import { answers, Id, Moment, nullable, Text3Schema } from './schemas.ts';

const codes = Type.Array(Type.String());
const ProcessingSchema = Type.Object({
  holder: Type.Object({ id: Id, name: Text3Schema }),
  purpose: Type.Object({ id: Id, code: Type.String(), text: Text3Schema, state: Type.String() }),
  grounds: Type.Array(
    Type.Object({
      code: Type.String(),
      text: nullable(Text3Schema),
      since: Moment,
      until: nullable(Moment),
      consentId: nullable(Id),
    }),
  ),
  arrays: Type.Array(Type.Object({ id: Id, name: Text3Schema, categories: codes })),
  categories: Type.Array(Type.Object({ code: Type.String(), text: Text3Schema })),
  records: Type.Array(
    Type.Object({
      category: Type.String(),
      source: Type.String(),
      sourceName: nullable(Type.String()),
      ground: Type.String(),
      collectedAt: Moment,
    }),
  ),
  disclosures: Type.Array(
    Type.Object({
      id: Id,
      at: Moment,
      recipientType: Type.String(),
      recipient: nullable(Type.String()),
      country: Type.String(),
      categories: codes,
      ground: Type.String(),
      consentId: nullable(Id),
    }),
  ),
});
const OperationSchema = Type.Object({ id: Id, holderId: Id, type: Type.String(), at: Moment });

/** PD-4.5: a person's own view of the processing of their data. */
export function dataRoutes(app: App, deps: ConsentDeps): void {
  app.get(
    '/v1/me/data',
    {
      config: { access: [{ for: 'person' }] },
      schema: {
        tags: ['citizen'],
        summary: 'Who processes what about me, on which ground, for which purpose, who got it, what was done (PD-4.5)',
        querystring: pageQuery,
        response: answers({
          200: Type.Object({
            processing: Type.Array(ProcessingSchema),
            history: Type.Object({ items: Type.Array(OperationSchema), next: nullable(Id) }),
          }),
        }),
      },
    },
    async (request) => {
      const { after, limit = 50 } = request.query;
      const view = await dataView(deps, (request.principal as Citizen).personId!, {
        limit,
        ...(after === undefined ? {} : { before: after }),
      });
      const page = cutPage(
        view.history.map((one) => ({ ...one, id: one.entry_id })),
        limit,
      );
      return {
        processing: view.processing.map(shown),
        history: {
          items: page.items.map((one) => ({
            id: one.id,
            holderId: one.holder_id,
            type: one.type,
            at: one.at.toISOString(),
          })),
          next: page.next,
        },
      };
    },
  );
}

const shown = (one: Processing) => ({
  holder: one.holder,
  purpose: one.purpose,
  grounds: one.grounds.map((ground) => ({
    ...ground,
    since: ground.since.toISOString(),
    until: ground.until?.toISOString() ?? null,
  })),
  arrays: one.arrays.map((array) => ({ ...array, categories: [...array.categories] })),
  categories: [...one.categories],
  records: one.records.map((record) => ({ ...record, collectedAt: record.collectedAt.toISOString() })),
  disclosures: one.disclosures.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    recipientType: row.recipient_type,
    recipient: row.recipient_code,
    country: row.country,
    categories: row.categories,
    ground: row.ground,
    consentId: row.consent_id,
  })),
});
