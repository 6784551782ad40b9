import { Type } from 'typebox';
import { actorOf } from '../../arrays/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { sendAll } from '../acts/send-all.ts';
import { type BroughtProof, sendNotice } from '../acts/send-notice.ts';
import type { TransferDeps } from '../deps.ts';
import { acting, answers, body, Id, Moment, nullable, ofNotice, ofTransfer, tags, Words } from './schemas.ts';

const Line = Type.String({ maxLength: 300 });
/** Fields only; which of them a channel's proof needs is said by the refusal PROOF_MISSING. */
const Proof = body({
  at: Moment,
  caller: Type.Optional(Line),
  receivedBy: Type.Optional(Line),
  report: Type.Optional(Type.String({ maxLength: 4000 })),
  copy: Type.Optional(Type.String({ contentEncoding: 'base64', maxLength: 4_000_000, description: 'Base64' })),
});
const Wording = Type.Optional(
  nullable(
    Type.Object(Words.properties, {
      additionalProperties: false,
      description: 'The holder’s own text with {holder} {ground} {items} {purpose} {source} {recipient} in it (CP-15)',
    }),
  ),
);

const broughtOf = (
  proof: { at: string; caller?: string; receivedBy?: string; report?: string; copy?: string } | null,
): BroughtProof | null => {
  if (proof === null) return null;
  const { at, copy, ...rest } = proof;
  return { ...rest, at: new Date(at), ...(copy === undefined ? {} : { copy: Buffer.from(copy, 'base64') }) };
};

/** CP-12, CP-14: subjects are told, one or all of a transfer. */
export function sendingRoutes(app: App, deps: TransferDeps): void {
  app.post(
    '/v1/holders/:holderId/transfers/:transferId/notices/:noticeId/sending',
    {
      config: { access: acting },
      bodyLimit: 4_200_000,
      schema: {
        tags,
        summary:
          'Tell one subject: e-mail leaves by the platform; of a call, an SMS or a letter the proof is recorded (CP-12d, CP-14b, CP-15)',
        params: ofNotice,
        body: body({
          channel: Type.Optional(nullable(Type.String({ maxLength: 40 }))),
          wording: Wording,
          proof: Type.Optional(nullable(Proof)),
        }),
        response: answers({
          200: Type.Object({ state: Type.String(), channel: Type.String(), sending: Type.Boolean() }),
        }),
      },
    },
    async (request) => {
      const { holderId, transferId, noticeId } = request.params;
      const { channel = null, wording = null, proof = null } = request.body;
      return orRefuse(
        await sendNotice(
          deps,
          { holderId, actor: actorOf(request.principal) },
          { transferId, noticeId },
          { channel, wording, proof: broughtOf(proof) },
        ),
      );
    },
  );
  app.post(
    '/v1/holders/:holderId/transfers/:transferId/sending',
    {
      config: { access: acting },
      schema: {
        tags,
        summary: 'Tell every subject of a transfer who is still owed it by e-mail; who could not be is named',
        params: ofTransfer,
        body: body({ wording: Wording }),
        response: answers({
          200: Type.Object({
            sending: Type.Integer(),
            refused: Type.Array(Type.Object({ noticeId: Id, code: Type.String() })),
          }),
        }),
      },
    },
    async (request) => {
      const { holderId, transferId } = request.params;
      return orRefuse(
        await sendAll(deps, { holderId, actor: actorOf(request.principal) }, transferId, request.body.wording ?? null),
      );
    },
  );
}
