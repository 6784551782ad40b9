import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { type App, orRefuse, type Principal, RefusalError, sendFile } from '../../../platform/http/index.ts';
import { mediaTypeOf } from '../../../platform/media-type.ts';
import type { Refusal } from '../../../platform/refusal.ts';
import { isJws } from '../../formats/index.ts';
import { reportView, VerificationReportSchema } from '../../verify/index.ts';
import { type OpenedDocument, readDocument } from '../acts/read-document.ts';
import type { SystemDeps } from '../deps.ts';
import { refuse } from '../refusals.ts';
import { accountOf, actingOf, partaking } from './acting.ts';
import { answers, Id, Moment, nullable, ReceivedView, receivedView } from './schemas.ts';

const tags = ['information systems'];
const params = Type.Object({ systemId: Id, documentId: Id });
const file = { 200: Type.Unknown({ description: 'File' }) };

const MessageView = Type.Object({
  name: Type.String(),
  mediaType: Type.String({ description: 'By the octets, not by what the sender calls it' }),
  size: Type.Integer({ description: 'Octets of the document' }),
  namedPerson: nullable(Type.String({ description: 'In whose name a simply signed document was made (ES-9.1.2)' })),
  report: nullable(VerificationReportSchema),
});
const OpenedView = Type.Object({
  ...ReceivedView.properties,
  message: nullable(MessageView),
  keepUntil: nullable(Moment),
  erasedAt: nullable(Moment),
  answers: Type.Array(
    Type.Object({
      name: nullable(Type.String()),
      answer: ReceivedView.properties.answer,
      reason: ReceivedView.properties.reason,
    }),
    { description: 'What the recipients have answered; for the sender alone' },
  ),
});

const openedView = (one: OpenedDocument): Static<typeof OpenedView> => ({
  ...receivedView(one.document),
  message: one.message && {
    name: one.message.name,
    mediaType: mediaTypeOf(one.message.document),
    size: one.message.document.length,
    namedPerson: one.message.namedPerson,
    report: one.message.report && reportView(one.message.report),
  },
  keepUntil: one.keepUntil?.toISOString() ?? null,
  erasedAt: one.erasedAt?.toISOString() ?? null,
  answers: one.answers.map(({ name, answer, reason }) => ({ name, answer, reason })),
});

/** Sends the document or its signature as they were sent in, as a file to keep: nothing of it is shown by a browser. */
export function sendMessagePart(
  reply: FastifyReply,
  found: OpenedDocument | Refusal,
  part: 'document' | 'signature',
): FastifyReply {
  const { message } = orRefuse(found);
  if (message === null) throw new RefusalError(refuse('MESSAGE_NOT_KEPT'));
  if (part === 'document')
    return sendFile(reply, message.document, mediaTypeOf(message.document), message.name, 'attachment');
  const { signature } = message;
  if (signature === null) throw new RefusalError(refuse('DOCUMENT_UNKNOWN'));
  return isJws(signature)
    ? sendFile(reply, signature, 'application/jose+json', `${message.name}.json`, 'attachment')
    : sendFile(reply, signature, 'application/pkcs7-signature', `${message.name}.p7s`, 'attachment');
}

/** A document for its sender and recipients: what it is, what the check found, and its octets. */
export function messageRoutes(app: App, deps: SystemDeps): void {
  const read = (
    { principal, params: at }: { principal: Principal; params: Static<typeof params> },
    part: 'particulars' | 'document' | 'signature',
  ) => readDocument(deps, { ...actingOf(principal), accountId: accountOf(principal) }, at, part);
  app.get(
    '/v1/exchange-systems/:systemId/documents/:documentId',
    {
      config: { access: partaking, names: true },
      schema: {
        tags,
        summary: 'A document that you sent or were sent: name, size, kind, and what its check found',
        params,
        response: answers({ 200: OpenedView }),
      },
    },
    async (request) => openedView(orRefuse(await read(request, 'particulars'))),
  );
  for (const part of ['document', 'signature'] as const)
    app.get(
      `/v1/exchange-systems/:systemId/documents/:documentId/${part === 'document' ? 'content' : part}`,
      {
        config: { access: partaking, names: true },
        schema: {
          tags,
          summary:
            part === 'document'
              ? 'Its octets exactly as they were signed'
              : 'Its signature, where it is not a simple one',
          params,
          response: answers(file),
        },
      },
      async (request, reply) => sendMessagePart(reply, await read(request, part), part),
    );
}
