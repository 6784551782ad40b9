import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Commands, Setup, Started } from './server.ts';

export type Product = Started & {
  tell<N extends keyof Commands>(name: N, ask: Commands[N]['ask']): Promise<Commands[N]['answer']>;
  stop(): Promise<void>;
};

/** Starts the product in a process of its own, so that the load does not run on its event loop. */
export async function startProduct(setup: Setup): Promise<Product> {
  const child = fork(join(import.meta.dirname, 'server.ts'), [JSON.stringify(setup)], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  const started = await new Promise<Started>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the product ended with ${code}`)));
    child.on('message', (message: { started?: Started; id?: number; answer?: never; fault?: string }) => {
      if (message.started !== undefined) return resolve(message.started);
      const one = waiting.get(message.id!)!;
      waiting.delete(message.id!);
      if (message.fault === undefined) one.resolve(message.answer!);
      else one.reject(new Error(message.fault));
    });
  });
  let last = 0;
  return {
    ...started,
    tell: (name, ask) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        child.send({ id, name, ask });
      }),
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
