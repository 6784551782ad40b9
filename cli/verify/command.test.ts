import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { buildEvidencePackage } from '../../src/record/package.ts';
import { trustFileText } from '../../src/record/trust-file.ts';
import { writeZip } from '../../src/record/zip.ts';
import { logSigner, validParts, witness } from '../../src/record/verify/test-evidence.ts';

const folder = mkdtempSync(join(tmpdir(), 'mk-verify-'));
after(() => rmSync(folder, { recursive: true }));
const file = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const trust = file(
  'trust.txt',
  trustFileText({ logKey: logSigner.vkey, witnessKeys: [witness.vkey], origins: ['https://makulduk.example.kg'] }),
);
const good = buildEvidencePackage(validParts('SIGNED_EDOC'));
const bad = Buffer.from(good);
bad[bad.indexOf('макулдугумду')]! ^= 1;
const [valid, altered] = [file('valid.zip', good), file('altered.zip', bad)];
const run = (args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [join(import.meta.dirname, '../makulduk.ts'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });

test('whoever asks for help gets the lines of the command, and whoever gives a wrong option gets them too', () => {
  const lines = /^makulduk verify FILE\.\.\. [^]*--lang ky\|ru\|en\]\n$/;
  const helped = run(['verify', '--help']);
  assert.equal(helped.status, 0);
  assert.match(helped.stdout, lines);
  assert.doesNotMatch(helped.stdout, /witness/);
  assert.match(run(['help']).stdout, /makulduk witness run/);
  const wrong = run(['verify', valid, '--trsut', trust]);
  assert.equal(wrong.status, 1);
  assert.match(wrong.stderr, /'--trsut'[^]*makulduk verify FILE\.\.\./);
});

test('a container of others is named as one, and not called an altered evidence file', () => {
  const mimetype = { name: 'mimetype', bytes: Buffer.from('application/vnd.etsi.asic-e+zip') };
  const members = [
    mimetype,
    ...['a.txt', 'META-INF/signatures0.xml'].map((name) => ({ name, bytes: Buffer.from('<x/>') })),
  ];
  const foreign = run(['verify', file('foreign.asice', writeZip(members)), '--trust', trust, '--json']);
  assert.deepEqual([foreign.status, JSON.parse(foreign.stdout).code], [1, 'SIGNATURE_FORMAT_OTHER'], foreign.stderr);
  // With any member of ours it is ours, and what is missing in it was taken out.
  const stripped = [...members, { name: 'META-INF/manifest.json', bytes: Buffer.from('{}') }];
  const taken = run(['verify', file('stripped.asice', writeZip(stripped)), '--trust', trust, '--json']);
  assert.deepEqual([taken.status, JSON.parse(taken.stdout).verdict], [1, 'invalid']);
});

test('the exit code is 0 for valid evidence alone, and the report is in three languages', () => {
  const { status, stdout } = run(['verify', valid, '--trust', trust]);
  assert.equal(status, 0, stdout);
  for (const words of ['Далил жарактуу', 'Доказательство действительно', 'The evidence is valid'])
    assert.ok(stdout.includes(words));
  assert.equal(run(['verify', valid], { MAKULDUK_DATA: folder }).status, 0);
  assert.equal(run(['verify', valid, altered, '--trust', trust]).status, 1);
  assert.equal(run(['verify', valid]).status, 1, 'no key known independently');
});

test('--json names what was altered', () => {
  const { status, stdout } = run(['verify', altered, '--json', '--trust', trust]);
  assert.equal(status, 1);
  const report = JSON.parse(stdout) as { verdict: string; checks: { code: string; text: { ky: string } }[] };
  assert.equal(report.verdict, 'invalid');
  assert.ok(report.checks.some(({ code }) => code === 'MEMBER_DAMAGED'));
});

test('a wrong call is answered by the right one, a missing file by one sentence', () => {
  for (const args of [
    [],
    ['verify'],
    ['nonsense'],
    ['witness'],
    ['verify', 'no-such-file.zip'],
    ['verify', valid, '--lang', 'de'],
  ]) {
    const { status, stderr } = run(args);
    assert.equal(status, 1);
    assert.ok(stderr.length > 0 && !stderr.includes('    at '), stderr);
  }
});
