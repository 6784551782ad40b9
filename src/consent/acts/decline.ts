import { randomBytes } from 'node:crypto';
import { dataKey, destroyed, openSealed, sealJson } from '../../keys/index.ts';
import { canonicalBytes, hex, type JsonObject, sha256 } from '../../record/index.ts';
import { personScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { ActingPerson, ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { refuse as refusePurpose } from '../purposes/refusals.ts';
import { purposeById } from '../purposes/store.ts';
import { refuse } from '../refusals.ts';
import { insertDecision } from '../store.ts';
import { draftsOf, dropDraft, oneDecisionAtATime } from './draft-store.ts';
import { currentState } from './event-store.ts';
import { documentPlace } from './give-consent.ts';
import type { DraftContent } from './prepare-consent.ts';

// CP-6a: one may decline with the document already prepared; then what was written into it must not outlive the refusal.
async function dropDraftsFor(deps: ConsentDeps, tx: Tx, subjectId: string, purposeId: string): Promise<void> {
  for (const draft of await draftsOf(tx, subjectId)) {
    const content = await openSealed<DraftContent>(
      deps.keys,
      tx,
      subjectId,
      { table: 'consent_draft', row: draft.id, column: 'sealed' },
      draft.sealed,
    );
    if (content === destroyed || content.purposeId === purposeId) await dropDraft(tx, draft.id);
  }
}

/**
 * CP-6a, PD-9.1a, DECISIONS 12: declining is as easy as agreeing, and a record with a receipt too. Nothing of the person's
 * data is stored: the document of a refusal names the purpose and the time only.
 */
export async function declineConsent(
  deps: ConsentDeps,
  who: ActingPerson,
  purposeId: string,
): Promise<{ consentId: string; at: Date } | Refusal> {
  const purpose = await purposeById(deps.db, purposeId);
  if (purpose === null || purpose.currentVersionId === null) return refusePurpose('PURPOSE_UNKNOWN');
  const holderId = purpose.holderId;
  const subjectId = deps.keys.subjectIdOf(who.personId, holderId);
  const consentId = uuidv7(deps.clock.real());
  const at = deps.clock.now();
  const document = {
    format: 'makulduk/refusal/1',
    consentId,
    holder: holderId,
    purpose: purpose.id,
    purposeVersion: purpose.currentVersionId,
    at: at.toISOString(),
    profile: deps.profile,
    salt: randomBytes(32).toString('hex'),
  };
  const bytes = canonicalBytes(document as JsonObject);
  return deps.db.tx(personScope([subjectId]), async (tx) => {
    await oneDecisionAtATime(tx, subjectId);
    // PD-9.4: what is in force ends by withdrawal, with its own rules and receipt; declining is for what was not given.
    const standing = await currentState(tx, subjectId, purpose.id);
    if (standing === 'active' || standing === 'pending' || standing === 'frozen') return refuse('CONSENT_IN_FORCE');
    using key = await dataKey(deps.keys, tx, { class: 'proof', subjectId, holderId }, deps.clock.real());
    await dropDraftsFor(deps, tx, subjectId, purpose.id);
    const entry = entryOf(deps.clock, deps.profile, {
      type: 'consent.declined',
      actor: { kind: 'person', id: subjectId },
      holder: holderId,
      subject: subjectId,
      object: { kind: 'consent', id: consentId },
      data: { purpose: purpose.id, purposeVersion: purpose.currentVersionId!, documentHash: hex(sha256(bytes)) },
    });
    await insertDecision(tx, {
      row: {
        subject_id: subjectId,
        id: consentId,
        holder_id: holderId,
        purpose_id: purpose.id,
        purpose_version_id: purpose.currentVersionId!,
        notice_id: null,
        state: 'declined',
        current: true,
        profile: deps.profile,
        medium: 'electronic_document',
        evidence_mode: null,
        signer_role: 'subject',
        given_at: at,
        valid_from: at,
        valid_until: null,
        ended_at: at,
        categories: [],
        special_categories: [],
        actions: [],
        transfer: false,
        cross_border: false,
        public_items: [],
        invalid_clauses: [],
        document_hash: sha256(bytes),
        manifest_hash: sha256(bytes),
        evidence_id: null,
        journal_entry_id: entry.id,
        giving_steps: 0,
      },
      sealedDocument: sealJson(key, documentPlace(consentId), document),
      sealedEvidence: null,
      draftId: null,
      entries: [entry],
      outbox: { id: uuidv7(deps.clock.real()), kind: 'receipt.consent-declined' },
    });
    tx.onCommit(deps.poke);
    return { consentId, at };
  });
}
