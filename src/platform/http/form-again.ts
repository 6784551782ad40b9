import type { FastifyRequest } from 'fastify';
import { type Html, refill, type Typed } from '../html/index.ts';
import { csrfHolds, sameSite } from './csrf.ts';
import { checkAccess } from './principal.ts';
import type { Problem } from './problem.ts';
import type { App } from './server.ts';

/** What stands above a form that comes back. `fieldId`: the refused field; `again`: files and passwords have to be given again. */
export type RefusedTop = (
  problem: Problem,
  request: FastifyRequest,
  fieldId: string | undefined,
  again: boolean,
) => Html;

/** Names the server to itself: no caller knows what stands in it. */
export const ownHeader = 'x-form-again';

/**
 * The page that a refused form stands on, with the refusal above it and everything that was typed in it: nobody types twice.
 * Null where no form of ours was sent: without the form's token a page is not filled with what somebody else typed.
 */
export async function formAgain(
  app: App,
  request: FastifyRequest,
  problem: Problem,
  own: { readonly top: RefusedTop; readonly ownToken: string },
): Promise<string | null> {
  const typed = typedIn(request);
  if (request.method !== 'POST' || typed === null) return null;
  const { _csrf } = request.query as { _csrf?: unknown };
  if (!sameSite(request.headers, request.host) || !csrfHolds(request.csrf, typed['_csrf']?.[0] ?? _csrf)) return null;
  for (const at of new Set(placesOf(app, request, typed))) {
    const { cookie, 'accept-language': language, 'user-agent': agent, 'x-forwarded-for': chain } = request.headers;
    const answer = await app.inject({
      method: 'GET',
      url: at,
      remoteAddress: request.socket.remoteAddress ?? request.ip,
      headers: Object.fromEntries(
        Object.entries({
          host: request.headers.host,
          cookie,
          'accept-language': language,
          'user-agent': agent,
          'x-forwarded-for': chain,
          [ownHeader]: own.ownToken,
        }).filter((one): one is [string, string] => typeof one[1] === 'string'),
      ),
    });
    if (answer.statusCode !== 200 || !String(answer.headers['content-type']).startsWith('text/html')) continue;
    const page = refill(answer.body, {
      lang: request.lang,
      action: addressOf(request.url),
      typed,
      field: problem.field,
      at,
      top: (fieldId, again) => own.top(problem, request, fieldId, again),
    });
    if (page !== null) return page;
  }
  return null;
}

function typedIn(request: FastifyRequest): Typed | null {
  const { typed } = request;
  const form = /^application\/x-www-form-urlencoded/i.test(request.headers['content-type'] ?? '');
  const given = typed ?? (form ? (request.body as Record<string, unknown> | null | undefined) : undefined);
  if (given === undefined || given === null) return null;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, [value].flat().map(String)]));
}

/** Where the form may stand: what it tells itself, the page it was sent from, and pages above its own address. */
function placesOf(app: App, request: FastifyRequest, typed: Typed): string[] {
  const own = addressOf(request.url);
  const { referer } = request.headers;
  const from = typeof referer === 'string' && URL.canParse(referer) ? new URL(referer) : null;
  const told = typed['_at']?.[0];
  return [
    ...(told === undefined ? [] : [told]),
    ...(from?.host === request.host ? [from.pathname + from.search] : []),
    own,
    ...above(app, request),
  ].flatMap((one) =>
    /^\/(?![/\\])/.test(one) && URL.canParse(one, 'http://page') ? [inLanguage(one, request.lang)] : [],
  );
}

/** A page of a list or of one thing, under which the form's own address lies, where its reader may enter it. */
function above(app: App, request: FastifyRequest): string[] {
  const patterns = (request.routeOptions.url ?? '').split('/');
  const path = addressOf(request.url).split('?')[0]!.split('/');
  const { holderId, centreId } = request.params as { holderId?: string; centreId?: string };
  const found: string[] = [];
  for (let length = path.length - 1; length > 1 && found.length < 2; length--) {
    const pattern = patterns.slice(0, length).join('/');
    const page = app.routeTable.find((one) => one.url === pattern && one.method === 'GET' && one.kind === 'page');
    if (page !== undefined && checkAccess(page.access, request.principal, holderId ?? centreId) === null)
      found.push(path.slice(0, length).join('/'));
  }
  return found;
}

const addressOf = (url: string): string => edited(url, (query) => query.delete('_csrf'));
const inLanguage = (url: string, lang: string): string =>
  edited(url, (query) => {
    query.delete('done');
    query.delete('_csrf');
    query.set('lang', lang);
  });
function edited(url: string, change: (query: URLSearchParams) => void): string {
  const parsed = new URL(url, 'http://page');
  change(parsed.searchParams);
  return parsed.pathname + parsed.search;
}
