import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { policyCheck, policyImport } from './policy.ts';

const salyk = fileURLToPath(new URL('../examples/salyk-kg', import.meta.url));

function listening() {
  const said = { out: '', err: '' };
  const output = {
    out: (text: string) => void (said.out += `${text}\n`),
    err: (text: string) => void (said.err += `${text}\n`),
  };
  return { said, output };
}

test('policy check reports in Kyrgyz by default, with file, line and norm, and exits with 1 on errors', async () => {
  const { said, output } = listening();
  assert.equal(await policyCheck([join(salyk, 'policy.yaml')], output), 1);
  assert.match(said.out, /КАТА HOLDER_ADDRESS_MISSING {2}\S+policy\.yaml:\d+ {2}holder\/address/);
  assert.match(said.out, /Ченем: CP-8c-2/);
  assert.match(said.out, /Ката: \d+, эскертүү: \d+, маалымат үчүн: \d+\./);
});

test('policy check speaks Russian and English too, and takes the folder as well as the file', async () => {
  for (const [lang, word] of [
    ['ru', /ОШИБКА[\s\S]+Как исправить/],
    ['en', /ERROR[\s\S]+How to mend it/],
  ] as const) {
    const { said, output } = listening();
    assert.equal(await policyCheck([salyk, '--lang', lang], output), 1);
    assert.match(said.out, word);
  }
});

test('policy check --json is one JSON document with line numbers', async () => {
  const { said, output } = listening();
  await policyCheck([salyk, '--json'], output);
  const report = JSON.parse(said.out) as { findings: { code: string; line: number; text: { ky: string } }[] };
  assert.ok(report.findings.length > 20);
  assert.ok(report.findings.every(({ line, text }) => line > 0 && text.ky.length > 0));
});

test('wrong use, a missing file and an unreadable file each say so and do not exit with 0', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  try {
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, 'format: [\n');
    const huge = join(folder, 'huge.yaml');
    writeFileSync(huge, Buffer.alloc(17 * 1024 * 1024, 35));
    for (const [args, code, words] of [
      [[], 2, /policy check FILE/],
      [['a', 'b'], 2, /policy check FILE/],
      [['a', '--lang', 'de'], 2, /policy check FILE/],
      [['a', '--nonsense'], 2, /policy check FILE/],
      [[join(folder, 'none.yaml')], 2, /табылган жок/],
      [[broken, '--lang', 'en'], 1, /broken\.yaml, line \d+/],
      [[huge, '--lang', 'en'], 1, /too large/],
    ] as const) {
      const { said, output } = listening();
      assert.equal(await policyCheck(args, output), code, args.join(' '));
      assert.match(said.err, words);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('policy import reports on the real policy and loads it with its marked sandbox values', async () => {
  const { said, output } = listening();
  const loaded: string[] = [];
  const code = await policyImport(
    [salyk, '--lang', 'en'],
    ({ policy, sandboxPaths, findings }) => {
      loaded.push(policy.document.code);
      assert.ok(sandboxPaths.includes('holder/address'));
      assert.ok(findings.some((finding) => finding.code === 'HOLDER_ADDRESS_MISSING'));
      assert.equal(policy.holder.address?.en, '0 Synoo Street, Bishkek');
      return Promise.resolve('loaded');
    },
    output,
  );
  assert.equal(code, 0);
  assert.deepEqual(loaded, ['salyk-kg-privacy']);
  assert.match(said.out, /HOLDER_ADDRESS_MISSING[\s\S]+Values invented for the sandbox: \d+[\s\S]+loaded/);
});

test('policy import loads nothing while errors remain', async () => {
  const { said, output } = listening();
  const code = await policyImport(
    [join(salyk, 'policy.yaml'), '--lang', 'en'],
    () => Promise.reject(new Error('must not be called')),
    output,
  );
  assert.equal(code, 1);
  assert.match(said.err, /not loaded[\s\S]+holder\/address/);
});
