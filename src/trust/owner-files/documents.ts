import { createHash } from 'node:crypto';
import type { Actor as CaseActor } from '../../cases/index.ts';
import { dataKey, keysOf, openValue, sealedUnder, sealValue } from '../../keys/index.ts';
import { holderScope, type Scope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { scanType } from '../../platform/media-type.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Actor } from '../../record/index.ts';
import { trustedRole } from '../centres/index.ts';
import { journalOf, type OwnerFilesDeps } from './deps.ts';
import { refuse } from './refusals.ts';
import {
  applicationAt,
  type ApplicationRow,
  documentOf,
  documentsOfCase,
  insertDocument,
  type OwnerDocument,
  purgedAt,
} from './store.ts';

const place = (id: string) => ({ table: 'owner_document', row: id, column: 'sealed' });

/** An application at a centre, and as whom somebody there enters it. */
export type AtCentre = { readonly by: CaseActor; readonly centreId: string; readonly caseId: string };

/**
 * The application as far as the reader may enter its case: the centre's registrar, or who works for the trusted person through whom it was
 * made, as long as those powers stand (ES-13.4a).
 */
async function entered(deps: OwnerFilesDeps, tx: Tx, at: AtCentre): Promise<ApplicationRow | Refusal> {
  const application = await applicationAt(tx, at.centreId, at.caseId);
  if (application === undefined) return refuse('OWNER_FILE_UNKNOWN');
  const found = await deps.engine.read(tx, at.centreId, at.caseId, at.by);
  return isRefusal(found) ? found : application;
}

/** As what the journal knows them. */
const journalled = ({ id, roles }: CaseActor): Actor => ({
  kind: 'account',
  id,
  role: roles.includes('registrar') ? 'registrar' : trustedRole,
});

/**
 * ES-15.2, ES-15.3c: a centre stores the copy of a document that its registrar saw, or the officer of its trusted person. It is sealed under
 * a key of that application alone; who stored it, when, and the digest stand in the journal, so that integrity and authenticity can be
 * checked at any time.
 */
export async function storeDocument(
  deps: OwnerFilesDeps,
  at: AtCentre,
  what: { readonly slot: string; readonly bytes: Buffer },
): Promise<{ readonly id: string; readonly digest: string } | Refusal> {
  const { centreId, caseId } = at;
  const mediaType = scanType(what.bytes);
  if (mediaType === null) return refuse('OWNER_SCAN_KIND', { field: 'file' });
  return deps.db.tx(holderScope(centreId), async (tx) => {
    const application = await entered(deps, tx, at);
    if (isRefusal(application)) return application;
    if ((await purgedAt(tx, caseId)) !== null) return refuse('OWNER_FILE_UNKNOWN');
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
      actor: journalled(at.by),
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

type Copy = { readonly bytes: Buffer; readonly document: OwnerDocument };

/** ES-15.3d: a copy, for its owner. The look is on record. */
export const readDocument = (
  deps: OwnerFilesDeps,
  reader: { readonly scope: Scope; readonly subjects: readonly string[]; readonly actor: Actor },
  id: string,
): Promise<Copy | Refusal> =>
  deps.db.tx(reader.scope, async (tx) => copyFor(deps, tx, reader.actor, await documentOf(tx, reader.subjects, id)));

/** A copy of this application, for whoever at the centre may enter its case. The look is on record. */
export const readDocumentAt = (deps: OwnerFilesDeps, at: AtCentre, id: string): Promise<Copy | Refusal> =>
  deps.db.tx(holderScope(at.centreId), async (tx) => {
    const application = await entered(deps, tx, at);
    if (isRefusal(application)) return application;
    const found = (await documentsOfCase(tx, at.centreId, at.caseId)).find((one) => one.id === id);
    return copyFor(deps, tx, journalled(at.by), found);
  });

async function copyFor(
  deps: OwnerFilesDeps,
  tx: Tx,
  actor: Actor,
  document: OwnerDocument | undefined,
): Promise<Copy | Refusal> {
  const bytes = document && (await openDocument(deps, tx, document));
  if (document === undefined || bytes === null || bytes === undefined) return refuse('OWNER_FILE_UNKNOWN');
  await journalOf(deps, tx, {
    type: 'owner-file.read',
    actor,
    holder: document.holderId,
    subject: document.subjectId,
    object: { kind: 'owner-document', id: document.id },
    data: { case: document.caseId },
  });
  return { bytes, document };
}
