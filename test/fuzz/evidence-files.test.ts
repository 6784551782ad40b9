import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { buildEvidencePackage, verifyEvidence } from '../../src/record/index.ts';
import { trust, validParts } from '../../src/record/verify/test-evidence.ts';
import { readZip } from '../../src/record/zip.ts';
import { runs } from '../support/effort.ts';

// Evidence files from strangers: the verifier must end soon, stay small, and never call a changed file valid.

const good = Buffer.from(buildEvidencePackage(validParts('SIGNED_EDOC')));
const others = (['LOGIN_SESSION', 'PAPER'] as const).map((kind) => Buffer.from(buildEvidencePackage(validParts(kind))));
const slowest = { ms: 0, rss: process.memoryUsage().rss };

function judge(file: Uint8Array, about: string): string {
  const began = performance.now();
  const { verdict } = verifyEvidence(file, { trust });
  const ms = performance.now() - began;
  slowest.ms = Math.max(slowest.ms, ms);
  slowest.rss = Math.max(slowest.rss, process.memoryUsage().rss);
  assert.ok(ms < 5000, `${about} took ${ms} ms`);
  return verdict;
}

type Part = {
  name: string;
  packed: Buffer;
  size: number;
  method?: number;
  crc?: number;
  flags?: number;
  offset?: number;
  extra?: Buffer;
};

/** A ZIP that says what it is told to say, true or not. */
function craft(parts: readonly Part[], end: { count?: number; offset?: number; comment?: Buffer } = {}): Buffer {
  const [files, central] = [[] as Buffer[], [] as Buffer[]];
  let at = 0;
  for (const { name, packed, size, method = 0, crc = 0, flags = 0x800, offset, extra = Buffer.alloc(0) } of parts) {
    const label = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc >>> 0, 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(size >>> 0, 18);
    fields.writeUInt16LE(label.length, 22);
    fields.writeUInt16LE(extra.length, 24);
    const place = Buffer.alloc(14);
    place.writeUInt32LE((offset ?? at) >>> 0, 10);
    files.push(Buffer.from('PK\x03\x04', 'latin1'), fields, label, extra, packed);
    central.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, place, label, extra);
    at += 30 + label.length + extra.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const tail = Buffer.alloc(18);
  tail.writeUInt16LE(end.count ?? parts.length, 4);
  tail.writeUInt16LE(end.count ?? parts.length, 6);
  tail.writeUInt32LE(directory.length, 8);
  tail.writeUInt32LE((end.offset ?? at) >>> 0, 12);
  tail.writeUInt16LE(end.comment?.length ?? 0, 16);
  return Buffer.concat([
    ...files,
    directory,
    Buffer.from('PK\x05\x06', 'latin1'),
    tail,
    end.comment ?? Buffer.alloc(0),
  ]);
}

test('the untouched files are valid, so that the rest of this file means something', () => {
  for (const file of [good, ...others]) assert.notEqual(judge(file, 'untouched'), 'invalid');
  assert.equal(judge(good, 'untouched'), 'valid');
});

test('ZIP bombs: many, nested, overlapping and lying ones end at once and take no memory', () => {
  const zeros = Buffer.alloc(64 * 2 ** 20);
  const bomb = deflateRawSync(zeros, { level: 9 });
  const real = { name: 'a', packed: bomb, size: zeros.length, method: 8, crc: crc32(zeros) };
  const before = process.memoryUsage().rss;
  const cases: [string, Buffer][] = [
    ['64 MiB from 64 KiB, 60 times', craft(Array.from({ length: 60 }, (_, i) => ({ ...real, name: `m${i}` })))],
    [
      'all members lie on the first one',
      craft(Array.from({ length: 64 }, (_, i) => ({ ...real, name: `m${i}`, offset: 0 }))),
    ],
    ['says 1 byte', craft([{ ...real, size: 1 }])],
    ['says 4 GiB', craft([{ ...real, size: 0xffff_ffff }])],
    ['65535 members said, one there', craft([real], { count: 65_535 })],
    ['a directory at the end of the world', craft([real], { offset: 0xffff_fff0 })],
    [
      'a ZIP in a ZIP in a ZIP',
      [1, 2, 3].reduce(
        (inner) => craft([{ name: 'manifest.json', packed: inner, size: inner.length, crc: crc32(inner) }]),
        craft([real]),
      ),
    ],
    ['deflate that never ends', craft([{ name: 'a', packed: Buffer.alloc(2 ** 20, 0x55), size: 2 ** 26, method: 8 }])],
    ['JSON 20000 deep', deep('manifest.json', `${'['.repeat(20_000)}${']'.repeat(20_000)}`)],
    ['a number of a million digits', deep('manifest.json', `{"v":${'9'.repeat(1_000_000)}}`)],
    ['40 MiB of one text', deep('document.json', `"${'x'.repeat(40 * 2 ** 20)}"`)],
  ];
  for (const [about, file] of cases) assert.equal(judge(file, about), 'invalid', about);
  assert.ok(process.memoryUsage().rss - before < 700 * 2 ** 20, 'it took too much memory');
});

const deep = (name: string, text: string): Buffer =>
  craft([
    ...members().filter((one) => one.name !== name),
    { name, packed: Buffer.from(text), size: Buffer.byteLength(text), crc: crc32(text) },
  ]);
const members = (): Part[] =>
  readZip(good).map(({ name, bytes }) => ({ name, packed: Buffer.from(bytes), size: bytes.length, crc: crc32(bytes) }));

test('names that would leave the folder, hide or collide are refused', () => {
  const names = [
    '../evil',
    '..',
    '/etc/passwd',
    'C:\\x',
    'a\\..\\b',
    'a/../../b',
    './a',
    'a//b',
    'a/',
    '',
    ' ',
    'a\0b',
    'con',
    '\u202egnp.exe',
    'é',
    'manifest.json\0.txt',
    'MANIFEST.JSON',
    'x'.repeat(5000),
    '-rf',
    '.hidden',
    'a/./b',
  ];
  for (const name of names) {
    const file = craft([...members(), { name, packed: Buffer.from('x'), size: 1, crc: crc32('x') }]);
    assert.equal(judge(file, name), 'invalid', JSON.stringify(name));
  }
});

test('any byte changed, cut, doubled or moved anywhere: never valid, never an exception', () => {
  const tally = { invalid: 0, other: 0 };
  const changed = fc.oneof(
    fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
      const file = Buffer.from(good);
      file[at] = file[at]! ^ by;
      return file;
    }),
    fc.nat(good.length - 1).map((length) => good.subarray(0, length)),
    fc
      .tuple(fc.nat(good.length - 1), fc.uint8Array({ minLength: 1, maxLength: 30 }))
      .map(([at, more]) => Buffer.concat([good.subarray(0, at), more, good.subarray(at)])),
    fc
      .tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 200 }))
      .map(([at, length]) => Buffer.concat([good.subarray(0, at), good.subarray(at + length)])),
    fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 2, maxLength: 20 }).map((edits) => {
      const file = Buffer.from(good);
      for (const [at, value] of edits) file[at] = value;
      return file;
    }),
    fc
      .constantFrom(...others)
      .map((other) => Buffer.concat([other.subarray(0, other.length >> 1), good.subarray(good.length >> 1)])),
    fc.uint8Array({ maxLength: 2000 }).map((raw) => Buffer.from(raw)),
  );
  fc.assert(
    fc.property(
      changed.filter((file) => !file.equals(good)),
      (file) => {
        const verdict = judge(file, 'a changed file');
        tally[verdict === 'invalid' ? 'invalid' : 'other']++;
        assert.equal(verdict, 'invalid');
      },
    ),
    runs(700),
  );
  console.log(
    `${tally.invalid + tally.other} changed files: ${tally.invalid} invalid, ${tally.other} not; slowest ${Math.round(slowest.ms)} ms, at most ${Math.round(slowest.rss / 2 ** 20)} MiB`,
  );
});

test('members put together anew with their content changed: never valid, never an exception', () => {
  let count = 0;
  const hostile = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(
      '',
      'null',
      '{}',
      '[]',
      '{"__proto__":{"verdict":"valid"}}',
      '{"v":1e400}',
      '"\\ud800"',
      '\n\n\n',
      `— log.example.kg ${'A'.repeat(5000)}\n`,
    ),
  );
  fc.assert(
    fc.property(fc.nat(), hostile, fc.boolean(), (at, text, drop) => {
      const all = members();
      const one = all[at % all.length]!;
      if (one.packed.equals(Buffer.from(text))) return;
      const bytes = Buffer.from(text);
      const file = craft(
        drop
          ? all.filter((each) => each !== one)
          : all.map((each) =>
              each === one ? { name: one.name, packed: bytes, size: bytes.length, crc: crc32(bytes) } : each,
            ),
      );
      count++;
      assert.notEqual(judge(file, `${one.name} changed`), 'valid');
    }),
    runs(300),
  );
  console.log(`${count} files put together anew, none valid; slowest ${Math.round(slowest.ms)} ms`);
});
