import { constants, setPriority } from 'node:os';
import type { FromWorker, ToWorker } from './protocol.ts';

/**
 * A worker's side: one job after another. `handle` may ask the pool's owner for what only that one has (the database); it waits for
 * the answer. What it throws is a fault of the program.
 */
export function serveWork<Job, Ask, Told>(
  handle: (job: Job, ask: (what: Ask) => Promise<Told>) => Promise<unknown>,
): void {
  const say = (message: FromWorker): void => void process.send!(message);
  let answered: { readonly resolve: (told: Told) => void; readonly reject: (why: Error) => void } | undefined;
  const ask = (what: Ask): Promise<Told> =>
    new Promise((resolve, reject) => {
      answered = { resolve, reject };
      say({ ask: what });
    });
  process.on('message', (message: ToWorker) => {
    if ('told' in message) answered?.resolve(message.told as Told);
    else if ('untold' in message) answered?.reject(new Error(message.untold));
    else
      handle(message.job as Job, ask).then(
        (done) => say({ done }),
        (error: unknown) => say({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
  // Who answers everybody goes first.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  // Nobody is left to answer.
  process.on('disconnect', () => process.exit());
  say({ ready: true });
}
