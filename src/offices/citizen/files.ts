import type { FastifyReply } from 'fastify';

/** Sends a file as it is. */
export const sendFile = (
  reply: FastifyReply,
  bytes: Uint8Array,
  type: string,
  name: string,
  how: 'inline' | 'attachment',
): FastifyReply =>
  reply
    .type(type)
    .header('content-disposition', `${how}; filename="${name}"`)
    .serializer((value: unknown) => value as string)
    .send(Buffer.from(bytes));
