import type { DateString } from './acts.ts';
import { startOfDay } from './calendar.ts';
import { kyrgyzCalendar } from './calendar-data.ts';
import { due, termOf } from './terms.ts';

// ES-20.1: when Law 128 began to apply, from which ES-19 looks back.

/** "Erkin-Too" No. 84-85. */
export const eSignaturePublishedOn: DateString = '2017-07-25';

/**
 * ES-20.1: the law is in force after fifteen days from its official publication have passed: counted as every term here (the day of the
 * event is day 0, a term ends at 24:00 of its last day) this is 10 August 2017, 00:00 in Bishkek. Where a lawyer counts the day of
 * publication in, it would be a day earlier: DIVERGENCES.md.
 */
export const eSignatureInForceSince: Date = due(termOf('ES-20.1'), startOfDay(eSignaturePublishedOn), kyrgyzCalendar);

/** ES-19.2a: "before the date on which this Law enters into force". */
export const isBeforeESignature = (at: Date): boolean => at < eSignatureInForceSince;
