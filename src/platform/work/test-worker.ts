import { serveWork } from './serve.ts';

// A worker that does what the pool's test tells it.
export type TestJob = {
  readonly act: 'echo' | 'ask' | 'spin' | 'grow' | 'throw' | 'exit' | 'environment';
  readonly value?: number;
};

const kept: object[] = [];
serveWork<TestJob, number, number>(async ({ act, value = 0 }, ask) => {
  if (act === 'spin') for (;;);
  if (act === 'grow') for (;;) kept.push({ at: kept.length });
  if (act === 'throw') throw new Error('a fault of the program');
  if (act === 'exit') process.exit(3);
  if (act === 'environment') return Object.keys(process.env).length;
  return act === 'ask' ? (await ask(value)) + 1 : value;
});
