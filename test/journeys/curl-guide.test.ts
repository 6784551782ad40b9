import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inventedCitizens } from '../../src/identity/index.ts';
import { guideCommands } from '../../src/offices/public/developers/guide-commands-data.ts';
import { freePort, type Program, startProgram } from '../support/program.ts';

const missing = ['curl', 'jq', 'bash'].filter((name) => spawnSync('which', [name]).status !== 0);
if (missing.length > 0) console.log(`NOT RUN: the curl guide, because this machine has no ${missing.join(', ')}`);

const folder = mkdtempSync(join(tmpdir(), 'mk-curl-'));
let program: Program | undefined;
after(async () => {
  program?.child.kill('SIGTERM');
  await program?.ended();
  rmSync(folder, { recursive: true, force: true });
});

test('the guide of the API reference, run as it stands by curl alone: sign up, be bound, consent, prove, ask, withdraw', {
  skip: missing.length > 0,
  timeout: 120_000,
}, async () => {
  program = await startProgram({ dataFolder: join(folder, 'data'), port: await freePort() });
  const root = join(import.meta.dirname, '../..');
  const pin = inventedCitizens[3]!.claims['pin'] as string;
  const script = guideCommands(program.url)
    .join('\necho; echo ----\n')
    .replace('"PIN"', `"${pin}"`)
    .replace('npm run makulduk --', `${process.execPath} ${join(root, 'cli/makulduk.ts')}`);
  const run = spawnSync('bash', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, MAKULDUK_DATA: join(folder, 'data') },
    timeout: 90_000,
  });
  const parts = run.stdout.split('\n----\n').map((part) => part.trim());
  assert.equal(parts.length, guideCommands('').length, run.stdout + run.stderr);
  assert.match(parts[1]!, /"state":"active"/, 'bound through ESI');
  assert.match(parts[6]!, /^[0-9a-f-]{36}$/, `consent: ${parts[6]}`);
  assert.match(parts[7]!, /(ЖАРАКТУУ|жарактуу|valid)/i, parts[7]);
  assert.match(parts[9]!, /"allowed":true/, parts[9]);
  assert.match(parts[10]!, /"outcome":"withdrawn"/, parts[10]);
  assert.match(parts[10]!, /"allowed":false,"reason":"CONSENT_WITHDRAWN"/, parts[10]);
});
