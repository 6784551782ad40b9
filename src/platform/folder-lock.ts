import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './config.ts';

/**
 * One program a data folder. A lock left by a killed one is taken over, and the database server it left behind is told to
 * stop, so that a start after kill -9 just works. Returns how to release.
 * @throws ConfigError where another living program holds the folder
 */
export function acquireFolder(folder: string): () => void {
  const file = join(folder, 'makulduk.pid');
  const mine = `${process.pid}\n${startOf(process.pid) ?? ''}\n`;
  for (let attempt = 0; ; attempt++) {
    try {
      // Made in one step: of two programs that start at once, one finds the other's lock.
      writeFileSync(file, mine, { mode: 0o600, flag: 'wx' });
      stopOrphan(join(folder, 'database', 'cluster', 'postmaster.pid'));
      return () => {
        if (read(file) === mine) rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 3) throw error;
    }
    const [pid, start] = read(file).split('\n');
    if (isAlive(Number(pid), start))
      throw new ConfigError(
        `another makulduk (process ${pid}) uses the data folder ${folder}: stop it, or set MAKULDUK_DATA`,
      );
    rmSync(file, { force: true });
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

// A number may be given to another process later: the moment it began tells them apart, where the system tells it.
function isAlive(pid: number, start: string | undefined): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  const began = startOf(pid);
  return began !== undefined && (start === undefined || start === '' || began === start);
}

/** When the process began, as Linux counts; undefined for one that ended, though its number may still be known. */
function startOf(pid: number): string | undefined {
  // The name in parentheses may hold anything: what counts stands after the last one.
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)!.split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

function stopOrphan(pidFile: string): void {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const comm = `/proc/${pid}/comm`;
  if (process.platform === 'linux' && !read(comm).startsWith('postgres')) return;
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return;
  }
  for (let i = 0; i < 300 && existsSync(pidFile); i++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
}
