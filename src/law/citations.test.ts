import assert from 'node:assert/strict';
import { test } from 'node:test';
import { langs } from '../platform/text.ts';
import { requirements } from './catalogue.ts';
import { cite } from './citations.ts';
import { plainEntries, plainTexts } from './plain.ts';

test('every norm is said plainly in Kyrgyz and Russian, once', () => {
  const ids = requirements.map(({ id }) => id);
  assert.deepEqual(
    ids.filter((id) => !plainTexts.has(id)),
    [],
    'rows without Kyrgyz and Russian sentences: add them to the plain-*.messages.ts of the article',
  );
  const known = new Set(ids);
  assert.deepEqual(
    plainEntries.filter(([id]) => !known.has(id)).map(([id]) => id),
    [],
    'sentences of no row',
  );
  assert.deepEqual(
    plainEntries.map(([id]) => id).filter((id, i, all) => all.indexOf(id) !== i),
    [],
    'rows said twice',
  );
});

test('the plain sentences are sentences of their language', () => {
  for (const { id } of requirements) {
    const { plain } = cite(id);
    for (const lang of ['ky', 'ru'] as const) {
      assert.match(plain[lang], /^[А-ЯЁӨҮҢ0-9«][^]*[.»]$/, `${id} ${lang}: ${plain[lang]}`);
      assert.ok(plain[lang].length < 330, `${id} ${lang} is long`);
      const words = plain[lang].replaceAll(/Salyk\.kg|cookie|push/g, '·');
      assert.doesNotMatch(words, / {2}|\.\.|\{|[a-z]/i, `${id} ${lang}: ${plain[lang]}`);
    }
    assert.notEqual(plain.ky, plain.ru, id);
    // Kyrgyz letters or endings, not Russian left in place of Kyrgyz.
    assert.doesNotMatch(plain.ky, /щ|(?:ые|ется|ение|ного)(?![а-яёөүң])/i, `${id}: ${plain.ky}`);
    assert.doesNotMatch(plain.ru, /[өүң]/i, `${id}: ${plain.ru}`);
  }
});

test('every requirement can be cited: act, place and title in three languages, original words, plain text', () => {
  for (const row of requirements) {
    const citation = cite(row.id);
    for (const lang of langs) {
      assert.notEqual(citation.label[lang].trim(), '', row.id);
      assert.doesNotMatch(citation.label[lang], /undefined|null/, row.id);
      assert.ok(citation.title?.[lang], row.id);
    }
    assert.equal(citation.original, row.source);
    assert.equal(citation.plain.en, row.text);
  }
});

test('the place of a norm reads as a lawyer writes it', () => {
  assert.match(cite('PD-9.4a').label.ru, /ст\. 9, ч\. 4 \(/);
  assert.match(cite('PD-9.4a').label.ky, /9-берене, 4-бөлүк \(/);
  assert.match(cite('CP-8a-2').label.ky, /Тартиптин 8-пункту, 1-позиция/);
  assert.match(cite('CP-F-30').label.en, /standard form, acknowledgement, item 2/);
  assert.match(cite('ES-5.3.1').label.en, /art\. 5, part 3, item 1/);
  assert.match(cite('ES-10.2c').label.en, /art\. 10, item 2/);
  assert.match(cite('PD-17.1-2a').label.ru, /ст\. 17, ч\. 1, п\. 2, пп\. «а»/);
});
