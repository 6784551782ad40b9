import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { acts } from './acts.ts';
import { findRequirement } from './catalogue.ts';
import {
  profilingAspects,
  profilingContradicts,
  holderKindOf,
  holderTypes,
  needsAccession,
  recipientTypes,
  requestKinds,
  requestReasons,
  serviceKinds,
  threats,
  uncoveredThreats,
  type Threat,
} from './code-lists.ts';
import { findOperation, formOperations, operations, operationsOfBoxes } from './operations.ts';

const read = (file: string): string =>
  readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').replaceAll(/\s+/g, ' ');

test('PD-3.17: each operation named by the definition has exactly one code', () => {
  const definition = /Обработка персональных данных - .*?включая (.*?)\. /.exec(read(acts.PD.file))?.[1] as string;
  const coded = operations.filter(({ law }) => law.includes('PD-3.17'));
  const verbs = definition.split(', ').flatMap((part) => (part.startsWith('удаление') ? part.split(' или ') : [part]));
  // Nominative, and the form says "стирание" and "разрушение" for what the definition calls "удаление" and "уничтожение".
  const said: Readonly<Record<string, string>> = {
    организацию: 'организация',
    'адаптацию или изменение': 'адаптация или изменение',
    загрузку: 'загрузка',
    удаление: 'стирание',
    уничтожение: 'разрушение',
    'распространение или иной вид предоставления доступа': 'распространение или предоставление доступа иным способом',
  };
  const codes = verbs.map((verb) =>
    coded.filter(({ label }) => label.ru === (said[verb] ?? verb)).map(({ code }) => code),
  );
  assert.deepEqual(
    codes.filter((found) => found.length !== 1),
    [],
    verbs.join(' | '),
  );
  assert.equal(new Set(codes.flat()).size, coded.length);
});

test('the operations of the policy are the eight of the form', () => {
  assert.deepEqual(
    formOperations.map(({ code }) => code),
    ['collect', 'record', 'store', 'update', 'group', 'block', 'erase', 'destroy'],
  );
  assert.deepEqual(
    operations.filter(({ law }) => law.includes('SP-14')),
    formOperations,
  );
  for (const { label } of formOperations) assert.ok(read(acts.CP.file).includes(label.ky), label.ky);
});

test('transfer and cross-border transfer need their own tick-box', () => {
  assert.deepEqual(operationsOfBoxes([]), []);
  const processing = operationsOfBoxes([1]);
  assert.ok(processing.includes('collect'));
  assert.ok(
    !processing.includes('transfer') &&
      !processing.includes('disclose') &&
      !processing.includes('cross_border_transfer'),
  );
  assert.ok(!operationsOfBoxes([1, 2]).includes('cross_border_transfer'));
  assert.deepEqual(operationsOfBoxes([3]), ['cross_border_transfer']);
  assert.equal(findOperation('sell'), null);
});

test('PD-3.14: an operation with an aspect code is profiling and has to say so', () => {
  assert.deepEqual(
    profilingAspects.map(({ code }) => code),
    ['work', 'economic', 'health', 'preferences', 'interests', 'reliability', 'behaviour', 'movement'],
  );
  for (const { code } of profilingAspects) {
    assert.equal(profilingContradicts([code], false), true, code);
    assert.equal(profilingContradicts([code], true), false, code);
  }
  assert.equal(profilingContradicts([], false), false);
});

test('PD-6.2: a table of controls has to answer each of the eight threats', () => {
  assert.equal(threats.length, 8);
  const full = Object.fromEntries(threats.map(({ code }) => [code, ['a control']])) as Record<Threat, string[]>;
  assert.deepEqual(uncoveredThreats(full), []);
  for (const { code } of threats) assert.deepEqual(uncoveredThreats({ ...full, [code]: [] }), [code]);
});

test('holder types map to the four kinds of the draft law; the decree binds some of them by agreement', () => {
  const kinds = new Set(holderTypes.map(({ code }) => holderKindOf(code)));
  assert.deepEqual([...kinds].sort(), ['legal_person', 'local_self_government', 'natural_person', 'state_body']);
  assert.deepEqual(holderTypes.map(({ code }) => code).filter(needsAccession), [
    'non_executive_state_body',
    'legal_entity',
  ]);
});

test('every code cites norms that exist and speaks three languages', () => {
  const lists = [
    holderTypes,
    recipientTypes,
    serviceKinds,
    requestKinds,
    requestReasons,
    threats,
    profilingAspects,
    operations,
  ];
  for (const { code, law, label } of lists.flat()) {
    assert.ok(law.length > 0 && law.every((id) => findRequirement(id)), `${code}: ${law.join(' ')}`);
    assert.ok(label.ky && label.ru && label.en, code);
  }
});
