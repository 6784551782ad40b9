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
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid !== process.pid && isAlive(pid)) throw new ConfigError(`another makulduk (process ${pid}) uses the data folder ${folder}: stop it, or set MAKULDUK_DATA`);
    stopOrphan(join(folder, 'database', 'cluster', 'postmaster.pid'));
  }
  writeFileSync(file, String(process.pid), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

// Of a process that ended but was not waited for, Linux still knows the number: that one is not alive.
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const stat = `/proc/${pid}/stat`;
  if (!existsSync(stat)) return process.platform !== 'linux';
  const state = readFileSync(stat, 'utf8').split(') ').at(-1)?.[0];
  return state !== 'Z' && /node|makulduk/.test(readFileSync(`/proc/${pid}/comm`, 'utf8'));
}

function stopOrphan(pidFile: string): void {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const comm = `/proc/${pid}/comm`;
  if (process.platform === 'linux' && (!existsSync(comm) || !readFileSync(comm, 'utf8').startsWith('postgres'))) return;
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return;
  }
  for (let i = 0; i < 300 && existsSync(pidFile); i++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
}
