import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../test/support/effort.ts';
import {
  addDays,
  addMonths,
  addWorkingDays,
  crossesEstimate,
  dayOf,
  endOfDay,
  epochDay,
  fromEpochDay,
  isWorkingDay,
  startOfDay,
} from './calendar.ts';
import { kyrgyzCalendar } from './calendar-data.ts';

const day = fc.integer({ min: epochDay('2024-02-01'), max: epochDay('2030-11-30') }).map(fromEpochDay);
const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

const workingDays = (year: number, of: (date: string) => boolean): number => {
  let count = 0;
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) {
    if (isWorkingDay(date, kyrgyzCalendar) && of(date)) count += 1;
  }
  return count;
};

test('the working calendar has the published number of weekday working days and the Saturdays worked', () => {
  const weekdays = [2024, 2025, 2026, 2027].map((year) => workingDays(year, (date) => !isWeekend(date)));
  assert.deepEqual(weekdays, [245, 247, 247, 248]);
  assert.equal(workingDays(2024, isWeekend), 3);
  assert.equal(workingDays(2025, isWeekend), 1);
  assert.equal(workingDays(2026, isWeekend), 0);
});

test('days of the old and of the new Labour Code', () => {
  const working = (date: string): boolean => isWorkingDay(date, kyrgyzCalendar);
  for (const off of [
    '2024-01-04',
    '2024-06-17',
    '2024-11-07',
    '2025-01-06',
    '2026-03-20',
    '2026-05-04',
    '2026-08-31',
    '2026-11-21',
  ]) {
    assert.equal(working(off), false, off);
  }
  for (const on of [
    '2024-01-08',
    '2024-01-27',
    '2024-09-02',
    '2025-01-11',
    '2025-11-07',
    '2026-02-23',
    '2026-04-07',
    '2026-11-20',
  ]) {
    assert.equal(working(on), true, on);
  }
});

test('Ait days not yet announced are marked as estimated', () => {
  const estimated = kyrgyzCalendar.days.filter((one) => one.estimated);
  assert.equal(estimated.length, 8);
  assert.ok(estimated.every(({ date }) => date >= '2027'));
  assert.equal(crossesEstimate('2027-03-01', '2027-03-12', kyrgyzCalendar), true);
  assert.equal(crossesEstimate('2026-03-01', '2026-04-12', kyrgyzCalendar), false);
});

test('a day outside the calendar is a fault, not a guess', () => {
  assert.throws(() => isWorkingDay('2031-01-01', kyrgyzCalendar), RangeError);
  assert.throws(() => isWorkingDay('2023-12-31', kyrgyzCalendar), RangeError);
});

test('what is no date is refused', () => {
  for (const text of ['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '', '2026-01-01T00:00:00Z']) {
    assert.throws(() => epochDay(text), RangeError, text);
  }
});

test('a day in Bishkek begins at 18:00 UTC of the day before', () => {
  assert.equal(startOfDay('2026-11-21').toISOString(), '2026-11-20T18:00:00.000Z');
  assert.equal(endOfDay('2026-11-21').toISOString(), '2026-11-21T18:00:00.000Z');
  assert.equal(dayOf(new Date('2026-11-20T17:59:59.999Z')), '2026-11-20');
  assert.equal(dayOf(new Date('2026-11-20T18:00:00.000Z')), '2026-11-21');
});

test('months go by date, else the last day of the month', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28');
  assert.equal(addMonths('2028-01-31', 1), '2028-02-29');
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28');
  assert.equal(addMonths('2024-02-29', 12), '2025-02-28');
  assert.equal(addMonths('2026-01-15', -1), '2025-12-15');
});

test('property: every instant lies in its day', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2024-01-01Z'), max: new Date('2030-12-31Z'), noInvalidDate: true }), (at) => {
      const date = dayOf(at);
      assert.ok(startOfDay(date) <= at && at < endOfDay(date));
    }),
    runs(200),
  );
});

test('property: n working days on there are exactly n working days, and the last is one', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 20 }), (from, count) => {
      const to = addWorkingDays(from, count, kyrgyzCalendar);
      let seen = 0;
      for (let date = addDays(from, 1); date <= to; date = addDays(date, 1))
        if (isWorkingDay(date, kyrgyzCalendar)) seen += 1;
      assert.equal(seen, count);
      assert.ok(isWorkingDay(to, kyrgyzCalendar));
    }),
    runs(200),
  );
});

test('property: from a working day, forward and back meet again', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 15 }), (from, count) => {
      fc.pre(isWorkingDay(from, kyrgyzCalendar));
      assert.equal(addWorkingDays(addWorkingDays(from, count, kyrgyzCalendar), -count, kyrgyzCalendar), from);
    }),
    runs(200),
  );
});

test('property: months never skip a month and never lose the order of days', () => {
  fc.assert(
    fc.property(day, day, fc.integer({ min: -24, max: 24 }), (a, b, months) => {
      const moved = addMonths(a, months);
      const index = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
      assert.equal(index(moved) - index(a), months);
      if (a <= b) assert.ok(moved <= addMonths(b, months));
    }),
    runs(200),
  );
});
