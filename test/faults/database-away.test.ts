import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDb } from '../../src/platform/db/index.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/platform/postgres/embedded.ts';
import { fetchIn } from '../support/client.ts';
import { freePort, type Program, startProgram } from '../support/program.ts';
import {
  askedPurposes,
  assertKept,
  assertProblem,
  effort,
  readiness,
  signedIn,
  startLoad,
  stopLoads,
  system,
  until,
} from './stand.ts';

const folder = mkdtempSync(join(tmpdir(), 'mk-away-'));
let program: Program | undefined;
let server: EmbeddedServer | undefined;
after(async () => {
  await stopLoads();
  program?.child.kill('SIGTERM');
  await program?.ended();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const rounds = Math.min(50, 2 * effort);

test(`the database goes away and comes back ${rounds} times while people decide: refused in plain words meanwhile, all in order afterwards, without a restart`, {
  timeout: 600_000,
}, async () => {
  const sockets = join(folder, 's');
  const start = (): Promise<EmbeddedServer> =>
    startEmbedded(join(folder, 'server'), { settings: { unix_socket_directories: sockets, shared_buffers: '32MB' } });
  mkdirSync(sockets, { mode: 0o700 });
  server = await start();
  const target = `socket:${sockets}?db=postgres&user=makulduk_owner`;
  program = await startProgram({
    dataFolder: join(folder, 'data'),
    port: await freePort(),
    env: { DATABASE_URL: target },
  });
  const { url } = program;
  const purposes = await askedPurposes(url);
  const clients = await signedIn(url, 4);
  const load = startLoad(clients, purposes);
  for (let round = 0; round < rounds; round++) {
    await sleep(400);
    await server.stop();
    await until('readiness says that the database is away', async () => (await readiness(url)) === 503, 10_000);
    assert.equal((await fetchIn(`${url}/health/live`)).status, 200);
    const api = await fetchIn(`${url}/v1/holders`);
    assertProblem({ status: api.status, body: (await api.json()) as Record<string, unknown> });
    const page = await fetchIn(`${url}/holders`);
    assert.equal(page.status, 503);
    const text = await page.text();
    assert.match(text, /<html lang="ky"/);
    assert.doesNotMatch(text, /node_modules|ECONN|ENOENT/);
    await sleep(300);
    server = await start();
    await until('it is ready again', async () => (await readiness(url)) === 200);
  }
  const before = load.acknowledged.size;
  await until('people decide again', () => load.acknowledged.size > before + 3);
  await load.stop();
  for (const problem of load.problems) assertProblem(problem);
  assert.ok(load.problems.length > 0);
  const kept = await assertKept(target, load.acknowledged);
  const db = openDb(target, { max: 1 });
  // What was in a worker's hand when the database went comes back when its lease of a minute ends.
  const waiting = `SELECT 1 FROM outbox WHERE state = 'dead' OR (state = 'due' AND not_before <= now() AND coalesce(leased_until < now(), true)) LIMIT 1`;
  await until('the outbox is worked off', async () => (await db.query(system, waiting)).length === 0, 30_000);
  await db.stop();
  const lines = program
    .output()
    .split('\n')
    .filter((line) => line.includes('"level":"error"'));
  assert.ok(lines.length < 12 * rounds, `a log that floods: ${lines.length} lines`);
  console.log(
    `${rounds} times away: ${load.acknowledged.size} decisions acknowledged, ${load.problems.length} refused with 503, ${kept.leaves} log leaves, nothing lost`,
  );
});

test('the embedded server is killed: the program starts it again by itself', { timeout: 200_000 }, async () => {
  const own = await startProgram({ dataFolder: join(folder, 'own'), port: await freePort() });
  try {
    const purposes = await askedPurposes(own.url);
    const load = startLoad(await signedIn(own.url, 2), purposes);
    await sleep(300);
    const pid = own.databasePid();
    process.kill(pid, 'SIGKILL');
    await until('the database is away', async () => (await readiness(own.url)) === 503, 10_000);
    await until('it is ready again', async () => (await readiness(own.url)) === 200);
    assert.notEqual(own.databasePid(), pid);
    const before = load.acknowledged.size;
    await until('people decide again', () => load.acknowledged.size > before + 3);
    await load.stop();
    for (const problem of load.problems) assertProblem(problem);
    await assertKept(own.databaseTarget(), load.acknowledged);
  } finally {
    own.child.kill('SIGTERM');
    assert.equal(await own.ended(), 0);
  }
});
