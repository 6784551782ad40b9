import { DayNotCovered } from '../platform/dates.ts';
import type { Text3 } from '../platform/text.ts';
import {
  addDays,
  addMonths,
  addWorkingDays,
  dayOf,
  endOfDay,
  fromEpochDay,
  epochDay,
  isWorkingDay,
  startOfDay,
  type WorkingCalendar,
} from './calendar.ts';
import { starts, type StartEvent } from './terms.messages.ts';
import { openTerms, terms, type OpenTerm, type TermId } from './terms-data.ts';

// A term of the law: which norm, from which event, how long, in what days, and where it ends.

export type TermUnit = 'hours' | 'days' | 'working-days' | 'months' | 'years';

export type Term = {
  /** The requirement that sets it: 'PD-23.2'. */
  readonly id: string;
  readonly starts: StartEvent;
  readonly length: number;
  readonly unit: TermUnit;
  /** backward: "at least a month before the event"; `due` is then the last moment that is early enough. */
  readonly direction: 'forward' | 'backward';
  /** end-of-day: 24:00 in Bishkek of the last day (no roll-over on a day off); moment: hours as hours. */
  readonly ends: 'end-of-day' | 'moment';
  /** What the text says of it where the reading was decided ("week" = 7 days, a default of the profile). */
  readonly note?: string;
};

/** The term a requirement sets. */
export const termOf = (id: TermId): Term => terms[id];
export const isTermId = (id: string): id is TermId => id in terms;
/** A requirement that speaks of time without a figure: what bounds it instead. */
export const openTermOf = (id: string): OpenTerm | null => openTerms[id] ?? null;
export const startText = (event: StartEvent): Text3 => starts[event];

const months = (term: Term): number => (term.unit === 'years' ? term.length * 12 : term.length);

/**
 * The last instant at which the act is in time, `start` being the instant of the event that starts the term (or, counted
 * backward, of the event before which it must be done). The day of the event is day 0. In time is `act <= due`.
 * Throws RangeError where a term in working days leaves the years of the calendar.
 */
export function due(term: Term, start: Date, calendar: WorkingCalendar): Date {
  const sign = term.direction === 'forward' ? 1 : -1;
  const day = dayOf(start);
  switch (term.unit) {
    case 'hours':
      return new Date(start.getTime() + sign * term.length * 3_600_000);
    case 'days':
      return endOfDay(addDays(day, sign * term.length));
    case 'months':
    case 'years':
      return endOfDay(addMonths(day, sign * months(term)));
    case 'working-days':
      return endOfDay(
        sign > 0 ? addWorkingDays(day, term.length, calendar) : lastDayBefore(day, term.length, calendar),
      );
  }
}

/**
 * The same for acts that stop a danger: no slip in a date, and no calendar that ends, may refuse them. Where the calendar lacks a day, the
 * days are counted as they come.
 */
export function dueAnyway(term: Term, start: Date, calendar: WorkingCalendar): Date {
  try {
    return due(term, start, calendar);
  } catch (error) {
    if (!(error instanceof DayNotCovered)) throw error;
    return due({ ...term, unit: 'days' }, start, calendar);
  }
}

/** The last day D with `count` working days in (D, day]. */
function lastDayBefore(day: string, count: number, calendar: WorkingCalendar): string {
  let current = epochDay(day);
  for (let left = count; left > 0; current -= 1) {
    if (isWorkingDay(fromEpochDay(current), calendar)) left -= 1;
  }
  return fromEpochDay(current);
}

export const isLate = (term: Term, start: Date, at: Date, calendar: WorkingCalendar): boolean =>
  at.getTime() > due(term, start, calendar).getTime();

/**
 * For a backward term: the earliest instant at which the announced event may happen, given when it was announced.
 * SP-23d: fourteen working days after the announcement, the day of announcement being day 0.
 */
export function earliestAfterAnnouncement(term: Term, announcedAt: Date, calendar: WorkingCalendar): Date {
  if (term.direction !== 'backward') throw new RangeError(`${term.id} is not counted backward`);
  const day = dayOf(announcedAt);
  switch (term.unit) {
    case 'hours':
      return new Date(announcedAt.getTime() + term.length * 3_600_000);
    case 'days':
      return startOfDay(addDays(day, term.length));
    case 'working-days':
      return startOfDay(addWorkingDays(day, term.length, calendar));
    case 'months':
    case 'years': {
      // By date, else the month's last day: a notice of 31 January is a month old on 1 March, not on 28 February.
      let candidate = addMonths(day, months(term));
      while (addMonths(candidate, -months(term)) < day) candidate = addDays(candidate, 1);
      return startOfDay(candidate);
    }
  }
}
