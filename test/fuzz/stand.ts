import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { addStaff, machineScopes, registerMachine } from '../../src/identity/index.ts';
import { problemSchema } from '../../src/platform/http/problem.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { consentByPassword, subjectOf } from '../support/consenting.ts';
import { password, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import type { Schema } from './arbitraries.ts';

export type Route = {
  readonly method: string;
  readonly path: string;
  readonly access: readonly { readonly for: string; readonly office?: string }[];
  readonly parameters: readonly { name: string; in: string; required?: boolean; schema: Schema }[];
  readonly body: Schema | undefined;
  readonly responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
};
export type Caller = { readonly name: string; readonly headers: () => Record<string, string> };
export type Stand = {
  readonly t: TestPlatform;
  readonly routes: readonly Route[];
  readonly callers: ReadonlyMap<string, Caller>;
  readonly known: readonly string[];
  send(
    caller: Caller,
    request: { method: string; url: string; payload?: string | Buffer; headers?: Record<string, string> },
  ): Promise<Sent>;
};
export type Sent = { readonly status: number; readonly type: string; readonly body: string; readonly ms: number };

/** The whole product, one caller of each kind, and the routes as the API reference names them. */
export async function fuzzStand(): Promise<Stand> {
  const t = await startPlatform();
  const citizen = await t.signedIn('aibek@example.kg');
  const code = Object.keys(t.sandbox.purposes)[0]!;
  const consent = await consentByPassword(t, citizen, code);
  const own = { office: 'holder', holderId: t.sandbox.holderId, lang: 'ky' } as const;
  const added = await addStaff(
    t.platform.identityDeps,
    { ...own, login: 'all@example.kg', password, name: 'Кызматкер', roles: ['clerk', 'data-officer', 'administrator'] },
    null,
  );
  assert.ok(!isRefusal(added));
  const staff = await t.signedIn('all@example.kg');
  const made = await registerMachine(
    t.platform.identityDeps,
    { accountId: t.sandbox.logins[2]!.accountId, holderId: t.sandbox.holderId },
    { name: 'система', scopes: machineScopes },
  );
  assert.ok(!isRefusal(made));
  const token = (
    await t.visitor().post('/oauth/token', {
      form: { grant_type: 'client_credentials', client_id: made.clientId, client_secret: made.secret! },
    })
  ).json<{ access_token: string }>().access_token;
  const byCookie = (visitor: Visitor) => () => ({
    cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    'x-csrf-token': visitor.csrf,
  });
  const officer = await t.signedIn('officer@authority.example.kg');
  const callers = new Map<string, Caller>([
    ['anonymous', { name: 'anonymous', headers: () => ({}) }],
    ['person', { name: 'a citizen', headers: byCookie(citizen) }],
    ['staff', { name: 'staff', headers: byCookie(staff) }],
    ['authority', { name: 'the authority', headers: byCookie(officer) }],
    ['machine', { name: 'a machine', headers: () => ({ authorization: `Bearer ${token}` }) }],
  ]);
  const pin = await someSubject(t, staff, consent.consentId);
  const known = [t.sandbox.holderId, ...Object.values(t.sandbox.purposes).slice(0, 3), consent.consentId, pin].filter(
    (id) => id !== '',
  );
  const document = (await t.visitor().get('/v1/openapi.json')).json<{
    paths: Record<string, Record<string, Record<string, unknown>>>;
  }>();
  unlimited();
  let from = 0;
  return {
    t,
    callers,
    known,
    routes: Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => routeOf(method, path, one)),
    ),
    async send(caller, { method, url, payload, headers }) {
      const began = now();
      from = (from + 1) % 60_000;
      const answer = await t.platform.app.inject({
        method: method.toUpperCase() as 'GET',
        url,
        remoteAddress: `10.0.${from >> 8}.${from & 255}`,
        headers: { ...caller.headers(), ...headers },
        ...(payload === undefined ? {} : { payload }),
      });
      return {
        status: answer.statusCode,
        type: String(answer.headers['content-type'] ?? ''),
        body: answer.body,
        ms: now() - began,
      };
    },
  };
}

async function someSubject(t: TestPlatform, staff: Visitor, consentId: string): Promise<string> {
  const rows = await t.database.owner.query<{ subject_id: string }>(
    (await import('../../src/platform/db/index.ts')).systemScope('the test looks for a subject'),
    'SELECT subject_id FROM consent WHERE id = $1',
    [consentId],
  );
  return rows[0]?.subject_id ?? (await subjectOf(t, staff, ''));
}

function routeOf(method: string, path: string, one: Record<string, unknown>): Route {
  const content = (one['requestBody'] as { content?: Record<string, { schema: Schema }> } | undefined)?.content;
  return {
    method,
    path,
    access: one['x-access'] as Route['access'],
    parameters: (one['parameters'] as Route['parameters']) ?? [],
    body: content === undefined ? undefined : Object.values(content)[0]?.schema,
    responses: one['responses'] as Route['responses'],
  };
}

// The limiter counts real seconds; a fuzzer must not wait for them. Half a second passes with each look at the clock.
const now = performance.now.bind(performance);
function unlimited(): void {
  let ahead = 0;
  Object.defineProperty(performance, 'now', { configurable: true, value: () => now() + (ahead += 500) });
}

const ajv = new Ajv({ strict: false, allowUnionTypes: true });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
const problem = ajv.compile(problemSchema);
const checks = new Map<Schema, ReturnType<typeof ajv.compile>>();
const inside =
  /node_modules|\bat \S+ \(|\.ts:\d+|\b(SELECT|INSERT INTO|UPDATE|DELETE FROM) \w|violates|syntax error|invalid input|relation "|pg_|SQLSTATE|\bECONN/;

/** What must hold for every answer, whatever was asked. */
export function assertAnswer(sent: Sent, route: Route | undefined, about: string): void {
  assert.ok(sent.status < 500, `${sent.status} ${about}: ${sent.body.slice(0, 400)}`);
  assert.ok(sent.ms < 10_000, `${about} took ${sent.ms} ms`);
  if (sent.status >= 400) {
    assert.doesNotMatch(sent.body, inside, about);
    if (route?.path === '/oauth/token' || !sent.type.includes('json'))
      return assert.ok(route?.path === '/oauth/token' || sent.type.includes('html'), `${about}: ${sent.type}`);
    assert.match(sent.type, /application\/problem\+json/, `${about}: ${sent.body.slice(0, 300)}`);
    assert.ok(problem(JSON.parse(sent.body)), `${about}: no problem document: ${sent.body.slice(0, 300)}`);
    return;
  }
  const schema = route?.responses[String(sent.status)]?.content?.['application/json']?.schema;
  if (schema === undefined || !sent.type.includes('application/json')) return;
  if (!checks.has(schema)) checks.set(schema, ajv.compile(schema));
  const check = checks.get(schema)!;
  assert.ok(check(JSON.parse(sent.body)), `${about}: not the declared shape: ${JSON.stringify(check.errors)}`);
}
