// The static checks: types, lint, format. `node tools/check.mjs --fix` formats.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, pinnedNode, root } from './node.mjs';

ensureInstalled(root);
ensureInstalled(join(root, 'test'));
const node = pinnedNode();
const tool = (...path) => join(root, 'test/node_modules', ...path);
const folders = ['src', 'cli', 'bench', 'test', 'tools', 'start.mjs', 'test.mjs'];
const fix = process.argv.includes('--fix');

function run(name, args, env = {}) {
  const began = performance.now();
  const { status } = spawnSync(node, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  process.stdout.write(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${Math.round(performance.now() - began)} ms)\n`);
  return status === 0;
}

const results = [
  run('types', [tool('typescript/bin/tsc'), '--noEmit', '-p', root]),
  run('lint', [tool('oxlint/bin/oxlint'), '--type-aware', ...folders], { OXLINT_TSGOLINT_PATH: tool('.bin/tsgolint') }),
  run('format', [tool('@biomejs/biome/bin/biome'), 'format', ...(fix ? ['--write'] : []), '.']),
];
process.exit(results.every(Boolean) ? 0 : 1);
