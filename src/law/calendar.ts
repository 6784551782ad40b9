import { DayNotCovered } from '../platform/dates.ts';
import type { Text3 } from '../platform/text.ts';
import type { DateString } from './acts.ts';

// Days of the law in Asia/Bishkek: UTC+6 all year, no daylight saving time. Pure date arithmetic, no local time of the server.

/** A day that differs from the plain five-day week: a day off in the week (`off`) or a working Saturday (`off: false`). */
export type CalendarDay = {
  readonly date: DateString;
  readonly off: boolean;
  readonly name: Text3;
  /** Not yet fixed by the competent body (Ait days): a term that crosses it may still move. */
  readonly estimated: boolean;
  readonly source: string;
};

/** Dated and replaceable data. Outside `from`..`to` it knows nothing: asking there is a fault, not a guess. */
export type WorkingCalendar = {
  readonly id: string;
  readonly version: number;
  readonly from: DateString;
  readonly to: DateString;
  readonly days: readonly CalendarDay[];
};

const dayMs = 86_400_000;
const bishkekMs = 6 * 3_600_000;

/** The calendar date in Bishkek at an instant. */
export const dayOf = (at: Date): DateString => new Date(at.getTime() + bishkekMs).toISOString().slice(0, 10);

/** 00:00 of a date in Bishkek. */
export const startOfDay = (day: DateString): Date => new Date(epochDay(day) * dayMs - bishkekMs);

/** 24:00 of a date in Bishkek, the last instant that still belongs to a term ending on it. */
export const endOfDay = (day: DateString): Date => new Date((epochDay(day) + 1) * dayMs - bishkekMs);

/** Days since 1970-01-01. Throws RangeError for a text that is no date. */
export function epochDay(day: DateString): number {
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms) || !/^\d{4}-\d{2}-\d{2}$/.test(day) || fromEpochDay(ms / dayMs) !== day) {
    throw new RangeError(`not a date: ${day}`);
  }
  return ms / dayMs;
}

export const fromEpochDay = (days: number): DateString => new Date(days * dayMs).toISOString().slice(0, 10);

export const addDays = (day: DateString, days: number): DateString => fromEpochDay(epochDay(day) + days);

/** Months by date; where the target month has no such date, its last day. Negative counts back. */
export function addMonths(day: DateString, months: number): DateString {
  epochDay(day);
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = index - targetYear * 12;
  const last = new Date(Date.UTC(targetYear, targetMonth + 1, 0)).getUTCDate();
  return new Date(Date.UTC(targetYear, targetMonth, Math.min(date, last))).toISOString().slice(0, 10);
}

const indexes = new WeakMap<WorkingCalendar, ReadonlyMap<DateString, boolean>>();

function indexOf(calendar: WorkingCalendar): ReadonlyMap<DateString, boolean> {
  const known = indexes.get(calendar);
  if (known) return known;
  const index = new Map<DateString, boolean>();
  // Two entries may share a date (an Ait on a fixed holiday): off wins.
  for (const { date, off } of calendar.days) index.set(date, off || (index.get(date) ?? false));
  indexes.set(calendar, index);
  return index;
}

/** Throws DayNotCovered (a RangeError) outside the years the calendar covers. */
export function isWorkingDay(day: DateString, calendar: WorkingCalendar): boolean {
  if (day < calendar.from || day > calendar.to) {
    throw new DayNotCovered(calendar.id, day);
  }
  const special = indexOf(calendar).get(day);
  if (special !== undefined) return !special;
  const weekday = (epochDay(day) + 4) % 7; // 1970-01-01 was a Thursday; 0 = Sunday
  return weekday !== 0 && weekday !== 6;
}

/** The n-th working day after `day` (n > 0) or before it (n < 0); `day` itself is day 0, working or not. */
export function addWorkingDays(day: DateString, count: number, calendar: WorkingCalendar): DateString {
  const step = Math.sign(count);
  let current = epochDay(day);
  for (let left = Math.abs(count); left > 0; ) {
    current += step;
    if (isWorkingDay(fromEpochDay(current), calendar)) left -= 1;
  }
  return fromEpochDay(current);
}

/** True where the span from one day to another (both included) holds a day whose date is still estimated. */
export const crossesEstimate = (from: DateString, to: DateString, calendar: WorkingCalendar): boolean =>
  calendar.days.some(({ date, estimated }) => estimated && date >= from && date <= to);
