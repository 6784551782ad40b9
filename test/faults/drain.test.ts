import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, type Program, startProgram } from '../support/program.ts';
import { askedPurposes, assertKept, assertProblem, effort, signedIn, startLoad, stopLoads } from './stand.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'mk-drain-'));
let program: Program | undefined;
after(async () => {
  await stopLoads();
  program?.child.kill('SIGTERM');
  await program?.ended();
  rmSync(dataFolder, { recursive: true, force: true });
});

const rounds = Math.min(30, 2 * effort);

test(`SIGTERM under load, ${rounds} times: what is in hand is answered, nothing is committed unanswered, and the program ends in order`, {
  timeout: 600_000,
}, async () => {
  const port = await freePort();
  const acknowledged = new Set<string>();
  let [answers, slowest] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    program = await startProgram({ dataFolder, port });
    const load = startLoad(await signedIn(program.url, 4), await askedPurposes(program.url), 0);
    await sleep(300 + Math.floor(Math.random() * 300));
    const began = performance.now();
    program.child.kill('SIGTERM');
    assert.equal(await program.ended(), 0, program.output());
    slowest = Math.max(slowest, performance.now() - began);
    await load.stop();
    for (const problem of load.problems) assertProblem(problem);
    for (const id of load.acknowledged) acknowledged.add(id);
    for (const [status, count] of load.statuses) if (status !== 0) answers += count;
    assert.doesNotMatch(program.output(), /"level":"error"/, 'a fault was logged while stopping');
  }
  assert.ok(slowest < 15_000, `${slowest} ms to stop`);
  program = await startProgram({ dataFolder, port });
  const { kept, leaves } = await assertKept(program.databaseTarget(), acknowledged);
  assert.equal(kept, acknowledged.size, 'a decision was committed that nobody was told of');
  console.log(
    `${rounds} stops under load: ${answers} answers, ${kept} decisions, ${leaves} log leaves, the slowest stop ${Math.round(slowest)} ms`,
  );
});

test('a connection that has asked nothing, as browsers open some, keeps the program from ending no more than one that has sent half a head', {
  timeout: 120_000,
}, async () => {
  const running = (program ??= await startProgram({ dataFolder, port: await freePort() }));
  const port = Number(new URL(running.url).port);
  const [silent, half] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')] as const;
  // Whether by its end or by a reset.
  const cut = [silent, half].map(
    (socket) => new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve)),
  );
  await Promise.all([silent, half].map((socket) => once(socket, 'connect')));
  half.write('GET / HTTP/1.1\r\nHost: exa');
  // Connections are taken in their order: with this one answered, those are the program's.
  assert.equal((await fetch(`${running.url}/health/live`)).status, 200);
  const began = performance.now();
  running.child.kill('SIGTERM');
  assert.equal(await running.ended(), 0, running.output());
  assert.ok(performance.now() - began < 15_000, 'it waited for who said nothing');
  await Promise.all(cut);
});
