import { createHash } from 'node:crypto';
import { dataKey, keysOf, openValue, sealedUnder, sealValue } from '../../keys/index.ts';
import { holderScope, type Scope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { scanType } from '../../platform/media-type.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Actor } from '../../record/index.ts';
import { journalOf, type OwnerFilesDeps } from './deps.ts';
import { refuse } from './refusals.ts';
import { applicationAt, documentOf, insertDocument, type OwnerDocument, purgedAt } from './store.ts';

const place = (id: string) => ({ table: 'owner_document', row: id, column: 'sealed' });

/**
 * ES-15.2, ES-15.3c: a centre stores the copy of a document that its registrar saw. It is sealed under a key of that application alone; who
 * stored it, when, and the digest stand in the journal, so that integrity and authenticity can be checked at any time.
 */
export async function storeDocument(
  deps: OwnerFilesDeps,
  by: { readonly accountId: string; readonly centreId: string; readonly caseId: string },
  what: { readonly slot: string; readonly bytes: Buffer },
): Promise<{ readonly id: string; readonly digest: string } | Refusal> {
  const { centreId, caseId } = by;
  const mediaType = scanType(what.bytes);
  if (mediaType === null) return refuse('OWNER_SCAN_KIND', { field: 'file' });
  return deps.db.tx(holderScope(centreId), async (tx) => {
    const application = await applicationAt(tx, centreId, caseId);
    if (application === undefined || (await purgedAt(tx, caseId)) !== null) return refuse('OWNER_FILE_UNKNOWN');
    const { subjectId } = application;
    const id = uuidv7(deps.clock.real());
    const digest = createHash('sha256').update(what.bytes).digest('hex');
    const storedAt = deps.clock.now();
    using key = await dataKey(
      deps.keys,
      tx,
      { class: 'content', subjectId, holderId: centreId, purposeId: caseId },
      storedAt,
    );
    const journalEntryId = await journalOf(deps, tx, {
      type: 'owner-file.stored',
      actor: { kind: 'account', id: by.accountId, role: 'registrar' },
      holder: centreId,
      subject: subjectId,
      object: { kind: 'owner-document', id },
      data: { case: caseId, slot: what.slot, mediaType, size: what.bytes.length, digest },
    });
    const sealed = sealValue(key, place(id), what.bytes);
    const { slot, bytes } = what;
    await insertDocument(tx, {
      id,
      holderId: centreId,
      subjectId,
      caseId,
      slot,
      mediaType,
      size: bytes.length,
      digest,
      sealed,
      storedAt,
      journalEntryId,
    });
    return { id, digest };
  });
}

/** The copy itself; null where it is purged or its key is no more. @throws SealBroken where it was altered */
export async function openDocument(
  deps: Pick<OwnerFilesDeps, 'keys'>,
  tx: Tx,
  { id, subjectId, sealed }: Pick<OwnerDocument, 'id' | 'subjectId' | 'sealed'>,
): Promise<Buffer | null> {
  if (sealed === null) return null;
  const key = (await keysOf(deps.keys, tx, subjectId, [sealed])).get(sealedUnder(sealed));
  if (key === undefined) return null;
  using opened = key;
  return openValue(opened, place(id), sealed);
}

/** ES-15.3d: a copy, for its owner or a registrar of the centre that keeps it. The look is on record. */
export async function readDocument(
  deps: OwnerFilesDeps,
  reader: { readonly scope: Scope; readonly subjects: readonly string[]; readonly actor: Actor },
  id: string,
): Promise<{ readonly bytes: Buffer; readonly document: OwnerDocument } | Refusal> {
  return deps.db.tx(reader.scope, async (tx) => {
    const document = await documentOf(tx, reader.subjects, id);
    const bytes = document && (await openDocument(deps, tx, document));
    if (document === undefined || bytes === null || bytes === undefined) return refuse('OWNER_FILE_UNKNOWN');
    await journalOf(deps, tx, {
      type: 'owner-file.read',
      actor: reader.actor,
      holder: document.holderId,
      subject: document.subjectId,
      object: { kind: 'owner-document', id },
      data: { case: document.caseId },
    });
    return { bytes, document };
  });
}
