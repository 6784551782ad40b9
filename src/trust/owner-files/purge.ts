import { destroyKeys } from '../../keys/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { decidePurge, entryForFile, overrides, refuseRetention } from '../retention/index.ts';
import { journalOf, type OwnerFilesDeps } from './deps.ts';
import { applicationAt, documentsOfCase, purgedAt, purgeFile } from './store.ts';

const scope = systemScope('retention of what a centre keeps about owners');

/**
 * ES-15.3a, ES-15.3b: the file on which a certificate was issued is removed on a normative act that provides a shorter term, or not at all;
 * the end of the certificate is no reason. An attempt is on record either way. Answers the act and how many copies are gone.
 */
export async function purgeOwnerFile(
  deps: OwnerFilesDeps,
  by: { readonly accountId: string; readonly centreId: string },
  number: string,
): Promise<{ readonly act: string; readonly documents: number } | Refusal> {
  return deps.db.tx(scope, async (tx) => {
    const now = deps.clock.now();
    const found = await entryForFile(tx, by.centreId, number, now);
    if (found === undefined) return refuseRetention('RETENTION_CERTIFICATE_UNKNOWN', { field: 'certificateNumber' });
    const { holderId, agreementId, enteredAt, endedAt } = found;
    const application = agreementId === null ? undefined : await applicationAt(tx, holderId, agreementId);
    if (application === undefined || (await purgedAt(tx, application.id)) !== null)
      return refuseRetention('RETENTION_CERTIFICATE_UNKNOWN', { field: 'certificateNumber' });
    // The term runs for the whole file from what came last.
    const documents = await documentsOfCase(tx, holderId, application.id);
    const receivedAt = documents.reduce((last, { storedAt }) => (storedAt > last ? storedAt : last), enteredAt);
    const allowed = decidePurge('owner-file', { receivedAt, endedAt }, await overrides(tx, now), now);
    const refused = isRefusal(allowed);
    const journalEntryId = await journalOf(deps, tx, {
      type: refused ? 'retention.purge-refused' : 'owner-file.purged',
      actor: { kind: 'account', id: by.accountId },
      holder: holderId,
      subject: application.subjectId,
      object: { kind: 'case', id: application.id },
      data: refused ? { code: allowed.code, law: [...allowed.law] } : { override: allowed.id },
    });
    if (isRefusal(allowed)) return allowed;
    // With the key the copies are gone from every backup too; what the acts of the case say of the documents goes by its row.
    await destroyKeys(
      deps.keys,
      tx,
      { class: 'content', subjectId: application.subjectId, holderId, purposeId: application.id },
      { actor: by.accountId, ground: ['ES-15.3b'] },
      now,
    );
    const gone = await purgeFile(tx, {
      ...application,
      purgeId: uuidv7(deps.clock.real()),
      overrideId: allowed.id,
      at: now,
      journalEntryId,
    });
    return { act: allowed.act, documents: gone };
  });
}
