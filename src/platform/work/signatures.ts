import { Worker } from 'node:worker_threads';
import { type Answers, type Done, type Job, type Jobs, perform } from './signatures-job.ts';

// Signatures on P-256 and Ed25519 take some thirty microseconds, their checks fifty. To hand one to another thread and hear of it costs
// as much; a list of them costs a tenth.

type Waiting = { readonly job: Job; readonly resolve: (done: never) => void; readonly reject: (error: Error) => void };

const fewest = 3;
/** So many at most lie with the other thread: where it has more to do than this one, the rest is done here. */
const most = 256;

let waiting: Waiting[] = [];
const away = new Map<number, readonly Waiting[]>();
let sent = 0;
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
  const lists = Map.groupBy(waiting, ({ job }) => job.signature === undefined);
  waiting = [];
  for (const list of lists.values()) send(list);
}

function send(list: readonly Waiting[]): void {
  if (list.length < fewest || away.values().reduce((sum, { length }) => sum + length, list.length) > most)
    return here(list);
  const number = sent++;
  const to = (thread ??= begin());
  to.postMessage({ number, jobs: list.map(({ job }) => alone(job)) } satisfies Jobs);
  to.ref();
  away.set(number, list);
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
  worker.on('message', ({ number, done }: Answers) => {
    const list = away.get(number)!;
    away.delete(number);
    for (const [at, one] of list.entries()) answer(one, done[at]!);
    if (away.size === 0) worker.unref();
  });
  // What a thread leaves undone is done here, and the next list finds a new one.
  worker.on('error', () => undefined);
  worker.once('exit', () => {
    thread = undefined;
    const left = [...away.values()];
    away.clear();
    for (const list of left) here(list);
  });
  return worker;
}
