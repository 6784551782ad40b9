import type { Tx } from '../../platform/db/index.ts';

/** Whose key it is, and of which application. */
export type KeyOf = { readonly holderId: string; readonly subjectId: string; readonly caseId: string };
export type ErasureCause = 'handed-over' | 'not-taken' | 'made-anew';
export type ApplicantKeyRow = {
  readonly spki_digest: Buffer;
  readonly made_at: Date;
  readonly sealed: Buffer | null;
  readonly erased_at: Date | null;
};

export async function insertKey(
  tx: Tx,
  { holderId, subjectId, caseId }: KeyOf,
  row: Pick<ApplicantKeyRow, 'spki_digest' | 'made_at' | 'sealed'>,
  entryId: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO applicant_key (holder_id, subject_id, case_id, spki_digest, made_at, sealed, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [holderId, subjectId, caseId, row.spki_digest, row.made_at, row.sealed, entryId],
  );
}

/** The newest key made in the case; erased or not. */
export const newestKey = async (
  tx: Tx,
  { subjectId, caseId }: Pick<KeyOf, 'subjectId' | 'caseId'>,
): Promise<ApplicantKeyRow | undefined> =>
  (
    await tx.query<ApplicantKeyRow>(
      `SELECT spki_digest, made_at, sealed, erased_at FROM applicant_key WHERE subject_id = $1 AND case_id = $2
       ORDER BY erased_at DESC NULLS FIRST LIMIT 1`,
      [subjectId, caseId],
    )
  )[0];

/** The digest of the key that was still here and is not any more. */
export const eraseKey = async (
  tx: Tx,
  { subjectId, caseId }: KeyOf,
  what: { readonly at: Date; readonly because: ErasureCause; readonly entryId: string },
): Promise<Buffer | undefined> =>
  (
    await tx.query<{ spki_digest: Buffer }>(
      `UPDATE applicant_key SET sealed = NULL, erased_at = $3, erased_because = $4, erasure_entry_id = $5
       WHERE subject_id = $1 AND case_id = $2 AND erased_at IS NULL RETURNING spki_digest`,
      [subjectId, caseId, what.at, what.because, what.entryId],
    )
  )[0]?.spki_digest;
