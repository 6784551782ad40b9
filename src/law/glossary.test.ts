import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findRequirement } from './catalogue.ts';
import { findTerm, glossary, lawsOfTerms, renderGlossary } from './glossary.ts';

test('CP-3: each term of the decree and its documents has its source among the three laws', () => {
  const ofDecree = glossary.filter(({ law }) => law.some((id) => id.startsWith('CP-')));
  assert.ok(ofDecree.length > 25);
  for (const { key, source } of ofDecree) assert.ok(lawsOfTerms.includes(source), key);
  for (const key of [
    'data_subject',
    'holder_owner_of_the_array',
    'processor',
    'third_party',
    'electronic_document',
    'electronic_signature',
    'personal_data_array',
    'information_system_operator',
  ]) {
    assert.ok(findTerm(key), key);
  }
});

test('every term stands in three languages and cites norms that exist', () => {
  assert.equal(new Set(glossary.map(({ key }) => key)).size, glossary.length);
  for (const { key, term, law } of glossary) {
    assert.ok(term.ky && term.ru && term.en, key);
    assert.doesNotMatch(`${term.ky}${term.ru}${term.en}`, /э\.|\*|\(00/, key);
    for (const id of law) assert.ok(findRequirement(id), `${key}: ${id}`);
  }
});

test('docs/glossary.md is the glossary of the code', () => {
  const file = readFileSync(new URL('../../docs/glossary.md', import.meta.url), 'utf8');
  assert.equal(file, renderGlossary(), 'run `npm run law -- --generate`');
});
