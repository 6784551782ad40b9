import type { Tx } from '../platform/db/index.ts';
import type { RecipientType } from '../law/index.ts';
import type { PartyRole } from './party.ts';

// SQL of the register of disclosures: who got what.

export type DisclosureRow = {
  readonly id: string;
  readonly subject_id: string;
  readonly holder_id: string;
  readonly purpose_id: string;
  readonly data_list_id: string | null;
  readonly categories: readonly string[];
  readonly recipient_type: RecipientType;
  readonly recipient_code: string | null;
  readonly recipient_sealed: Buffer;
  readonly party_role: PartyRole;
  readonly country: string;
  readonly cross_border: boolean;
  readonly cross_border_basis: string | null;
  readonly ground: string;
  readonly consent_id: string | null;
  readonly channel: string;
  readonly at: Date;
  readonly journal_entry_id: string;
};
const columns = [
  'id',
  'subject_id',
  'holder_id',
  'purpose_id',
  'data_list_id',
  'categories',
  'recipient_type',
  'recipient_code',
  'recipient_sealed',
  'party_role',
  'country',
  'cross_border',
  'cross_border_basis',
  'ground',
  'consent_id',
  'channel',
  'at',
  'journal_entry_id',
] as const satisfies readonly (keyof DisclosureRow)[];
const list = columns.join(', ');

export async function insertDisclosure(
  tx: Tx,
  row: Omit<DisclosureRow, 'recipient_sealed'> & { recipient_sealed: Uint8Array },
): Promise<void> {
  await tx.query(
    `INSERT INTO disclosure (${list}) VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
    columns.map((column) => row[column]),
  );
}

/** A page of a holder's disclosures, newest first; of one subject where it is named. */
export const disclosuresOf = (
  tx: Tx,
  holderId: string,
  subjectId: string | null,
  after: string | undefined,
  limit: number,
): Promise<DisclosureRow[]> =>
  tx.query<DisclosureRow>(
    `SELECT ${list} FROM disclosure WHERE holder_id = $1 AND ($2::uuid IS NULL OR subject_id = $2) AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
    [holderId, subjectId, after ?? null, limit + 1],
  );

/** What holders gave away about a person, newest first (the person's own scope). */
export const disclosuresOfPerson = (
  tx: Tx,
  subjectIds: readonly string[],
  after: string | undefined,
  limit: number,
): Promise<DisclosureRow[]> =>
  tx.query<DisclosureRow>(
    `SELECT ${list} FROM disclosure WHERE subject_id = ANY ($1::uuid[]) AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [subjectIds, after ?? null, limit + 1],
  );
