import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/**
 * The token of a form, bound to a session (or to the anonymous visit cookie before log-in) by HMAC: nothing to store.
 * The browser's own Sec-Fetch-Site and Origin are checked first.
 */
export const csrfToken = (secret: Buffer | KeyObject, session: string): string =>
  createHmac('sha256', secret).update('csrf\0').update(session).digest('base64url');

/** Whether a form brought the token that this visit was given. */
export function csrfHolds(token: string, given: unknown): boolean {
  if (typeof given !== 'string' || token === '') return false;
  const wanted = Buffer.from(token);
  const got = Buffer.from(given);
  return wanted.length === got.length && timingSafeEqual(wanted, got);
}

/** True unless the browser itself says that the request comes from another site. */
export function sameSite(headers: Readonly<Record<string, string | string[] | undefined>>, host: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = headers['origin'];
  if (typeof origin !== 'string' || origin === 'null') return origin === undefined;
  return URL.canParse(origin) && new URL(origin).host === host;
}
