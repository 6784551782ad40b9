import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Attachment, RenderReply, RenderRequest } from './protocol.ts';

export type { Attachment } from './protocol.ts';

export type PdfOptions = {
  /** The folder of the templates; they can read nothing outside it. */
  readonly formsDir: string;
  /** Folders of fonts; Golos Text and PT Serif from the packages unless told otherwise. */
  readonly fontPaths?: readonly string[];
  /** Rendering processes at most, started as documents wait; one a core, four at most, unless told otherwise (some 350 MB each). */
  readonly workers?: number;
  /** Documents that may wait; more are turned away at once. */
  readonly queueLimit?: number;
  readonly timeoutMs?: number;
  /** Documents after which a process is replaced: its memory only grows (0.8 MB a long bilingual document). */
  readonly recycleAfter?: number;
  /** Bytes of memory after which it is replaced earlier. */
  readonly memoryLimit?: number;
};

export type Pdf = {
  /** The same template, data, time and attachments give the same bytes. */
  render(
    template: string,
    data: unknown,
    more: { readonly timestamp: Date; readonly attachments?: readonly Attachment[] },
  ): Promise<Uint8Array>;
  stop(): Promise<void>;
};

export type PdfFaultReason = 'busy' | 'timeout' | 'template' | 'died' | 'stopped';
export class PdfFault extends Error {
  readonly reason: PdfFaultReason;
  constructor(reason: PdfFaultReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

type Job = {
  readonly request: RenderRequest;
  readonly resolve: (pdf: Uint8Array) => void;
  readonly reject: (fault: PdfFault) => void;
};
type Worker = {
  readonly child: ChildProcess;
  served: number;
  ready: boolean;
  retiring: boolean;
  successor: boolean;
  job: Job | null;
  timer: NodeJS.Timeout | null;
};

const rendererPath = fileURLToPath(new URL('./renderer.ts', import.meta.url));

/** Where the packages keep the two families' files. */
export function packagedFonts(): readonly string[] {
  return ['golos-text', 'pt-serif'].map((family) =>
    dirname(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${family}/package.json`))),
  );
}

// glibc gives memory back to the system and asks for it again with each document, a tenth of its time; a renderer that has grown too large is replaced as a whole.
// Large pieces are kept like small ones: with any of these set, glibc no longer learns that by itself.
const rendererMemory = {
  MALLOC_TRIM_THRESHOLD_: String(256 << 20),
  MALLOC_TOP_PAD_: String(16 << 20),
  MALLOC_MMAP_THRESHOLD_: String(32 << 20),
};

export function createPdf(options: PdfOptions): Pdf {
  const { formsDir, fontPaths = packagedFonts(), workers = Math.min(availableParallelism(), 4) } = options;
  const { queueLimit = 256, timeoutMs = 15_000, recycleAfter = 2_000, memoryLimit = 400e6 } = options;
  const pool = new Set<Worker>();
  const queue: Job[] = [];
  let stopped = false;

  function start(): Worker {
    const child = fork(rendererPath, [JSON.stringify({ formsDir, fontPaths })], {
      serialization: 'advanced',
      // The renderer needs no secret of ours. Several side by side fill the cores; threads within each as well only cost them.
      env: { ...rendererMemory, ...(workers > 1 ? { RAYON_NUM_THREADS: '1' } : {}) },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const worker: Worker = {
      child,
      served: 0,
      ready: false,
      retiring: false,
      successor: false,
      job: null,
      timer: null,
    };
    child.on('message', (reply: RenderReply) => heard(worker, reply));
    child.on('exit', () => lost(worker, 'died', 'the PDF renderer ended unexpectedly'));
    child.on('error', () => lost(worker, 'died', 'the PDF renderer could not be started'));
    pool.add(worker);
    hold(worker, true);
    return worker;
  }

  // An idle renderer keeps nobody's process alive.
  function hold(worker: Worker, held: boolean): void {
    if (held) {
      worker.child.ref();
      worker.child.channel?.ref();
    } else {
      worker.child.unref();
      worker.child.channel?.unref();
    }
  }

  function heard(worker: Worker, reply: RenderReply): void {
    if ('ready' in reply) {
      worker.ready = true;
      const old = [...pool].find((one) => one.successor && one !== worker && !one.retiring);
      if (old !== undefined) retire(old);
    } else {
      const job = free(worker);
      if ('pdf' in reply) job?.resolve(reply.pdf);
      else job?.reject(new PdfFault('template', reply.error));
      worker.served += 1;
      if (worker.retiring) end(worker);
      else if (!worker.successor && (worker.served >= recycleAfter || ('pdf' in reply && reply.memory > memoryLimit))) {
        // The old one goes on working until the new one is ready: no document waits for the change.
        worker.successor = true;
        start();
      }
    }
    next();
    if (worker.job === null) hold(worker, false);
  }

  function free(worker: Worker): Job | null {
    const { job } = worker;
    worker.job = null;
    if (worker.timer !== null) clearTimeout(worker.timer);
    worker.timer = null;
    return job;
  }

  function retire(worker: Worker): void {
    worker.retiring = true;
    if (worker.job === null) end(worker);
  }

  function end(worker: Worker): void {
    pool.delete(worker);
    if (worker.child.connected) worker.child.disconnect();
  }

  function lost(worker: Worker, reason: PdfFaultReason, message: string): void {
    // One that was sent away may go.
    if (!pool.delete(worker)) return;
    free(worker)?.reject(new PdfFault(reason, message));
    if (!worker.ready && !stopped) {
      // It never came up: what waits would wait for ever.
      for (const one of pool) one.successor = false;
      for (const job of queue.splice(0)) job.reject(new PdfFault(reason, message));
    } else next();
  }

  function next(): void {
    while (queue.length > 0 && !stopped) {
      const idle = [...pool].find((worker) => worker.ready && !worker.retiring && worker.job === null);
      if (idle === undefined) {
        if ([...pool].filter((worker) => !worker.successor).length < workers) start();
        return;
      }
      give(idle, queue.shift()!);
    }
  }

  function give(worker: Worker, job: Job): void {
    worker.job = job;
    hold(worker, true);
    worker.timer = setTimeout(() => {
      lost(worker, 'timeout', `no document within ${timeoutMs} ms`);
      worker.child.kill('SIGKILL');
    }, timeoutMs);
    worker.child.send(job.request);
  }

  return {
    render(template, data, { timestamp, attachments = [] }) {
      if (stopped) return Promise.reject(new PdfFault('stopped', 'the PDF service is stopped'));
      if (queue.length >= queueLimit) return Promise.reject(new PdfFault('busy', 'too many documents are waiting'));
      if (!/^[a-z0-9-]+$/.test(template)) return Promise.reject(new PdfFault('template', 'not a template name'));
      const request = {
        template,
        data: JSON.stringify(data),
        timestamp: Math.floor(timestamp.getTime() / 1000),
        attachments,
      };
      return new Promise((resolve, reject) => {
        queue.push({ request, resolve, reject });
        next();
      });
    },
    async stop() {
      stopped = true;
      for (const job of queue.splice(0)) job.reject(new PdfFault('stopped', 'the PDF service is stopping'));
      const ends = [...pool].map((worker) => ended(worker));
      for (const worker of pool) retire(worker);
      await Promise.all(ends);
    },
  };
}

// What is being rendered may finish; a renderer that does not go is ended.
function ended(worker: Worker): Promise<void> {
  const { child } = worker;
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  child.ref();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
  });
}
