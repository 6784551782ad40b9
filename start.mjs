// npm start: any Node >= 20 on PATH, nothing else. Installs what is missing, then runs src/main.ts under the pinned Node.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, pinnedNode, root, withCache } from './tools/node.mjs';

ensureInstalled(root);
const child = spawn(pinnedNode(), [join(root, 'src/main.ts')], { stdio: 'inherit', env: withCache() });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : code));
