import { Worker } from 'node:worker_threads';
import type { Item } from './item.ts';
import type { Judged } from './judge-item.ts';
import { manyWords } from './many.messages.ts';
import type { WorkerTask } from './worker.ts';

export type PoolOptions = {
  readonly jobs: number;
  readonly task: WorkerTask;
  /** Milliseconds that one item may take; the thread is then replaced, and the item named. */
  readonly mostMs: number;
  /** MiB of a thread's heap; buffers of files are bounded by the sizes that are read. */
  readonly mostHeapMiB: number;
  /** The thread's program: the verifier's own, but in a test of what happens when it fails. */
  readonly program?: URL;
};

/** So many items wait in a thread, so that it never waits for this one. */
const ahead = 8;

/** What one item leaves behind is gone with the next: room for more of it is memory that nobody uses. */
const youngHeapMiB = 24;

/**
 * Verifies items in threads, each told of as soon as it is judged, in no set order. A thread that dies or stays takes
 * only the item it was at with it: that one is named as not determinable, the others are given to a new thread.
 * @throws Error where a thread cannot begin at all (whom to believe cannot be read)
 */
export function judgeAll(items: readonly Item[], options: PoolOptions, told: (judged: Judged) => void): Promise<void> {
  const program = options.program ?? new URL('worker.ts', import.meta.url);
  const again: Item[] = [];
  const threads = new Set<Worker>();
  let next = 0;
  let open = items.length;
  return new Promise((resolve, reject) => {
    const end = (error?: Error): void => {
      for (const thread of threads) void thread.terminate();
      threads.clear();
      if (error === undefined) resolve();
      else reject(error);
    };
    const take = (): Item | undefined => again.pop() ?? items[next++];
    const settle = (judged: Judged): void => {
      told(judged);
      if (--open === 0) end();
    };
    const start = (): void => {
      const inHand: Item[] = [];
      const thread = new Worker(program, {
        workerData: options.task,
        resourceLimits: { maxOldGenerationSizeMb: options.mostHeapMiB, maxYoungGenerationSizeMb: youngHeapMiB },
      });
      threads.add(thread);
      let timer: NodeJS.Timeout | undefined;
      let failure: Error | undefined;
      const watch = (): void => {
        clearTimeout(timer);
        if (inHand.length > 0) timer = setTimeout(() => void thread.terminate(), options.mostMs);
      };
      const fill = (): void => {
        while (inHand.length < ahead) {
          const item = take();
          if (item === undefined) break;
          inHand.push(item);
          thread.postMessage(item);
        }
      };
      thread.once('online', watch);
      thread.on('message', (judged: Judged) => {
        inHand.shift();
        watch();
        settle(judged);
        if (threads.has(thread)) fill();
      });
      thread.once('error', (error) => (failure = error as Error));
      thread.once('exit', () => {
        clearTimeout(timer);
        if (!threads.delete(thread)) return;
        const [at, ...rest] = inHand;
        // Whom to believe could not be read: it would be so in every thread.
        if (
          at === undefined ||
          (failure !== undefined && (failure as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY')
        )
          return end(failure ?? new Error('a verifying thread stopped'));
        again.push(...rest.reverse());
        settle({ item: at, verdict: 'undetermined', summary: manyWords.tooMuch });
        if (open > 0) start();
      });
      fill();
    };
    if (open === 0) return end();
    for (let each = 0; each < Math.min(options.jobs, items.length); each++) start();
  });
}
