import assert from 'node:assert/strict';
import { test } from 'node:test';

type Writing = {
  dayOf: (moment: string, lang: string) => string;
  figuresOf: (number: number, lang: string) => string;
};
const { dayOf, figuresOf } = (await import(new URL('./signing.js', import.meta.url).href)) as Writing;

test('a script writes days and numbers as the pages do, whatever languages the browser knows', () => {
  const evening = '2026-11-22T20:13:00Z'; // the 23rd in Bishkek
  assert.deepEqual(
    ['ky', 'ru', 'en'].map((lang) => dayOf(evening, lang)),
    ['23.11.2026', '23 ноября 2026 г.', '23 November 2026'],
  );
  assert.deepEqual([figuresOf(1_234_567, 'en'), figuresOf(1_234_567, 'ky')], ['1,234,567', '1\u00a0234\u00a0567']);
});
