import { actOnEach, isUnavailable, systemScope } from '../../platform/db/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { ConsentDeps } from '../deps.ts';
import { dropExpiredDrafts } from './draft-store.ts';
import { retentionsOf } from './event-store.ts';
import {
  dueForExpiry,
  type Due,
  expiryWorkers,
  type Key,
  lapsedRetentions,
  lockForExpiry,
  standingCategories,
  takeLapsed,
} from './expiry-store.ts';
import { expireOne } from './expire-one.ts';
import { destroyContent, releaseContent } from './release-content.ts';
import { releaseDropped } from './release-dropped.ts';
import { reviewEndedEvents } from './review.ts';
import { endAfterService } from './service-end.ts';

const batch = 200;
export type ExpiryFaults = (error: Error) => void;

/**
 * Writes down what the clock has already decided (CP-8h-1: `may` says no from the moment itself): consents past their
 * term, consents of ended services past their storage term (CP-F-29b), retention terms that ran out (PD-9.4f, SP-19a).
 * Returns how many rows it handled; call again while it is not zero. Safe with several workers. What fails is told to
 * `onFault` and rests; it holds up nothing else.
 */
export async function expireConsents(deps: ConsentDeps, onFault?: ExpiryFaults): Promise<number> {
  const now = deps.clock.now();
  const steps: readonly (() => Promise<number>)[] = [
    () => expireDue(deps, now, onFault),
    () => endAfterService(deps, now, batch, onFault),
    () => lapseRetentions(deps, now, onFault),
    () => reviewEndedEvents(deps, now, batch, onFault),
    async () => {
      await deps.db.tx(systemScope('drafts nobody signed'), (tx) => dropExpiredDrafts(tx, deps.clock.real()));
      return 0;
    },
  ];
  let handled = 0;
  for (const step of steps)
    handled += await step().catch((error: Error) => {
      if (isUnavailable(error)) throw error;
      onFault?.(error);
      return 0;
    });
  return handled;
}

async function expireDue(deps: ConsentDeps, now: Date, onFault?: ExpiryFaults): Promise<number> {
  const act = async (tx: Tx, rows: readonly Key[]): Promise<number> => {
    const due: Due[] = await lockForExpiry(tx, rows, now);
    for (const consent of due) {
      await expireOne(deps, tx, consent, consent.valid_until!, {
        validUntil: consent.valid_until!.toISOString(),
      });
      await releaseContent(deps, tx, consent, now);
    }
    if (due.length > 0) tx.onCommit(deps.poke);
    return due.length;
  };
  return actOnEach(
    { db: deps.db, clock: deps.clock, worker: expiryWorkers.consent, idOf: (row) => row.id, act, onFault },
    await dueForExpiry(deps.db, now, deps.clock.real(), batch),
  );
}

async function lapseRetentions(deps: ConsentDeps, now: Date, onFault?: ExpiryFaults): Promise<number> {
  const act = async (tx: Tx, rows: readonly Key[]): Promise<number> => {
    const lapsed = await takeLapsed(tx, rows, now);
    for (const row of lapsed) {
      // One reason to keep is over; what a consent that stands covers stays, and so does all while another reason runs.
      const standing = await standingCategories(tx, row.subject_id, row.purpose_id);
      if (standing !== null) await releaseDropped(deps, tx, { ...row, categories: standing }, now, row.categories);
      else if ((await retentionsOf(tx, null, row.subject_id, row.purpose_id)).length === 0)
        await destroyContent(deps, tx, row, now, ['PD-9.4f', 'SP-19a', 'PD-34.1a']);
    }
    if (lapsed.length > 0) tx.onCommit(deps.poke);
    return lapsed.length;
  };
  return actOnEach(
    { db: deps.db, clock: deps.clock, worker: expiryWorkers.retention, idOf: (row) => row.id, act, onFault },
    await lapsedRetentions(deps.db, now, deps.clock.real(), batch),
  );
}
