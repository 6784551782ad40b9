// node tools/run.mjs FILE.ts [args]: runs a TypeScript program of this project under the pinned Node, signals forwarded.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, pinnedNode, root, withCache } from './node.mjs';

ensureInstalled(root);
const [file, ...args] = process.argv.slice(2);
const needsTools = /^(bench|test|tools)\//.test(file);
if (needsTools) ensureInstalled(join(root, 'test'));
const child = spawn(pinnedNode(), [join(root, file), ...args], { stdio: 'inherit', env: withCache() });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : code));
