import { insertEntries } from '../../record/index.ts';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { dropExpiredDrafts } from './draft-store.ts';
import { currentState, endConsent, insertOutbox, retentionsOf } from './event-store.ts';
import { activeUnder, dueForExpiry, endedServices, lapsedRetentions } from './expiry-store.ts';
import { destroyContent, releaseContent } from './release-content.ts';
import { reviewEndedEvents } from './review.ts';
import { endOfServiceStorage } from './service-end.ts';

const batch = 200;

/**
 * Writes down what the clock has already decided (CP-8h-1: `may` says no from the moment itself): consents past their
 * term, consents of ended services past their storage term (CP-F-29b), retention terms that ran out (PD-9.4f, SP-19a).
 * Returns how many rows it handled; call again while it is not zero. Safe with several workers.
 */
export async function expireConsents(deps: ConsentDeps): Promise<number> {
  const now = deps.clock.now();
  return deps.db.tx(systemScope('the clock ends consents'), async (tx) => {
    const due = await dueForExpiry(tx, now, batch);
    for (const consent of due) {
      await endConsent(tx, consent, 'expired', consent.valid_until);
      const entry = entryOf(deps.clock, deps.profile, {
        type: 'consent.expired',
        actor: { kind: 'system', id: 'clock' },
        holder: consent.holder_id,
        subject: consent.subject_id,
        object: { kind: 'consent', id: consent.id },
        data: { validUntil: consent.valid_until!.toISOString() },
      });
      await insertEntries(tx, [entry]);
      await insertOutbox(tx, {
        id: uuidv7(deps.clock.real()),
        subjectId: consent.subject_id,
        holderId: consent.holder_id,
        ref: consent.id,
        kind: 'receipt.consent-expired',
        at: now,
      });
      await releaseContent(deps, tx, consent, now);
    }
    const closed = await endAfterService(deps, tx, now);
    const lapsed = await lapsedRetentions(tx, now, batch);
    for (const row of lapsed) {
      // One reason to keep is over; the content stays while another runs, a consent given since among them.
      const others = await retentionsOf(tx, null, row.subject_id, row.purpose_id);
      const state = await currentState(tx, row.subject_id, row.purpose_id);
      if (others.length === 0 && !['active', 'pending', 'frozen'].includes(state ?? ''))
        await destroyContent(deps, tx, row, now, ['PD-9.4f', 'SP-19a', 'PD-34.1a']);
    }
    const reviewed = await reviewEndedEvents(deps, tx, now, batch);
    await dropExpiredDrafts(tx, deps.clock.real());
    if (due.length + closed + lapsed.length + reviewed > 0) tx.onCommit(deps.poke);
    return due.length + closed + lapsed.length + reviewed;
  });
}

// CP-F-29b: judged by version first, so that services whose storage still runs keep nobody else's consents from ending.
async function endAfterService(deps: ConsentDeps, tx: Tx, now: Date): Promise<number> {
  const over = new Map<string, { serviceEndedAt: Date; storageEndedAt: Date }>();
  for (const { version_id: id, service_ended_at: serviceEndedAt } of await endedServices(tx)) {
    const storageEndedAt = endOfServiceStorage(serviceEndedAt, (await deps.registers.version(id))!.body);
    if (storageEndedAt !== null && storageEndedAt <= now) over.set(id, { serviceEndedAt, storageEndedAt });
  }
  if (over.size === 0) return 0;
  const rows = await activeUnder(tx, [...over.keys()], batch);
  for (const row of rows) {
    const { serviceEndedAt, storageEndedAt } = over.get(row.purpose_version_id)!;
    await endConsent(tx, row, 'expired', storageEndedAt);
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'consent.expired',
        actor: { kind: 'system', id: 'clock' },
        holder: row.holder_id,
        subject: row.subject_id,
        object: { kind: 'consent', id: row.id },
        data: { serviceEndedAt: serviceEndedAt.toISOString(), storageEndedAt: storageEndedAt.toISOString() },
      }),
    ]);
    await releaseContent(deps, tx, row, now, ['PD-4.6b', 'CP-F-29b']);
  }
  return rows.length;
}
