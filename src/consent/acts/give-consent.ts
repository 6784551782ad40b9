import {
  type DataKey,
  destroyed,
  openJson,
  openSealed,
  type Place,
  sealedUnder,
  sealValue,
  unwrapUnlessDestroyed,
} from '../../keys/index.ts';
import type { OnSigned, SigningEvidence } from '../../identity/index.ts';
import { canonicalBytes, hex, type JsonObject, sha256 } from '../../record/index.ts';
import { dayOf, endOfDay, startOfDay } from '../../law/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { ActingPerson, ConsentDeps } from '../deps.ts';
import type { ConsentDocument } from '../document/index.ts';
import { entryOf } from '../journal.ts';
import type { PurposeVersion } from '../purposes/purpose.ts';
import { refuse as refusePurpose } from '../purposes/refusals.ts';
import { refuse } from '../refusals.ts';
import { type ConsentRow, insertDecision } from '../store.ts';
import { type TakenDraft, takeDraft } from './draft-store.ts';
import type { DraftContent } from './prepare-consent.ts';
import { releaseDropped } from './release-dropped.ts';
import { powerFor } from './representation.ts';

export type Given = {
  readonly consentId: string;
  readonly subjectId: string;
  readonly holderId: string;
  readonly documentHash: string;
  readonly at: Date;
  readonly validUntil: Date | null;
  readonly replaced: string | null;
};

export const documentPlace = (consentId: string) => ({ table: 'consent_document', row: consentId, column: 'sealed' });
export const evidencePlace = (consentId: string) => ({
  table: 'consent_document',
  row: consentId,
  column: 'sealed_evidence',
});

/**
 * CP-6, CP-7: the signed draft becomes a consent, with its signature, its original, its evidence and its journal entry,
 * all or nothing: handed to `SigningApi.confirmBy…`, in whose transaction it runs.
 */
export function giveConsent(deps: ConsentDeps, who: ActingPerson, draftId: string): OnSigned<Given> {
  let taking: Promise<TakenDraft | null> | undefined;
  const ahead = (tx: Tx): Promise<TakenDraft | null> =>
    (taking = takeDraft(tx, { id: draftId, now: deps.clock.real() }));
  const give = async (tx: Tx, evidence: SigningEvidence): Promise<Given | Refusal> => {
    const draft = await (taking ?? ahead(tx));
    const proof = draft?.proofKey;
    const proofKey = proof === null || proof === undefined ? destroyed : unwrapUnlessDestroyed(deps.keys, proof);
    if (draft === null || proofKey === destroyed) return refuse('DRAFT_GONE');
    using key = proofKey;
    const content = await contentOf(deps, tx, draft, key);
    if (content === destroyed) return refuse('DRAFT_GONE');
    const version = await deps.registers.version(content.document.purposeVersion.id);
    if (version === null) return refusePurpose('FORM_NOT_PUBLISHED');
    const refusal =
      checkSignature(content, evidence, draft.manifestHash) ??
      checkClass(version, content.document, evidence) ??
      checkStillOffered(version, draft.purpose) ??
      (await checkPower(deps, who, content));
    if (refusal !== null) return refusal;

    const { document } = content;
    const at = deps.clock.now();
    const bytes = canonicalBytes(document as unknown as JsonObject);
    const evidenceBytes = canonicalBytes({ ...evidence, manifest: content.manifest } as unknown as JsonObject);
    const [documentHash, evidenceHash] = [sha256(bytes), sha256(evidenceBytes)];
    const entry = entryOf(deps.clock, document.profile, {
      type: 'consent.given',
      actor: { kind: 'person', id: deps.keys.subjectIdOf(who.personId, draft.holderId), role: document.signerRole },
      holder: draft.holderId,
      subject: draft.subjectId,
      object: { kind: 'consent', id: document.consentId },
      data: givenFacts(document, content, evidence, hex(documentHash), hex(evidenceHash)),
    });
    const row = consentRow(content, draft.subjectId, draft.holderId, evidence, {
      at,
      documentHash,
      manifestHash: draft.manifestHash,
      journalEntryId: entry.id,
    });
    const dropped = draft.collected.filter((code) => !row.categories.includes(code));
    if (dropped.length > 0) await releaseDropped(deps, tx, row, at);
    const { replaced } = await insertDecision(tx, {
      row,
      draftId,
      entries: [entry],
      // Canonical JSON is JSON: what is hashed is what is sealed.
      sealedDocument: sealAndClear(key, documentPlace(row.id), bytes),
      sealedEvidence: sealAndClear(key, evidencePlace(row.id), evidenceBytes),
      outbox: { id: uuidv7(deps.clock.real()), kind: 'receipt.consent-given' },
    });
    tx.onCommit(deps.poke);
    return {
      consentId: row.id,
      subjectId: row.subject_id,
      holderId: row.holder_id,
      documentHash: hex(documentHash),
      at,
      validUntil: row.valid_until,
      replaced,
    };
  };
  return Object.assign(give, { ahead, together: true as const });
}

function sealAndClear(key: DataKey, place: Place, bytes: Uint8Array): Buffer {
  const sealed = sealValue(key, place, bytes);
  bytes.fill(0);
  return sealed;
}

// Drafts are sealed under the subject's proof key; one that was prepared under an earlier key is opened with that.
async function contentOf(
  deps: ConsentDeps,
  tx: Tx,
  draft: TakenDraft,
  key: DataKey,
): Promise<DraftContent | typeof destroyed> {
  const place = { table: 'consent_draft', row: draft.id, column: 'sealed' };
  return sealedUnder(draft.sealed) === key.id
    ? openJson<DraftContent>(key, place, draft.sealed)
    : openSealed<DraftContent>(deps.keys, tx, draft.subjectId, place, draft.sealed);
}

// DECISIONS 7: signed bytes, signer and subject must be those of the record, else it is refused, never kept "for information".
function checkSignature(content: DraftContent, evidence: SigningEvidence, manifest: Buffer): Refusal | null {
  const same =
    evidence.signing.manifestHash === hex(manifest) &&
    evidence.signing.holderId === content.document.holder.id &&
    evidence.protocol.id === content.protocolId;
  return same ? null : refuse('SIGNATURE_INVALID');
}

// DECISIONS 3: where a simple signature is not enough.
function checkClass(version: PurposeVersion, document: ConsentDocument, evidence: SigningEvidence): Refusal | null {
  const classes = ['simple', 'unqualified', 'qualified'];
  if (classes.indexOf(evidence.signatureType) < classes.indexOf(version.body.signature.least))
    return refuse('SIGNATURE_CLASS_TOO_LOW', {
      law: ['ES-4.1'],
      values: { reason: version.body.signature.basis?.ky ?? '' },
    });
  if (evidence.signatureType !== 'simple') return null;
  if (document.crossBorder?.planned === true)
    return refuse('SIGNATURE_CLASS_TOO_LOW', { law: ['PD-32.4-1'], values: { reason: 'PD 32.4' } });
  if (version.body.profiling)
    return refuse('SIGNATURE_CLASS_TOO_LOW', { law: ['PD-11.3e'], values: { reason: 'PD 11.3' } });
  return null;
}

// A new version published between reading and signing: the person read another text.
// A purpose that ended meanwhile asks for nothing any more.
const checkStillOffered = (version: PurposeVersion, purpose: TakenDraft['purpose']): Refusal | null =>
  purpose?.currentVersionId === version.id && purpose.state === 'active'
    ? null
    : refuse('DRAFT_GONE', { law: ['CP-5e'] });

// PD-9.1f: the power must hold when the consent is given, not only when it was prepared.
async function checkPower(deps: ConsentDeps, who: ActingPerson, content: DraftContent): Promise<Refusal | null> {
  if (content.representationId === null) return content.personId === who.personId ? null : refuse('DRAFT_GONE');
  const today = dayOf(deps.clock.now());
  const power = await powerFor(deps, who.personId, content.representationId, today, content.document.holder.id);
  return isRefusal(power) ? power : null;
}

function givenFacts(
  document: ConsentDocument,
  content: DraftContent,
  evidence: SigningEvidence,
  documentHash: string,
  evidenceHash: string,
): JsonObject {
  return {
    documentHash,
    evidenceHash,
    manifestHash: evidence.signing.manifestHash,
    purpose: content.purposeId,
    purposeVersion: document.purposeVersion.id,
    notice: document.notice.id,
    noticeHash: document.notice.hash,
    noticeLang: document.notice.language,
    acquaintedAt: document.notice.acquaintedAt,
    mode: evidence.kind,
    signatureType: evidence.signatureType,
    signing: evidence.signing.id,
    medium: document.medium,
    signerRole: document.signerRole,
  };
}

function consentRow(
  content: DraftContent,
  subjectId: string,
  holderId: string,
  evidence: SigningEvidence,
  made: { at: Date; documentHash: Buffer; manifestHash: Buffer; journalEntryId: string },
): ConsentRow {
  const { document } = content;
  const given = document.dataItems.filter((item) => item.choice === 'given');
  return {
    subject_id: subjectId,
    id: document.consentId,
    holder_id: holderId,
    purpose_id: content.purposeId,
    purpose_version_id: document.purposeVersion.id,
    notice_id: document.notice.id,
    state: 'active',
    current: true,
    profile: document.profile,
    medium: document.medium,
    evidence_mode: evidence.kind,
    signer_role: document.signerRole,
    given_at: made.at,
    valid_from: validFrom(document, made.at),
    valid_until: validUntil(document),
    ended_at: null,
    categories: given.map((item) => item.code),
    special_categories: given.filter((item) => item.special).map((item) => item.code),
    actions: document.actions,
    transfer: document.thirdPartyTransfer.possible,
    cross_border: document.crossBorder?.planned === true,
    public_items: document.publicDistribution?.planned === true ? document.publicDistribution.items : [],
    invalid_clauses: [],
    document_hash: made.documentHash,
    manifest_hash: made.manifestHash,
    evidence_id: evidence.signing.id,
    journal_entry_id: made.journalEntryId,
    giving_steps: evidence.protocol.steps.length,
  };
}

/** CP-F-29a: from the day of signing; on that day itself, from the moment of it. */
export const validFrom = (document: ConsentDocument, at: Date): Date => {
  const start = startOfDay(document.validity.from);
  return start < at ? at : start;
};
/** CP-8h-1: until 24:00 of the stated day; null where an event or the law ends it. */
export const validUntil = (document: ConsentDocument): Date | null =>
  document.validity.end.kind === 'date' ? endOfDay(document.validity.end.until) : null;
