import { Type } from 'typebox';
import { subjectsOfPerson } from '../../consent/index.ts';
import { type App, type Citizen, cutPage, orRefuse, pageQuery, sendFile } from '../../platform/http/index.ts';
import { myProofs } from '../acts/my-proofs.ts';
import { proofFile } from '../acts/proof-file.ts';
import type { TransferDeps } from '../deps.ts';
import { noticeOfPerson, noticesOfPerson } from '../notice-store.ts';
import { transfersById } from '../transfer-store.ts';
import { answers, body, Id, NoticeSchema, noticeView, nullable, TransferSchema, transferView } from './schemas.ts';

const person = [{ for: 'person' as const }];
const tags = ['citizen'];
const Bytes = Type.Any({ description: 'The file' });

/** CP-14c, CP-14e: what a person is told of, by every holder, and the proofs of it: one's own only. */
export function citizenRoutes(app: App, deps: TransferDeps): void {
  app.get(
    '/v1/me/transfer-notices',
    {
      config: { access: person },
      schema: {
        tags,
        summary: 'Transfers of my data that I am told of, newest first',
        querystring: pageQuery,
        response: answers({
          200: Type.Object({
            items: Type.Array(Type.Object({ ...NoticeSchema.properties, transfer: TransferSchema })),
            next: nullable(Id),
          }),
        }),
      },
    },
    async (request) => {
      const { after, limit = 25 } = request.query;
      const mine = await subjectsOfPerson(deps, (request.principal as Citizen).personId!);
      return deps.db.tx(mine.scope, async (tx) => {
        const page = cutPage(await noticesOfPerson(tx, mine.all, after, limit), limit);
        const transfers = await transfersById(
          tx,
          page.items.map((one) => one.transfer_id),
        );
        const now = deps.clock.now();
        return {
          items: page.items.map((one) => ({
            ...noticeView(one, now),
            transfer: transferView(transfers.get(one.transfer_id)!),
          })),
          next: page.next,
        };
      });
    },
  );
  app.get(
    '/v1/me/transfer-notices/:noticeId/proof.zip',
    {
      config: { access: person, rate: 'heavy' },
      schema: {
        tags,
        summary: 'The proof that I was told of a transfer: the notice and what shows that it was sent (CP-14e)',
        params: Type.Object({ noticeId: Id }),
        response: answers({ 200: Bytes }),
      },
    },
    async (request, reply) => {
      const { personId, accountId } = request.principal as Citizen;
      const mine = await subjectsOfPerson(deps, personId!);
      const file = orRefuse(
        await proofFile(deps, mine.scope, { kind: 'account', id: accountId }, async (tx) => {
          const one = await noticeOfPerson(tx, mine.all, request.params.noticeId);
          return one === null ? [] : [one];
        }),
      );
      return sendFile(reply, file.zip, 'application/zip', file.name, 'attachment');
    },
  );
  app.post(
    '/v1/me/transfer-proofs',
    {
      config: { access: person, rate: 'heavy' },
      schema: {
        tags,
        summary: 'Ask a holder for the proofs that I was told of its transfers: given at once, mine only (CP-14c)',
        body: body({ holderId: Id }),
        response: answers({ 200: Bytes }),
      },
    },
    async (request, reply) => {
      const { personId, accountId } = request.principal as Citizen;
      const me = { accountId, personId: personId! };
      const file = orRefuse(await myProofs(deps, me, request.body.holderId));
      return sendFile(reply, file.zip, 'application/zip', file.name, 'attachment');
    },
  );
}
