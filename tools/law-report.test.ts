import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requirements } from '../src/law/catalogue.ts';
import { claimsOf, idsOf, namesIn, problemsOf, provenIds, renderLaw, reportOf, type Result } from './law-report.ts';

const result = (name: string, status: Result['status'] = 'pass', file = 'src/a/a.test.ts'): Result => ({
  file,
  name,
  status,
});
const claims = (results: readonly Result[], names = results.map(({ file, name }) => ({ file, name }))) =>
  claimsOf(names, results);

test('a test name claims the ids it begins with, written out', () => {
  assert.deepEqual(idsOf('PD-9.4a CP-F-30: withdrawal in free form'), ['PD-9.4a', 'CP-F-30']);
  assert.deepEqual(idsOf('PD-9.4a withdrawal'), ['PD-9.4a']);
  assert.deepEqual(idsOf('withdrawal keeps PD-9.4a: always'), []);
  assert.deepEqual(idsOf('a name: CP-8 inside'), []);
});

test('names are read from the sources, escaped quotes included, computed names left to the results', () => {
  const source = [
    'test',
    "('PD-1.2: it\\'s so', f); ",
    'test',
    '.skip("CP-8: b", f); ',
    'test',
    '(`',
    '$',
    '{id}: c`, f)',
  ].join('');
  assert.deepEqual(namesIn(source), ["PD-1.2: it's so", 'CP-8: b']);
});

test('ranges, unknown ids, rows nobody can prove and tests that did not pass are problems', () => {
  const kinds = (list: ReturnType<typeof claims>): string[] =>
    problemsOf(list, requirements).map(({ kind, id }) => `${kind} ${id}`);
  assert.deepEqual(kinds(claims([result('PD-9.4a: x')])), []);
  assert.deepEqual(kinds(claims([result('PD-9.4a..d: x')])), ['unknown-id PD-9.4a..d']);
  assert.deepEqual(kinds(claims([result('PD-9.4a, PD-9.4b: x')])), ['unknown-id PD-9.4a,']);
  assert.deepEqual(kinds(claims([result('PD-1.1: x')])), ['not-executable PD-1.1']);
  assert.deepEqual(kinds(claims([result('PD-9.4a: x', 'fail')])), ['not-passed PD-9.4a']);
  assert.deepEqual(kinds(claims([result('PD-9.4a: x', 'skip')])), ['not-passed PD-9.4a']);
  assert.deepEqual(kinds(claims([], [{ file: 'src/a/a.test.ts', name: 'PD-9.4a: x' }])), ['not-passed PD-9.4a']);
});

test('a row is proven only if every test that claims it passed', () => {
  const list = claims([result('PD-9.4a CP-8: x'), result('CP-8: y', 'fail'), result('PD-1.1: z')]);
  assert.deepEqual([...provenIds(list, requirements)], ['PD-9.4a']);
});

test('the report counts every row once', () => {
  const report = reportOf(requirements, provenIds(claims([result('PD-9.4a: x')]), requirements));
  assert.deepEqual(
    report.map(({ act, rows, proven, notExecutable }) => [act, rows, proven, notExecutable]),
    [
      ['CP', 151, 0, 0],
      ['PD', 561, 1, 27],
      ['SP', 78, 0, 0],
      ['ES', 295, 0, 7],
    ],
  );
  for (const one of report) assert.equal(one.proven + one.notExecutable + one.open, one.rows);
});

test('LAW.md leads from the article to the module and its test', () => {
  const page = renderLaw(requirements, claims([result('PD-9.4a: withdraw', 'pass', 'src/consent/withdraw.test.ts')]));
  assert.match(page, /\| PD-9\.4a \| src\/consent \| src\/consent\/withdraw\.test\.ts: PD-9\.4a: withdraw \|/);
  assert.match(page, /- PD-1\.1 is not executable: /);
});
