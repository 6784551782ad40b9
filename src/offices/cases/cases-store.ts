import type { Db, Scope, Tx } from '../../platform/db/index.ts';

// Lists of cases for pages. Each reads by an index and under the reader's scope.

export type CaseRow = {
  readonly id: string;
  readonly holder_id: string;
  readonly subject_id: string;
  readonly procedure: string;
  readonly stage: string;
  readonly opened_at: Date;
  readonly ended_at: Date | null;
};

/** The cases about one's own subjects, newest first; of one procedure, where it is named. */
export async function casesOfSubjects(
  db: Db,
  scope: Scope,
  subjects: readonly string[],
  before: string | null,
  limit: number,
  procedure: string | null = null,
): Promise<CaseRow[]> {
  return db.query<CaseRow>(
    scope,
    `SELECT id, holder_id, subject_id, procedure, stage, opened_at, ended_at FROM case_file
     WHERE subject_id = ANY ($1) AND ($2::uuid IS NULL OR id < $2) AND ($4::text IS NULL OR procedure = $4)
     ORDER BY id DESC LIMIT $3`,
    [subjects, before, limit, procedure],
  );
}

export async function holderOfCase(
  db: Db,
  scope: Scope,
  subjects: readonly string[],
  caseId: string,
): Promise<Pick<CaseRow, 'holder_id' | 'subject_id'> | null> {
  const [row] = await db.query<Pick<CaseRow, 'holder_id' | 'subject_id'>>(
    scope,
    'SELECT holder_id, subject_id FROM case_file WHERE subject_id = ANY ($1) AND id = $2',
    [subjects, caseId],
  );
  return row ?? null;
}

/** A holder's cases of one procedure, newest first. */
export async function casesOfHolder(
  db: Db,
  scope: Scope,
  holderId: string,
  procedure: string,
  before: string | null,
  limit: number,
): Promise<CaseRow[]> {
  return db.query<CaseRow>(
    scope,
    `SELECT id, holder_id, subject_id, procedure, stage, opened_at, ended_at FROM case_file
     WHERE holder_id = $1 AND procedure = $2 AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
    [holderId, procedure, before, limit],
  );
}

/** The case of a procedure that is still going on at a holder, the latest. */
export async function runningCase(
  tx: Tx,
  holderId: string,
  procedure: string,
): Promise<Pick<CaseRow, 'id' | 'stage'> | null> {
  const [row] = await tx.query<Pick<CaseRow, 'id' | 'stage'>>(
    'SELECT id, stage FROM case_file WHERE holder_id = $1 AND procedure = $2 AND ended_at IS NULL ORDER BY id DESC LIMIT 1',
    [holderId, procedure],
  );
  return row ?? null;
}

/** Two officers who begin an edition at once: the second waits here and then finds the first one's. */
export async function lockHolder(tx: Tx, holderId: string): Promise<void> {
  await tx.query('SELECT id FROM holder WHERE id = $1 FOR UPDATE', [holderId]);
}
