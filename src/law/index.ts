// The law as data: acts, requirements, citations, terms. Pure; knows no clock, no database, no request.

export {
  actCodes,
  acts,
  defaultActDates,
  headingOf,
  standing,
  type Act,
  type ActCode,
  type ActDates,
  type ActDatesTable,
  type ActStatus,
  type DateString,
  type Standing,
} from './acts.ts';
export { unofficial } from './acts.messages.ts';
export {
  addDays,
  addMonths,
  addWorkingDays,
  crossesEstimate,
  dayOf,
  endOfDay,
  isWorkingDay,
  startOfDay,
  type CalendarDay,
  type WorkingCalendar,
} from './calendar.ts';
export { kyrgyzCalendar } from './calendar-data.ts';
export { findRequirement, requirement, requirements, requirementsUnder, type Requirement } from './catalogue.ts';
export { cite, isTranslated, type Citation } from './citations.ts';
export { locatorOf } from './locators.ts';
export {
  due,
  earliestAfterAnnouncement,
  isLate,
  isTermId,
  openTermOf,
  startText,
  termOf,
  type Term,
  type TermUnit,
} from './terms.ts';
export type { OpenTerm, TermId } from './terms-data.ts';
export type { StartEvent } from './terms.messages.ts';
