import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assertSameKeys,
  collate,
  fileSize,
  foldForSearch,
  list,
  money,
  number,
  percent,
  plural,
  sortBy,
  untranslated,
} from './index.ts';

const days = { one: '{n} день', few: '{n} дня', many: '{n} дней' };

test('plurals follow each language', () => {
  const ru = (n: number): string => plural('ru', n, days);
  assert.deepEqual([0, 1, 2, 5, 11, 21, 22, 1.5].map(ru), [
    '0 дней',
    '1 день',
    '2 дня',
    '5 дней',
    '11 дней',
    '21 день',
    '22 дня',
    '1,5 дня',
  ]);
  assert.deepEqual(
    [0, 1, 21].map((n) => plural('ky', n, { one: 'бир', other: 'көп' })),
    ['көп', 'бир', 'көп'],
  );
  assert.equal(plural('ky', 5, '{n} күн'), '5 күн');
  assert.deepEqual(
    [0, 1, 2].map((n) => plural('en', n, { one: '{n} day', other: '{n} days' })),
    ['0 days', '1 day', '2 days'],
  );
  assert.equal(plural('ru', 1_200, days), '1\u00a0200 дней');
});

test('numbers and money read as in the country', () => {
  assert.equal(number('ky', 1_234_567.89), '1\u00a0234\u00a0567,89');
  assert.equal(money('ky', 2_000_000n), '20\u00a0000,00\u00a0сом');
  assert.equal(money('ru', 5), '0,05\u00a0сом');
  assert.equal(money('en', -123_456), '\u22121,234.56\u00a0som');
  assert.equal(money('ky', 9_007_199_254_740_993_00n), '9\u00a0007\u00a0199\u00a0254\u00a0740\u00a0993,00\u00a0сом');
  assert.equal(percent('ru', 0.125), '12,5\u00a0%');
  assert.equal(percent('en', 1), '100%');
  assert.equal(fileSize('ky', 999), '999\u00a0байт');
  assert.equal(fileSize('ru', 1_540_000), '1,5\u00a0МБ');
});

test('lists and alphabets are Kyrgyz where the reader is', () => {
  assert.equal(list('ky', ['А', 'Б', 'В']), 'А, Б жана В');
  assert.equal(list('ru', ['А', 'Б'], 'or'), 'А или Б');
  assert.deepEqual(
    sortBy('ky', ['Өмүр', 'Пери', 'Орок', 'Үмүт', 'Улан', 'Ңаа', 'Нур'], (x) => x),
    ['Нур', 'Ңаа', 'Орок', 'Өмүр', 'Пери', 'Улан', 'Үмүт'],
  );
  assert.ok(collate('ky')('2-берене', '10-берене') < 0);
  assert.equal(foldForSearch('Кол тамга Өкүлү'), foldForSearch('колтамга окулу'));
});

test('catalogues that differ are named', () => {
  const ky = { a: 'бир {n}', f: (n: number) => `${n}`, in: { b: 'эки' } };
  assertSameKeys({ ky, ru: ky, en: ky });
  assert.throws(() => assertSameKeys({ ky, ru: { ...ky, extra: 'x' }, en: ky }), /ru differs/);
  assert.throws(() => assertSameKeys({ ky, ru: { ...ky, a: 'один' }, en: ky }), /other places/);
  assert.throws(() => assertSameKeys({ ky, ru: ky, en: { ...ky, f: () => 'x' } }), /en differs/);
  assert.throws(() => assertSameKeys({ ky, ru: ky, en: { ...ky, a: ' {n} '.replace('{n}', '') } }), /differs|empty/);
  assert.deepEqual(
    untranslated({ ky: { a: 'Макулдук', b: 'Log' }, ru: { a: 'Сүйлөм', b: 'Log' }, en: { a: 'Consent', b: 'Log' } }),
    ['a'],
  );
});
