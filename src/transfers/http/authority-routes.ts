import { Type } from 'typebox';
import { type App, orRefuse, type Staff } from '../../platform/http/index.ts';
import { exportTransfer } from '../acts/export-transfer.ts';
import type { TransferDeps } from '../deps.ts';
import { answers, body, Id, Note } from './schemas.ts';

/** CP-14d: the authority asks for the proofs of a transfer. */
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
}
