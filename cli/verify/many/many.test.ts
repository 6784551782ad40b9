import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { langs } from '../../../src/platform/text.ts';
import { buildEvidencePackage } from '../../../src/record/package.ts';
import { trustFileText } from '../../../src/record/trust-file.ts';
import { writeZip } from '../../../src/record/zip.ts';
import { logSigner, validParts, witness } from '../../../src/record/verify/test-evidence.ts';
import { pem } from '../../../src/trust/formats/test-parties.ts';
import { signedPdf } from '../../../src/trust/verify/test-pdf-world.ts';
import { document, later, lists, person, root, sign, trustList } from '../../../src/trust/verify/test-world.ts';
import type { Judged } from './judge-item.ts';
import { verifyMany } from './command.ts';
import { judgeAll } from './pool.ts';
import { progressLine } from './progress.ts';

const folder = mkdtempSync(join(tmpdir(), 'mk-many-'));
after(() => rmSync(folder, { recursive: true }));
const put = (name: string, bytes: Uint8Array | string): string => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const now = later(60);
put(
  'trust/trust.txt',
  trustFileText({ logKey: logSigner.vkey, witnessKeys: [witness.vkey], origins: ['https://makulduk.example.kg'] }),
);
put('trust/roots/root.pem', pem('CERTIFICATE', root.certificate.raw));
put('trust/trust-list.json', JSON.stringify(trustList()));
for (const [at, crl] of lists(now).entries()) put(`trust/lists/${at}.crl`, crl.raw);

const evidence = buildEvidencePackage(validParts('SIGNED_EDOC'));
const altered = Buffer.from(evidence);
altered[altered.indexOf('макулдугумду')]! ^= 1;
put('good/a/evidence.zip', evidence);
put('good/a/message.p7m', sign(person, document, { attached: true }));
put('good/b/contract.txt', document);
put('good/b/contract.txt.p7s', sign(person));
put('good/b/form.pdf', await signedPdf());
put('bad/evidence.zip', altered);
put('bad/contract.txt', 'башка');
put('bad/contract.txt.p7s', sign(person));
put('bad/alone.p7s', sign(person));
put('bad/notes.txt', 'nothing signed');

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, '../../makulduk.ts'), 'verify', ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: process.env['PATH'] ?? '' },
  });
const always = ['--trust', 'trust', '--at', now.toISOString()];

test('a folder of evidence files, messages, PDFs and documents beside their signatures is verified in threads', () => {
  const { status, stdout, stderr } = run('good', ...always, '--jobs', '2', '--lang', 'en');
  assert.deepEqual([status, stderr], [0, ''], stdout);
  assert.equal(stdout, 'Checked: 4. ✓ valid: 4  ✗ invalid: 0  ? not determined: 0\n');
});

test('what is not valid is named with the reason, and makes the exit code 1', () => {
  const { status, stdout } = run('good', 'bad', ...always, '--lang', 'ru');
  assert.equal(status, 1);
  const lines = stdout.trim().split('\n');
  assert.deepEqual(
    lines
      .slice(0, -1)
      .map((line) => line.slice(0, line.indexOf(':')))
      .toSorted(),
    ['bad/alone.p7s', 'bad/contract.txt + bad/contract.txt.p7s', 'bad/evidence.zip', 'bad/notes.txt'].map(
      (name) => `✗ ${name}`,
    ),
  );
  assert.match(lines.at(-1)!, /^Проверено: 8\. ✓ действительно: 4 {2}✗ недействительно: 4/);
  assert.equal(run('trust/lists', '--jobs', '1').status, 1, 'lists are no evidence');
  assert.equal(run('empty', '--jobs', '1').status, 1);
  mkdirSync(join(folder, 'empty'));
  assert.equal(run('empty').status, 1, 'nothing verified is not everything valid');
});

test('what is signed in a way that is not judged here is named as such in a folder, and found neither valid nor wrong', () => {
  const others = ['mimetype', 'a.txt', 'META-INF/signatures0.xml'].map((name) => ({
    name,
    bytes: Buffer.from(name === 'mimetype' ? 'application/vnd.etsi.asic-e+zip' : '<x/>'),
  }));
  put('foreign/contract.asice', Buffer.from(writeZip(others)));
  put('foreign/contract.xml', '<?xml version="1.0"?><Signature/>');
  const { status, stdout } = run('foreign', ...always, '--lang', 'en');
  assert.equal(status, 1);
  const lines = stdout.trim().split('\n');
  assert.equal(
    lines.filter((line) => /^\? foreign\/contract\.(asice|xml): The signature is of a kind/.test(line)).length,
    2,
  );
  assert.match(lines.at(-1)!, /invalid: 0 {2}\? not determined: 2$/);
});

test('with --json every item has its whole report in a line of its own', () => {
  const { stdout } = run('good', 'bad', ...always, '--json');
  const reports = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { file: string; verdict: string; checks?: unknown[]; signatures?: unknown[] });
  assert.equal(reports.length, 8);
  assert.ok(
    reports.filter(({ verdict }) => verdict === 'valid').every(({ checks, signatures }) => checks ?? signatures),
  );
});

test('a file that cannot be read stops nobody: it is named, the others are verified', async () => {
  const lines: string[] = [];
  const good = await verifyMany(
    { places: [join(folder, 'good/a')], trust: join(folder, 'trust'), at: now, json: false, lang: 'en', jobs: 1 },
    { print: (line) => lines.push(line), rewrite: undefined, elapsed: () => 0 },
  );
  assert.equal(good, true, lines.join('\n'));
  const judged: Judged[] = [];
  const task = { place: join(folder, 'trust'), at: now.toISOString(), whole: false };
  const items = [{ file: join(folder, 'gone.zip') }, { file: join(folder, 'good/a/evidence.zip') }];
  await judgeAll(items, { jobs: 1, task, mostMs: 60_000, mostHeapMiB: 256 }, (one) => judged.push(one));
  assert.deepEqual(
    judged.map(({ verdict }) => verdict),
    ['undetermined', 'valid'],
  );
  assert.match(judged[0]!.summary.en, /ENOENT/);
});

test('a thread that stays, runs out of memory or ends takes one item with it, and no other', async () => {
  const names = ['1', 'stays', '2', '3', 'grows', '4', 'ends', ...Array.from({ length: 40 }, (_, at) => `more ${at}`)];
  const judged: Judged[] = [];
  await judgeAll(
    names.map((file) => ({ file })),
    {
      jobs: 2,
      task: { place: undefined, at: now.toISOString(), whole: false },
      mostMs: 1_500,
      mostHeapMiB: 32,
      program: new URL('test-failing-worker.ts', import.meta.url),
    },
    (one) => judged.push(one),
  );
  assert.equal(judged.length, names.length);
  assert.deepEqual(
    judged
      .filter(({ verdict }) => verdict !== 'valid')
      .map(({ item }) => item.file)
      .toSorted(),
    ['ends', 'grows', 'stays'],
  );
});

test('trust that cannot be read is one sentence, not a verdict on any file', () => {
  put('broken/roots/root.cer', 'no certificate');
  const { status, stdout, stderr } = run('good', '--trust', 'broken');
  assert.deepEqual([status, stdout], [1, '']);
  assert.ok(stderr.includes('root.cer') && !stderr.includes('    at '), stderr);
});

test('the line of progress fits a narrow terminal in every language', () => {
  for (const lang of langs) {
    const line = progressLine({ done: 43_210, all: 100_000, notValid: 12, elapsed: 9_000 }, lang);
    assert.ok(
      line.includes('43 %') && line.includes('43 210 / 100 000') && line.includes('0:12') && line.includes('✗ 12'),
      line,
    );
    assert.ok(line.length <= 96, `${line.length}: ${line}`);
  }
  assert.ok(progressLine({ done: 0, all: 0, notValid: 0, elapsed: 0 }, 'ky').includes('100 %'));
});
