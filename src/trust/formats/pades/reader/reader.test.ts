import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { appended, contract, drawing, pdfOf, stream } from '../test-pdf.ts';
import { readSignedPdf } from '../verify.ts';
import { contentOf, isDict, isName, isStream, isString, type PdfFile, PdfReadError, readPdf } from './index.ts';

const fault = (bytes: Buffer | string): string => {
  try {
    const file = readPdf(Buffer.from(bytes));
    walk(file);
    return 'read';
  } catch (error) {
    assert.ok(error instanceof PdfReadError, String(error));
    return error.fault;
  }
};

// Everything that the cross-references of the newest revision name.
function walk(file: PdfFile): number {
  const view = file.at(file.revisions.length - 1);
  let count = 0;
  for (const { sections } of file.revisions)
    for (const { entries } of sections)
      for (const [number, entry] of entries)
        if (
          entry.is !== 'free' &&
          view.object({ is: 'ref', number, generation: entry.is === 'at' ? entry.generation : 0 }) !== null
        )
          count++;
  return count;
}

test('objects of every kind are read as they stand', () => {
  const body = '[ true null -12 +3 4.5 -.5 /A#20b (a\\(b\\)\\101\\\n) <48 65 6> << /K 3 0 R /L [[]] >> ]';
  const file = readPdf(pdfOf({ ...contract(), 8: body }));
  const value = file.at(0).object({ is: 'ref', number: 8, generation: 0 });
  assert.ok(typeof value === 'object' && value !== null && value.is === 'array');
  const [yes, nothing, less, more, real, small, name, literal, hex, dict] = value.items;
  assert.deepEqual([yes, nothing, less, more], [true, null, -12, 3]);
  assert.deepEqual(
    [real, small].map((one) => (one as { value: number }).value),
    [4.5, -0.5],
  );
  assert.ok(isName(name) && name.name === 'A b');
  assert.ok(isString(literal) && literal.bytes.toString() === 'a(b)A');
  assert.ok(isString(hex) && hex.bytes.toString('hex') === '486560' && !hex.pairs);
  assert.ok(isDict(dict) && dict.entries.size === 2);
});

test('revisions: tables and streams; each is the file up to its end', () => {
  const first = pdfOf();
  for (const as of ['table', 'stream'] as const) {
    const second = appended(first, { 4: drawing('other') }, { as });
    const file = readPdf(second);
    assert.deepEqual(
      file.revisions.map(({ start, end }) => [start, end]),
      [
        [0, first.length],
        [first.length, second.length],
      ],
    );
    const words = (at: number): string => {
      const value = file.at(at).object({ is: 'ref', number: 4, generation: 0 });
      assert.ok(isStream(value));
      return value.raw.toString();
    };
    assert.ok(words(0).includes('100 som') && words(1).includes('other'));
  }
});

test('of a hybrid file, the stream beside the table says where the objects are that the table calls free', () => {
  const file = readPdf(pdfOf(contract(), { beside: [4, 5] }));
  assert.equal(file.revisions.length, 1);
  assert.ok(isStream(file.at(0).object({ is: 'ref', number: 4, generation: 0 })));
});

test('what two readers could take for two things is refused', () => {
  const good = contract() as Record<number, string>;
  for (const [expected, bytes] of [
    ['not-a-pdf', 'words'],
    ['not-a-pdf', Buffer.concat([Buffer.from('\n'), pdfOf()])],
    ['key-twice', pdfOf({ ...good, 2: '<< /Type /Pages /Kids [3 0 R] /Count 1 /Kids [] >>' })],
    ['encrypted', pdfOf(good, { trailer: '/Encrypt 8 0 R' })],
    ['no-catalogue', Buffer.from(pdfOf().toString('latin1').replace('/Root 1 0 R', '/Rood 1 0 R'), 'latin1')],
    ['no-end', pdfOf().subarray(0, -8)],
    ['no-end', Buffer.concat([pdfOf(), Buffer.from('words')])],
    ['no-such-object', pdfOf(good, { places: { 4: 30 } })],
    ['malformed', pdfOf({ ...good, 4: '<< /Length 3 >>\nstream\nfour\nendstream' })],
    ['malformed', pdfOf({ ...good, 4: '<< /Length 4 0 R >>\nstream\nfour\nendstream' })],
    ['malformed', pdfOf({ ...good, 8: '<4x>' })],
    ['malformed', pdfOf({ ...good, 8: '(without end' })],
    ['budget', pdfOf({ ...good, 8: `${'['.repeat(60)}${']'.repeat(60)}` })],
    ['xref-malformed', appended(pdfOf(), {}, { prev: 1_000_000 })],
    ['no-such-object', appended(pdfOf(), {}, { prev: 12 })],
  ] as const)
    assert.equal(`${fault(bytes as Buffer)} ${bytes.length}`, `${expected} ${bytes.length}`);
  const twice = pdfOf().toString('latin1').replace('4 1\n', '3 1\n');
  assert.equal(fault(Buffer.from(twice, 'latin1')), 'xref-ambiguous');
});

test('a file that is made to be too much ends soon, by its budget', () => {
  const began = performance.now();
  const bomb = deflateSync(Buffer.alloc(200 * 2 ** 20));
  const big = pdfOf({ ...contract(), 8: stream(bomb, '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode ') });
  assert.equal(fault(big), 'read', 'what nobody asks for is not inflated');
  const file = readPdf(big);
  const packed = file.at(0).object({ is: 'ref', number: 8, generation: 0 });
  assert.ok(isStream(packed));
  assert.throws(
    () => contentOf(packed, file.work),
    (error: unknown) => error instanceof PdfReadError && error.fault === 'budget',
  );
  const everywhere = Array.from({ length: 15_000 }, (_, at) => `${at + 100} 0 R`).join(' ');
  const fields = Object.fromEntries(
    Array.from({ length: 15_000 }, (_, at) => [at + 100, `<< /FT /Sig /T (f${at}) /V 8 0 R >>`]),
  );
  const form = `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${everywhere}] >> >>`;
  const crowd = pdfOf({ ...contract(), 1: form, 8: '<< /Type /Sig >>', ...fields });
  assert.throws(
    () => readSignedPdf(crowd),
    (error: unknown) => error instanceof PdfReadError && error.fault === 'budget',
  );
  let many = pdfOf();
  for (let n = 0; n < 70; n++) many = appended(many, {});
  assert.equal(fault(many), 'budget');
  const wide = pdfOf({ ...contract(), 8: `[${'0 '.repeat(7_000_000)}]` });
  assert.equal(fault(wide), 'budget');
  assert.ok(performance.now() - began < 15_000);
});

const folder = mkdtempSync(join(tmpdir(), 'makulduk-pdf-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const qpdf = spawnSync('qpdf', ['--version']).status === 0;

test('files as qpdf writes them are read: linearized, with object streams, and both', {
  skip: qpdf ? false : 'qpdf is not installed',
}, () => {
  writeFileSync(join(folder, 'a.pdf'), pdfOf());
  for (const how of [
    ['--linearize'],
    ['--object-streams=generate'],
    ['--linearize', '--object-streams=generate'],
    ['--qdf'],
  ]) {
    const done = spawnSync('qpdf', [...how, 'a.pdf', 'b.pdf'], { cwd: folder });
    assert.equal(done.status, 0, done.stderr.toString());
    const file = readPdf(readFileSync(join(folder, 'b.pdf')));
    assert.equal(file.revisions.length, 1, how.join(' '));
    assert.ok(walk(file) >= 7);
    const view = file.at(0);
    assert.ok(isDict(view.resolve(view.dict(view.root)?.entries.get('Pages'))));
  }
  spawnSync('qpdf', ['--encrypt', 'a', 'b', '256', '--', 'a.pdf', 'c.pdf'], { cwd: folder });
  assert.equal(fault(readFileSync(join(folder, 'c.pdf'))), 'encrypted');
});
