import { Readable } from 'node:stream';
import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Sends bytes of a media type as they are; the JSON serializer never sees them. */
export const sendBytes = (reply: FastifyReply, type: string, bytes: Uint8Array): FastifyReply =>
  reply
    .type(type)
    .serializer(asIs)
    .send(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));

const asIs = (value: unknown): string => value as string;

/** Sends a file under its name: shown, or kept. */
export const sendFile = (
  reply: FastifyReply,
  bytes: Uint8Array,
  type: string,
  name: string,
  how: 'inline' | 'attachment',
): FastifyReply => sendBytes(reply.header('content-disposition', disposition(how, name)), type, bytes);

/** RFC 6266: a name in other letters than ASCII's goes as RFC 8187 writes it, beside one that everybody reads. */
function disposition(how: string, name: string): string {
  const plain = name.replace(/[^ -~]|["\\%]/gu, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return plain === name ? `${how}; filename="${name}"` : `${how}; filename="${plain}"; filename*=UTF-8''${whole}`;
}

/** Sends a text as it is made, so that none of its length is ever in memory. A fault on the way breaks the answer off. */
export const sendPieces = (reply: FastifyReply, type: string, pieces: AsyncIterable<string>): FastifyReply =>
  reply.type(type).send(Readable.from(pieces));

/** How long others may keep an answer: when it was made, when the next comes, and how many seconds it may be used unasked. */
export type Freshness = { readonly modified: Date; readonly expires: Date; readonly maxAge: number };

const dates = new Map<number, string>();

/** RFC 9110 5.6.7. A second has many answers, and they say the same few times. */
function httpDate(at: Date): string {
  const second = Math.floor(at.getTime() / 1000);
  let text = dates.get(second);
  if (text === undefined) {
    text = at.toUTCString();
    if (dates.size >= 500) dates.clear();
    dates.set(second, text);
  }
  return text;
}

/** The strong validator of bytes (RFC 9110 8.8.3). */
export const etagOf = (bytes: Uint8Array): string => `"${hash('sha256', bytes, 'base64url').slice(0, 27)}"`;

/**
 * Sends bytes that others may keep (RFC 9111, RFC 5019 6): 304 to whoever has them already. `freshness` in real time, for that is what
 * caches know.
 */
export function sendKept(
  request: FastifyRequest,
  reply: FastifyReply,
  what: { readonly type: string; readonly bytes: Uint8Array; readonly etag: string; readonly freshness: Freshness },
): FastifyReply {
  const { modified, expires, maxAge } = what.freshness;
  void reply
    .header('cache-control', `max-age=${Math.max(0, Math.floor(maxAge))}, public, no-transform, must-revalidate`)
    .header('etag', what.etag)
    .header('last-modified', httpDate(modified))
    .header('expires', httpDate(expires));
  const known = request.headers['if-none-match'];
  if (known !== undefined && known.split(',').some((one) => one.trim().replace(/^W\//, '') === what.etag))
    return reply.code(304).send();
  return sendBytes(reply, what.type, what.bytes);
}
