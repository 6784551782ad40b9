// The product as its own process, as under `npm start`, on a database of the bench. Told what to do by its parent.
import type { FastifyRequest } from 'fastify';
import { Session } from 'node:inspector';
import { writeFileSync } from 'node:fs';
import { createPlatform, type Platform } from '../src/app.ts';
import { mayRoutes } from '../src/consent/http/may-routes.ts';
import { startEsiStandIn } from '../src/identity/index.ts';
import { openDb, systemScope } from '../src/platform/db/index.ts';
import { createMetrics, createServer } from '../src/platform/http/index.ts';
import { createLogger } from '../src/platform/log.ts';
import { loadSandbox, type Sandbox } from '../src/sandbox.ts';
import { receiptsDue } from './bench-store.ts';
import {
  type Citizen,
  consentPurposes,
  machineTokens,
  makeCitizens,
  prepareConsents,
  type ReadyConsent,
} from './people.ts';

export type Setup = { readonly dataFolder: string; readonly target: string };
export type Commands = {
  /** `purposes`: to how many each of them can consent for the first time. */
  citizens: { ask: { count: number; from: number }; answer: { count: number; purposes: number } };
  prepare: { ask: { count: number }; answer: ReadyConsent[] };
  machines: { ask: { count: number }; answer: string[] };
  roundTrips: { ask: null; answer: number };
  /** Milliseconds of processor time of this process so far. */
  cpu: { ask: null; answer: number };
  /** Entries without a place in the log and receipts not sent; how far the log is behind. */
  behind: { ask: null; answer: { pending: number; behindMs: number } };
  profile: { ask: { file: string | null }; answer: null };
};
export type Told = { readonly id: number; readonly name: keyof Commands; readonly ask: never };
export type Started = {
  readonly port: number;
  readonly barePort: number;
  readonly holderId: string;
  readonly purposes: Readonly<Record<string, string>>;
};

const setup = JSON.parse(process.argv[2]!) as Setup;
const db = openDb(setup.target, { role: 'makulduk_app', max: 16 });
const esi = await startEsiStandIn({ port: 0, redirectUris: ['http://localhost:8080/esi/callback'] });
const logger = createLogger(process.env['MAKULDUK_LOG'] ?? 'warn') as never;
const platform = await createPlatform({
  config: {
    port: 0,
    host: '127.0.0.1',
    dataFolder: setup.dataFolder,
    databaseUrl: setup.target,
    mode: 'sandbox',
    publicUrl: 'http://localhost:8080',
    trustProxy: 0,
  },
  db,
  logger,
  esi: { issuer: esi.issuer, clientId: esi.clientId, clientSecret: esi.clientSecret, insecure: true },
});
const sandbox = await loadSandbox(platform);
const portOf = async (app: Platform['app']): Promise<number> =>
  Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
const started: Started = {
  port: await portOf(platform.app),
  barePort: await portOf(await bareServer(platform, sandbox)),
  holderId: sandbox.holderId,
  purposes: sandbox.purposes,
};

// The denominator of `may`: the same server, schemas, access rules and authentication; the answer is at hand.
async function bareServer({ identity, consent }: Platform, { holderId }: Sandbox): Promise<Platform['app']> {
  const app = await createServer({
    logger,
    metrics: createMetrics(),
    csrfSecret: consent.keys.secret('csrf'),
    version: '0',
    title: 'bare',
    secure: false,
    trustProxy: 0,
    cite: () => undefined,
    authenticate: (request: FastifyRequest) => identity.authenticate(request),
    problemPage: () => '',
  } as never);
  const answer = {
    allowed: true,
    reason: 'CONSENT',
    ground: 'PD-5.1-1',
    law: ['CP-9'],
    consentId: holderId,
    evidenceId: holderId,
  };
  const handler = async ({ body }: { body: { questions?: unknown[] } }): Promise<unknown> =>
    body.questions === undefined ? answer : { answers: body.questions.map(() => answer) };
  mayRoutes(
    { post: (url: string, options: never) => app.post(url, options, handler as never), get: () => undefined } as never,
    { ...consent, sealedJson: null },
  );
  await app.ready();
  return app as never;
}

let citizens: Citizen[] = [];
let profiler: Session | undefined;
const act: { [N in keyof Commands]: (ask: Commands[N]['ask']) => Promise<Commands[N]['answer']> } = {
  async citizens({ count, from }) {
    citizens = [...citizens, ...(await makeCitizens(platform, sandbox, from, count))];
    return { count: citizens.length, purposes: (await consentPurposes(platform, sandbox)).length };
  },
  prepare: ({ count }) => prepareConsents(platform, sandbox, citizens, count),
  machines: ({ count }) => machineTokens(platform, sandbox, count),
  roundTrips: async () => db.roundTrips(),
  cpu: async () => (process.cpuUsage().user + process.cpuUsage().system) / 1000,
  async behind() {
    const { pending, behindMs } = await platform.record.health();
    return { pending: pending + (await receiptsDue(db)), behindMs };
  },
  async profile({ file }) {
    if (profiler === undefined) {
      profiler = new Session();
      profiler.connect();
      profiler.post('Profiler.enable');
      profiler.post('Profiler.start');
      return null;
    }
    await new Promise<void>((resolve) =>
      profiler!.post('Profiler.stop', (_error, { profile }) => resolve(writeFileSync(file!, JSON.stringify(profile)))),
    );
    profiler = undefined;
    return null;
  },
};
// The parent may be gone before an answer is.
process.on('error', () => undefined);
process.on('message', ({ id, name, ask }: Told) => {
  act[name](ask).then(
    (answer) => process.send!({ id, answer }, () => undefined),
    (error: Error) => process.send!({ id, fault: error.stack }, () => undefined),
  );
});
process.on('disconnect', () => {
  void platform
    .stop()
    .then(() => esi.stop())
    .then(() => db.stop())
    .finally(() => process.exit(0));
});
await db.query(systemScope('the bench checks that it runs with fsync'), 'SHOW fsync');
process.send!({ started });
