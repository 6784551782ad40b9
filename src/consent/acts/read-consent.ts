import { destroyed, openSealed } from '../../keys/index.ts';
import type { SigningEvidence } from '../../identity/index.ts';
import type { Scope } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { ConsentDeps } from '../deps.ts';
import type { ConsentDocument } from '../document/index.ts';
import { refuse } from '../refusals.ts';
import { type ConsentRow, consentById, sealedOf } from '../store.ts';
import { documentPlace, evidencePlace } from './give-consent.ts';

export type OpenedConsent = {
  readonly row: ConsentRow;
  /** null where the proof key was destroyed: the term of DECISIONS 10 is over. */
  readonly document: ConsentDocument | null;
  readonly evidence: (SigningEvidence & { readonly manifest: unknown }) | Record<string, unknown> | null;
};

/** Opens the original and the evidence of a consent, for the subject, or for the holder that must prove it (PD-9.5a). */
export async function openConsent(
  deps: ConsentDeps,
  scope: Scope,
  subjectId: string,
  consentId: string,
): Promise<OpenedConsent | Refusal> {
  const row = await consentById(deps.db, scope, subjectId, consentId);
  if (row === null) return refuse('CONSENT_UNKNOWN');
  return deps.db.tx(scope, async (tx) => {
    const sealed = await sealedOf(tx, subjectId, consentId);
    if (sealed === null) return { row, document: null, evidence: null };
    const document = await openSealed<ConsentDocument>(
      deps.keys,
      tx,
      subjectId,
      documentPlace(consentId),
      sealed.sealed,
    );
    const evidence =
      sealed.sealed_evidence === null
        ? null
        : await openSealed<SigningEvidence & { manifest: unknown }>(
            deps.keys,
            tx,
            subjectId,
            evidencePlace(consentId),
            sealed.sealed_evidence,
          );
    return {
      row,
      document: document === destroyed ? null : document,
      evidence: evidence === destroyed ? null : evidence,
    };
  });
}
