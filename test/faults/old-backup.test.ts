import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPlatform, type Platform } from '../../src/app.ts';
import { type Database, openDatabase } from '../../src/database.ts';
import { destroyKeys, noteDestructions } from '../../src/keys/index.ts';
import type { Config } from '../../src/platform/config.ts';
import { createLogger } from '../../src/platform/log.ts';
import { loadSandbox } from '../../src/sandbox.ts';
import { fetchIn, HttpClient } from '../support/client.ts';
import { askedPurposes, system, until } from './stand.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'mk-backup-'));
const cluster = join(dataFolder, 'database', 'cluster');
const config: Config = {
  port: 0,
  host: '127.0.0.1',
  dataFolder,
  databaseUrl: undefined,
  mode: 'sandbox',
  publicUrl: 'http://localhost:8080',
  trustProxy: 0,
};
type Running = { platform: Platform; database: Database; url: string; stop(): Promise<void> };
let now: Running | undefined;
after(async () => {
  await now?.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

async function start(): Promise<Running> {
  const database = await openDatabase(config, () => undefined);
  const platform = await createPlatform({ config, db: database.db, logger: createLogger('silent') as never });
  await loadSandbox(platform);
  const url = await platform.app.listen({ port: 0, host: '127.0.0.1' });
  const stop = async (): Promise<void> => {
    now = undefined;
    await platform.stop();
    await database.stop();
  };
  return (now = { platform, database, url, stop });
}

// With owners and modes, as a backup is.
const copy = (from: string, to: string): unknown => execFileSync('cp', ['-a', from, to]);
const ready = async (url: string): Promise<{ status: number; body: Record<string, string> }> => {
  const answer = await fetchIn(`${url}/health/ready`);
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
};
const signedSize = async (running: Running): Promise<number> =>
  (await running.database.db.query<{ size: number }>(system, 'SELECT max(size) AS size FROM log_checkpoint'))[0]!.size;
const recorded = (running: Running): Promise<void> =>
  until('the log catches up', async () => (await running.platform.record.health()).pending === 0, 20_000);

async function decide(running: Running, purpose: number): Promise<string> {
  const client = new HttpClient(running.url);
  await client.signIn('aibek@example.kg');
  const purposes = await askedPurposes(running.url);
  const answer = await client.call('POST', `/v1/me/purposes/${purposes[purpose % purposes.length]}/refusal`);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body['consentId'] as string;
}

type KeyRow = { key_id: string; subject_id: string; holder_id: string };

test('an old backup is restored: what was destroyed stays destroyed, nothing is signed that contradicts what was signed, readiness says halted', {
  timeout: 200_000,
}, async () => {
  let running = await start();
  await decide(running, 0);
  await recorded(running);
  const [key] = await running.database.db.query<KeyRow>(
    system,
    `SELECT key_id, subject_id, holder_id FROM data_key WHERE class = 'proof' LIMIT 1`,
  );
  assert.ok(key, 'there is something to destroy');
  await running.stop();
  copy(cluster, join(dataFolder, 'backup'));

  running = await start();
  assert.equal((await ready(running.url)).status, 200);
  await decide(running, 1);
  const { keys } = running.platform.identityDeps;
  await running.database.db.tx(system, (tx) =>
    destroyKeys(
      keys,
      tx,
      { class: 'proof', subjectId: key.subject_id, holderId: key.holder_id },
      { actor: 'test', ground: ['PD-34.1'] },
      running.platform.clock.real(),
    ),
  );
  await noteDestructions(running.database.db, keys.store);
  await recorded(running);
  await sleep(300);
  const signed = await signedSize(running);
  await running.stop();
  renameSync(cluster, join(dataFolder, 'newest'));
  copy(join(dataFolder, 'backup'), cluster);

  running = await start();
  const gone = await running.database.db.query(system, 'SELECT 1 FROM data_key WHERE key_id = $1', [key.key_id]);
  assert.deepEqual(gone, [], 'a destroyed key came back with the backup');
  const [replayed] = await running.database.db.query<{ replayed_at: Date | null }>(
    system,
    'SELECT replayed_at FROM destruction WHERE $1 = ANY (key_ids)',
    [key.key_id],
  );
  assert.ok(replayed?.replayed_at, 'the destruction is recorded as repeated');
  await until('readiness says halted', async () => (await ready(running.url)).body['status'] === 'halted', 10_000);
  const answer = await ready(running.url);
  assert.equal(answer.status, 503);
  assert.match(answer.body['record']!, new RegExp(`size ${signed} was signed: the database is older than the promise`));
  // However much is written now: past the old size another history would begin.
  for (let i = 0; i < 3; i++) await decide(running, 2 + (i % 2));
  await sleep(800);
  assert.ok((await signedSize(running)) < signed, 'the log was forked');
  assert.equal((await ready(running.url)).body['status'], 'halted');
  await running.stop();

  rmSync(cluster, { recursive: true, force: true });
  renameSync(join(dataFolder, 'newest'), cluster);
  running = await start();
  await until('with the newest database it goes on', async () => (await ready(running.url)).status === 200, 10_000);
  await decide(running, 4);
  await recorded(running);
  await until('it signs again', async () => (await signedSize(running)) > signed, 10_000);
});
