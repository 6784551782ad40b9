import { Type } from 'typebox';
import { actorOf } from '../../arrays/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import { type App, cutPage, orRefuse, pageQuery } from '../../platform/http/index.ts';
import { refuseDeletion } from '../acts/refuse-deletion.ts';
import type { TransferDeps } from '../deps.ts';
import { countNotices, lateNotices, noticesOfTransfer, openNotices } from '../notice-store.ts';
import { refuse } from '../refusals.ts';
import { transferById } from '../transfer-store.ts';
import {
  acting,
  answers,
  Id,
  Moment,
  nullable,
  NoticeSchema,
  noticeView,
  ofHolder,
  ofNotice,
  ofTransfer,
  reading,
  tags,
} from './schemas.ts';

/** CP-1b, CP-12: the notices that subjects are owed, and how the holder stands against their terms. */
export function noticeRoutes(app: App, deps: TransferDeps): void {
  app.get(
    '/v1/holders/:holderId/transfers/:transferId/notices',
    {
      config: { access: reading },
      schema: {
        tags,
        summary: 'Notices of one transfer, one a subject (CP-12a)',
        params: ofTransfer,
        querystring: pageQuery,
        response: answers({ 200: Type.Object({ items: Type.Array(NoticeSchema), next: nullable(Id) }) }),
      },
    },
    async (request) => {
      const { holderId, transferId } = request.params;
      const { after, limit = 25 } = request.query;
      return deps.db.tx(holderScope(holderId), async (tx) => {
        orRefuse((await transferById(tx, transferId)) ?? refuse('TRANSFER_UNKNOWN'));
        const page = cutPage(await noticesOfTransfer(tx, transferId, after, limit), limit);
        return { items: page.items.map((row) => noticeView(row, deps.clock.now())), next: page.next };
      });
    },
  );
  app.delete(
    '/v1/holders/:holderId/transfers/:transferId/notices/:noticeId',
    {
      config: { access: acting },
      schema: {
        tags,
        summary: 'Always refused: a duty to notify is not deleted (CP-1b). The attempt is recorded',
        params: ofNotice,
        response: answers({ 200: Type.Object({}) }),
      },
    },
    async (request) => {
      const { holderId, transferId, noticeId } = request.params;
      return orRefuse(
        await refuseDeletion(deps, { holderId, actor: actorOf(request.principal) }, { transferId, noticeId }),
      );
    },
  );
  app.get(
    '/v1/holders/:holderId/transfer-notices',
    {
      config: { access: reading },
      schema: {
        tags,
        summary:
          'Compliance: open notices by their term, overdue ones first; with how many are overdue and were late (CP-12b)',
        params: ofHolder,
        querystring: Type.Object({
          afterDue: Type.Optional(Moment),
          after: Type.Optional(Id),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
        }),
        response: answers({
          200: Type.Object({
            open: Type.Integer(),
            overdue: Type.Integer(),
            late: Type.Integer(),
            items: Type.Array(NoticeSchema),
            next: nullable(Type.Object({ afterDue: Moment, after: Id })),
          }),
        }),
      },
    },
    async (request) => {
      const { holderId } = request.params;
      const { after, afterDue, limit = 25 } = request.query;
      const from = after === undefined || afterDue === undefined ? null : { dueAt: new Date(afterDue), id: after };
      return deps.db.tx(holderScope(holderId), async (tx) => {
        const now = deps.clock.now();
        const page = cutPage(await openNotices(tx, holderId, from, limit), limit);
        const last = page.items.at(-1);
        return {
          ...(await countNotices(tx, holderId, now)),
          items: page.items.map((row) => noticeView(row, now)),
          next: page.next === null ? null : { afterDue: last!.due_at.toISOString(), after: last!.id },
        };
      });
    },
  );
  app.get(
    '/v1/holders/:holderId/transfer-notices/late',
    {
      config: { access: reading },
      schema: {
        tags,
        summary: 'Compliance: what was sent after its term, newest first; it stays here for good (CP-12b)',
        params: ofHolder,
        querystring: pageQuery,
        response: answers({ 200: Type.Object({ items: Type.Array(NoticeSchema), next: nullable(Id) }) }),
      },
    },
    async (request) => {
      const { holderId } = request.params;
      const { after, limit = 25 } = request.query;
      return deps.db.tx(holderScope(holderId), async (tx) => {
        const page = cutPage(await lateNotices(tx, holderId, after, limit), limit);
        return { items: page.items.map((row) => noticeView(row, deps.clock.now())), next: page.next };
      });
    },
  );
}
