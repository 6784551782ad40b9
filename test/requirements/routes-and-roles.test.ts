import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addStaff, machineScopes, registerMachine } from '../../src/identity/index.ts';
import type { Access } from '../../src/platform/http/index.ts';
import { uuidv7 } from '../../src/platform/ids.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { type Answer, password, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import { administrator, citizen, clerk, journalled, officer, otherHolder } from './support.ts';

// Every route of the program, asked by every kind of caller. What a caller may is written here a second time, in plain words.

type Caller = {
  readonly is: 'anonymous' | 'unbound' | 'bound' | 'staff' | 'machine';
  readonly office?: string;
  readonly roles?: readonly string[];
  readonly ownHolder?: boolean;
  call(method: string, url: string): Promise<Answer>;
};
let t: TestPlatform;
const callers = new Map<string, Caller>();

before(async () => {
  t = await startPlatform();
  const other = await otherHolder(t, 'another-holder', {});
  const byCookie = (visitor: Visitor) => (method: string, url: string) =>
    method === 'DELETE' ? visitor.delete(url) : method === 'POST' ? visitor.post(url, { json: {} }) : visitor.get(url);
  const byToken =
    (token: string) =>
    async (method: string, url: string): Promise<Answer> => {
      const response = await t.platform.app.inject({
        method: method as 'GET',
        url,
        headers: {
          authorization: `Bearer ${token}`,
          ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
        },
        ...(method === 'POST' ? { payload: '{}' } : {}),
      });
      return {
        status: response.statusCode,
        body: response.body,
        raw: response.rawPayload,
        headers: response.headers,
        json: <T>() => JSON.parse(response.body) as T,
      };
    };
  const machine = async (holderId: string, scopes: readonly string[]) => {
    const made = await registerMachine(
      t.platform.identityDeps,
      { accountId: t.sandbox.logins[2]!.accountId, holderId },
      { name: 'система', scopes },
    );
    assert.ok(!isRefusal(made), JSON.stringify(made));
    const visitor = t.visitor();
    const token = await visitor.post('/oauth/token', {
      form: { grant_type: 'client_credentials', client_id: made.clientId, client_secret: made.secret! },
    });
    return byToken(token.json<{ access_token: string }>().access_token);
  };
  const used = new Set(
    t.platform.app.routeTable
      .flatMap((route) => route.access)
      .flatMap((way) => (way.for === 'machine' ? [way.scope] : [])),
  );
  const idle = machineScopes.find((scope) => !used.has(scope))!;
  assert.ok(idle, 'a scope that opens nothing yet stands for a machine without any');
  const signed = async (login: string) => byCookie(await t.signedIn(login, '10.0.0.1'));
  const added = await addStaff(
    t.platform.identityDeps,
    {
      login: 'two-roles@example.kg',
      password,
      name: 'Кызматкер',
      office: 'holder',
      holderId: t.sandbox.holderId,
      roles: [],
      lang: 'ky',
    },
    null,
  );
  assert.ok(!isRefusal(added));
  const own = { is: 'staff', office: 'holder', ownHolder: true } as const;
  callers.set('anonymous', { is: 'anonymous', call: byCookie(t.visitor()) });
  callers.set('a citizen not bound yet', { is: 'unbound', call: await signed('+996000123456') });
  callers.set('a citizen', { is: 'bound', call: await signed(citizen) });
  callers.set('a clerk', { ...own, roles: ['clerk'], call: await signed(clerk) });
  callers.set('a data officer', { ...own, roles: ['data-officer'], call: await signed(officer) });
  callers.set('an administrator', { ...own, roles: ['administrator'], call: await signed(administrator) });
  callers.set('staff without a role', { ...own, roles: [], call: await signed('two-roles@example.kg') });
  callers.set('staff of another holder', {
    ...own,
    ownHolder: false,
    roles: ['clerk', 'data-officer', 'administrator'],
    call: byCookie(other.staff),
  });
  callers.set('an officer of the authority', {
    is: 'staff',
    office: 'authority',
    roles: ['officer'],
    call: await signed('officer@authority.example.kg'),
  });
  callers.set('the security body', {
    is: 'staff',
    office: 'authority',
    roles: ['security-body'],
    call: await signed('security@authority.example.kg'),
  });
  const ofCentre = { is: 'staff', office: 'centre', ownHolder: true } as const;
  callers.set('the head of a centre', {
    ...ofCentre,
    roles: ['administrator'],
    call: await signed('head@centre.example.kg'),
  });
  callers.set('a registrar of a centre', {
    ...ofCentre,
    roles: ['registrar'],
    call: await signed('registrar@centre.example.kg'),
  });
  const ofPerson = { login: 'trusted@example.kg', password, name: 'Кызматкер', office: 'centre', lang: 'ky' } as const;
  assert.ok(
    !isRefusal(
      await addStaff(t.platform.identityDeps, { ...ofPerson, holderId: t.sandbox.centreId, roles: ['trusted'] }, null),
    ),
  );
  callers.set('who works for a trusted person of a centre', {
    ...ofCentre,
    roles: ['trusted'],
    call: await signed('trusted@example.kg'),
  });
  const elsewhere = await addStaff(
    t.platform.identityDeps,
    {
      login: 'other-centre@example.kg',
      password,
      name: 'Кызматкер',
      office: 'centre',
      holderId: uuidv7(),
      roles: ['administrator', 'registrar'],
      lang: 'ky',
    },
    null,
  );
  assert.ok(!isRefusal(elsewhere));
  callers.set('staff of another centre', {
    ...ofCentre,
    ownHolder: false,
    roles: ['administrator', 'registrar'],
    call: byCookie(await t.signedIn('other-centre@example.kg', '10.0.0.2')),
  });
  callers.set('the operator', {
    is: 'staff',
    office: 'operator',
    roles: ['operator'],
    call: await signed('operator@makulduk.example.kg'),
  });
  callers.set('a machine without a scope', {
    is: 'machine',
    roles: [],
    ownHolder: true,
    call: await machine(t.sandbox.holderId, [idle]),
  });
  callers.set('a machine of another holder', {
    is: 'machine',
    roles: machineScopes,
    ownHolder: false,
    call: await machine(other.holderId, machineScopes),
  });
  callers.set('a machine with every scope', {
    is: 'machine',
    roles: machineScopes,
    ownHolder: true,
    call: await machine(t.sandbox.holderId, machineScopes),
  });
});
after(() => t.stop());

function mayEnter(way: Access, who: Caller, ofOneHolder: boolean): boolean {
  const foreign = ofOneHolder && who.ownHolder === false;
  if (way.for === 'everyone') return true;
  if (way.for === 'account') return ['unbound', 'bound', 'staff'].includes(who.is);
  if (way.for === 'person') return who.is === 'bound';
  if (way.for === 'machine') return who.is === 'machine' && !foreign && who.roles!.includes(way.scope);
  return (
    who.is === 'staff' &&
    who.office === way.office &&
    !foreign &&
    (way.roles === undefined || way.roles.some((role) => who.roles!.includes(role)))
  );
}

// Signing out comes last, so that everything before is asked as who one is.
const ending = (url: string): number => (url.includes('sign-out') ? 1 : 0);
// Whom a route for everybody is asked by: one of each kind is enough.
const anybody = ['anonymous', 'a citizen', 'a clerk', 'a machine without a scope'];
const addressOf = (url: string): string =>
  url
    .replaceAll(':holderId', t.sandbox.holderId)
    .replaceAll(':centreId', t.sandbox.centreId)
    .replaceAll(':purposeId', t.sandbox.purposes['inform_by_email']!)
    .replace(/:\w+(\([^)]*\))?/g, () => uuidv7())
    .replace('*', 'x');

test('SP-4b-6: every route admits whom it declares and nobody else, and never fails', async () => {
  const routes = t.platform.app.routeTable
    .filter((route) => route.kind !== 'asset' && ['GET', 'POST', 'DELETE'].includes(route.method))
    .toSorted((a, b) => ending(a.url) - ending(b.url));
  assert.ok(routes.length > 120, `${routes.length} routes`);
  assert.deepEqual(
    t.platform.app.routeTable.filter(
      (route) => route.kind !== 'asset' && !['GET', 'HEAD', 'POST', 'DELETE'].includes(route.method),
    ),
    [],
  );
  const wrong: string[] = [];
  let turnedAway = 0;
  await Promise.all(
    [...callers].map(async ([name, who]) => {
      for (const { method, url, access, kind } of routes) {
        if (access.some((way) => way.for === 'everyone') && !anybody.includes(name)) continue;
        const answer = await who.call(method, addressOf(url));
        const allowed = access.some((way) => mayEnter(way, who, /:(holder|centre)Id/.test(url)));
        const code = /"code":"(\w+)"/.exec(answer.body)?.[1] ?? '';
        const toSignIn = answer.status === 303 && String(answer.headers.location).startsWith('/sign-in');
        const denied = toSignIn || [401, 403].includes(answer.status);
        const what = `${name}: ${method} ${url} -> ${answer.status} ${code}`;
        if (answer.status >= 500) wrong.push(`${what} (a fault)`);
        else if (!allowed && !denied) wrong.push(`${what} (let in)`);
        else if (!allowed && !(who.is === 'anonymous' ? toSignIn || answer.status === 401 : answer.status === 403))
          wrong.push(`${what} (turned away as somebody else)`);
        else if (allowed && kind === 'api' && ['SIGN_IN_REQUIRED', 'FORBIDDEN', 'ACCOUNT_NOT_BOUND'].includes(code))
          wrong.push(`${what} (shut out)`);
        if (!allowed && who.is !== 'anonymous' && code !== 'ACCOUNT_NOT_BOUND' && kind === 'api') turnedAway++;
      }
    }),
  );
  assert.deepEqual(wrong, []);
  assert.ok(turnedAway > 300, String(turnedAway));
  // Each of them is on record, by the route's pattern.
  const recordedDenials = (await journalled(t, 'access.denied')).filter(({ object }) =>
    / \/(v1|oauth)\//.test(object.id),
  );
  assert.ok(recordedDenials.length >= turnedAway, `${recordedDenials.length} of ${turnedAway}`);
});
