import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { FastifyReply, FastifyRequest } from 'fastify';

const [br, gz] = [promisify(brotliCompress), promisify(gzip)];

/** Codings of RFC 9110 12.5.3 that a client takes, the better first; undefined: none of ours. */
export function codingFor(acceptEncoding = ''): 'br' | 'gzip' | undefined {
  const accepts = (coding: string): boolean =>
    new RegExp(`(^|[,\\s])${coding}\\s*(;\\s*q=(?!0(\\.0*)?\\s*(,|$))|,|$)`).test(acceptEncoding);
  return accepts('br') ? 'br' : accepts('gzip') ? 'gzip' : undefined;
}

/** Smaller pages travel in one packet as they are. */
const least = 1024;

/** A page on its way: a third of its octets on a slow phone. Files, answers of the API and what is coded already go as they are. */
export async function compressPage(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const type = String(reply.getHeader('content-type') ?? '');
  if (!type.startsWith('text/html') || typeof payload !== 'string' || payload.length < least) return payload;
  reply.header('vary', 'accept-encoding');
  const coding = codingFor(request.headers['accept-encoding']);
  if (coding === undefined || reply.hasHeader('content-encoding')) return payload;
  const bytes = Buffer.from(payload);
  reply.header('content-encoding', coding).removeHeader('content-length');
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return coding === 'br' ? br(bytes, { params: quality }) : gz(bytes, { level: 6 });
}
