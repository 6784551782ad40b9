import { insertEntries } from '../../record/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { refuse } from '../refusals.ts';
import { consentById, deleteEvidenceOf, evidenceLocked } from '../store.ts';

/**
 * CP-10b: the original and the evidence of a consent go only when nothing taken under it is processed or stored any more
 * and the limitation period is over. The consent's own row and its journal entries stay. A refused attempt is journalled.
 */
export async function deleteEvidence(
  deps: ConsentDeps,
  staff: { accountId: string; holderId: string },
  subjectId: string,
  consentId: string,
): Promise<{ at: Date } | Refusal> {
  return deps.db.tx(holderScope(staff.holderId), async (tx): Promise<{ at: Date } | Refusal> => {
    const consent = await consentById(tx, null, subjectId, consentId);
    if (consent === null) return refuse('CONSENT_UNKNOWN');
    const at = deps.clock.now();
    const locked = await evidenceLocked(tx, subjectId, consentId, at);
    const about = {
      actor: { kind: 'account' as const, id: staff.accountId, role: 'data-officer' },
      holder: staff.holderId,
      subject: subjectId,
      object: { kind: 'consent', id: consentId },
    };
    const entry = locked
      ? entryOf(deps.clock, deps.profile, {
          ...about,
          type: 'evidence.deletion-refused',
          data: { state: consent.state },
        })
      : entryOf(deps.clock, deps.profile, {
          ...about,
          type: 'evidence.deleted',
          data: { documentHash: consent.document_hash.toString('hex') },
        });
    if (!locked) await deleteEvidenceOf(tx, subjectId, consentId);
    await insertEntries(tx, [entry]);
    tx.onCommit(deps.poke);
    return locked ? refuse('EVIDENCE_RETENTION_LOCK', { details: { state: consent.state } }) : { at };
  });
}
