import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { langs } from '../platform/text.ts';
import { acts } from './acts.ts';
import {
  categories,
  dataKinds,
  findCategory,
  holdsSpecial,
  identityFactors,
  isPersonal,
  kindNeedsDescription,
  specialCodesOf,
} from './categories.ts';
import { findRequirement } from './catalogue.ts';

const form = readFileSync(new URL(`../../${acts.CP.file}`, import.meta.url), 'utf8')
  .replaceAll(/\s+/g, ' ')
  .split('талап кылынган маалыматтардын тизмеги көрсөтүлөт')[1] as string;

const formCategories = {
  'CP-F-26a': 'full_name',
  'CP-F-26b': 'birth',
  'CP-F-26c': 'citizenship',
  'CP-F-26d': 'education',
  'CP-F-26e': 'academic_degree',
  'CP-F-26f': 'languages',
  'CP-F-26g': 'sports',
  'CP-F-26h': 'address',
  'CP-F-26i': 'contacts',
  'CP-F-26j': 'id_document',
  'CP-F-26k': 'tin',
  'CP-F-26l': 'pension_insurance',
  'CP-F-26m': 'medical_insurance',
  'CP-F-26n': 'military',
  'CP-F-26o': 'family',
  'CP-F-26p': 'employment',
  'CP-F-26q': 'awards',
  'CP-F-26r': 'criminal_record',
  'CP-F-26s': 'income_property',
  'CP-F-26t': 'photo',
} as const;

for (const [id, code] of Object.entries(formCategories)) {
  test(`${id}: category ${code} stands in the catalogue with the wording of the form`, () => {
    const category = findCategory(code);
    assert.ok(category);
    assert.ok(category.law.includes(id));
    assert.ok(form.includes(category.label.ky), category.label.ky);
  });
}

test('CP-F-26r: a criminal record is special-category data', () => {
  assert.deepEqual(specialCodesOf({ code: 'criminal_record' }), ['offences_criminal']);
});

test('PD-3.1: an array that uses an indirect identifier is an array of personal data', () => {
  const indirect = categories.filter(({ identifier }) => identifier === 'indirect');
  assert.ok(indirect.length > 10);
  for (const { code } of indirect) assert.equal(isPersonal(['serial_of_a_machine', code]), true, code);
  assert.equal(isPersonal(['serial_of_a_machine']), false);
  for (const { factor } of categories) assert.ok(identityFactors.includes(factor));
  assert.equal(identityFactors.length, 8);
});

test('PD-3.2: the eight kinds of data are selectable, and "other" requires a description', () => {
  assert.deepEqual(dataKinds, [
    'biographical',
    'identification',
    'characteristics',
    'family',
    'financial',
    'health',
    'genetic_analysis',
    'other',
  ]);
  assert.deepEqual(dataKinds.filter(kindNeedsDescription), ['other']);
  for (const { kind } of categories) assert.ok(dataKinds.includes(kind));
});

test('biometric data, a vein pattern for one, makes an array one of special-category data', () => {
  assert.equal(holdsSpecial([{ code: 'biometric_vein_pattern' }]), true);
  for (const { code } of categories.filter(({ code: one }) => one.startsWith('biometric_'))) {
    assert.deepEqual(specialCodesOf({ code }), ['biometric_id'], code);
  }
});

test('genetic data makes an array one of special-category data', () => {
  assert.equal(holdsSpecial([{ code: 'full_name' }, { code: 'genetic_data' }]), true);
  assert.deepEqual(specialCodesOf({ code: 'genetic_data' }), ['genetic']);
});

test('a photograph is ordinary until it serves unique identification', () => {
  assert.deepEqual(specialCodesOf({ code: 'photo' }), []);
  assert.deepEqual(specialCodesOf({ code: 'photo', uniqueIdentification: true }), ['biometric_id']);
  assert.equal(holdsSpecial([{ code: 'full_name' }, { code: 'photo' }]), false);
});

test('codes are unique, labels stand in three languages, norms exist', () => {
  assert.equal(new Set(categories.map(({ code }) => code)).size, categories.length);
  for (const { code, label, law } of categories) {
    for (const lang of langs) assert.notEqual(label[lang].trim(), '', code);
    for (const id of law) assert.ok(findRequirement(id), `${code}: ${id}`);
  }
});
