import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { langs } from '../platform/text.ts';
import { actCodes, acts, headingOf, standing } from './acts.ts';
import { chapterTitles } from './acts.messages.ts';
import { cite } from './citations.ts';
import { requirements } from './catalogue.ts';

const collapse = (text: string): string => text.replaceAll(/\s+/g, ' ');
const textOf = (file: string): string => collapse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));

test('CP-D-0: every rule of the decree carries the act and the enabling articles 9 and 24', () => {
  const decree = requirements.filter((row) => row.id.startsWith('CP-'));
  assert.equal(decree.length, 151);
  for (const row of decree) {
    assert.equal(acts[row.act].label, 'Decree 759 of 2017-11-21', row.id);
    assert.deepEqual(acts[row.act].enabling?.articles, [9, 24], row.id);
    assert.match(cite(row.id).label.en, /No\. 759 of 21 November 2017/, row.id);
  }
  assert.match(textOf(acts.CP.file), /Мыйзамынын ?9 жана 24-беренелерине/);
});

test('titles of acts and articles in the authentic language stand in the authentic text', () => {
  for (const code of actCodes) {
    const { file, title, authentic } = acts[code];
    const text = textOf(file).replaceAll('алуутартибин', 'алуу тартибин');
    assert.ok(text.includes(title[authentic]), `${code}: ${title[authentic]}`);
    for (const [key, heading] of Object.entries(chapterTitles[code])) {
      if (key === 'enacting' || key === 'form') continue;
      assert.ok(text.includes(heading[authentic]), `${code} ${key}: ${heading[authentic]}`);
    }
  }
});

test('every row stands under a title, in three languages', () => {
  for (const row of requirements) {
    const heading = headingOf(row.act, row.heading);
    assert.ok(heading, `${row.id} under ${row.heading}`);
    for (const lang of langs) assert.notEqual(heading[lang].trim(), '', row.id);
  }
});

test('repealed and draft law is labelled as such wherever it is cited', () => {
  assert.match(cite('ES-9.3a').label.en, /\(repealed\)$/);
  assert.match(cite('ES-9.3a').label.ky, /\(күчүн жоготкон\)$/);
  assert.match(cite('PD-9.4a').label.ru, /\(проект закона, не принят\)$/);
  assert.match(cite('CP-8').label.en, /\(its parent law is repealed\)$/);
  assert.doesNotMatch(cite('SP-14').label.en, /repealed|draft/);
});

test('an act is judged by its dates, both ends included', () => {
  assert.equal(standing('ES', '2017-08-09'), 'not-yet-in-force');
  assert.equal(standing('ES', '2017-08-10'), 'in-force');
  assert.equal(standing('ES', '2026-02-04'), 'in-force');
  assert.equal(standing('ES', '2026-02-05'), 'no-longer-in-force');
  assert.equal(standing('PD', '2026-11-21'), 'never-adopted');
  assert.equal(standing('SP', '2026-11-21'), 'in-force');
});

test('the law knows nothing of the project but its texts and dates', () => {
  const folder = new URL('./', import.meta.url);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))) {
    const source = readFileSync(new URL(file, folder), 'utf8');
    for (const [, from] of source.matchAll(/from '([^']+)'/g)) {
      const allowed =
        from?.startsWith('./') ||
        from === '../platform/text.ts' ||
        from === '../platform/dates.ts' ||
        (file === 'catalogue.ts' && from === 'node:fs');
      assert.ok(allowed, `${file} imports ${from}`);
    }
    assert.doesNotMatch(source, /Date\.now|new Date\(\)|Math\.random/, file);
  }
});
