import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../test/support/effort.ts';
import { addDays, dayOf, endOfDay, epochDay, fromEpochDay, startOfDay } from './calendar.ts';
import { kyrgyzCalendar as calendar } from './calendar-data.ts';
import { requirements, findRequirement } from './catalogue.ts';
import {
  due,
  dueAnyway,
  earliestAfterAnnouncement,
  isLate,
  isTermId,
  openTermOf,
  startText,
  termOf,
  type Term,
} from './terms.ts';
import { openTerms, terms } from './terms-data.ts';

const instant = fc.date({ min: new Date('2024-03-01Z'), max: new Date('2030-09-30Z'), noInvalidDate: true });
const all: readonly Term[] = Object.values(terms);
const at = (text: string): Date => new Date(`${text}+06:00`);

test('every row with a deadline has a term or says what bounds it', () => {
  const missing = requirements.filter(
    ({ id, deadline }) => deadline !== null && !isTermId(id) && openTermOf(id) === null,
  );
  assert.deepEqual(
    missing.map(({ id }) => id),
    [],
  );
});

test('every term belongs to a requirement and starts from a named event', () => {
  for (const one of all) {
    assert.ok(findRequirement(one.id), one.id);
    assert.ok(startText(one.starts).ky, one.id);
    assert.equal(one.ends, one.unit === 'hours' ? 'moment' : 'end-of-day', one.id);
  }
  for (const id of Object.keys(openTerms)) assert.ok(findRequirement(id), id);
});

test('the day of the event is day 0 and the term ends at 24:00 of its last day', () => {
  const notice = termOf('CP-12b');
  const transfer = at('2026-11-21T09:30');
  assert.equal(due(notice, transfer, calendar).toISOString(), at('2026-11-29T00:00').toISOString());
  assert.equal(isLate(notice, transfer, at('2026-11-28T23:59:59'), calendar), false);
  assert.equal(isLate(notice, transfer, at('2026-11-29T00:00'), calendar), false);
  assert.equal(isLate(notice, transfer, at('2026-11-29T00:00:01'), calendar), true);
});

test('the day of the event is that of Bishkek, whatever the server says', () => {
  const access = termOf('PD-10.4e');
  assert.equal(dayOf(new Date('2026-11-21T19:00:00Z')), '2026-11-22');
  assert.equal(due(access, new Date('2026-11-21T19:00:00Z'), calendar).getTime(), endOfDay('2026-12-06').getTime());
});

test('no roll-over: a term may end on a day off', () => {
  assert.equal(due(termOf('PD-35.2a'), at('2025-12-25T12:00'), calendar).getTime(), endOfDay('2026-01-01').getTime());
});

test('working days skip weekends and holidays, from a day off too', () => {
  const notice = termOf('PD-23.2');
  assert.equal(due(notice, at('2026-04-30T10:00'), calendar).getTime(), endOfDay('2026-05-13').getTime());
  assert.equal(due(notice, at('2026-11-21T10:00'), calendar).getTime(), endOfDay('2026-11-25').getTime());
  assert.equal(due(termOf('ES-14.7a'), at('2026-11-20T10:00'), calendar).getTime(), endOfDay('2026-11-23').getTime());
});

test('hours count as hours', () => {
  assert.equal(due(termOf('PD-37.1a'), at('2026-11-20T18:15'), calendar).getTime(), at('2026-11-23T18:15').getTime());
});

test('counted back: in time until 24:00 of the date that many months earlier, else the last day of the month', () => {
  assert.equal(due(termOf('ES-13.6c'), at('2026-03-31T08:00'), calendar).getTime(), endOfDay('2026-02-28').getTime());
  assert.equal(due(termOf('ES-13.6c'), at('2026-07-15T08:00'), calendar).getTime(), endOfDay('2026-06-15').getTime());
});

test('a policy may be published on the fourteenth working day after its announcement; a holiday inside moves it', () => {
  const announcement = termOf('SP-23d');
  const plain = earliestAfterAnnouncement(announcement, at('2026-11-02T15:00'), calendar);
  assert.equal(plain.getTime(), startOfDay('2026-11-20').getTime());
  assert.equal(isLate(announcement, at('2026-11-19T10:00'), at('2026-11-02T15:00'), calendar), true);
  assert.equal(isLate(announcement, at('2026-11-20T10:00'), at('2026-11-02T15:00'), calendar), false);
  // 31 August 2026 is a Monday.
  const moved = earliestAfterAnnouncement(announcement, at('2026-08-17T15:00'), calendar);
  assert.equal(moved.getTime(), startOfDay('2026-09-07').getTime());
});

test('a month announced on the last day of January has passed on the first of March', () => {
  assert.equal(
    earliestAfterAnnouncement(termOf('ES-13.6c'), at('2026-01-31T12:00'), calendar).getTime(),
    startOfDay('2026-03-01').getTime(),
  );
  assert.throws(() => earliestAfterAnnouncement(termOf('CP-12b'), at('2026-01-31T12:00'), calendar), RangeError);
});

test('a term in working days that leaves the calendar is a fault, but for acts that stop a danger', () => {
  assert.throws(() => due(termOf('PD-23.2'), at('2030-12-30T10:00'), calendar), RangeError);
  const report = termOf('ES-10.2c');
  assert.deepEqual(dueAnyway(report, at('2030-12-31T10:00'), calendar), endOfDay('2031-01-01'));
  assert.deepEqual(dueAnyway(report, at('2020-01-01T10:00'), calendar), endOfDay('2020-01-02'));
  assert.deepEqual(dueAnyway(report, at('2026-11-20T10:00'), calendar), due(report, at('2026-11-20T10:00'), calendar));
});

test('property: forward terms never end before their event, backward ones never after it; the later the event, the later the end', () => {
  fc.assert(
    fc.property(fc.constantFrom(...all), instant, fc.integer({ min: 0, max: 86_400_000 * 3 }), (one, start, more) => {
      const end = due(one, start, calendar);
      if (one.direction === 'forward') assert.ok(end >= start, one.id);
      else assert.ok(end <= start, one.id);
      assert.ok(due(one, new Date(start.getTime() + more), calendar) >= end, one.id);
    }),
    runs(200),
  );
});

test('property: day terms end at 24:00 in Bishkek exactly that many days later', () => {
  fc.assert(
    fc.property(fc.constantFrom(...all.filter(({ unit }) => unit === 'days')), instant, (one, start) => {
      assert.equal(due(one, start, calendar).getTime(), endOfDay(addDays(dayOf(start), one.length)).getTime());
    }),
    runs(200),
  );
});

test('property: announcing in time and happening early enough are the same', () => {
  const backward = all.filter(({ direction, length }) => direction === 'backward' && length > 0);
  const day = fc.integer({ min: epochDay('2024-03-01'), max: epochDay('2030-08-30') }).map(fromEpochDay);
  fc.assert(
    fc.property(fc.constantFrom(...backward), day, fc.integer({ min: 0, max: 60 }), (one, announced, later) => {
      const announcedAt = startOfDay(announced);
      const event = startOfDay(addDays(announced, later));
      const early = event >= earliestAfterAnnouncement(one, announcedAt, calendar);
      assert.equal(early, due(one, event, calendar) > announcedAt, `${one.id} ${announced} +${later}`);
    }),
    runs(500),
  );
});
