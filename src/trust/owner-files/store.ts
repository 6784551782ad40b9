import type { Tx } from '../../platform/db/index.ts';
import type { ScanType } from '../../platform/media-type.ts';

// SQL of the files that centres keep about owners.

export type OwnerDocument = {
  readonly id: string;
  readonly holderId: string;
  readonly subjectId: string;
  readonly caseId: string;
  readonly slot: string;
  readonly mediaType: ScanType;
  readonly size: number;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
  /** null: purged. */
  readonly sealed: Buffer | null;
  readonly storedAt: Date;
  readonly purgedAt: Date | null;
};

const columns = `d.id, d.holder_id AS "holderId", d.subject_id AS "subjectId", d.case_id AS "caseId", d.slot, d.media_type AS "mediaType", d.size,
  encode(d.digest, 'hex') AS digest, d.sealed, d.stored_at AS "storedAt", p.at AS "purgedAt"`;
const tables = 'owner_document d LEFT JOIN owner_file_purge p ON p.id = d.purge_id';

export async function insertDocument(
  tx: Tx,
  one: Omit<OwnerDocument, 'purgedAt'> & { readonly journalEntryId: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO owner_document (holder_id, id, subject_id, case_id, slot, media_type, size, digest, sealed, stored_at, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), $9, $10, $11)`,
    [
      one.holderId,
      one.id,
      one.subjectId,
      one.caseId,
      one.slot,
      one.mediaType,
      one.size,
      one.digest,
      one.sealed,
      one.storedAt,
      one.journalEntryId,
    ],
  );
}

/** The documents of an application, in the order in which they were stored. */
export const documentsOfCase = (tx: Tx, holderId: string, caseId: string): Promise<OwnerDocument[]> =>
  tx.query<OwnerDocument>(`SELECT ${columns} FROM ${tables} WHERE d.holder_id = $1 AND d.case_id = $2 ORDER BY d.id`, [
    holderId,
    caseId,
  ]);

/** A document of one of these owners; undefined where there is none of theirs. */
export async function documentOf(tx: Tx, subjects: readonly string[], id: string): Promise<OwnerDocument | undefined> {
  const rows = await tx.query<OwnerDocument>(
    `SELECT ${columns} FROM ${tables} WHERE d.id = $1 AND d.subject_id = ANY ($2)`,
    [id, subjects],
  );
  return rows[0];
}

export type ApplicationRow = { readonly id: string; readonly holderId: string; readonly subjectId: string };
const applications = `SELECT id, holder_id AS "holderId", subject_id AS "subjectId" FROM case_file WHERE procedure = 'certificate-application'`;

/** The applications for certificates of these owners, at whatever centre, the newest first. */
export const applicationsOf = (tx: Tx, subjects: readonly string[]): Promise<ApplicationRow[]> =>
  tx.query<ApplicationRow>(`${applications} AND subject_id = ANY ($1) ORDER BY id DESC`, [subjects]);

/** What else was opened by these owners at centres: terminations, copies, claims; the newest first. */
export const otherCasesOf = (
  tx: Tx,
  subjects: readonly string[],
): Promise<(ApplicationRow & { readonly procedure: string; readonly openedAt: Date })[]> =>
  tx.query(
    `SELECT id, holder_id AS "holderId", subject_id AS "subjectId", procedure, opened_at AS "openedAt" FROM case_file
     WHERE procedure <> 'certificate-application' AND subject_id = ANY ($1) ORDER BY id DESC`,
    [subjects],
  );

/** The applications at a centre on which certificates were issued: its owners' files, those of purged certificates too. */
export const filesOfCentre = (tx: Tx, holderId: string): Promise<ApplicationRow[]> =>
  tx.query<ApplicationRow>(
    `${applications} AND holder_id = $1
       AND (EXISTS (SELECT FROM certificate c WHERE c.holder_id = $1 AND c.agreement_id = case_file.id::text)
            OR EXISTS (SELECT FROM register_purge p WHERE p.holder_id = $1 AND p.agreement_id = case_file.id::text))
     ORDER BY id`,
    [holderId],
  );

export const applicationAt = async (tx: Tx, holderId: string, id: string): Promise<ApplicationRow | undefined> =>
  (await tx.query<ApplicationRow>(`${applications} AND holder_id = $1 AND id = $2`, [holderId, id]))[0];

/** When the file of an application was purged; null: it is kept. */
export async function purgedAt(tx: Tx, caseId: string): Promise<Date | null> {
  const rows = await tx.query<{ at: Date }>('SELECT at FROM owner_file_purge WHERE case_id = $1', [caseId]);
  return rows[0]?.at ?? null;
}

/** Removes what was kept of an application; how many documents. The act that allowed it stays on record. */
export async function purgeFile(
  tx: Tx,
  one: ApplicationRow & {
    readonly purgeId: string;
    readonly overrideId: string;
    readonly at: Date;
    readonly journalEntryId: string;
  },
): Promise<number> {
  await tx.query(
    `INSERT INTO owner_file_purge (id, holder_id, subject_id, case_id, override_id, at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [one.purgeId, one.holderId, one.subjectId, one.id, one.overrideId, one.at, one.journalEntryId],
  );
  const rows = await tx.query<{ n: number }>('SELECT purge_owner_file($1) AS n', [one.id]);
  return rows[0]!.n;
}

export type DocumentForCheck = OwnerDocument & { readonly body: Buffer | null };

/** Documents beside the journal's entries about them, a page at a time. */
export const documentsForCheck = (tx: Tx, after: string, limit: number): Promise<DocumentForCheck[]> =>
  tx.query<DocumentForCheck>(
    `SELECT ${columns}, j.body FROM ${tables} LEFT JOIN journal j ON j.entry_id = d.journal_entry_id AND j.type = 'owner-file.stored'
     WHERE d.id > $1 ORDER BY d.id LIMIT $2`,
    [after, limit],
  );

/** Centres of documents that the journal has stored and that are no more. */
export const documentsMissing = (tx: Tx): Promise<{ holderId: string; entryId: string }[]> =>
  tx.query(
    `SELECT j.holder_id AS "holderId", j.entry_id AS "entryId" FROM journal j
     WHERE j.type = 'owner-file.stored' AND NOT EXISTS (SELECT FROM owner_document d WHERE d.journal_entry_id = j.entry_id)`,
  );

export async function insertTransferred(
  tx: Tx,
  one: { readonly caseId: string; readonly id: string; readonly digest: string; readonly sealed: Buffer },
): Promise<void> {
  await tx.query(`INSERT INTO transferred_file (case_id, id, digest, sealed) VALUES ($1, $2, decode($3, 'hex'), $4)`, [
    one.caseId,
    one.id,
    one.digest,
    one.sealed,
  ]);
}

export type TransferredFile = { readonly id: string; readonly digest: string; readonly sealed: Buffer };
/** The files that the authority has received with a register. */
export const transferredFiles = (tx: Tx, caseId: string): Promise<TransferredFile[]> =>
  tx.query<TransferredFile>(
    `SELECT id, encode(digest, 'hex') AS digest, sealed FROM transferred_file WHERE case_id = $1 ORDER BY id`,
    [caseId],
  );
