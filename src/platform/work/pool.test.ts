import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { WorkFault, type WorkFaultReason, type WorkLimits, type WorkPool, workPool } from './pool.ts';
import type { TestJob } from './test-worker.ts';

type Pool = WorkPool<TestJob, number, number, number>;
const pools: Pool[] = [];
after(() => Promise.all(pools.map((one) => one.stop())));

function pool(limits: Partial<WorkLimits> = {}): Pool {
  const made: Pool = workPool(new URL('./test-worker.ts', import.meta.url), {
    workers: 1,
    waiting: 4,
    timeMs: 60_000,
    heapMb: 64,
    ...limits,
  });
  pools.push(made);
  return made;
}

const double = async (value: number): Promise<number> => value * 2;
const reasonOf = (done: Promise<unknown>): Promise<WorkFaultReason | 'done'> =>
  done.then(
    () => 'done' as const,
    (error: unknown) => (error instanceof WorkFault ? error.reason : Promise.reject(error)),
  );

test('a job is done in a process that has nothing of the environment, and may ask its owner', async () => {
  const one = pool();
  assert.equal(one.size, 0);
  assert.equal(await one.run({ act: 'echo', value: 7 }, double), 7);
  assert.equal(await one.run({ act: 'ask', value: 20 }, double), 41);
  assert.equal(await one.run({ act: 'environment' }, double), 0);
  assert.equal(one.size, 1);
});

test('a job without end ends with its time, and one that fills the memory with its heap; the next has another process', async () => {
  for (const [act, reason] of [
    ['spin', 'time'],
    ['grow', 'memory'],
    ['exit', 'died'],
  ] as const) {
    const one = pool(act === 'spin' ? { timeMs: 200 } : {});
    assert.equal(await reasonOf(one.run({ act }, double)), reason);
    assert.equal(one.size, 0, act);
    // Of the short time, a worker that is ready needs next to nothing.
    if (act !== 'spin') assert.equal(await one.run({ act: 'echo', value: 1 }, double), 1);
  }
});

test('what waits for the process of an endless job is done by its successor', async () => {
  const one = pool({ timeMs: 1000 });
  const endless = reasonOf(one.run({ act: 'spin' }, double));
  const next = one.run({ act: 'echo', value: 5 }, double);
  assert.equal(await endless, 'time');
  assert.equal(await next, 5);
});

test('more than may wait is turned away at once, and what waits when the pool stops is told', async () => {
  const one = pool({ waiting: 2 });
  let begun: () => void = () => {};
  const isRunning = new Promise<void>((resolve) => (begun = resolve));
  const running = reasonOf(
    one.run({ act: 'ask' }, () => {
      begun();
      return new Promise<number>(() => {});
    }),
  );
  await isRunning;
  const waiting = [1, 2].map(() => reasonOf(one.run({ act: 'echo' }, double)));
  assert.equal(await reasonOf(one.run({ act: 'echo' }, double)), 'busy');
  await one.stop();
  assert.deepEqual([await running, ...(await Promise.all(waiting))], ['stopped', 'stopped', 'stopped']);
  assert.equal(await reasonOf(one.run({ act: 'echo' }, double)), 'stopped');
});

test('a fault in the process is a fault, the process goes on; what the owner cannot answer is thrown to who asked', async () => {
  const one = pool();
  await assert.rejects(one.run({ act: 'throw' }, double), /a fault of the program/);
  await assert.rejects(
    one.run({ act: 'ask' }, async () => {
      throw new RangeError('no database');
    }),
    RangeError,
  );
  assert.equal(await one.run({ act: 'echo', value: 3 }, double), 3);
  assert.equal(one.size, 1);
});
