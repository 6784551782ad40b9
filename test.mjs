// npm test [-- paths]: installs what is missing, runs all tests under the pinned Node, then checks that every requirement claim holds.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, pinnedNode, root, withCache } from './tools/node.mjs';

ensureInstalled(root);
ensureInstalled(join(root, 'test'));
const asked = process.argv.slice(2);
const whole = asked.length === 0;
const patterns = (whole ? ['src', 'cli', 'sdk', 'test', 'tools'] : asked).flatMap((path) =>
  path.endsWith('.ts') ? [path] : [`${path.replace(/\/$/, '')}/**/*.test.ts`],
);
const results = join(root, '.cache', whole ? 'test-results.jsonl' : 'test-results-part.jsonl');
mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(results, { force: true });

const node = pinnedNode();
const nodeGlob = spawnSync(
  node,
  [
    '-e',
    'const {globSync}=require("fs");console.log(JSON.stringify(process.argv.slice(1).flatMap(p=>globSync(p,{exclude:f=>f.includes("node_modules")}))))',
    ...patterns,
  ],
  { cwd: root, encoding: 'utf8' },
);
const files = JSON.parse(nodeGlob.stdout).sort();
// Without a file the runner would take everything there is.
if (files.length === 0) {
  process.stderr.write(`no tests in ${asked.join(' ')}\n`);
  process.exit(1);
}
// How many files run at once.
const sideBySide = Number(process.env['FILES_AT_ONCE'] ?? 2);
const child = spawn(
  node,
  [
    '--test',
    `--test-concurrency=${sideBySide}`,
    '--test-timeout=300000',
    `--import=${pathToFileURL(join(root, 'test/support/watchdog.mjs'))}`,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${join(root, 'tools/test-reporter.mjs')}`,
    `--test-reporter-destination=${results}`,
    `--test-global-setup=${join(root, 'test/support/global-setup.ts')}`,
    ...files,
  ],
  { cwd: root, stdio: 'inherit', env: withCache() },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// The files end themselves when they hang (watchdog.mjs); this is for a runner that does.
const limit = Number(process.env['RUN_MINUTES'] ?? 60) * Math.max(1, Number(process.env['EFFORT'] ?? 1));
setTimeout(() => {
  process.stderr.write(`the tests have not ended in ${limit} minutes: they are stopped\n`);
  child.kill('SIGINT');
  setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
}, limit * 60_000).unref();
child.on('exit', (code, signal) => {
  tellSlowest();
  if (code !== 0 || !whole) process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : code);
  // An id on a test that did not run and pass is a defect.
  process.exit(spawnSync(node, [join(root, 'tools/law.ts'), '--check'], { cwd: root, stdio: 'inherit' }).status ?? 1);
});

// Where the time goes is seen after each run; every file’s seconds stand in the results.
function tellSlowest() {
  if (!existsSync(results)) return;
  const files = readFileSync(results, 'utf8')
    .split('\n')
    .flatMap((line) => (line.includes('"seconds"') ? [JSON.parse(line)] : []))
    .filter(({ seconds }) => seconds !== undefined)
    .sort((a, b) => b.seconds - a.seconds);
  if (files.length < 2) return;
  const all = files.reduce((sum, { seconds }) => sum + seconds, 0);
  process.stdout.write(
    `\nslowest of ${files.length} files (${Math.round(all)} s of tests in all; loading a file and what it starts before its tests not counted):\n`,
  );
  for (const { file, seconds } of files.slice(0, 10))
    process.stdout.write(`${seconds.toFixed(1).padStart(8)} s  ${file}\n`);
}
