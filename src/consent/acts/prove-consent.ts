import { insertEntries } from '../../record/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { refuse } from '../refusals.ts';
import { unprove } from './event-store.ts';
import { openConsent } from './read-consent.ts';
import { openReview } from './review.ts';

export type ProofState = {
  readonly proof: 'proven' | 'unproven';
  /** What is not there: document, evidence, check, notice. */
  readonly missing: readonly string[];
  readonly state: string;
  readonly evidenceMode: string | null;
  readonly manifestHash: string;
  readonly documentHash: string;
};

const inForce = new Set(['active', 'pending']);

/**
 * PD-9.5a: the authority asks the holder to prove one consent. The look is journalled. Where the proof is missing the answer
 * says so and the processing is flagged: the holder's officer gets a task, and `may` rests on this consent no longer.
 */
export async function proveConsent(
  deps: ConsentDeps,
  officer: { readonly accountId: string },
  asked: { readonly holderId: string; readonly subjectId: string; readonly consentId: string },
): Promise<ProofState | Refusal> {
  const scope = systemScope('the authority asks for the proof of a consent');
  const opened = await openConsent(deps, scope, asked.subjectId, asked.consentId);
  if (isRefusal(opened)) return opened;
  const { row, document, evidence } = opened;
  if (row.holder_id !== asked.holderId || row.state === 'declined') return refuse('CONSENT_UNKNOWN');
  const missing = [
    document === null ? 'document' : null,
    evidence === null ? 'evidence' : null,
    row.evidence_id === null ? 'check' : null,
    row.notice_id === null ? 'notice' : null,
  ].filter((part) => part !== null);
  const proof = missing.length === 0 ? 'proven' : 'unproven';
  await deps.db.tx(scope, async (tx) => {
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'consent.proof-asked',
        actor: { kind: 'account', id: officer.accountId, role: 'authority' },
        holder: row.holder_id,
        subject: row.subject_id,
        object: { kind: 'consent', id: row.id },
        data: { proof, missing },
      }),
    ]);
    if (proof === 'unproven' && inForce.has(row.state)) await unprove(tx, row.subject_id, row.id);
    if (proof === 'unproven')
      await openReview(deps, tx, {
        holderId: row.holder_id,
        subjectId: row.subject_id,
        purposeId: row.purpose_id,
        kind: 'consent-unproven',
        objectId: row.id,
      });
    tx.onCommit(deps.poke);
  });
  return {
    proof,
    missing,
    state: row.state,
    evidenceMode: row.evidence_mode,
    manifestHash: row.manifest_hash.toString('hex'),
    documentHash: row.document_hash.toString('hex'),
  };
}
