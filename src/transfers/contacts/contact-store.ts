import type { Tx } from '../../platform/db/index.ts';
import type { Text3 } from '../../platform/text.ts';
import type { Conclusion, ContactKind, ContactSource, NoticeChannel, OwnershipMethod } from './contact.ts';

// SQL of subjects' contacts at a holder. Every statement names the holder, whatever scope it runs under.

export type ContactRow = {
  readonly subject_id: string;
  readonly id: string;
  readonly holder_id: string;
  readonly kind: ContactKind;
  readonly source: ContactSource;
  readonly sealed: Buffer;
  readonly donor: 'consent' | 'not_required_by_law' | null;
  readonly donor_provision: string | null;
  readonly ownership_method: OwnershipMethod | null;
  readonly ownership_passed: boolean | null;
  readonly ownership_at: Date | null;
  readonly ownership_by: string | null;
  readonly purpose_conclusion: Conclusion | null;
  readonly purpose_at: Date | null;
  readonly purpose_by: string | null;
  readonly obtained_at: Date;
};
export type At = { readonly holderId: string; readonly subjectId: string };
export type CollectionForm = {
  readonly id: string;
  readonly name: Text3;
  readonly fields: readonly string[];
  readonly published_at: Date;
};

export const insertForm = (
  tx: Tx,
  holderId: string,
  f: CollectionForm & { journalEntryId: string },
): Promise<unknown> =>
  tx.query(
    'INSERT INTO collection_form (id, holder_id, name, fields, published_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6)',
    [f.id, holderId, JSON.stringify(f.name), f.fields, f.published_at, f.journalEntryId],
  );
export const formsOf = (tx: Tx, holderId: string): Promise<CollectionForm[]> =>
  tx.query<CollectionForm>(
    'SELECT id, name, fields, published_at FROM collection_form WHERE holder_id = $1 ORDER BY id DESC LIMIT 100',
    [holderId],
  );

export type RequestRow = {
  readonly id: string;
  readonly contacts_requested: boolean;
  readonly left_empty: readonly string[];
  readonly asked_at: Date;
};
export const insertRequest = (
  tx: Tx,
  at: At,
  row: Omit<RequestRow, 'contacts_requested'> & { formId: string; journalEntryId: string },
): Promise<unknown> =>
  tx.query(
    `INSERT INTO contact_request (subject_id, id, holder_id, form_id, left_empty, asked_at, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [at.subjectId, row.id, at.holderId, row.formId, row.left_empty, row.asked_at, row.journalEntryId],
  );
export async function lastRequest(tx: Tx, { subjectId, holderId }: At): Promise<RequestRow | null> {
  const rows = await tx.query<RequestRow>(
    `SELECT id, contacts_requested, left_empty, asked_at FROM contact_request
     WHERE subject_id = $1 AND holder_id = $2 ORDER BY id DESC LIMIT 1`,
    [subjectId, holderId],
  );
  return rows[0] ?? null;
}

type NewContact = Pick<ContactRow, 'id' | 'kind' | 'source' | 'sealed' | 'donor' | 'donor_provision' | 'obtained_at'>;
/** A contact as obtained. What the same kind of source gave before is replaced: a person has moved, or changed the number. */
export async function insertContact(tx: Tx, at: At, row: NewContact, journalEntryId: string): Promise<void> {
  await tx.query(
    `UPDATE subject_contact SET replaced_at = $5 WHERE subject_id = $1 AND holder_id = $2 AND kind = $3 AND source = $4 AND replaced_at IS NULL`,
    [at.subjectId, at.holderId, row.kind, row.source, row.obtained_at],
  );
  await tx.query(
    `INSERT INTO subject_contact (subject_id, id, holder_id, kind, source, sealed, donor, donor_provision, obtained_at, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      at.subjectId,
      row.id,
      at.holderId,
      row.kind,
      row.source,
      row.sealed,
      row.donor,
      row.donor_provision,
      row.obtained_at,
      journalEntryId,
    ],
  );
}

/** Those in use, what the subject gave first, then the newest. */
export const contactRows = (tx: Tx, holderId: string, subjectIds: readonly string[]): Promise<ContactRow[]> =>
  tx.query<ContactRow>(
    `SELECT subject_id, id, holder_id, kind, source, sealed, donor, donor_provision, ownership_method, ownership_passed, ownership_at,
       ownership_by, purpose_conclusion, purpose_at, purpose_by, obtained_at
     FROM subject_contact WHERE subject_id = ANY ($1) AND holder_id = $2 AND replaced_at IS NULL
     ORDER BY source <> 'subject', obtained_at DESC, id DESC`,
    [subjectIds, holderId],
  );

export const writeOwnership = (
  tx: Tx,
  at: At & { contactId: string },
  check: { method: OwnershipMethod; passed: boolean; at: Date; by: string },
): Promise<unknown> =>
  tx.query(
    `UPDATE subject_contact SET ownership_method = $4, ownership_passed = $5, ownership_at = $6, ownership_by = $7
     WHERE subject_id = $1 AND holder_id = $2 AND id = $3`,
    [at.subjectId, at.holderId, at.contactId, check.method, check.passed, check.at, check.by],
  );
export const writePurposeCheck = (
  tx: Tx,
  at: At & { contactId: string },
  check: { conclusion: Conclusion; at: Date; by: string },
): Promise<unknown> =>
  tx.query(
    `UPDATE subject_contact SET purpose_conclusion = $4, purpose_at = $5, purpose_by = $6
     WHERE subject_id = $1 AND holder_id = $2 AND id = $3`,
    [at.subjectId, at.holderId, at.contactId, check.conclusion, check.at, check.by],
  );

export type AgreementRow = {
  readonly id: string;
  readonly channels: readonly NoticeChannel[];
  readonly how: 'by_subject' | 'at_collection';
  readonly agreed_at: Date;
};
export const insertAgreement = (tx: Tx, at: At, row: AgreementRow, journalEntryId: string): Promise<unknown> =>
  tx.query(
    `INSERT INTO channel_agreement (subject_id, id, holder_id, channels, how, agreed_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [at.subjectId, row.id, at.holderId, row.channels, row.how, row.agreed_at, journalEntryId],
  );
export async function lastAgreement(tx: Tx, { subjectId, holderId }: At): Promise<AgreementRow | null> {
  const rows = await tx.query<AgreementRow>(
    'SELECT id, channels, how, agreed_at FROM channel_agreement WHERE subject_id = $1 AND holder_id = $2 ORDER BY id DESC LIMIT 1',
    [subjectId, holderId],
  );
  return rows[0] ?? null;
}
