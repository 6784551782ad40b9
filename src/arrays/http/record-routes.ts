import { Type } from 'typebox';
import { holderScope } from '../../platform/db/index.ts';
import { type App, cutPage, orRefuse, pageQuery } from '../../platform/http/index.ts';
import { blockData, liftBlock } from '../acts/block-data.ts';
import { destroyRecord, historyOf, updateRecord, verifyRecord } from '../acts/change-record.ts';
import { startOperation } from '../acts/operate.ts';
import { blockReasons, changeGrounds } from '../codes.ts';
import { actorOf, type ArrayDeps } from '../deps.ts';
import { openReviews } from '../record-store.ts';
import { answers, body, Id, machine, Moment, Note, nullable, ofHolder, oneOf, staff } from './schemas.ts';

const tags = ['data records'];
const work = [staff('clerk', 'data-officer'), machine('data:write')];
const officer = [staff('data-officer'), machine('data:write')];
const ofRecord = Type.Object({ holderId: Id, subjectId: Id, recordId: Id });
const ofSubject = Type.Object({ holderId: Id, subjectId: Id });
const record = '/v1/holders/:holderId/subjects/:subjectId/data-records/:recordId';
const refOf = ({ subjectId, recordId }: { subjectId: string; recordId: string }) => ({ subjectId, recordId });
const Change = { ground: oneOf(changeGrounds), document: Note, unblocking: nullable(Id) };

/** What is done with single records: use, change, check, block, destroy; further purposes; biometric registration. */
export function dataRecordRoutes(app: App, deps: ArrayDeps): void {
  app.post(
    `${record}/operations`,
    {
      config: { access: work },
      schema: {
        tags,
        summary: 'Start an operation for a purpose; `use` opens the value (PD-4.2b, PD-4.2c)',
        params: ofRecord,
        body: body({ action: Type.String({ maxLength: 40 }), purposeId: nullable(Id), furtherPurposeId: nullable(Id) }),
        response: answers({
          201: Type.Object({ operationId: Id, ground: Type.String(), value: nullable(Type.String()) }),
        }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await startOperation(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              refOf(request.params),
              request.body,
            ),
          ),
        ),
  );
  app.post(
    `${record}/update`,
    {
      config: { access: work },
      schema: {
        tags,
        summary: 'Update the value; the history keeps old and new (PD-3.22)',
        params: ofRecord,
        body: body({ ...Change, value: Type.String({ maxLength: 4000 }) }),
        response: answers({ 201: Type.Object({ changeId: Id }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await updateRecord(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              refOf(request.params),
              request.body,
            ),
          ),
        ),
  );
  app.post(
    `${record}/verification`,
    {
      config: { access: work },
      schema: {
        tags,
        summary: 'The record was compared with a document and is right (PD-4.3)',
        params: ofRecord,
        body: body({ document: Note }),
        response: answers({ 200: Type.Object({ verifiedAt: Moment }) }),
      },
    },
    async (request) => ({
      verifiedAt: orRefuse(
        await verifyRecord(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          refOf(request.params),
          request.body.document,
        ),
      ).verifiedAt.toISOString(),
    }),
  );
  app.post(
    `${record}/destruction`,
    {
      config: { access: officer },
      schema: {
        tags,
        summary: 'Destroy the record for good: unreadable now, irrecoverable at the next rotation of keys (PD-3.24)',
        params: ofRecord,
        body: body(Change),
        response: answers({ 200: Type.Object({ irrecoverableOn: nullable(Type.String()) }) }),
      },
    },
    async (request) =>
      orRefuse(
        await destroyRecord(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          refOf(request.params),
          request.body,
        ),
      ),
  );
  app.get(
    `${record}/history`,
    {
      config: { access: [staff('data-officer')] },
      schema: {
        tags,
        summary:
          'The record’s source, checks and every change with old and new value (PD-3.22); the look is journalled',
        params: ofRecord,
        response: answers({
          200: Type.Object({
            category: Type.String(),
            source: Type.String(),
            sourceName: nullable(Type.String()),
            collectedAt: Moment,
            verifiedAt: nullable(Moment),
            verifiedDocument: nullable(Type.String()),
            history: Type.Array(
              Type.Object({
                kind: Type.String(),
                ground: Type.String(),
                document: Type.String(),
                by: Type.String(),
                at: Moment,
                old: nullable(Type.String()),
                new: nullable(Type.String()),
              }),
            ),
          }),
        }),
      },
    },
    async (request) => {
      const { record: row, history } = orRefuse(
        await historyOf(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          refOf(request.params),
        ),
      );
      return {
        category: row.category,
        source: row.source,
        sourceName: row.source_name,
        collectedAt: row.collected_at.toISOString(),
        verifiedAt: row.verified_at?.toISOString() ?? null,
        verifiedDocument: row.verified_document,
        history: history.map((one) => ({
          kind: one.kind,
          ground: one.ground,
          document: one.document,
          by: `${one.actor_kind}:${one.actor_id}`,
          at: one.at.toISOString(),
          old: one.old,
          new: one.next,
        })),
      };
    },
  );
  app.get(
    '/v1/holders/:holderId/review-tasks',
    {
      config: { access: work },
      schema: {
        tags,
        summary: 'Records whose review date has passed (PD-4.3)',
        params: ofHolder,
        querystring: pageQuery,
        response: answers({
          200: Type.Object({
            items: Type.Array(Type.Object({ id: Id, subjectId: Id, recordId: Id, dueAt: Moment })),
            next: nullable(Id),
          }),
        }),
      },
    },
    async (request) => {
      const { after, limit = 25 } = request.query;
      const page = cutPage(
        await openReviews(deps.db, holderScope(request.params.holderId), request.params.holderId, after, limit),
        limit,
      );
      return {
        items: page.items.map((one) => ({
          id: one.id,
          subjectId: one.subject_id,
          recordId: one.record_id,
          dueAt: one.due_at.toISOString(),
        })),
        next: page.next,
      };
    },
  );
  blockRoutes(app, deps);
}

function blockRoutes(app: App, deps: ArrayDeps): void {
  app.post(
    '/v1/holders/:holderId/subjects/:subjectId/blocks',
    {
      config: { access: officer },
      schema: {
        tags,
        summary: 'Block a record, or categories under one purpose or all (PD-3.23)',
        params: ofSubject,
        body: body({
          recordId: nullable(Id),
          purposeId: nullable(Id),
          categories: Type.Array(Type.String({ maxLength: 80 }), { maxItems: 100 }),
          reason: oneOf(blockReasons),
          document: Note,
        }),
        response: answers({ 201: Type.Object({ blockId: Id, since: Moment }) }),
      },
    },
    async (request, reply) => {
      const done = orRefuse(
        await blockData(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          { ...request.body, subjectId: request.params.subjectId },
        ),
      );
      return reply.status(201).send({ blockId: done.blockId, since: done.since.toISOString() });
    },
  );
  app.post(
    '/v1/holders/:holderId/subjects/:subjectId/blocks/:blockId/end',
    {
      config: { access: officer },
      schema: {
        tags,
        summary: 'Lift a block; a correction or destruction ends one by itself',
        params: Type.Object({ holderId: Id, subjectId: Id, blockId: Id }),
        body: body({ document: Note }),
        response: answers({ 200: Type.Object({ endedAt: Moment }) }),
      },
    },
    async (request) => ({
      endedAt: orRefuse(
        await liftBlock(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          request.params.subjectId,
          request.params.blockId,
          request.body.document,
        ),
      ).endedAt.toISOString(),
    }),
  );
}
