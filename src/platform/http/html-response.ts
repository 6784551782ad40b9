import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';

/** Response schema of a page. */
export const htmlSchema = { 200: Type.String({ description: 'HTML page' }) };

/** Sends a page as it is; the JSON serializer never sees it. */
export const sendHtml = (reply: FastifyReply, page: string, status = 200): FastifyReply =>
  reply.status(status).type('text/html; charset=utf-8').serializer(String).send(page);
