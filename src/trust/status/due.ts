import type { ListFacts, ListState } from './schedule-store.ts';
import { LIST_HOURS } from './make-list.ts';

// When a list is due. Pure: what is on record and a moment in, what to do out.

/** From so many entries on what comes since is told in deltas: shorter lists are simply printed anew. */
export const DELTA_FROM = 1000;
/** While deltas tell what came since, a long list is printed anew at most this often. */
const LONG_LIST_MS = 3_600_000;
/** A list is printed anew when half of its life is over: whoever fails once has time to try again. */
const RENEW_MS = (LIST_HOURS / 2) * 3_600_000;

export type Due = 'complete' | 'delta' | undefined;

const isOld = ({ nextUpdate }: ListFacts, now: Date): boolean => nextUpdate.getTime() - now.getTime() <= RENEW_MS;
export const isLong = (entries: number): boolean => entries >= DELTA_FROM;

/**
 * ES-14.7a, ES-13.1.5c: an end is told at once, and whatever happens a list is no older than half a day (profile 8).
 * `deltas`: whether there are any at this place.
 */
export function dueList({ complete, delta }: ListState, now: Date, deltas = true): Due {
  if (complete === undefined || isOld(complete, now)) return 'complete';
  if (!deltas || !isLong(complete.entries)) return complete.behind ? 'complete' : undefined;
  if (complete.behind && now.getTime() - complete.thisUpdate.getTime() >= LONG_LIST_MS) return 'complete';
  // A long list points to its delta, so one is there from the first moment on.
  return delta === undefined || delta.behind || isOld(delta, now) ? 'delta' : undefined;
}
