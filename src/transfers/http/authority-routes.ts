import { Type } from 'typebox';
import { type App, orRefuse, type Staff } from '../../platform/http/index.ts';
import { exportTransfer } from '../acts/export-transfer.ts';
import type { TransferDeps } from '../deps.ts';
import { noteOverdue, overdueAtHolders } from '../acts/overdue-at-holders.ts';
import { answers, body, Id, Moment, Note } from './schemas.ts';

/** CP-14d, DECISIONS 17: the authority asks for the proofs of a transfer, and sees what is overdue where. */
export function transferAuthorityRoutes(app: App, deps: TransferDeps): void {
  app.post(
    '/v1/authority/transfer-proofs',
    {
      config: { access: [{ for: 'staff', office: 'authority', roles: ['officer'] }], rate: 'heavy' },
      schema: {
        tags: ['authority'],
        summary:
          'Every notice of a transfer with its state, proof, exemption or impossibility, by request of the authority',
        body: body({ transferId: Id, reference: Note }),
        response: answers({
          200: Type.Object({ reference: Type.String(), transfer: Type.Any(), notices: Type.Array(Type.Any()) }),
        }),
      },
    },
    async (request) => {
      const { transferId, reference } = request.body;
      const { accountId } = request.principal as Staff;
      return orRefuse(await exportTransfer(deps, accountId, transferId, reference)) as never;
    },
  );
  const officer = [{ for: 'staff' as const, office: 'authority' as const, roles: ['officer'] }];
  app.get(
    '/v1/authority/overdue-transfer-notices',
    {
      config: { access: officer },
      schema: {
        tags: ['authority'],
        summary: 'Holders whose subjects were not told of transfers in time, the longest overdue first (CP-12b)',
        response: answers({
          200: Type.Object({
            items: Type.Array(Type.Object({ holderId: Id, overdue: Type.Integer(), since: Moment })),
          }),
        }),
      },
    },
    async () => ({
      items: (await overdueAtHolders(deps)).map((one) => ({
        holderId: one.holder_id,
        overdue: one.overdue,
        since: one.since.toISOString(),
      })),
    }),
  );
  app.post(
    '/v1/authority/overdue-transfer-notices/noted',
    {
      config: { access: officer },
      schema: {
        tags: ['authority'],
        summary: 'Take note of what is overdue at a holder: the alarm ends, what is overdue stays so',
        body: body({ holderId: Id }),
        response: answers({ 200: Type.Object({ overdue: Type.Integer() }) }),
      },
    },
    async (request) => orRefuse(await noteOverdue(deps, (request.principal as Staff).accountId, request.body.holderId)),
  );
}
