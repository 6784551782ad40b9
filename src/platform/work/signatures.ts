import { Worker } from 'node:worker_threads';
import { type Done, type Job, perform } from './signatures-job.ts';

// Signatures on P-256 and Ed25519 take some thirty microseconds, their checks fifty. To hand one to another thread and hear of it costs
// as much; a list of them costs a tenth.

type Waiting = { readonly job: Job; readonly resolve: (done: never) => void; readonly reject: (error: Error) => void };

const fewest = 8;
/** So many at most lie with the other thread: where it has more to do than this one, the rest is done here. */
const most = 256;

let waiting: Waiting[] = [];
const away: (readonly Waiting[])[] = [];
let thread: Worker | undefined;

/**
 * Whether a quick signature verifies. What meets in a turn of the program is done by another thread, a message for all of it; a few are
 * done at once. @throws where the key cannot be used so
 */
export const checkedTogether = (job: Job & { readonly signature: Uint8Array }): Promise<boolean> => done(job);

/**
 * The signature, or nothing where it does not verify `by` the key that is named; as `checkedTogether`. The key stays in this
 * process. @throws where a key cannot be used so
 */
export async function signedTogether(job: Omit<Job, 'signature'>): Promise<Buffer | undefined> {
  const made = await done<Uint8Array | false>(job);
  return made === false ? undefined : Buffer.from(made.buffer, made.byteOffset, made.length);
}

const done = <T extends Done>(job: Job): Promise<T> =>
  new Promise((resolve, reject) => {
    if (waiting.push({ job, resolve, reject }) === 1) setImmediate(leave);
  });

function leave(): void {
  const list = waiting;
  waiting = [];
  if (list.length < fewest || away.reduce((sum, { length }) => sum + length, list.length) > most) return here(list);
  const to = (thread ??= begin());
  to.postMessage(list.map(({ job }) => alone(job)));
  to.ref();
  away.push(list);
}

// A part of a buffer would take the whole of it along, an upload's octets with its signature.
const alone = ({ data, signature, ...rest }: Job): Job => ({
  ...rest,
  data: new Uint8Array(data),
  ...(signature === undefined ? {} : { signature: new Uint8Array(signature) }),
});

function here(list: readonly Waiting[]): void {
  for (const { job, ...one } of list) answer(one, perform(job));
}

function answer({ resolve, reject }: Pick<Waiting, 'resolve' | 'reject'>, said: Done): void {
  if (said instanceof Error) reject(said);
  else resolve(said as never);
}

function begin(): Worker {
  const worker = new Worker(new URL('signatures-worker.ts', import.meta.url), { env: {} });
  // It answers in the order in which it was asked.
  worker.on('message', (answers: readonly Done[]) => {
    for (const [at, one] of away.shift()!.entries()) answer(one, answers[at]!);
    if (away.length === 0) worker.unref();
  });
  // What a thread leaves undone is done here, and the next list finds a new one.
  worker.on('error', () => undefined);
  worker.once('exit', () => {
    thread = undefined;
    for (const list of away.splice(0)) here(list);
  });
  return worker;
}
