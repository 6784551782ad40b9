// Runs under any Node >= 20: finds the pinned Node 24, installing what the lock files name and the folder lacks.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Ends the program with one clear sentence on standard error. @param {string} sentence @param {number} code */
export function refuse(sentence, code = 1) {
  process.stderr.write(`makulduk: ${sentence}\n`);
  process.exit(code);
}

function npm(args, cwd) {
  // npm beside the running Node first: a PATH may hold another one.
  const cli = [
    join(dirname(process.execPath), '..', 'lib/node_modules/npm/bin/npm-cli.js'),
    '/usr/lib/node_modules/npm/bin/npm-cli.js',
  ].find(existsSync);
  const [command, first] = cli ? [process.execPath, [cli]] : ['npm', []];
  return spawnSync(command, [...first, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

/** Two commands started at once in a fresh clone must not install over each other. */
function withLock(folder, act) {
  const lock = join(root, '.cache', `install-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}.lock`);
  mkdirSync(dirname(lock), { recursive: true });
  const until = Date.now() + 10 * 60_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const abandoned = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 5 * 60_000;
      if (abandoned) rmdirSync(lock);
      else if (Date.now() > until) refuse(`another installation holds ${lock}`);
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
    }
  }
  try {
    return act();
  } finally {
    rmdirSync(lock);
  }
}

/** Installs a folder's packages unless the ones its lock file names are there. @param {string} folder */
export function ensureInstalled(folder) {
  const lockFile = join(folder, 'package-lock.json');
  const wanted = createHash('sha256')
    .update(readFileSync(lockFile))
    .update(process.platform + process.arch)
    .digest('hex');
  const stamp = join(folder, 'node_modules', '.makulduk-installed');
  const present = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (present()) return;
  withLock(folder, () => {
    if (present()) return;
    process.stderr.write(
      `makulduk: installing packages into ${folder === root ? 'node_modules' : 'test/node_modules'} (once)\n`,
    );
    // No install scripts: nothing downloads at install time, and what needs linking is linked by the launcher itself.
    // Not `npm ci`: it refuses a lock in which a platform's optional binary could not be resolved. The lock is kept either way.
    const done = npm(
      ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      folder,
    );
    if (done.status !== 0) refuse('the packages could not be installed (npm install failed; its message is above)');
    writeFileSync(stamp, wanted);
  });
}

/** Path of the Node that runs TypeScript: the pinned one from npm, else the running one if it is new enough. */
export function pinnedNode() {
  try {
    const require = createRequire(join(root, 'package.json'));
    const home = dirname(require.resolve(`node-${process.platform}-${process.arch}/package.json`));
    return join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    const [major, minor] = process.versions.node.split('.').map(Number);
    if (major > 24 || (major === 24 && minor >= 4)) return process.execPath;
    return refuse(
      `no Node 24 for ${process.platform}-${process.arch} is published on npm; start this with Node 24 or newer`,
    );
  }
}

/** The environment with Node's compile cache switched on: a second start does not strip and compile the same sources again. */
export const withCache = () => ({ NODE_COMPILE_CACHE: join(root, '.cache', 'compile'), ...process.env });
