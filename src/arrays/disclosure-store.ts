import { byteaArray, type Tx } from '../platform/db/index.ts';
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
  /** CP-12c: kept from the subject. */
  readonly withheld: boolean;
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
  'withheld',
] as const satisfies readonly (keyof DisclosureRow)[];
const list = columns.join(', ');

/** Rows of one provision: what they have in common is given once. */
export async function insertDisclosures(tx: Tx, rows: readonly DisclosureRow[]): Promise<void> {
  const [one] = rows;
  if (one === undefined) return;
  await tx.query(
    `INSERT INTO disclosure (subject_id, id, recipient_sealed, cross_border_basis, consent_id, journal_entry_id,
       holder_id, purpose_id, data_list_id, categories, recipient_type, recipient_code, party_role, country, cross_border, ground, channel, at, withheld)
     SELECT each.*, $7::uuid, $8::uuid, $9::uuid, $10::text[], $11, $12, $13, $14, $15::boolean, $16, $17, $18::timestamptz, $19::boolean
     FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::text[], $5::uuid[], $6::uuid[]) AS each`,
    [
      rows.map((row) => row.subject_id),
      rows.map((row) => row.id),
      byteaArray(rows.map((row) => row.recipient_sealed)),
      rows.map((row) => row.cross_border_basis),
      rows.map((row) => row.consent_id),
      rows.map((row) => row.journal_entry_id),
      one.holder_id,
      one.purpose_id,
      one.data_list_id,
      one.categories,
      one.recipient_type,
      one.recipient_code,
      one.party_role,
      one.country,
      one.cross_border,
      one.ground,
      one.channel,
      one.at,
      one.withheld,
    ],
  );
}

export async function disclosureById(
  tx: Tx,
  where: { readonly subjectId: string; readonly id: string },
): Promise<DisclosureRow | null> {
  const rows = await tx.query<DisclosureRow>(`SELECT ${list} FROM disclosure WHERE subject_id = $1 AND id = $2`, [
    where.subjectId,
    where.id,
  ]);
  return rows[0] ?? null;
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
    `SELECT ${list} FROM disclosure WHERE subject_id = ANY ($1::uuid[]) AND NOT withheld AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [subjectIds, after ?? null, limit + 1],
  );
