import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchIn } from './client.ts';

const pidFileOf = (dataFolder: string): string => join(dataFolder, 'database', 'cluster', 'postmaster.pid');

// A test process that ends in any way takes its programs along, and their database servers: the handler is synchronous
// because nothing else runs at exit.
const living = new Map<ChildProcess, string>();
function watch(child: ChildProcess, dataFolder: string): void {
  if (living.size === 0 && process.listenerCount('exit', killAll) === 0) {
    process.once('exit', killAll);
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  }
  living.set(child, dataFolder);
  child.once('exit', () => living.delete(child));
}
function killAll(): void {
  for (const [child, dataFolder] of living) killNow(child, dataFolder);
}
function killNow(child: ChildProcess, dataFolder: string): void {
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch {
    child.kill('SIGKILL'); // it has no process group of its own
  }
  try {
    process.kill(Number(readFileSync(pidFileOf(dataFolder), 'utf8').split('\n')[0]), 'SIGQUIT');
  } catch {
    // no server was started, or it is gone already
  }
}

const root = join(import.meta.dirname, '../..');

export type Program = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly output: () => string;
  /** The exit code (null when a signal ended it). What has not ended after `limitMs` is killed, and the wait fails with the program's output. */
  ended(limitMs?: number): Promise<number | null>;
  /** Pid of the embedded database server. */
  databasePid(): number;
  /** Connection target of the embedded database, for looking behind the curtain. */
  databaseTarget(): string;
};

/** Starts the real program (src/main.ts) as a process of its own, and waits until it is ready. */
export async function startProgram(options: {
  dataFolder: string;
  port: number;
  env?: Record<string, string>;
  terminal?: boolean;
}): Promise<Program> {
  const program = spawnProgram(options);
  const until = performance.now() + 120_000;
  while (performance.now() < until) {
    if (program.child.exitCode !== null || program.child.signalCode !== null)
      throw new Error(`the program ended: ${program.output()}`);
    const ready = await fetchIn(`${program.url}/health/ready`, {}, 5_000).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return program;
    await sleep(20);
  }
  killNow(program.child, options.dataFolder);
  throw new Error(`the program was not ready in time: ${program.output()}`);
}

/**
 * The same without waiting: for starts that are to be refused. `terminal` starts it as `npm start` does, in a process group
 * of its own that can be signalled as a whole, as a terminal does.
 */
export function spawnProgram({
  dataFolder,
  port,
  env,
  terminal = false,
}: {
  dataFolder: string;
  port: number;
  env?: Record<string, string>;
  terminal?: boolean;
}): Program {
  const child = spawn(process.execPath, [join(root, terminal ? 'start.mjs' : 'src/main.ts')], {
    detached: terminal,
    cwd: dataFolder.startsWith('/') && existsSync(dataFolder) ? dataFolder : root,
    env: { ...process.env, MAKULDUK_TEST_PG: '', PORT: String(port), MAKULDUK_DATA: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  watch(child, dataFolder);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream!.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const pidFile = pidFileOf(dataFolder);
  return {
    child,
    url: `http://localhost:${port}`,
    output: () => output,
    async ended(limitMs = 60_000) {
      const over = new AbortController();
      const late = sleep(limitMs, 'late' as const, { signal: over.signal }).catch(() => 'late' as const);
      const code = await Promise.race([exit, late]);
      over.abort();
      if (code !== 'late') return code;
      killNow(child, dataFolder);
      throw new Error(`the program has not ended within ${limitMs} ms: ${output}`);
    },
    databasePid: () => Number(readFileSync(pidFile, 'utf8').split('\n')[0]),
    databaseTarget: () =>
      `socket:${readFileSync(pidFile, 'utf8').split('\n')[4]!.trim()}?db=postgres&user=makulduk_owner`,
  };
}

/** A port nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
