import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDb, systemScope } from '../../src/platform/db/index.ts';
import { acquireFolder } from '../../src/platform/folder-lock.ts';
import { freePort, spawnProgram, startProgram } from '../support/program.ts';

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'mk-start-'));
  folders.push(made);
  return made;
};
after(() => folders.forEach((one) => rmSync(one, { recursive: true, force: true })));
const alive = (pid: number): boolean =>
  existsSync(`/proc/${pid}/comm`) &&
  readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres') &&
  !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

async function refused(env: Record<string, string>, dataFolder = folder()): Promise<string> {
  const program = spawnProgram({ dataFolder, port: await freePort(), env });
  const code = await program.ended();
  assert.notEqual(code, 0);
  const lines = program
    .output()
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('makulduk:'));
  assert.equal(lines.length, 1, program.output());
  assert.ok(!program.output().includes('    at '), 'no stack is shown');
  return lines[0]!;
}

test('a start that cannot work says why in one clear sentence and ends with a code that is not 0', {
  timeout: 120_000,
}, async () => {
  assert.match(await refused({ PORT: '99999999' }), /PORT is "99999999"; it must be a whole number/);
  assert.match(await refused({ MAKULDUK_MODE: 'demo' }), /MAKULDUK_MODE is "demo"/);
  assert.match(await refused({ DATABASE_URL: 'mysql://x' }), /DATABASE_URL is not an address/);
  assert.match(
    await refused({ DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' }),
    /no database answers at the address of DATABASE_URL/,
  );
  assert.match(await refused({ MAKULDUK_MODE: 'production' }), /production needs DATABASE_URL/);
  const file = join(folder(), 'file');
  writeFileSync(file, '');
  assert.match(await refused({ MAKULDUK_DATA: join(file, 'data') }), /the data folder .* cannot be written/);
});

test('a taken port is named, and nothing is left running', { timeout: 60_000 }, async () => {
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  const dataFolder = folder();
  try {
    const program = spawnProgram({ dataFolder, port });
    assert.notEqual(await program.ended(), 0);
    assert.match(program.output(), new RegExp(`makulduk: port ${port} is taken`));
    assert.ok(!existsSync(join(dataFolder, 'database/cluster/postmaster.pid')));
  } finally {
    server.close();
  }
});

test('SIGTERM and SIGINT stop everything, the embedded server included; a second start finds all in order', {
  timeout: 120_000,
}, async () => {
  const dataFolder = folder();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const program = await startProgram({ dataFolder, port: await freePort() });
    const pid = program.databasePid();
    assert.ok(alive(pid));
    program.child.kill(signal);
    assert.equal(await program.ended(), 0, program.output());
    assert.ok(!alive(pid), 'an orphan is left');
  }
});

test('Ctrl-C in a terminal reaches the program twice and leaves no database server, in the middle of a start neither', {
  timeout: 120_000,
}, async () => {
  const dataFolder = folder();
  const program = await startProgram({ dataFolder, port: await freePort(), terminal: true });
  const pid = program.databasePid();
  process.kill(-program.child.pid!, 'SIGINT');
  assert.equal(await program.ended(), 0, program.output());
  assert.ok(!alive(pid), 'an orphan is left');

  const early = spawnProgram({ dataFolder, port: await freePort(), terminal: true });
  const server = join(dataFolder, 'database/cluster/postmaster.pid');
  while (!existsSync(server)) await sleep(5);
  process.kill(-early.child.pid!, 'SIGINT');
  assert.equal(await early.ended(), 0, early.output());
  assert.ok(!existsSync(server), 'the server of an interrupted start is left');
});

test('a second program on the same data folder, and a database of a newer version, are refused', {
  timeout: 120_000,
}, async () => {
  const dataFolder = folder();
  const program = await startProgram({ dataFolder, port: await freePort() });
  assert.match(await refused({}, dataFolder), /another makulduk \(process \d+\) uses the data folder/);
  const db = openDb(program.databaseTarget(), { max: 1 });
  await db.query(
    systemScope('a later version was here'),
    `INSERT INTO schema_migration (number, name, checksum) VALUES (9999, 'later', 'x')`,
  );
  await db.stop();
  program.child.kill('SIGTERM');
  await program.ended();
  assert.match(await refused({}, dataFolder), /the database is of a newer version/);
});

test('the lock of a program that is gone is taken over, though its number was given to another process since', () => {
  const dataFolder = folder();
  writeFileSync(join(dataFolder, 'makulduk.pid'), `${process.ppid}\n1\n`);
  const release = acquireFolder(dataFolder);
  release();
  assert.ok(!existsSync(join(dataFolder, 'makulduk.pid')));
});
