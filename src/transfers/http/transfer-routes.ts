import { Type } from 'typebox';
import { actorOf } from '../../arrays/index.ts';
import { recipientTypes } from '../../law/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import { type App, cutPage, once, orRefuse, pageQuery } from '../../platform/http/index.ts';
import { executeTransfer } from '../acts/execute-transfer.ts';
import { stateSources } from '../acts/state-sources.ts';
import type { TransferDeps } from '../deps.ts';
import { refuse } from '../refusals.ts';
import { transferById, transfersOf } from '../transfer-store.ts';
import {
  acting,
  answers,
  body,
  Id,
  Moment,
  Note,
  nullable,
  ofHolder,
  ofTransfer,
  oneOf,
  reading,
  SourceSchema,
  tags,
  TransferSchema,
  transferView,
  Words,
} from './schemas.ts';

const Ground = Type.Union([
  body({ kind: Type.Literal('consent') }),
  body({
    kind: Type.Literal('article'),
    code: Type.String({ maxLength: 20, description: 'The provision: PD-5.1-2a' }),
    document: Note,
  }),
]);
export const Execution = body({
  purposeId: Id,
  recipient: body({
    type: oneOf(recipientTypes.map((one) => one.code).filter((code) => code !== 'subject')),
    code: Type.String({ pattern: '^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,79}$' }),
    name: Note,
    country: Type.String({ pattern: '^[A-Z]{2}$' }),
  }),
  ground: Type.Optional(nullable(Ground)),
  items: Type.Array(body({ category: Type.String({ minLength: 1, maxLength: 80 }), source: SourceSchema }), {
    minItems: 1,
    maxItems: 100,
  }),
  methods: Type.Optional(nullable(Words)),
  channel: oneOf(['api', 'file', 'paper', 'oral', 'screen', 'interagency']),
  subjects: Type.Array(body({ subjectId: Id, consentId: Type.Optional(nullable(Id)) }), { minItems: 1, maxItems: 500 }),
  exemption: Type.Optional(
    nullable(body({ code: Type.String({ maxLength: 40 }), justification: Type.String({ maxLength: 2000 }) })),
  ),
});

/** CP-11, CP-12: a transfer is executed, and what was executed is read. */
export function transferRoutes(app: App, deps: TransferDeps): void {
  app.post(
    '/v1/holders/:holderId/transfers',
    {
      config: { access: acting },
      schema: {
        tags,
        summary:
          'Execute a transfer to a third party, for up to 500 subjects: refused without a ground at this moment (CP-11); each subject is owed a notice within a week (CP-12). Send an Idempotency-Key',
        params: ofHolder,
        body: Execution,
        response: answers({ 201: Type.Object({ transferId: Id, notices: Type.Integer(), dueAt: Moment }) }),
      },
    },
    async (request, reply) => {
      const { holderId } = request.params;
      const input = request.body;
      const done = await once(request, deps, (db) =>
        executeTransfer(
          deps,
          { holderId, actor: actorOf(request.principal) },
          {
            ...input,
            ground: input.ground ?? null,
            methods: input.methods ?? null,
            subjects: input.subjects.map((one) => ({ subjectId: one.subjectId, consentId: one.consentId ?? null })),
            exemption: input.exemption ?? null,
          },
          db,
        ),
      );
      return reply.status(201).send(done);
    },
  );
  app.get(
    '/v1/holders/:holderId/transfers',
    {
      config: { access: reading },
      schema: {
        tags,
        summary: 'Transfers of the holder, newest first',
        params: ofHolder,
        querystring: pageQuery,
        response: answers({ 200: Type.Object({ items: Type.Array(TransferSchema), next: nullable(Id) }) }),
      },
    },
    async (request) => {
      const { holderId } = request.params;
      const { after, limit = 25 } = request.query;
      return deps.db.tx(holderScope(holderId), async (tx) => {
        const page = cutPage(await transfersOf(tx, holderId, after, limit), limit);
        return { items: page.items.map(transferView), next: page.next };
      });
    },
  );
  app.get(
    '/v1/holders/:holderId/transfers/:transferId',
    {
      config: { access: reading },
      schema: {
        tags,
        summary: 'One transfer',
        params: ofTransfer,
        response: answers({ 200: TransferSchema }),
      },
    },
    async (request) => {
      const { holderId, transferId } = request.params;
      const row = await deps.db.tx(holderScope(holderId), (tx) => transferById(tx, transferId));
      return transferView(orRefuse(row ?? refuse('TRANSFER_UNKNOWN')));
    },
  );
  app.post(
    '/v1/holders/:holderId/transfers/:transferId/sources',
    {
      config: { access: acting },
      schema: {
        tags,
        summary: 'State where items were obtained that nobody has said it of: notices without it are not sent (CP-15e)',
        params: ofTransfer,
        body: body({
          sources: Type.Array(body({ category: Type.String({ maxLength: 80 }), source: SourceSchema }), {
            minItems: 1,
            maxItems: 100,
          }),
        }),
        response: answers({ 200: Type.Object({ open: Type.Array(Type.String()) }) }),
      },
    },
    async (request) => {
      const { holderId, transferId } = request.params;
      const who = { holderId, actor: actorOf(request.principal) };
      const { open } = orRefuse(await stateSources(deps, who, transferId, request.body.sources));
      return { open: [...open] };
    },
  );
}
