import type { Tx } from '../../platform/db/index.ts';
import type { KeptOfAsker } from './bound.ts';

// SQL: the verifications of signatures that centres made at the request of participants.

export type CheckRow = {
  readonly id: string;
  readonly centreId: string;
  readonly subjectId: string;
  readonly at: Date;
  readonly verdict: 'valid' | 'invalid' | 'undetermined';
  /** Hexadecimal. */
  readonly signatureSha256: string;
  readonly documentSha256: string | null;
  readonly answerSha256: string;
  readonly journalEntryId: string;
};

const columns = `id, holder_id AS "centreId", subject_id AS "subjectId", at, verdict, encode(signature_sha256, 'hex') AS "signatureSha256",
  encode(document_sha256, 'hex') AS "documentSha256", encode(answer_sha256, 'hex') AS "answerSha256", journal_entry_id AS "journalEntryId"`;

export async function insertCheck(tx: Tx, row: CheckRow, sealed: Buffer): Promise<void> {
  const bytes = (hex: string | null): Buffer | null => (hex === null ? null : Buffer.from(hex, 'hex'));
  await tx.query(
    `INSERT INTO centre_check (id, holder_id, subject_id, at, verdict, signature_sha256, document_sha256, answer_sha256, sealed, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.id,
      row.centreId,
      row.subjectId,
      row.at,
      row.verdict,
      bytes(row.signatureSha256),
      bytes(row.documentSha256),
      bytes(row.answerSha256),
      sealed,
      row.journalEntryId,
    ],
  );
}

/** How many checks of an asker a centre keeps from a moment on, and of how many octets. Held still until the transaction ends, if `held`. */
export async function keptSince(
  tx: Tx,
  { centreId, subjectId }: Pick<CheckRow, 'centreId' | 'subjectId'>,
  from: Date,
  held = false,
): Promise<KeptOfAsker> {
  if (held) await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 1319))`, [subjectId]);
  const [kept] = await tx.query<KeptOfAsker>(
    `SELECT count(*)::int AS checks, coalesce(sum(octet_length(sealed)), 0)::float8 AS octets FROM centre_check
     WHERE subject_id = $2 AND at > $3 AND holder_id = $1`,
    [centreId, subjectId, from],
  );
  return kept!;
}

/** The check, if the transaction's scope may see it. */
export async function checkById(
  tx: Tx,
  centreId: string,
  id: string,
): Promise<(CheckRow & { readonly sealed: Buffer }) | undefined> {
  const rows = await tx.query<CheckRow & { sealed: Buffer }>(
    `SELECT ${columns}, sealed FROM centre_check WHERE holder_id = $1 AND id = $2`,
    [centreId, id],
  );
  return rows[0];
}

/** All that these askers have asked, at whatever centre; the newest first. */
export const checksOfAskers = (tx: Tx, subjects: readonly string[]): Promise<CheckRow[]> =>
  tx.query<CheckRow>(`SELECT ${columns} FROM centre_check WHERE subject_id = ANY ($1) ORDER BY at DESC, id DESC`, [
    subjects,
  ]);

/** The newest first; `subjectId`: of one asker. */
export const checksOf = (tx: Tx, centreId: string, subjectId: string | null, most: number): Promise<CheckRow[]> =>
  tx.query<CheckRow>(
    `SELECT ${columns} FROM centre_check WHERE holder_id = $1 AND ($2::uuid IS NULL OR subject_id = $2) ORDER BY at DESC, id DESC LIMIT $3`,
    [centreId, subjectId, most],
  );
