import { Type } from 'typebox';
import { holderScope } from '../../platform/db/index.ts';
import { type App, cutPage, orRefuse, pageQuery, type Staff } from '../../platform/http/index.ts';
import { endGround, reviewReasons, settleReview } from '../acts/review.ts';
import { type ReviewRow, reviewsOf } from '../acts/review-store.ts';
import type { ConsentDeps } from '../deps.ts';
import { answers, Id, Moment, nullable, Text3Schema } from './schemas.ts';

const access = [{ for: 'staff' as const, office: 'holder' as const, roles: ['data-officer'] }];
const tags = ['holder'];
const ReviewSchema = Type.Object({
  id: Id,
  kind: Type.String(),
  law: Type.Array(Type.String()),
  text: Text3Schema,
  about: Id,
  subjectId: nullable(Id),
  purposeId: nullable(Id),
  openedAt: Moment,
  closedAt: nullable(Moment),
  finding: nullable(Type.String()),
});

const view = (row: ReviewRow) => ({
  id: row.id,
  kind: row.kind,
  law: [...reviewReasons[row.kind].law],
  text: reviewReasons[row.kind].text,
  about: row.object_id,
  subjectId: row.subject_id,
  purposeId: row.purpose_id,
  openedAt: row.opened_at.toISOString(),
  closedAt: row.closed_at?.toISOString() ?? null,
  finding: row.finding,
});

/** What a data officer has to look at again, and the end of a ground. */
export function reviewRoutes(app: App, deps: ConsentDeps): void {
  app.get(
    '/v1/holders/:holderId/reviews',
    {
      config: { access },
      schema: {
        tags,
        summary:
          'Grounds and consents to look at again, newest first (PD-5.1-2b, PD-5.1-5, PD-18.1-4, PD-9.2b, PD-9.5a)',
        params: Type.Object({ holderId: Id }),
        querystring: Type.Object({
          ...pageQuery.properties,
          all: Type.Optional(Type.Boolean({ description: 'Closed ones too' })),
        }),
        response: answers({ 200: Type.Object({ items: Type.Array(ReviewSchema), next: nullable(Id) }) }),
      },
    },
    async (request) => {
      const { holderId } = request.params;
      const { after, limit = 25, all = false } = request.query;
      const page = cutPage(await reviewsOf(deps.db, holderScope(holderId), holderId, !all, after, limit), limit);
      return { items: page.items.map(view), next: page.next };
    },
  );
  app.post(
    '/v1/holders/:holderId/reviews/:reviewId/finding',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The officer’s finding: it stands, or it has ended and ends now',
        params: Type.Object({ holderId: Id, reviewId: Id }),
        body: Type.Object(
          { finding: Type.Union([Type.Literal('stands'), Type.Literal('ended')]) },
          { additionalProperties: false },
        ),
        response: answers({ 200: Type.Object({ at: Moment }) }),
      },
    },
    async (request) => {
      const { holderId, reviewId } = request.params;
      const staff = { accountId: (request.principal as Staff).accountId, holderId };
      return { at: orRefuse(await settleReview(deps, staff, reviewId, request.body.finding)).at.toISOString() };
    },
  );
  app.post(
    '/v1/holders/:holderId/grounds/:groundId/end',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A ground ends: the application was dropped or the contract concluded, the event is over (PD-5.1-2b)',
        params: Type.Object({ holderId: Id, groundId: Id }),
        body: Type.Object(
          {
            reason: Type.Union([
              Type.Literal('dropped'),
              Type.Literal('concluded'),
              Type.Literal('event-over'),
              Type.Literal('other'),
            ]),
          },
          { additionalProperties: false },
        ),
        response: answers({ 200: Type.Object({ at: Moment }) }),
      },
    },
    async (request) => {
      const { holderId, groundId } = request.params;
      const staff = { accountId: (request.principal as Staff).accountId, holderId };
      return { at: orRefuse(await endGround(deps, staff, groundId, request.body.reason)).at.toISOString() };
    },
  );
}
