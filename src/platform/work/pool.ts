import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { FromWorker, ToWorker } from './protocol.ts';

export type WorkLimits = {
  readonly workers: number;
  /** Jobs that may wait; more are turned away at once. */
  readonly waiting: number;
  /** Milliseconds of work for one job. Waiting for an answer of the owner is not counted. */
  readonly timeMs: number;
  /** Mebibytes of a worker's heap. Octets lie outside it: who reads them bounds them. */
  readonly heapMb: number;
};

/** 'busy': too many wait. 'time', 'memory': the job was more than a job may be. 'died': a fault of the program. */
export type WorkFaultReason = 'busy' | 'time' | 'memory' | 'died' | 'stopped';
export class WorkFault extends Error {
  readonly reason: WorkFaultReason;
  constructor(reason: WorkFaultReason, message: string = reason) {
    super(message);
    this.reason = reason;
  }
}

export type WorkPool<Job, Ask, Told, Done> = {
  /** @throws WorkFault; what `tell` throws is thrown here */
  run(job: Job, tell: (what: Ask) => Promise<Told>): Promise<Done>;
  /** Processes that live now. */
  readonly size: number;
  stop(): Promise<void>;
};

type Task<Job, Ask, Told, Done> = {
  readonly job: Job;
  readonly tell: (what: Ask) => Promise<Told>;
  readonly resolve: (done: Done) => void;
  readonly reject: (why: unknown) => void;
};

/** As much of a worker's last words as a fault tells. */
const mostSaid = 4_000;
/** Milliseconds in which a worker has to come up, on however busy a machine. */
const startMs = 60_000;

/**
 * Processes for work that a stranger's input may make long or large: none of it holds the server up, and what passes its limits ends
 * with its process, which another one replaces. (A thread is no wall: where its heap is full, the whole program may end.) They begin
 * when they are first needed, with neither the environment nor the secrets of the program, and keep nobody alive while they rest.
 */
export function workPool<Job, Ask, Told, Done>(script: URL, limits: WorkLimits): WorkPool<Job, Ask, Told, Done> {
  type Given = Task<Job, Ask, Told, Done>;
  type Worker = {
    readonly child: ChildProcess;
    ready: boolean;
    task: Given | null;
    /** Milliseconds that are left for what it does now, and since when they run. */
    left: number;
    since: number;
    timer: NodeJS.Timeout | null;
    said: string;
  };
  const workers = new Set<Worker>();
  const queue: Given[] = [];
  let stopped = false;

  function begin(): void {
    const child = fork(fileURLToPath(script), [], {
      serialization: 'advanced',
      env: {},
      execArgv: [`--max-old-space-size=${limits.heapMb}`, '--max-semi-space-size=16'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const worker: Worker = { child, ready: false, task: null, left: startMs, since: 0, timer: null, said: '' };
    workers.add(worker);
    watch(worker);
    child.on('message', (message: FromWorker) => heard(worker, message));
    child.stderr!.on('data', (part: Buffer) => {
      worker.said = (worker.said + part.toString('utf8')).slice(-mostSaid);
    });
    child.on('exit', (code, signal) => lost(worker, new WorkFault(ended(code, signal), worker.said)));
    child.on('error', (error) => lost(worker, new WorkFault('died', error.message)));
  }

  // An idle worker keeps nobody's process alive.
  function hold({ child }: Worker, held: boolean): void {
    for (const one of [child, child.channel, child.stderr as Socket | null])
      if (held) one?.ref();
      else one?.unref();
  }

  function heard(worker: Worker, message: FromWorker): void {
    const { task } = worker;
    if ('ready' in message) {
      pause(worker);
      worker.ready = true;
    } else if (task === null) return;
    else if ('ask' in message) return void answer(worker, task, message.ask as Ask);
    else {
      free(worker);
      if ('done' in message) task.resolve(message.done as Done);
      else task.reject(new WorkFault('died', message.fault));
    }
    next();
    if (worker.task === null) hold(worker, false);
  }

  async function answer(worker: Worker, task: Given, what: Ask): Promise<void> {
    pause(worker);
    let reply: ToWorker;
    try {
      reply = { told: await task.tell(what) };
    } catch (error) {
      // The owner's fault is the owner's to hear; the worker gives the job up.
      task.reject(error);
      reply = { untold: 'no answer' };
    }
    if (worker.task !== task) return;
    watch(worker);
    worker.child.send(reply);
  }

  function watch(worker: Worker): void {
    worker.since = performance.now();
    worker.timer = setTimeout(() => lost(worker, new WorkFault('time')), Math.max(worker.left, 1));
  }

  function pause(worker: Worker): void {
    if (worker.timer === null) return;
    clearTimeout(worker.timer);
    worker.timer = null;
    worker.left -= performance.now() - worker.since;
  }

  function free(worker: Worker): void {
    pause(worker);
    worker.task = null;
  }

  function lost(worker: Worker, fault: WorkFault): void {
    if (!workers.delete(worker)) return;
    const { task, ready, child } = worker;
    free(worker);
    child.kill('SIGKILL');
    task?.reject(fault);
    // One that never came up would never come up: what waits for it is told.
    if (!ready && !stopped) for (const one of queue.splice(0)) one.reject(fault);
    else next();
  }

  function next(): void {
    while (queue.length > 0 && !stopped) {
      const idle = [...workers].find(({ ready, task }) => ready && task === null);
      if (idle === undefined) {
        const coming = [...workers].filter(({ ready }) => !ready).length;
        if (workers.size < limits.workers && coming < queue.length) begin();
        return;
      }
      const task = queue.shift()!;
      idle.task = task;
      idle.left = limits.timeMs;
      hold(idle, true);
      watch(idle);
      idle.child.send({ job: task.job } satisfies ToWorker);
    }
  }

  return {
    run(job, tell) {
      if (stopped) return Promise.reject(new WorkFault('stopped'));
      if (queue.length >= limits.waiting) return Promise.reject(new WorkFault('busy'));
      return new Promise((resolve, reject) => {
        queue.push({ job, tell, resolve, reject });
        next();
      });
    },
    get size() {
      return workers.size;
    },
    async stop() {
      stopped = true;
      for (const one of queue.splice(0)) one.reject(new WorkFault('stopped'));
      const ends = [...workers].map(({ child }) => once(child));
      for (const worker of workers) {
        hold(worker, true);
        lost(worker, new WorkFault('stopped'));
      }
      await Promise.all(ends);
    },
  };
}

// V8 aborts where a heap is full; the system kills where the machine's memory is.
const ended = (code: number | null, signal: NodeJS.Signals | null): WorkFaultReason =>
  signal === 'SIGABRT' || signal === 'SIGKILL' || code === 134 ? 'memory' : 'died';

const once = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));
