import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { after, test } from 'node:test';
import { appended, drawing, pdfOf } from '../../src/trust/formats/pades/test-pdf.ts';
import { writeAsicManifest } from '../../src/trust/formats/index.ts';
import { pem } from '../../src/trust/formats/test-parties.ts';
import type { VerificationReport } from '../../src/trust/verify/decision.ts';
import { signedPdf } from '../../src/trust/verify/test-pdf-world.ts';
import {
  document,
  issue,
  centre,
  later,
  list,
  lists,
  person,
  root,
  sign,
  trustList,
} from '../../src/trust/verify/test-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'mk-signature-'));
after(() => rmSync(folder, { recursive: true }));
const put = (name: string, bytes: Uint8Array | string): string => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const now = later(60);
const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, '../makulduk.ts'), 'verify', ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: process.env['PATH'] ?? '' },
  });

put('trust/roots/root.pem', pem('CERTIFICATE', root.certificate.raw));
put('trust/trust-list.json', JSON.stringify(trustList()));
for (const [at, crl] of lists(now).entries())
  put(`trust/lists/${at}.crl`, at === 0 ? crl.raw : pem('X509 CRL', crl.raw));
const text = put('consent.txt', document);
const detached = put('consent.txt.p7s', sign(person));
const always = ['--trust', join(folder, 'trust'), '--at', now.toISOString()];

test('a detached signature is checked offline with a folder of trust: exit code 0, the four conditions in three languages', () => {
  const { status, stdout, stderr } = run(text, '--signature', detached, ...always);
  assert.equal(status, 0, stdout + stderr);
  for (const words of [
    'Квалификацияланган электрондук колтамга анык',
    'соблюдены все четыре условия',
    'all four conditions are met',
    'Сыноо-Өмүрзакова Айгүл',
  ])
    assert.ok(stdout.includes(words), words);
  assert.equal(stdout.match(/✓ [1-4]\. /g)?.length, 12);
  const attached = put('attached.p7m', sign(person, document, { attached: true }));
  assert.equal(run(attached, ...always).status, 0);
  assert.equal(run(put('attached.pem', pem('CMS', sign(person, document, { attached: true }))), ...always).status, 0);
});

test('ES-6.4b: one document of a package is signed with the type of the package’s signature; one that is not listed or was changed is not', () => {
  const notice = Buffer.from('Билдирүү');
  const files = [
    { name: 'consent.txt', mediaType: 'text/plain', bytes: document },
    { name: 'notice.txt', mediaType: 'text/plain', bytes: notice },
  ];
  const manifest = writeAsicManifest('META-INF/signature001.p7s', files);
  const given = [
    '--signature',
    put('package.p7s', sign(person, manifest)),
    '--manifest',
    put('manifest.xml', manifest),
  ];
  for (const one of [text, put('notice.txt', notice)]) {
    const { status, stdout } = run(one, ...given, ...always, '--json');
    const report = JSON.parse(stdout) as VerificationReport & { listed: boolean };
    assert.deepEqual([status, report.listed, report.signatures[0]!.class], [0, true, 'qualified'], stdout);
  }
  for (const other of ['башка документ', `${notice.toString()} `]) {
    const { status, stdout } = run(put('changed.txt', other), ...given, ...always);
    assert.equal(status, 1);
    assert.ok(stdout.includes('ага кол коюлган эмес'), stdout);
  }
  const altered = Buffer.from(manifest.toString().replace('notice.txt', 'notise.txt'));
  assert.equal(run(text, ...given.slice(0, 2), '--manifest', put('altered.xml', altered), ...always).status, 1);
});

test('exit code 1: altered, revoked, another day, no trust, no signature', async () => {
  assert.equal(run(put('other.txt', 'башка'), '--signature', detached, ...always).status, 1);
  assert.equal(run(text, '--signature', detached).status, 1, 'nobody is believed');
  assert.equal(run(text, '--signature', detached, ...always.slice(0, 2), '--at', later(400).toISOString()).status, 1);
  const broken = run(text, '--signature', put('broken.p7s', 'no signature'), ...always);
  assert.equal(broken.status, 1);
  assert.ok(broken.stdout.includes('no electronic signature'));
  const ended = list(centre, now, [{ certificate: person.certificate, at: later(50) }]);
  put('ended/roots/root.cer', root.certificate.raw);
  put('ended/trust-list.json', JSON.stringify(trustList()));
  put('ended/centre.crl', ended.raw);
  put('ended/root.crl', lists(now)[1]!.raw);
  const revoked = run(
    text,
    '--signature',
    detached,
    '--trust',
    join(folder, 'ended'),
    '--at',
    now.toISOString(),
    '--json',
  );
  assert.equal(revoked.status, 1);
  const report = JSON.parse(revoked.stdout) as VerificationReport;
  assert.equal(report.signatures[0]!.conditions[1]!.findings[0]!.code, 'CERTIFICATE_ENDED');
  // As of the day before the entry it was valid, by the lists of that day; later ones say nothing of it.
  const dayBefore = ['--trust', join(folder, 'ended'), '--at', later(49).toISOString()];
  assert.equal(run(text, '--signature', detached, ...dayBefore).status, 1);
  for (const [i, one] of lists(later(49)).entries()) put(`ended/before-${i}.crl`, one.raw);
  assert.equal(run(text, '--signature', detached, ...dayBefore).status, 0);
});

test('limits are checked against what the caller says the signature is used for', async () => {
  const value = { currency: 'KGS', amount: 100_000, exponent: 0 };
  const limits = {
    text: [{ lang: 'ky', text: '100 000 сомго чейин' }],
    rules: [{ kind: 'maxAmount' as const, value }],
  };
  const limited = put('limited.p7s', sign(await issue('QN', centre, { limits })));
  const check = (...more: string[]) => run(text, '--signature', limited, ...always, ...more).status;
  assert.deepEqual([check(), check('--amount', '100000KGS'), check('--amount', '100000.01KGS')], [1, 0, 1]);
});

test('a wrong call is answered by one sentence', () => {
  for (const args of [
    [text, '--signature', detached, '--at', 'yesterday'],
    [text, '--signature', detached, '--trust', text],
    [text, '--signature', detached, '--amount', 'much'],
    [text, text, '--signature', detached],
    [text, '--signature', join(folder, 'nothing')],
  ]) {
    const { status, stderr } = run(...args);
    assert.equal(status, 1);
    assert.ok(stderr.length > 0 && !stderr.includes('    at '), stderr);
  }
});

test('a PDF is checked like any signature; what was changed in it is printed revision by revision', async () => {
  const signed = await signedPdf();
  const good = put('contract.pdf', signed);
  const { status, stdout, stderr } = run(good, ...always);
  assert.equal(status, 0, stdout + stderr);
  assert.ok(stdout.includes('Revision 2') && stdout.includes('What was signed'));
  const bad = run(put('changed.pdf', appended(signed, { 4: drawing('I pay 900000 som') })), ...always, '--lang', 'en');
  assert.equal(bad.status, 1);
  assert.match(bad.stdout, /✗ the content of a page was changed \[1\]: not allowed/);
  assert.equal(run(put('plain.pdf', pdfOf()), ...always).status, 1);
});
