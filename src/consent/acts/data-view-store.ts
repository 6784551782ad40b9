import type { Db, Scope } from '../../platform/db/index.ts';

// What a person sees of their own data across holders. Every statement runs in the person's scope: row-level security
// leaves nothing but the person's own rows, and published rows.

export type GroundRow = {
  id: string;
  holder_id: string;
  purpose_id: string;
  code: string;
  recorded_at: Date;
  ends_at: Date | null;
};

export async function groundsOfPerson(db: Db, scope: Scope, subjectIds: readonly string[]): Promise<GroundRow[]> {
  return db.query<GroundRow>(
    scope,
    'SELECT id, holder_id, purpose_id, code, recorded_at, ends_at FROM processing_ground WHERE subject_id = ANY ($1::uuid[]) ORDER BY recorded_at DESC LIMIT 500',
    [subjectIds],
  );
}

export type DisclosureRow = {
  id: string;
  holder_id: string;
  purpose_id: string;
  categories: string[];
  recipient_type: string;
  recipient_code: string | null;
  country: string;
  ground: string;
  consent_id: string | null;
  at: Date;
};

export async function disclosuresOfPerson(
  db: Db,
  scope: Scope,
  subjectIds: readonly string[],
): Promise<DisclosureRow[]> {
  return db.query<DisclosureRow>(
    scope,
    `SELECT id, holder_id, purpose_id, categories, recipient_type, recipient_code, country, ground, consent_id, at
     FROM disclosure WHERE subject_id = ANY ($1::uuid[]) ORDER BY at DESC, id DESC LIMIT 500`,
    [subjectIds],
  );
}

export type OperationRow = { entry_id: string; holder_id: string; type: string; at: Date };

/** The journal about the person, newest first; `before` is the last entry of the page before. */
export async function operationsOfPerson(
  db: Db,
  scope: Scope,
  subjectIds: readonly string[],
  before: string | undefined,
  limit: number,
): Promise<OperationRow[]> {
  return db.query<OperationRow>(
    scope,
    'SELECT entry_id, holder_id, type, at FROM journal WHERE subject_id = ANY ($1::uuid[]) AND ($2::uuid IS NULL OR entry_id < $2) ORDER BY entry_id DESC LIMIT $3',
    [subjectIds, before ?? null, limit + 1],
  );
}

/** Arrays in which the purposes' lists of data stand. */
export async function arraysOfPurposes(
  db: Db,
  scope: Scope,
  purposeIds: readonly string[],
): Promise<
  { purpose_id: string; array_id: string; name: { ky: string; ru: string; en: string }; categories: string[] }[]
> {
  return db.query(
    scope,
    `SELECT l.purpose_id, a.id AS array_id, a.name, l.categories FROM data_list l JOIN data_array a ON a.id = l.array_id
     WHERE l.current AND l.purpose_id = ANY ($1::uuid[]) ORDER BY a.id`,
    [purposeIds],
  );
}
