import { rmSync } from 'node:fs';
import type { LightMyRequestResponse } from 'fastify';
import { createPlatform, type Platform } from '../../src/app.ts';
import { type EsiStandIn, startEsiStandIn } from '../../src/identity/index.ts';
import { fixedClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/log.ts';
import { loadSandbox, type Sandbox } from '../../src/sandbox.ts';
import type { CloudStandIn } from '../../src/trust/cloud/index.ts';
import type { TimeStampService } from '../../src/trust/tsa/index.ts';
import { connectionTo } from '../../src/wiring/cloud.ts';
import { fileOwnKeys } from '../../src/wiring/file-keys.ts';
import type { OwnKeys } from '../../src/wiring/token-keys.ts';
import type { TestDatabase } from './db.ts';
import { type Input, nothingLoaded, sandboxLoaded } from './loaded.ts';

export const password = 'Sandbox-2026-ala-too';

export type TestPlatform = {
  readonly platform: Platform;
  readonly sandbox: Sandbox;
  readonly database: TestDatabase;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly dataFolder: string;
  readonly esi: EsiStandIn;
  /** Lines the program logged. */
  readonly log: readonly string[];
  /** A browser-like caller with its own cookies, from an address of its own where many sign in at once. */
  visitor(address?: string): Visitor;
  /** A visitor signed in with a sandbox login ("aibek@example.kg", "clerk@salyk.example.kg" ...). */
  signedIn(login: string, address?: string): Promise<Visitor>;
  /** Base address of a real port, opened at first use: for browsers and fetch. */
  listen(): Promise<string>;
  stop(): Promise<void>;
};

type Call = {
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  /** A body as it stands; its kind is in `headers`. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};
export type Answer = {
  readonly status: number;
  readonly body: string;
  readonly raw: Buffer;
  readonly headers: LightMyRequestResponse['headers'];
  json<T = Record<string, unknown>>(): T;
};
export type Visitor = {
  readonly cookies: Map<string, string>;
  csrf: string;
  get(url: string, more?: Call): Promise<Answer>;
  post(url: string, more?: Call): Promise<Answer>;
  delete(url: string): Promise<Answer>;
  signIn(login: string): Promise<void>;
};

const usualTime = '2026-11-23T04:00:00Z';

/**
 * The whole product on a database of its own, with the sandbox loaded and a clock that stands until it is moved
 * (law time and real time alike). Nothing is mocked: the same createPlatform as in src/main.ts.
 */
export async function startPlatform(
  options: {
    at?: string;
    cloud?: Pick<CloudStandIn, 'settings' | 'page'>;
    /** An independent time-stamp service, made when the keys of this installation are there. */
    timeStamps?: (own: OwnKeys, now: () => Date) => Promise<TimeStampService>;
    /** Milliseconds in which rates are counted; by default so fast that no test meets them. */
    rateClock?: () => number;
  } = {},
): Promise<TestPlatform> {
  const at = options.at ?? usualTime;
  const clock = fixedClock(at);
  // Sessions, drafts and leases live in real time, which goes on while law time stands.
  const real = (): Date => new Date(Date.now());
  const log: string[] = [];
  const publicUrl = 'http://localhost:8080';
  const input: Input = (database, dataFolder) => ({
    config: {
      port: 0,
      host: '127.0.0.1',
      dataFolder,
      databaseUrl: database.target,
      mode: 'sandbox',
      publicUrl,
      trustProxy: 0,
    },
    db: database.db,
    logger: createLogger('info', { write: (line) => keep(log, line) }) as never,
    clock: { ...clock, now: () => clock.now(), real },
    rateClock: options.rateClock ?? (() => performance.now() * 10_000),
  });
  const alike = Date.parse(at) === Date.parse(usualTime) && options.timeStamps === undefined;
  const { database, dataFolder, sandbox: loaded } = await (alike ? sandboxLoaded(input, log) : nothingLoaded());
  const esi = await startEsiStandIn({ port: 0, redirectUris: ['http://localhost:8080/esi/callback'] });
  const begun: (() => unknown)[] = [
    () => rmSync(dataFolder, { recursive: true, force: true }),
    () => database.drop(),
    () => esi.stop(),
  ];
  // What fails on the way leaves no server behind: nobody has the stand yet, to stop it.
  const orStop = async <T>(made: Promise<T>): Promise<T> => {
    try {
      return await made;
    } catch (error) {
      for (const stop of begun.reverse()) await stop();
      throw error;
    }
  };
  const stamped = async (begun: NonNullable<typeof options.timeStamps>) => {
    const ownKeys = await fileOwnKeys(dataFolder, publicUrl, clock.now() < real() ? clock.now() : real(), real);
    return { ownKeys, timeStamps: await begun(ownKeys, () => clock.now()) };
  };
  const making = createPlatform({
    ...input(database, dataFolder),
    esi: { issuer: esi.issuer, clientId: esi.clientId, clientSecret: esi.clientSecret, insecure: true },
    ...(options.cloud === undefined ? {} : { cloud: connectionTo(options.cloud) }),
    ...(options.timeStamps === undefined ? {} : await orStop(stamped(options.timeStamps))),
  });
  const platform = await orStop(making);
  begun.push(() => platform.stop());
  const sandbox = loaded ?? (await orStop(loadSandbox(platform)));
  const visitor = (from?: string): Visitor => newVisitor(platform, from);
  let address: string | undefined;
  return {
    platform,
    sandbox,
    database,
    clock,
    dataFolder,
    esi,
    log,
    visitor,
    async signedIn(login, from) {
      const one = visitor(from);
      await one.signIn(login);
      return one;
    },
    listen: async () =>
      (address ??= (await platform.app.listen({ port: 0, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost')),
    async stop() {
      await platform.stop();
      await esi.stop();
      await database.drop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

// A fault of the product is printed where the test's author looks.
function keep(log: string[], line: string): void {
  log.push(line);
  if (line.startsWith('{"level":"error"')) process.stderr.write(line);
}

function newVisitor(platform: Platform, remoteAddress = '127.0.0.1'): Visitor {
  const cookies = new Map<string, string>();
  const call = async (method: 'GET' | 'POST' | 'DELETE', url: string, more: Call = {}): Promise<Answer> => {
    const form =
      more.form === undefined
        ? undefined
        : new URLSearchParams(
            Object.entries({ _csrf: me.csrf, ...more.form }).flatMap(([name, value]) =>
              [value].flat().map((one) => [name, one as string] as [string, string]),
            ),
          ).toString();
    const response = await platform.app.inject({
      method,
      url,
      remoteAddress,
      headers: {
        ...(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...(more.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(me.csrf === '' || method === 'GET' ? {} : { 'x-csrf-token': me.csrf }),
        ...more.headers,
      },
      ...(more.json === undefined
        ? form === undefined
          ? more.bytes === undefined
            ? {}
            : { payload: Buffer.from(more.bytes) }
          : { payload: form }
        : { payload: JSON.stringify(more.json) }),
    });
    for (const { name, value, expires } of response.cookies as { name: string; value: string; expires?: Date }[]) {
      if (value === '' || (expires !== undefined && expires.getTime() < 1000)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const token = /name="_csrf" value="([^"]+)"/.exec(
      response.headers['content-type']?.toString().includes('html') ? response.body : '',
    )?.[1];
    if (token !== undefined) me.csrf = token;
    return {
      status: response.statusCode,
      body: response.body,
      raw: response.rawPayload,
      headers: response.headers,
      json: <T>() => JSON.parse(response.body) as T,
    };
  };
  const me: Visitor = {
    cookies,
    csrf: '',
    get: (url, more) => call('GET', url, more),
    post: (url, more) => call('POST', url, more),
    delete: (url) => call('DELETE', url),
    async signIn(login) {
      const answer = await call('POST', '/v1/auth/sign-in', { json: { login, password } });
      if (answer.status !== 200) throw new Error(`sign-in as ${login}: ${answer.status} ${answer.body}`);
      me.csrf =
        answer.json<{ csrf?: string }>().csrf ??
        (await call('GET', '/v1/auth/me')).json<{ csrf?: string }>().csrf ??
        '';
    },
  };
  return me;
}
