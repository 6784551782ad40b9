import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPlatform, type Platform } from '../../src/app.ts';
import { steady, travellingClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/log.ts';
import { integrityCheck } from '../../src/record/index.ts';
import { loadSandbox } from '../../src/sandbox.ts';
import { HttpClient } from '../support/client.ts';
import { testDatabase } from '../support/db.ts';
import { askedPurposes, effort, readiness, system, until } from './stand.ts';

const hour = 3_600_000;
let platform: Platform | undefined;
const dataFolder = mkdtempSync(join(tmpdir(), 'mk-clock-'));
const database = await testDatabase({ max: 8 });
after(async () => {
  await platform?.stop();
  await database.drop();
  rmSync(dataFolder, { recursive: true, force: true });
});

test('a clock set back goes on at half its pace until the machine has caught up, and then with it', () => {
  let [machine, passed] = [1_000_000, 0];
  const clock = steady(
    () => machine,
    () => passed,
  );
  const pass = (ms: number): number => {
    machine += ms;
    passed += ms;
    return clock().getTime();
  };
  assert.equal(pass(1000), 1_001_000);
  machine -= hour;
  let last = clock().getTime();
  assert.equal(last, 1_001_000);
  for (let i = 0; i < 200; i++) {
    const now = pass(60_000);
    assert.ok(now > last);
    last = now;
  }
  assert.equal(last, machine, 'after twice the step the two are one again');
  machine += hour;
  assert.equal(clock().getTime(), machine, 'forward it follows at once');
});

test('the machine’s clock jumps back and forth while people decide: order, sessions, leases, checkpoints and law time hold', {
  timeout: 300_000,
}, async () => {
  let shift = 0;
  const clock = travellingClock(
    0,
    steady(() => Date.now() + shift),
  );
  const faults: string[] = [];
  platform = await createPlatform({
    config: {
      port: 0,
      host: '127.0.0.1',
      dataFolder,
      databaseUrl: database.target,
      mode: 'sandbox',
      publicUrl: 'http://localhost:8080',
      trustProxy: 0,
    },
    db: database.db,
    logger: createLogger('error', { write: (line) => void faults.push(line) }) as never,
    clock,
  });
  await loadSandbox(platform);
  const url = await platform.app.listen({ port: 0, host: '127.0.0.1' });
  const client = new HttpClient(url);
  await client.signIn('aibek@example.kg');
  const purposes = await askedPurposes(url);
  const ids: string[] = [];
  let law = clock.now();
  const jumps = Math.min(100, 6 * effort);
  for (let i = 0; i < jumps; i++) {
    shift = [-hour, 0, -24 * hour, -30_000, 5 * 60_000, -400 * 24 * hour][i % 6]!;
    const answer = await client.call('POST', `/v1/me/purposes/${purposes[i % purposes.length]}/refusal`);
    assert.equal(answer.status, 201, `${shift} ${JSON.stringify(answer.body)}`);
    ids.push(answer.body['consentId'] as string);
    assert.ok(clock.now() >= law, 'law time went back');
    law = clock.now();
    assert.equal((await client.call('GET', '/v1/auth/me')).status, 200);
    await sleep(120);
  }
  assert.deepEqual(ids, [...ids].sort(), 'a later decision has a smaller id');
  await until('the log catches up', async () => (await platform!.record.health()).pending === 0, 20_000);
  await sleep(300);
  assert.equal(await readiness(url), 200);
  const checkpoints = await database.owner.query<{ size: number; at: Date }>(
    system,
    'SELECT size, at FROM log_checkpoint ORDER BY size',
  );
  assert.ok(checkpoints.length > 1);
  for (const [i, one] of checkpoints.entries())
    if (i > 0) assert.ok(one.at >= checkpoints[i - 1]!.at, 'a checkpoint is older than the one before');
  const unsent = `SELECT 1 FROM outbox WHERE state = 'due' AND not_before <= now() AND coalesce(leased_until < now(), true) LIMIT 1`;
  await until(
    'the outbox is worked off',
    async () => (await database.owner.query(system, unsent)).length === 0,
    20_000,
  );
  assert.deepEqual((await integrityCheck(database.owner)).findings, []);
  assert.deepEqual(faults, []);
  console.log(
    `${jumps} jumps of the clock: ${ids.length} decisions in order, ${checkpoints.length} checkpoints in order`,
  );
});
