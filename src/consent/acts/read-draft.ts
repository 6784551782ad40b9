import { destroyed, openSealed } from '../../keys/index.ts';
import { dayOf } from '../../law/index.ts';
import { hex, manifestBytes } from '../../record/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { ActingPerson, ConsentDeps } from '../deps.ts';
import type { ConsentDocument } from '../document/index.ts';
import { refuse } from '../refusals.ts';
import { draftById } from './draft-store.ts';
import type { DraftContent } from './prepare-consent.ts';
import { powersOf } from './representation.ts';

export type OpenedDraft = {
  readonly draftId: string;
  readonly holderId: string;
  readonly purposeId: string;
  readonly protocolId: string;
  readonly document: ConsentDocument;
  readonly manifestHash: string;
  /** What a certificate's key signs: the canonical bytes whose hash that is. */
  readonly manifest: Uint8Array;
  readonly audience: 'adult' | 'child';
};

/** The document held for signing, for the one who is to sign it: the subject, or who acts for the subject today. */
export async function readDraft(
  deps: ConsentDeps,
  who: Pick<ActingPerson, 'personId'>,
  draftId: string,
): Promise<OpenedDraft | Refusal> {
  const opened = await deps.db.tx(systemScope('a draft is read by its signer'), async (tx) => {
    const draft = await draftById(tx, draftId, deps.clock.real());
    if (draft === null) return null;
    const content = await openSealed<DraftContent>(
      deps.keys,
      tx,
      draft.subjectId,
      { table: 'consent_draft', row: draftId, column: 'sealed' },
      draft.sealed,
    );
    return content === destroyed ? null : { draft, content };
  });
  if (opened === null) return refuse('DRAFT_GONE');
  const { draft, content } = opened;
  if (content.personId !== who.personId) {
    const powers = await powersOf(deps, who.personId, dayOf(deps.clock.now()));
    if (
      !powers.some(
        ({ principal, actsAt }) => principal === content.personId && (actsAt ?? draft.holderId) === draft.holderId,
      )
    )
      return refuse('DRAFT_GONE');
  }
  return {
    draftId,
    holderId: draft.holderId,
    purposeId: content.purposeId,
    protocolId: content.protocolId,
    document: content.document,
    manifestHash: hex(draft.manifestHash),
    manifest: manifestBytes(content.manifest),
    audience: content.audience,
  };
}
