import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayInBishkek, formatDate, formatDateTime, isDay } from './dates.ts';

test('a date is written as each language writes it in official papers', () => {
  assert.equal(formatDate('ky', '2026-11-21'), '2026-жылдын 21-ноябры');
  assert.equal(formatDate('ru', '2026-11-21'), '21 ноября 2026 г.');
  assert.equal(formatDate('en', '2026-11-21'), '21 November 2026');
  assert.equal(formatDate('ky', '2017-07-01'), '2017-жылдын 1-июлу');
});

test('a moment is told in Bishkek time, whose day may be the next one', () => {
  const late = new Date('2026-11-20T18:30:00Z');
  assert.equal(formatDate('ky', late), '2026-жылдын 21-ноябры');
  assert.equal(formatDateTime('ky', late), '2026-жылдын 21-ноябры, саат 00:30');
  assert.equal(formatDateTime('ru', late), '21 ноября 2026 г., 00:30');
  assert.equal(dayInBishkek(late), '2026-11-21');
});

test('what is no calendar day is told from one that is', () => {
  assert.ok(isDay('2024-02-29'));
  for (const wrong of ['2026-02-29', '2026-13-01', '2026-1-1', '', '21.11.2026', null, '2026-00-10'])
    assert.ok(!isDay(wrong), String(wrong));
  assert.throws(() => formatDate('ky', '2026-02-30'), RangeError);
});
