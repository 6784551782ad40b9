import { createHash } from 'node:crypto';
import { dataKey, destroyed, openSealed, sealJson } from '../../keys/index.ts';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { type Actor, hashOf, type JsonObject } from '../../record/index.ts';
import { journalOf, type OwnerFilesDeps } from './deps.ts';
import { openDocument } from './documents.ts';
import { ownerFile } from './kept-about.ts';
import { refuse } from './refusals.ts';
import { documentsOfCase, filesOfCentre, insertTransferred, transferredFiles } from './store.ts';

// ES-15.4.3: what an accredited centre has kept about owners goes to the authority when it ceases: sealed, apart from the register, and
// never published.

type Packed = { readonly id: string; readonly digest: string; readonly file: JsonObject };
export type Handed = { readonly files: number; readonly digest: string };
const scope = systemScope('the files of a centre that ceases go to the authority');
const place = (caseId: string, id: string) => ({ table: 'transferred_file', row: `${caseId}/${id}`, column: 'sealed' });

async function* packed(deps: OwnerFilesDeps, tx: Tx, centreId: string): AsyncGenerator<Packed> {
  for (const row of await filesOfCentre(tx, centreId)) {
    const found = await ownerFile(deps, tx, row);
    if (found === null || found.purgedAt !== null) continue;
    const documents: JsonObject[] = [];
    for (const one of await documentsOfCase(tx, centreId, row.id)) {
      const bytes = await openDocument(deps, tx, one);
      const { id, slot, mediaType, digest } = one;
      documents.push({ id, slot, mediaType, digest, file: bytes === null ? null : bytes.toString('base64') });
    }
    const file = {
      application: row.id,
      certificateNumber: found.certificateNumber,
      acts: found.acts.map(({ act, at, data }) => ({ act, at: at.toISOString(), data: data as JsonObject })),
      documents,
    };
    yield { id: row.id, digest: hashOf(file), file };
  }
}

/** The files of a centre as they are handed over: how many, and SHA-256 over their digests in their order, hexadecimal. */
export async function handOverFiles(deps: OwnerFilesDeps, tx: Tx, centreId: string): Promise<Handed> {
  const all = createHash('sha256');
  let files = 0;
  for await (const { digest } of packed(deps, tx, centreId)) {
    all.update(Buffer.from(digest, 'hex'));
    files += 1;
  }
  return { files, digest: all.digest('hex') };
}

/**
 * Takes over the files of a centre in the transaction of their acceptance, sealed under keys of the transfer; what was stated of them has to
 * be what they are. A centre of which no files are kept here keeps them elsewhere; of those the authority has what was handed over.
 */
export async function takeOverFiles(
  deps: OwnerFilesDeps,
  tx: Tx,
  what: { readonly caseId: string; readonly centreId: string; readonly stated: Handed },
): Promise<Refusal | null> {
  const { caseId, centreId, stated } = what;
  const here = await handOverFiles(deps, tx, centreId);
  if (here.files === 0) return null;
  if (here.files !== stated.files) return refuse('OWNER_FILES_DIFFER', { field: 'files' });
  if (here.digest !== stated.digest) return refuse('OWNER_FILES_DIFFER', { field: 'filesDigest' });
  for await (const { id, digest, file } of packed(deps, tx, centreId)) {
    using key = await dataKey(deps.keys, tx, { class: 'proof', subjectId: id, holderId: caseId }, deps.clock.now());
    await insertTransferred(tx, { caseId, id, digest, sealed: sealJson(key, place(caseId, id), file) });
  }
  return null;
}

/** What the authority has of a transfer: the files by their digests. */
export const listTransferred = (deps: OwnerFilesDeps, caseId: string): Promise<{ id: string; digest: string }[]> =>
  deps.db.tx(scope, async (tx) => (await transferredFiles(tx, caseId)).map(({ id, digest }) => ({ id, digest })));

/** One file that the authority has, opened by an officer; the look is on record. */
export async function readTransferred(
  deps: OwnerFilesDeps,
  actor: Actor,
  { caseId, fileId }: { readonly caseId: string; readonly fileId: string },
): Promise<JsonObject | Refusal> {
  return deps.db.tx(scope, async (tx) => {
    const row = (await transferredFiles(tx, caseId)).find(({ id }) => id === fileId);
    const file =
      row === undefined
        ? destroyed
        : await openSealed<JsonObject>(deps.keys, tx, fileId, place(caseId, fileId), row.sealed);
    if (file === destroyed) return refuse('OWNER_FILE_UNKNOWN');
    await journalOf(deps, tx, {
      type: 'owner-file.read-by-authority',
      actor,
      object: { kind: 'transferred-file', id: fileId },
      data: { case: caseId },
    });
    return file;
  });
}
