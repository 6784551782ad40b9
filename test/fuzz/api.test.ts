import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../support/effort.ts';
import { fitting, hostileText, spoilt, write } from './arbitraries.ts';
import { assertAnswer, type Caller, fuzzStand, type Route, type Stand } from './stand.ts';

let s: Stand;
before(async () => {
  s = await fuzzStand();
});
after(() => s.t.stop());

// Ends the caller's session, which the next request needs.
const spared = new Set(['post /v1/auth/sign-out', 'post /v1/auth/password', 'get /metrics']);

type Request = { readonly url: string; readonly payload: string | undefined };

/** A caller that may enter, mostly; anybody else sometimes. */
function callersOf(route: Route): fc.Arbitrary<Caller> {
  const kinds = new Set(
    route.access.map((way) =>
      way.for === 'everyone'
        ? 'anonymous'
        : way.for === 'account'
          ? 'person'
          : way.for === 'staff' && way.office !== 'holder'
            ? 'authority'
            : way.for,
    ),
  );
  const allowed = [...kinds].flatMap((kind) => s.callers.get(kind) ?? []);
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...allowed) },
    { weight: 1, arbitrary: fc.constantFrom(...s.callers.values()) },
  );
}

function requestsOf(route: Route): fc.Arbitrary<Request> {
  const place = (where: string): fc.Arbitrary<Record<string, unknown>> =>
    fc.record(
      Object.fromEntries(
        route.parameters
          .filter((one) => one.in === where)
          .map((one) => {
            const good =
              one.name === 'holderId'
                ? fc.constant(s.t.sandbox.holderId)
                : fitting(one.schema ?? { type: 'string', format: 'uuid' }, s.known);
            return [
              one.name,
              fc.oneof(
                { weight: 9, arbitrary: good },
                { weight: 1, arbitrary: hostileText },
                ...(where === 'query' ? [{ weight: 2, arbitrary: fc.constant(undefined) }] : []),
              ),
            ];
          }),
      ),
    );
  const good = fitting(route.body, s.known);
  const body =
    route.body === undefined
      ? fc.constant(undefined)
      : fc.oneof({ weight: 3, arbitrary: good }, { weight: 4, arbitrary: spoilt(good) });
  return fc.tuple(place('path'), place('query'), body).map(([path, query, json]) => {
    const filled = route.path.replaceAll(/\{([^}]+)\}/g, (_all, name: string) => encode(text(path[name] ?? 'x')));
    const asked = Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${encode(text(value))}`)
      .join('&');
    return {
      url: filled + (asked === '' ? '' : `?${asked}`),
      payload:
        json === undefined
          ? undefined
          : form(route)
            ? new URLSearchParams(
                Object.entries(json as object).map(([k, v]) => [k, text(v)] as [string, string]),
              ).toString()
            : write(json),
    };
  });
}
const text = (value: unknown): string => (typeof value === 'string' ? value : write(value));
const form = (route: Route): boolean => route.path === '/oauth/token';
// A lone surrogate has no form in an address.
const encode = (text: string): string => encodeURIComponent(text.toWellFormed()).slice(0, 4000);

test('every route of the API, asked with bodies and parameters that fit, nearly fit and do not fit: no fault, no inside shown, answers as declared', {
  timeout: 3_600_000,
}, async () => {
  const counts = new Map<string, number>();
  const failures: string[] = [];
  let [asked, slowest] = [0, 0];
  for (const route of s.routes) {
    if (spared.has(`${route.method} ${route.path}`)) continue;
    const heavy =
      route.path.startsWith('/v1/auth/sign-in') ||
      route.path.includes('evidence.asice') ||
      route.path.includes('document.pdf');
    const done = await fc.check(
      fc.asyncProperty(callersOf(route), requestsOf(route), async (caller, { url, payload }) => {
        const sent = await s.send(caller, {
          method: route.method,
          url,
          ...(payload === undefined
            ? {}
            : {
                payload,
                headers: { 'content-type': form(route) ? 'application/x-www-form-urlencoded' : 'application/json' },
              }),
        });
        asked++;
        slowest = Math.max(slowest, sent.ms);
        const group = sent.status < 300 ? 'accepted' : String(sent.status);
        counts.set(group, (counts.get(group) ?? 0) + 1);
        assertAnswer(
          sent,
          route,
          `${route.method} ${url.slice(0, 300)} by ${caller.name} with ${payload?.slice(0, 500)}`,
        );
      }),
      { ...runs(heavy ? 5 : 16), endOnFailure: process.env['EFFORT'] === undefined },
    );
    if (done.failed)
      failures.push(
        `${route.method} ${route.path} (seed ${done.seed}, path ${done.counterexamplePath}): ${(done.errorInstance as Error)?.message ?? ''}`,
      );
  }
  console.log(
    `${asked} requests to ${s.routes.length} routes: ${[...counts]
      .sort(([one], [two]) => one.localeCompare(two))
      .map(([status, n]) => `${status}: ${n}`)
      .join(', ')}; slowest ${Math.round(slowest)} ms`,
  );
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined, 'a prototype was polluted');
  assert.deepEqual(failures, []);
});
