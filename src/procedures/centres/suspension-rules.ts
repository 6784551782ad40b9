import { dayOf, endOfDay } from '../../law/index.ts';
import type { Guard, View } from '../../cases/index.ts';
import type { Elimination, Warning } from './accreditation-data.ts';
import type { AccreditationFacts } from './accreditation-facts.ts';
import { refuseAccreditation as refuse } from './accreditation-refusals.ts';

// ES-16.7: warning, suspension for its term, and what comes of it. Pure.

type Of<T> = Guard<T, AccreditationFacts>;
const seqOf = (view: View<never>, act: string): number => view.last(act)?.seq ?? 0;
/** A warning stands until the authority has decided: time alone resumes nothing (ES-16.7j). */
const isSuspended = (view: View<never>): boolean => seqOf(view, 'warn') > seqOf(view, 'resume');

/** ES-16.7e: the last instant of the term that the last warning states. */
export const fixUntil = (view: View<never>): Date => endOfDay(String(view.last('warn')!.data['fixUntil']));

export const notSuspended: Of<Warning> = (view) =>
  isSuspended(view as View<never>) ? refuse('ACC_SUSPENDED_ALREADY') : null;
export const fixTermAhead: Of<Warning> = (view, asked) =>
  endOfDay(asked.fixUntil) > view.now && asked.fixUntil > dayOf(view.now)
    ? null
    : refuse('ACC_DAY_PAST', { field: 'fixUntil', law: ['ES-16.7e'] });

/** ES-16.7h: the report names every breach of the warning, within its term. */
export const coversEveryBreach: Of<Elimination> = (view, { eliminated }) => {
  if (view.now > fixUntil(view as View<never>)) return refuse('ACC_FIX_TERM_OVER');
  const breaches = (view.last('warn')!.data as unknown as Warning).breaches.length;
  const named = new Set(eliminated.map(({ breachNumber }) => breachNumber));
  for (let number = 1; number <= breaches; number += 1)
    if (!named.has(number)) return refuse('ACC_BREACH_NOT_COVERED', { field: 'eliminated', values: { number } });
  return null;
};

/** ES-16.7j: resumed by decision only, after the centre has reported in time. */
export const mayResume: Of<object> = (view) => {
  if (!isSuspended(view as View<never>)) return refuse('ACC_NOT_SUSPENDED', { law: ['ES-16.7j'] });
  return seqOf(view as View<never>, 'reportEliminated') > seqOf(view as View<never>, 'warn')
    ? null
    : refuse('ACC_ELIMINATION_NOT_REPORTED');
};

/** ES-16.7k: revoked when the term of the warning has passed and the breaches are not eliminated. */
export const mayRevoke: Of<object> = (view) => {
  if (!isSuspended(view as View<never>)) return refuse('ACC_NOT_SUSPENDED', { law: ['ES-16.7k'] });
  return view.now > fixUntil(view as View<never>) ? null : refuse('ACC_FIX_TERM_RUNS');
};

/** No term in the law: the day on which the term of the warning was found to have passed. */
export const revocationDue = (view: View<never>): Date => endOfDay(dayOf(view.last('lapse')!.at));
