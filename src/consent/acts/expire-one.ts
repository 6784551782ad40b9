import { type JsonObject, insertEntries } from '../../record/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { endConsent, insertOutbox } from './event-store.ts';
import type { Due } from './expiry-store.ts';

/** Ends one consent by the clock at `at`: its state, its journal entry with `why`, and the receipt to the person. */
export async function expireOne(deps: ConsentDeps, tx: Tx, consent: Due, at: Date, why: JsonObject): Promise<void> {
  await endConsent(tx, consent, 'expired', at);
  await insertEntries(tx, [
    entryOf(deps.clock, deps.profile, {
      type: 'consent.expired',
      actor: { kind: 'system', id: 'clock' },
      holder: consent.holder_id,
      subject: consent.subject_id,
      object: { kind: 'consent', id: consent.id },
      data: why,
    }),
  ]);
  await insertOutbox(tx, {
    id: uuidv7(deps.clock.real()),
    subjectId: consent.subject_id,
    holderId: consent.holder_id,
    ref: consent.id,
    kind: 'receipt.consent-expired',
    at: deps.clock.now(),
  });
}
