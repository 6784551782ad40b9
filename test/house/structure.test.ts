import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const sources = ['src', 'cli'].flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root })).sort();
const product = sources.filter((file) => !/\.test\.ts$|test-[a-z-]+\.ts$|sample-data\.ts$/.test(file));
const text = (file: string): string => readFileSync(join(root, file), 'utf8');

// offices -> procedures, consent, transfers, trust -> cases, notices, identity, holders -> record, keys -> law; any of these -> platform.
const levels: readonly (readonly string[])[] = [
  ['platform'],
  ['law'],
  ['record', 'keys'],
  ['cases', 'notices', 'identity', 'holders'],
  ['procedures', 'consent', 'arrays', 'transfers', 'trust'],
  ['wiring', 'offices'],
];
const levelOf = (module: string): number => levels.findIndex((level) => level.includes(module));
const moduleOf = (file: string): string | null => /^src\/([a-z]+)\//.exec(file)?.[1] ?? null;

function importsOf(file: string): string[] {
  return [...text(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) =>
    relative(root, resolve(root, dirname(file), path!)),
  );
}

test('imports go one way: offices, chapters of the law, engines, record and keys, law, platform', () => {
  const wrong: string[] = [];
  for (const file of product) {
    const from = moduleOf(file);
    if (from === null) continue;
    assert.notEqual(levelOf(from), -1, `${from} has no level`);
    for (const target of importsOf(file)) {
      const to = moduleOf(target);
      if (to === null || to === from) continue;
      if (levelOf(to) > levelOf(from)) wrong.push(`${file} -> ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('modules meet through their index.ts', () => {
  const through = /\/(index|messages)\.ts$|^src\/platform\//;
  // A module may have inner doors that are modules of their own: the document, the policy, evidence, and the offices' shared frame.
  const innerDoors = /^src\/(consent\/(document|policy|evidence|http)\/|offices\/)/;
  const wrong = product.flatMap((file) =>
    importsOf(file)
      .filter(
        (target) =>
          moduleOf(target) !== null &&
          moduleOf(target) !== moduleOf(file) &&
          !through.test(target) &&
          !innerDoors.test(target),
      )
      .map((target) => `${file} -> ${target}`),
  );
  assert.deepEqual(
    wrong.filter((line) => moduleOf(line.split(' ')[0]!) !== null),
    [],
  );
});

test('no file is over 400 lines and the median is about 120', () => {
  const code = product.filter((file) => !/\.messages\.ts$|-data\.ts$|form-texts|style-guide/.test(file));
  const lengths = code.map((file) => ({ file, lines: text(file).split('\n').length - 1 }));
  assert.deepEqual(
    lengths.filter(({ lines }) => lines > 400),
    [],
  );
  const median = lengths.map(({ lines }) => lines).sort((a, b) => a - b)[Math.floor(lengths.length / 2)]!;
  assert.ok(median <= 130, `median ${median}`);
});

test('SQL lives in stores and migrations only', () => {
  const sql = /\b(SELECT\s+[\w*(]|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b/;
  const wrong = product.filter(
    (file) =>
      !/store\.ts$|platform\/db\//.test(file) &&
      text(file)
        .split('\n')
        .some((line) => sql.test(line) && !/^\s*(\/\/|\*)/.test(line)),
  );
  assert.deepEqual(wrong, []);
});

test('time comes in as an argument: the machine clock is read in platform/clock.ts only', () => {
  const wrong = product.filter(
    (file) => file !== 'src/platform/clock.ts' && /\bDate\.now\(\)|new Date\(\)/.test(text(file)),
  );
  assert.deepEqual(wrong, []);
});

test('no default export, no any, no unfinished place', () => {
  const wrong = product.flatMap((file) =>
    text(file)
      .split('\n')
      .flatMap((line, index) =>
        !/^\s*(\/\/|\*|\/\*)/.test(line) && /^export default|\bas any\b|: any\b|\bTODO\b|\bFIXME\b/.test(line)
          ? [`${file}:${index + 1} ${line.trim()}`]
          : [],
      ),
  );
  assert.deepEqual(wrong, []);
});
