import { type Db, systemScope } from '../../platform/db/index.ts';

// What the authority sees of the centres' cases.

const scope = systemScope('the authority looks over the cases of centres');

export type CentreCase = {
  readonly id: string;
  readonly holder_id: string;
  readonly procedure: string;
  readonly stage: string;
  readonly opened_at: Date;
  readonly ended_at: Date | null;
};

/** The latest cases of these procedures at one centre, or at all. */
export const casesAtCentres = (
  db: Db,
  procedures: readonly string[],
  centreId: string | null,
  limit: number,
): Promise<CentreCase[]> =>
  db.query<CentreCase>(
    scope,
    `SELECT id, holder_id, procedure, stage, opened_at, ended_at FROM case_file
     WHERE procedure = ANY ($1) AND ($2::uuid IS NULL OR holder_id = $2) ORDER BY id DESC LIMIT $3`,
    [procedures, centreId, limit],
  );

/** ES-16.7d: of these accreditations, those for which an inspection has been planned or made. */
export async function inspected(db: Db, cases: readonly string[]): Promise<Set<string>> {
  const rows = await db.query<{ case_id: string }>(
    scope,
    `SELECT DISTINCT case_id FROM case_act WHERE case_id = ANY ($1) AND act IN ('planInspection', 'inspect')`,
    [cases],
  );
  return new Set(rows.map((row) => row.case_id));
}
