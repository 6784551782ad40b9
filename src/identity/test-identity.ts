// The module with a real database, real keys and a real server, for its tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { softwareAuthenticator } from '../../test/support/authenticator.ts';
import { testDatabase } from '../../test/support/db.ts';
import { openFileKeyStore, openKeys } from '../keys/index.ts';
import { systemClock } from '../platform/clock.ts';
import { type App, createMetrics, createServer } from '../platform/http/index.ts';
import { createLogger } from '../platform/log.ts';
import { uuidv7 } from '../platform/ids.ts';
import { inventedCitizens } from './esi-stand-in/citizens-data.ts';
import { createIdentity, type Identity } from './identity.ts';
import { recordJournal } from './journal.ts';
import type { IdentityDeps } from './types.ts';

export type Sent = { readonly address: string; readonly text: string };
export type Fixture = {
  readonly deps: IdentityDeps;
  readonly identity: Identity;
  readonly app: App;
  readonly sent: Sent[];
  readonly log: string[];
  readonly owner: Awaited<ReturnType<typeof testDatabase>>['owner'];
  readonly holderId: string;
  readonly advance: (ms: number) => void;
  readonly stop: () => Promise<void>;
};

export const publicUrl = 'http://localhost:8080';
export const password = 'тоо-өзөн-жайлоо-42';

export async function identityFixture(
  more: Partial<IdentityDeps> = {},
  prepare?: (app: App, deps: IdentityDeps) => void,
): Promise<Fixture> {
  const { db, owner, drop } = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'makulduk-keys-'));
  let offset = 0;
  const real = (): Date => new Date(systemClock.real().getTime() + offset);
  const clock = { now: real, real };
  const keys = openKeys(openFileKeyStore(folder, clock.real()));
  const sent: Sent[] = [];
  const log: string[] = [];
  const deps: IdentityDeps = {
    db,
    clock,
    keys,
    journal: recordJournal(clock, 'kr-strict'),
    sendMessage: async (_tx, message) =>
      void sent.push({ address: message.to.address, text: message.text[message.lang] }),
    tellHolder: async () => undefined,
    sentWithKey: async () => [],
    publicUrl,
    documentKinds: [
      { category: 'other_legal_act', code: 'consent' },
      { category: 'other_legal_act', code: 'consent-withdrawal' },
      { category: 'other_legal_act', code: 'secret-note', stateSecret: true },
      { category: 'other_legal_act', code: 'deed', needsNotary: true },
      { category: 'other_legal_act', code: 'charter', needsStateRegistration: true },
      {
        category: 'other_legal_act',
        code: 'cross-border-consent',
        requires: { type: 'unqualified', source: 'PD-32.4-1', purpose: 'cross-border transfer' },
      },
    ],
    holderName: async () => ({ ky: 'Салык кызматы', ru: 'Налоговая служба', en: 'Tax Service' }),
    secure: false,
    ...more,
  };
  const identity = createIdentity(deps);
  const app = await createServer({
    logger: createLogger('info', { write: (line) => void log.push(line) }),
    metrics: createMetrics(),
    cite: () => undefined,
    csrfSecret: keys.secret('csrf'),
    secure: false,
    title: 'test',
    version: '0',
    authenticate: (request) => identity.authenticate(request),
    problemPage: (problem) => `<h1>${problem.code}</h1>`,
  });
  identity.routes(app);
  identity.pages(app, {});
  prepare?.(app, deps);
  await app.ready();
  return {
    deps,
    identity,
    app,
    sent,
    log,
    owner,
    holderId: uuidv7(),
    advance: (ms) => void (offset += ms),
    async stop() {
      await app.close();
      await drop();
      keys.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A browser: keeps cookies, sends the token of forms. */
export function browser(fixture: Fixture, address = '192.0.2.1') {
  const jar = new Map<string, string>();
  let csrf: string | undefined;
  const send = async (
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) => {
    const response = await fixture.app.inject({
      method,
      url,
      remoteAddress: address,
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(csrf === undefined ? {} : { 'x-csrf-token': csrf }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const cookie of response.cookies) {
      if (cookie.value === '') jar.delete(cookie.name);
      else jar.set(cookie.name, cookie.value);
    }
    return response;
  };
  return {
    jar,
    get: (url: string) => send('GET', url),
    delete: (url: string) => send('DELETE', url),
    post: (url: string, payload: object = {}) => send('POST', url, payload),
    send,
    async me() {
      const me = (await send('GET', '/v1/auth/me')).json() as {
        kind: string;
        csrf?: string;
        bound?: string;
        name?: string;
      };
      csrf = me.csrf;
      return me;
    },
  };
}
export type Browser = ReturnType<typeof browser>;

/** Signs up by the API with the code that was sent. */
export async function signUp(fixture: Fixture, login: string, page: Browser = browser(fixture)) {
  const begun = (await page.post('/v1/auth/sign-up', { login, lang: 'ky' })).json() as { token: string };
  const code = /\d{8}/.exec(fixture.sent.at(-1)!.text)![0];
  const response = await page.post('/v1/auth/sign-up/complete', { ...begun, code, login, password, lang: 'ky' });
  const { recoveryCodes } = response.json() as { recoveryCodes: string[] };
  await page.me();
  return { page, recoveryCodes, response };
}

export const recordOf = (index: number, changes: Record<string, unknown> = {}) => {
  const { claims } = inventedCitizens[index]!;
  const [day, month, year] = String(claims['birthdate']).split('.') as [string, string, string];
  return {
    pin: String(claims['pin']),
    surname: String(claims['family_name']),
    givenName: String(claims['given_name']),
    patronymic: claims['middle_name'] === undefined ? null : String(claims['middle_name']),
    birthDate: `${year}-${month}-${day}`,
    documents: [
      {
        type: 'id-card-2017' as const,
        series: 'ID',
        number: `000000${index + 1}`,
        issuedOn: '2020-01-15',
        issuedBy: 'МКК 50-01',
      },
    ],
    ...changes,
  };
};

export const device = (options: Partial<Parameters<typeof softwareAuthenticator>[0]> = {}) =>
  softwareAuthenticator({ origin: publicUrl, rpId: 'localhost', ...options });
