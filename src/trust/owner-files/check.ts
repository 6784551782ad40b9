import { createHash } from 'node:crypto';
import { SealBroken } from '../../keys/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { type Entry, parseCanonical } from '../../record/index.ts';
import type { OwnerFilesDeps } from './deps.ts';
import { openDocument } from './documents.ts';
import { type DocumentForCheck, documentsForCheck, documentsMissing } from './store.ts';

// ES-15.3c: integrity and authenticity of what is kept about owners, checked against the journal.

export type OwnerFileFinding = {
  readonly kind: 'OWNER_FILE_ALTERED' | 'OWNER_FILE_MISSING';
  readonly holderId: string;
  readonly documentId?: string;
  readonly entryId?: string;
};

const PAGE = 100;

/** Opens every stored copy and holds it against the digest that its registrar stored it with; how many, and what does not agree. */
export async function checkOwnerFiles(
  tx: Tx,
  deps: Pick<OwnerFilesDeps, 'keys'>,
): Promise<{ readonly records: number; readonly findings: readonly OwnerFileFinding[] }> {
  const findings: OwnerFileFinding[] = [];
  let records = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const page = await documentsForCheck(tx, after, PAGE);
    records += page.length;
    for (const row of page)
      if (!(await agrees(tx, deps, row)))
        findings.push({ kind: 'OWNER_FILE_ALTERED', holderId: row.holderId, documentId: row.id });
    if (page.length < PAGE) break;
    after = page.at(-1)!.id;
  }
  for (const { holderId, entryId } of await documentsMissing(tx))
    findings.push({ kind: 'OWNER_FILE_MISSING', holderId, entryId });
  return { records, findings };
}

async function agrees(tx: Tx, deps: Pick<OwnerFilesDeps, 'keys'>, row: DocumentForCheck): Promise<boolean> {
  if (row.body === null) return false;
  const { object, holder, subject, data } = parseCanonical(row.body) as unknown as Entry;
  const said =
    object.id === row.id &&
    holder === row.holderId &&
    subject === row.subjectId &&
    data['case'] === row.caseId &&
    data['slot'] === row.slot &&
    data['mediaType'] === row.mediaType &&
    data['digest'] === row.digest;
  if (!said) return false;
  // What a normative act has allowed to purge is gone lawfully.
  if (row.sealed === null) return row.purgedAt !== null;
  try {
    const bytes = await openDocument(deps, tx, row);
    // A copy whose key is no more is lost, unless an act has allowed to purge it, which takes the copy too.
    return bytes !== null && createHash('sha256').update(bytes).digest('hex') === row.digest;
  } catch (error) {
    if (error instanceof SealBroken) return false;
    throw error;
  }
}
