import type { Db, Scope, Tx } from '../../platform/db/index.ts';

export type NewRecord = {
  id: string;
  subjectId: string;
  holderId: string;
  purposeId: string;
  category: string;
  source: string;
  sourceName: string | null;
  channel: string;
  mode: string;
  policyVersionId: string;
  ground: string;
  consentId: string | null;
  subjectCategory: string;
  collectedAt: Date;
  sealed: Uint8Array | null;
  journalEntryId: string;
};

/** A newer value of the same category and purpose supersedes the earlier one (SP-17b: the old value is not used again). */
export async function insertRecord(tx: Tx, row: NewRecord): Promise<void> {
  await tx.query(
    'UPDATE data_record SET superseded_at = $4 WHERE subject_id = $1 AND purpose_id = $2 AND category = $3 AND superseded_at IS NULL AND destroyed_at IS NULL',
    [row.subjectId, row.purposeId, row.category, row.collectedAt],
  );
  await tx.query(
    `INSERT INTO data_record (id, subject_id, holder_id, purpose_id, category, source, source_name, channel, mode, policy_version_id, ground, consent_id, subject_category, collected_at, sealed, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      row.id,
      row.subjectId,
      row.holderId,
      row.purposeId,
      row.category,
      row.source,
      row.sourceName,
      row.channel,
      row.mode,
      row.policyVersionId,
      row.ground,
      row.consentId,
      row.subjectCategory,
      row.collectedAt,
      row.sealed,
      row.journalEntryId,
    ],
  );
}

export type DataRecordRow = {
  id: string;
  subject_id: string;
  holder_id: string;
  purpose_id: string;
  category: string;
  source: string;
  source_name: string | null;
  channel: string;
  mode: string;
  policy_version_id: string;
  ground: string;
  consent_id: string | null;
  collected_at: Date;
  superseded_at: Date | null;
  destroyed_at: Date | null;
  sealed: Buffer | null;
};

export async function recordsOf(db: Db, scope: Scope, subjectIds: readonly string[]): Promise<DataRecordRow[]> {
  return db.query<DataRecordRow>(
    scope,
    `SELECT id, subject_id, holder_id, purpose_id, category, source, source_name, channel, mode, policy_version_id, ground, consent_id, collected_at, superseded_at, destroyed_at, sealed
     FROM data_record WHERE subject_id = ANY ($1::uuid[]) ORDER BY id DESC LIMIT 500`,
    [subjectIds],
  );
}

/** Of these categories those of which everything that a holder has of a subject came from the subject, by the record of what was collected. */
export async function fromSubjectAlone(
  tx: Tx,
  of: { readonly subjectId: string; readonly holderId: string },
  categories: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ category: string }>(
    `SELECT category FROM data_record
     WHERE subject_id = $1 AND holder_id = $2 AND category = ANY ($3) AND superseded_at IS NULL AND destroyed_at IS NULL
     GROUP BY category HAVING bool_and(source = 'subject')`,
    [of.subjectId, of.holderId, categories],
  );
  return new Set(rows.map((row) => row.category));
}
