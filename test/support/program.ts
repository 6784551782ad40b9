import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');

export type Program = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly output: () => string;
  /** Resolves with the exit code (null when a signal ended it). */
  readonly ended: Promise<number | null>;
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
}): Promise<Program> {
  const program = spawnProgram(options);
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    if (program.child.exitCode !== null || program.child.signalCode !== null)
      throw new Error(`the program ended: ${program.output()}`);
    const ready = await fetch(`${program.url}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return program;
    await sleep(20);
  }
  program.child.kill('SIGKILL');
  throw new Error(`the program was not ready in time: ${program.output()}`);
}

/** The same without waiting: for starts that are to be refused. */
export function spawnProgram({
  dataFolder,
  port,
  env,
}: {
  dataFolder: string;
  port: number;
  env?: Record<string, string>;
}): Program {
  const child = spawn(process.execPath, [join(root, 'src/main.ts')], {
    cwd: dataFolder.startsWith('/') && existsSync(dataFolder) ? dataFolder : root,
    env: { ...process.env, MAKULDUK_TEST_PG: '', PORT: String(port), MAKULDUK_DATA: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream!.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const pidFile = join(dataFolder, 'database', 'cluster', 'postmaster.pid');
  return {
    child,
    url: `http://localhost:${port}`,
    output: () => output,
    ended: new Promise((resolve) => child.once('exit', (code) => resolve(code))),
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
