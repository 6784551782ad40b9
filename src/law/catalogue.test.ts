import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readCatalogue, renderCatalogue } from '../../tools/law-catalogue.ts';
import { actCodes, acts } from './acts.ts';
import { findRequirement, requirement, requirements, requirementsUnder } from './catalogue.ts';

const root = new URL('../../', import.meta.url);

test('the generated catalogue equals its YAML source', () => {
  const generated = readFileSync(new URL('./catalogue-data.json', import.meta.url), 'utf8');
  assert.equal(generated, renderCatalogue(readCatalogue(root)), 'run `npm run law -- --generate`');
});

test('the catalogue holds every row of the four acts once', () => {
  const counts = Object.fromEntries(actCodes.map((act) => [act, requirements.filter((row) => row.act === act).length]));
  assert.deepEqual(counts, { CP: 151, PD: 561, SP: 78, ES: 295 });
  assert.equal(new Set(requirements.map(({ id }) => id)).size, requirements.length);
});

test('thirty-four rows are not executable, each with its reason; all others have a check', () => {
  const silent = requirements.filter(({ executable }) => !executable);
  assert.equal(silent.length, 34);
  for (const row of silent) assert.ok(row.reason && row.reason.length > 20, row.id);
  for (const row of requirements.filter(({ executable }) => executable)) {
    assert.notEqual(row.check, 'none', row.id);
    assert.equal(row.reason, null, row.id);
  }
});

test('a correction wins over the first check', () => {
  assert.match(requirement('SP-23d').check, /^See SP-23c/);
  assert.match(requirement('CP-12b').check, /^Late only after 24:00 of the seventh day/);
});

test('the words quoted are the words of the act', () => {
  const squeeze = (text: string): string => text.replaceAll(/[\s\u00a0]+/g, '');
  for (const act of actCodes) {
    const text = squeeze(readFileSync(new URL(acts[act].file, root), 'utf8'));
    for (const row of requirements.filter((one) => one.act === act)) {
      assert.ok(text.includes(squeeze(row.source)), `${row.id}: ${row.source}`);
    }
  }
});

test('rows are found by id and by prefix, at the boundary of numbers', () => {
  assert.equal(findRequirement('PD-99'), null);
  assert.throws(() => requirement('PD-99'), RangeError);
  assert.equal(
    requirementsUnder('PD-9').every(({ heading }) => heading === '9'),
    true,
  );
  assert.equal(requirementsUnder('PD-9').length, 42);
  assert.equal(requirementsUnder('CP-F-26').length, 21);
  assert.deepEqual(
    requirementsUnder('CP-1').map(({ id }) => id),
    ['CP-1a', 'CP-1b'],
  );
});
