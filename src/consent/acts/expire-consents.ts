import { insertEntries } from '../../record/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { dropExpiredDrafts } from './draft-store.ts';
import { currentState, endConsent, insertOutbox, retentionsOf } from './event-store.ts';
import { dueForExpiry, endedServices, lapsedRetentions } from './expiry-store.ts';
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
      const entry = entryOf(deps.clock, deps.profile, { type: 'consent.expired', actor: { kind: 'system', id: 'clock' }, holder: consent.holder_id, subject: consent.subject_id, object: { kind: 'consent', id: consent.id }, data: { validUntil: consent.valid_until!.toISOString() } });
      await insertEntries(tx, [entry]);
      await insertOutbox(tx, { id: uuidv7(deps.clock.real()), subjectId: consent.subject_id, holderId: consent.holder_id, ref: consent.id, kind: 'receipt.consent-expired', at: now });
      await releaseContent(deps, tx, consent, now);
    }
    const ended = await endedServices(tx, batch);
    let closed = 0;
    for (const row of ended) {
      const end = endOfServiceStorage(row.service_ended_at, (await deps.registers.version(row.purpose_version_id))!.body);
      if (end === null || now < end) continue;
      closed++;
      await endConsent(tx, row, 'expired', end);
      await insertEntries(tx, [entryOf(deps.clock, deps.profile, { type: 'consent.expired', actor: { kind: 'system', id: 'clock' }, holder: row.holder_id, subject: row.subject_id, object: { kind: 'consent', id: row.id }, data: { serviceEndedAt: row.service_ended_at.toISOString(), storageEndedAt: end.toISOString() } })]);
      await destroyContent(deps, tx, row, now, ['PD-4.6b', 'CP-F-29b']);
    }
    const lapsed = await lapsedRetentions(tx, now, batch);
    for (const row of lapsed) {
      // One reason to keep is over; the content stays while another runs, a consent given since among them.
      const others = await retentionsOf(tx, null, row.subject_id, row.purpose_id);
      const state = await currentState(tx, row.subject_id, row.purpose_id);
      if (others.length === 0 && !['active', 'pending', 'frozen'].includes(state ?? '')) await destroyContent(deps, tx, row, now, ['PD-9.4f', 'SP-19a', 'PD-34.1a']);
    }
    const reviewed = await reviewEndedEvents(deps, tx, now, batch);
    await dropExpiredDrafts(tx, deps.clock.real());
    if (due.length + closed + lapsed.length + reviewed > 0) tx.onCommit(deps.poke);
    return due.length + closed + lapsed.length + reviewed;
  });
}
