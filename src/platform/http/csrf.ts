import { createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The token of a form, bound to a session (or to the anonymous visit cookie before log-in) by HMAC: nothing to store.
 * The browser's own Sec-Fetch-Site and Origin are checked first.
 */
export const csrfToken = (secret: Buffer | KeyObject, session: string): string =>
  createHmac('sha256', secret).update('csrf\0').update(session).digest('base64url');

const tokenLength = 32;
const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, index) => byte ^ b[index]!));

/**
 * The token as a page carries it: under a pad of its own, so that pages can be compressed. The length of a compressed page would tell
 * letter by letter what comes again in each (BREACH).
 */
export function maskedToken(token: string): string {
  const pad = randomBytes(tokenLength);
  return Buffer.concat([pad, xor(pad, Buffer.from(token, 'base64url'))]).toString('base64url');
}

/** The token under its pad; a bare token is itself; null: neither. */
function bareToken(given: string): Buffer | null {
  const bytes = Buffer.from(given, 'base64url');
  if (bytes.toString('base64url') !== given) return null;
  if (bytes.length === tokenLength) return bytes;
  return bytes.length === 2 * tokenLength ? xor(bytes.subarray(0, tokenLength), bytes.subarray(tokenLength)) : null;
}

/** Whether a form brought the token that this visit was given, under whatever pad. */
export function csrfHolds(token: string, given: unknown): boolean {
  if (typeof given !== 'string' || token === '') return false;
  const [wanted, got] = [bareToken(token), bareToken(given)];
  return wanted !== null && got !== null && timingSafeEqual(wanted, got);
}

/** True unless the browser itself says that the request comes from another site. */
export function sameSite(headers: Readonly<Record<string, string | string[] | undefined>>, host: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = headers['origin'];
  if (typeof origin !== 'string' || origin === 'null') return origin === undefined;
  return URL.canParse(origin) && new URL(origin).host === host;
}
