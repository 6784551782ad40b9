import { destroyed, openSealed } from '../../keys/index.ts';
import { certificateSignature } from '../../record/index.ts';
import type { Scope } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { eventsOf } from '../acts/event-store.ts';
import { eventPlace, type KeptApplication } from '../acts/withdraw-consent.ts';
import type { ConsentDeps } from '../deps.ts';
import { refuse } from '../refusals.ts';

/** What proves a withdrawal that was signed: the application as it was signed, and the CAdES signature beside it (ES-6.1a). */
export type WithdrawalProof = {
  readonly document: Buffer;
  readonly signature: Buffer;
  readonly evidence: NonNullable<KeptApplication['evidence']>;
  /** The act that took it. */
  readonly entryId: string;
};

const kinds = ['withdrawn', 'withdrawal-pending', 'withdrawal-refused'];

/** The newest signed application to withdraw this consent; refused where none was signed, or its key is destroyed by now. */
export async function withdrawalProof(
  deps: ConsentDeps,
  scope: Scope,
  subjectId: string,
  consentId: string,
): Promise<WithdrawalProof | Refusal> {
  const events = await eventsOf(deps.db, scope, subjectId, consentId);
  const event = events.findLast(({ kind, data }) => kinds.includes(kind) && typeof data['signing'] === 'string');
  const sealed = event?.sealed ?? null;
  const kept =
    event === undefined || sealed === null
      ? destroyed
      : await deps.db.tx(scope, (tx) =>
          openSealed<KeptApplication>(deps.keys, tx, subjectId, eventPlace(event.id), sealed),
        );
  const signature = kept === destroyed ? undefined : certificateSignature(kept.evidence);
  if (
    event === undefined ||
    kept === destroyed ||
    kept.document === undefined ||
    kept.evidence === undefined ||
    signature === undefined
  )
    return refuse('WITHDRAWAL_NOT_SIGNED');
  return {
    document: Buffer.from(kept.document, 'base64url'),
    signature,
    evidence: kept.evidence,
    entryId: event.journal_entry_id,
  };
}
