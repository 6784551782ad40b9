import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDb } from '../../src/platform/db/index.ts';
import { integrityCheck } from '../../src/record/index.ts';
import { HttpClient } from '../support/client.ts';
import { freePort, type Program, spawnProgram, startProgram } from '../support/program.ts';
import { askedPurposes, effort, readiness, system } from './stand.ts';

const folders: string[] = [];
let program: Program | undefined;
after(async () => {
  program?.child.kill('SIGTERM');
  await program?.ended();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const rounds = Math.min(40, effort);
// Each time a little further: what has appeared on the disk, and for how many milliseconds at most after it the program lives.
const moments = [
  ['makulduk.pid', 50],
  ['database', 400],
  ['database/cluster/postmaster.pid', 150],
  ['database/cluster/postmaster.pid', 600],
  ['keys/keys.json', 30],
  ['trust.txt', 300],
  ['trust.txt', 1500],
] as const;
const kills = moments.length;

test(`kill -9 during the very first start (folder, database, migrations, sandbox), ${rounds} x ${kills} times: the next start works and the sandbox is whole`, {
  timeout: 1_200_000,
}, async () => {
  for (let round = 0; round < rounds; round++) {
    const dataFolder = mkdtempSync(join(tmpdir(), 'mk-first-'));
    folders.push(dataFolder);
    const port = await freePort();
    for (let kill = 0; kill < kills; kill++) {
      const begun = (program = spawnProgram({ dataFolder, port }));
      const [marker, most] = moments[kill]!;
      await appears(join(dataFolder, marker), begun);
      await sleep(Math.random() * most);
      begun.child.kill('SIGKILL');
      await begun.ended();
      assert.ok(!begun.output().includes('makulduk:'), begun.output());
    }
    program = await startProgram({ dataFolder, port });
    const citizen = new HttpClient(program.url);
    await citizen.signIn('aibek@example.kg');
    const purposes = await askedPurposes(program.url);
    const refusal = await citizen.call('POST', `/v1/me/purposes/${purposes[0]}/refusal`);
    assert.equal(refusal.status, 201, JSON.stringify(refusal.body));
    const db = openDb(program.databaseTarget(), { max: 1 });
    const [counts] = await db.query<{ policies: number; agreements: number; people: number }>(
      system,
      `SELECT (SELECT count(*)::int FROM policy_version) AS policies, (SELECT count(*)::int FROM agreement WHERE state = 'active') AS agreements, (SELECT count(*)::int FROM binding) AS people`,
    );
    assert.deepEqual(counts, { policies: 1, agreements: 1, people: 1 });
    await sleep(1200);
    assert.deepEqual((await integrityCheck(db)).findings, []);
    await db.stop();
    program.child.kill('SIGTERM');
    assert.equal(await program.ended(), 0);
  }
  console.log(`${rounds * kills} first starts killed: the next one always works`);
});

// A step may be over before anybody looked: a program that ended or that already answers is waited for no longer.
const appears = async (file: string, begun: Program): Promise<void> => {
  let gone = false;
  begun.child.once('exit', () => (gone = true));
  const last = performance.now() + 120_000;
  for (let look = 1; !gone && !existsSync(file); look++) {
    await sleep(3);
    assert.ok(performance.now() < last, `${file} has not appeared: ${begun.output()}`);
    if (look % 100 === 0 && (await readiness(begun.url)) === 200) return;
  }
};
