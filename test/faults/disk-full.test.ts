import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openFileKeyStore } from '../../src/keys/index.ts';
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
  until,
} from './stand.ts';

const mounts: string[] = [];
let program: Program | undefined;
after(async () => {
  await stopLoads();
  program?.child.kill('SIGTERM');
  await program?.ended();
  for (const folder of mounts) {
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A small disk of its own, where this user may make one. */
function smallDisk(size: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'mk-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=700`, 'tmpfs', folder]).status === 0) {
    mounts.push(folder);
    return folder;
  }
  rmSync(folder, { recursive: true, force: true });
  console.log('NOT RUN: a full disk, because this user may not mount one (run as root)');
  return undefined;
}

/** Fills a disk up to its last byte, or leaves `spare` bytes. */
function fill(folder: string, spare = 0): string {
  const file = join(folder, 'ballast');
  const out = openSync(file, 'a');
  try {
    for (let chunk = 2 ** 20; chunk >= 512; ) {
      const { bavail, bsize } = statfsSync(folder);
      if (bavail * bsize - chunk < spare) chunk /= 2;
      else if (writeSync(out, Buffer.alloc(chunk)) < chunk) break;
    }
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
  } finally {
    closeSync(out);
  }
  return file;
}

const rounds = Math.min(10, Math.ceil(effort / 4));

test(`the disk is full ${rounds} times while people decide: refused in plain words, nothing half-done, and it goes on once there is room`, {
  timeout: 600_000,
}, async (t) => {
  const disk = smallDisk('260m');
  if (disk === undefined) return t.skip('no small disk');
  const dataFolder = join(disk, 'data');
  mkdirSync(dataFolder, { mode: 0o700 });
  program = await startProgram({ dataFolder, port: await freePort() });
  const { url } = program;
  const load = startLoad(await signedIn(url, 4), await askedPurposes(url), 0);
  for (let round = 0; round < rounds; round++) {
    await sleep(300);
    const ballast = fill(disk);
    const refused = load.problems.length;
    // What space the write-ahead log has left is used up first.
    await until('decisions are refused', () => load.problems.length > refused + 2, 60_000);
    await sleep(1000);
    assert.equal((await fetchIn(`${url}/health/live`)).status, 200);
    rmSync(ballast);
    await until('it is ready again', async () => (await readiness(url)) === 200);
    const before = load.acknowledged.size;
    await until('people decide again', () => load.acknowledged.size > before + 3);
  }
  await load.stop();
  for (const problem of load.problems) assertProblem(problem, [500, 503]);
  const statuses = [...load.statuses].map(([status, n]) => `${status}: ${n}`).join(', ');
  const { leaves } = await assertKept(program.databaseTarget(), load.acknowledged);
  console.log(
    `${rounds} times full: ${load.acknowledged.size} decisions acknowledged, ${leaves} log leaves, nothing lost (${statuses})`,
  );
});

test('a key store that no longer fits the disk stays as it was: a fault is told, no key is lost', async (t) => {
  const disk = smallDisk('1m');
  if (disk === undefined) return t.skip('no small disk');
  const store = openFileKeyStore(join(disk, 'keys'), new Date('2026-11-23T04:00:00Z'));
  const destruction = (n: number) => ({
    id: `019aa000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    subjectId: '019aa000-0000-7000-8000-00000000000c',
    holderId: null,
    class: 'proof' as const,
    purposeId: null,
    keyIds: ['k'.repeat(60)],
    kekIds: ['2026-11'],
    unreadableAt: '2026-11-23T04:00:00.000Z',
    irrecoverableOn: '2026-12-01',
    actor: 'x',
    ground: ['PD-34.1'],
  });
  await store.noteDestructions([destruction(1)]);
  const file = join(disk, 'keys', 'keys.json');
  const before = readFileSync(file, 'utf8');
  fill(disk, 4096);
  await assert.rejects(store.noteDestructions(Array.from({ length: 100 }, (_, n) => destruction(n + 2))), {
    code: 'ENOSPC',
  });
  assert.equal(readFileSync(file, 'utf8'), before);
  assert.equal(openFileKeyStore(join(disk, 'keys'), new Date('2026-11-23T04:00:00Z')).notedDestructions().length, 1);
  store.stop();
});
