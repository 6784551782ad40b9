import { addMonths, dayOf, endOfDay } from '../../law/index.ts';
import type { GroundFacts } from '../may/decide.ts';
import type { PurposeBody } from '../purposes/purpose.ts';

/** Why content stays after the consent to it has ended, and until when; null = no end is known. */
export type Reason = { readonly norm: string; readonly until: Date | null };

const forever = new Date(8.64e15);
const continuing = /^PD-(5\.1|17\.1|18\.1)-/;

/** CP-F-31, DECISIONS 9: what another recorded ground still needs goes on under it; the person is shown which. */
export function goesOn(grounds: readonly GroundFacts[], at: Date): Reason[] {
  const ground = grounds.find(
    (one) => continuing.test(one.code) && one.recordedAt <= at && (one.endsAt === null || at < one.endsAt),
  );
  return ground === undefined ? [] : [{ norm: ground.code, until: ground.endsAt }];
}

/** PD-9.4f: the mandatory storage term a law sets, counted from `at`. */
export function storageByLaw({ service: { storage } }: PurposeBody, at: Date): Reason[] {
  return storage === null || storage.act === null || storage.months === null
    ? []
    : [{ norm: storage.act.ky, until: endOfDay(addMonths(dayOf(at), storage.months)) }];
}

/** A reason that runs already, as long or longer, is not written down twice. */
export const freshReasons = (found: readonly Reason[], running: readonly Reason[]): Reason[] =>
  found.filter(
    (one) => !running.some((known) => known.norm === one.norm && (known.until ?? forever) >= (one.until ?? forever)),
  );
