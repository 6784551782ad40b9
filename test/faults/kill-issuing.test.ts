import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openFileKeyStore, openKeys } from '../../src/keys/index.ts';
import { openDb } from '../../src/platform/db/index.ts';
import { checkRegisters } from '../../src/trust/issue/index.ts';
import { t0 } from '../../src/trust/issue/test-people.ts';
import { testDatabase } from '../support/db.ts';
import type { Told } from './issuing-program.ts';
import { system, until } from './stand.ts';

// Certificates that are issued together are there or not, each whole, and whoever was told its number finds it.

const cluster = await testDatabase({ ownCluster: 'durable' });
const children = new Set<ChildProcess>();
after(async () => {
  for (const child of children) child.kill('SIGKILL');
  await cluster.drop();
});

type Centre = {
  readonly numbers: ReadonlySet<string>;
  /** Until so many more certificates were given out. */
  issued(more: number): Promise<void>;
  /** kill -9, and what its register then has. */
  kill(): Promise<void>;
};

async function centre(): Promise<Centre> {
  const child = fork(join(import.meta.dirname, 'issuing-program.ts'), {
    env: { ...process.env, MAKULDUK_TEST_PG: cluster.target.split('?')[0]! },
  });
  children.add(child);
  const numbers = new Set<string>();
  let place: Extract<Told, { target: string }> | undefined;
  child.on('message', (told: Told) => {
    if ('number' in told) numbers.add(told.number);
    else place = told;
  });
  return {
    numbers,
    async issued(more) {
      const wanted = numbers.size + more;
      await until(
        `${more} certificates more`,
        () => {
          assert.equal(child.exitCode, null, 'the centre has ended by itself');
          return numbers.size >= wanted;
        },
        100_000,
      );
    },
    async kill() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      await assertWhole(place!, numbers);
    },
  };
}

async function assertWhole(at: Extract<Told, { target: string }>, told: ReadonlySet<string>): Promise<void> {
  const db = openDb(at.target, { max: 2 });
  const keys = openKeys(openFileKeyStore(at.keysFolder, t0));
  try {
    const rows = await db.query<{ number: string; whole: boolean }>(
      system,
      `SELECT encode(c.serial, 'hex') AS number,
              j.entry_id IS NOT NULL AND l.entry_id IS NOT NULL AND EXISTS (SELECT FROM data_key k WHERE k.subject_id = c.subject_id) AS whole
       FROM certificate c LEFT JOIN journal j ON j.entry_id = c.journal_entry_id LEFT JOIN log_pending l ON l.entry_id = c.journal_entry_id
       WHERE c.register_id = $1 AND c.kind = 'QN'`,
      [at.register],
    );
    const there = new Set(rows.map(({ number }) => number));
    assert.deepEqual(
      [...told].filter((number) => !there.has(number)),
      [],
      'a certificate that was given out is not in the register',
    );
    assert.deepEqual(
      rows.filter(({ whole }) => !whole),
      [],
      'a certificate is half-done',
    );
    const orphans = await db.query<{ n: number }>(
      system,
      `SELECT count(*)::int AS n FROM journal j WHERE type = 'certificate.issued' AND NOT EXISTS (SELECT FROM certificate c WHERE c.journal_entry_id = j.entry_id)`,
    );
    assert.equal(orphans[0]!.n, 0, 'the journal has what no register has');
    // Numbers without gaps, every record as it was entered, all contents open and are those whose fingerprint was entered.
    assert.deepEqual((await db.tx(system, (tx) => checkRegisters(tx, { keys }))).findings, []);
  } finally {
    keys.stop();
    await db.stop();
    rmSync(at.keysFolder, { recursive: true, force: true });
  }
}

test('kill -9 of a program that issues certificates together: what was given out is there, nothing is half-done', {
  timeout: 240_000,
}, async () => {
  const running = await centre();
  await running.issued(150);
  await running.kill();
  assert.ok(running.numbers.size >= 150);
});

test('kill -9 of the database under a program that issues certificates together: what was given out is there, nothing is half-done, and it goes on', {
  timeout: 240_000,
}, async () => {
  const running = await centre();
  await running.issued(150);
  process.kill(Number(readFileSync(join(cluster.folder!, 'cluster/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
  await running.issued(150);
  await running.kill();
  assert.ok(running.numbers.size >= 300);
});
