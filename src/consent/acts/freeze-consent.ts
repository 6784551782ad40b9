import { insertEntries } from '../../record/index.ts';
import type { Scope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { refuse } from '../refusals.ts';
import { consentById } from '../store.ts';
import { releaseContent } from './release-content.ts';
import { endConsent, insertEvent, insertOutbox, stateAfterDispute } from './event-store.ts';

type Actor = { readonly kind: 'account' | 'person'; readonly id: string; readonly role?: string };

/** "This was not me" (PD-9.5a): processing on the consent stops at once, and the holder has to check it. */
export async function freezeConsent(
  deps: ConsentDeps,
  scope: Scope,
  subjectId: string,
  consentId: string,
  actor: Actor,
): Promise<{ eventId: string } | Refusal> {
  return change(
    deps,
    scope,
    subjectId,
    consentId,
    actor,
    ['active', 'unproven', 'pending'],
    'frozen',
    'disputed',
    'check.consent-disputed',
  );
}

/** The check's end: the consent was given by the subject after all, or it was not and never counted. */
export async function resolveFreeze(
  deps: ConsentDeps,
  scope: Scope,
  subjectId: string,
  consentId: string,
  actor: Actor,
  found: 'genuine' | 'not-genuine',
): Promise<{ eventId: string } | Refusal> {
  return found === 'genuine'
    ? change(
        deps,
        scope,
        subjectId,
        consentId,
        actor,
        ['frozen'],
        'as-before',
        'dispute-unfounded',
        'receipt.dispute-unfounded',
      )
    : change(
        deps,
        scope,
        subjectId,
        consentId,
        actor,
        ['frozen'],
        'invalid',
        'dispute-upheld',
        'receipt.dispute-upheld',
      );
}

async function change(
  deps: ConsentDeps,
  scope: Scope,
  subjectId: string,
  consentId: string,
  actor: Actor,
  from: readonly string[],
  to: 'frozen' | 'as-before' | 'invalid',
  kind: string,
  outbox: string,
): Promise<{ eventId: string } | Refusal> {
  return deps.db.tx(scope, async (tx) => {
    const consent = await consentById(tx, null, subjectId, consentId);
    if (consent === null) return refuse('CONSENT_UNKNOWN');
    if (!from.includes(consent.state))
      return refuse('NOT_WITHDRAWABLE', { law: ['PD-9.5a'], details: { state: consent.state } });
    // A withdrawal that was pending goes on waiting, a paper that was unchecked still waits for its check.
    const state = to === 'as-before' ? await stateAfterDispute(tx, subjectId, consentId) : to;
    const id = uuidv7(deps.clock.real());
    const at = deps.clock.now();
    const entry = entryOf(deps.clock, deps.profile, {
      type: `consent.${kind}`,
      actor,
      holder: consent.holder_id,
      subject: subjectId,
      object: { kind: 'consent', id: consentId },
      data: { from: consent.state, to: state },
    });
    await endConsent(tx, consent, state, to === 'invalid' ? at : null);
    await insertEvent(tx, {
      id,
      subjectId,
      consentId,
      holderId: consent.holder_id,
      kind,
      at,
      data: { from: consent.state },
      sealed: null,
      journalEntryId: entry.id,
    });
    await insertEntries(tx, [entry]);
    await insertOutbox(tx, {
      id: uuidv7(deps.clock.real()),
      subjectId,
      holderId: consent.holder_id,
      ref: consentId,
      kind: outbox,
      at,
    });
    // PD-23.4: what was collected on a consent that was never given has no reason to stay, unless a law keeps it.
    if (to === 'invalid') await releaseContent(deps, tx, consent, at);
    tx.onCommit(deps.poke);
    return { eventId: id };
  });
}
