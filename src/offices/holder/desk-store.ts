import type { Db, Scope } from '../../platform/db/index.ts';

// Lists of the holder's desk. Each reads by an index and under the holder's scope.

export type WaitingRow = {
  readonly subject_id: string;
  readonly id: string;
  readonly purpose_id: string;
  readonly given_at: Date;
  readonly by: string | null;
};

/** Paper consents that wait for the second person, the oldest first. */
export async function paperWaiting(db: Db, scope: Scope, holderId: string, limit: number): Promise<WaitingRow[]> {
  return db.query<WaitingRow>(
    scope,
    `SELECT c.subject_id, c.id, c.purpose_id, c.given_at,
       (SELECT e.data->>'by' FROM consent_event e WHERE e.subject_id = c.subject_id AND e.consent_id = c.id AND e.kind = 'registered-on-paper' LIMIT 1) AS by
     FROM consent c WHERE c.holder_id = $1 AND c.state = 'unproven' AND c.evidence_mode = 'PAPER' ORDER BY c.id LIMIT $2`,
    [holderId, limit],
  );
}

export type ObligationRow = {
  readonly id: string;
  readonly contract: string;
  readonly amount_tyiyn: string | number | null;
  readonly act: string | null;
  readonly due_on: string | null;
  readonly recorded_at: Date;
  readonly closed_at: Date | null;
};

export async function obligationsOf(
  db: Db,
  scope: Scope,
  subjectId: string,
  purposeId: string,
): Promise<ObligationRow[]> {
  return db.query<ObligationRow>(
    scope,
    'SELECT id, contract, amount_tyiyn, act, due_on, recorded_at, closed_at FROM obligation WHERE subject_id = $1 AND purpose_id = $2 ORDER BY recorded_at',
    [subjectId, purposeId],
  );
}

export type GroundRow = {
  readonly id: string;
  readonly code: string;
  readonly subject_id: string | null;
  readonly evidence: Record<string, unknown>;
  readonly recorded_at: Date;
  readonly ends_at: Date | null;
};

/** Grounds without consent: of one subject and of all a purpose's, or only the latter. */
export async function groundsOf(
  db: Db,
  scope: Scope,
  holderId: string,
  purposeId: string,
  subjectId: string | null,
): Promise<GroundRow[]> {
  return db.query<GroundRow>(
    scope,
    `SELECT id, code, subject_id, evidence, recorded_at, ends_at FROM processing_ground
     WHERE holder_id = $1 AND purpose_id = $2 AND (subject_id IS NULL OR subject_id = $3) ORDER BY recorded_at DESC LIMIT 100`,
    [holderId, purposeId, subjectId],
  );
}

export type DeskRecordRow = {
  readonly id: string;
  readonly subject_id: string;
  readonly purpose_id: string;
  readonly category: string;
  readonly subject_category: string;
  readonly source: string;
  readonly source_name: string | null;
  readonly channel: string;
  readonly mode: string;
  readonly ground: string;
  readonly collected_at: Date;
  readonly superseded_at: Date | null;
  readonly destroyed_at: Date | null;
};

/** A page of the register of collected data, newest first. Values are sealed and stay so. */
export async function recordsOfHolder(
  db: Db,
  scope: Scope,
  holderId: string,
  after: string | undefined,
  limit: number,
): Promise<DeskRecordRow[]> {
  return db.query<DeskRecordRow>(
    scope,
    `SELECT id, subject_id, purpose_id, category, subject_category, source, source_name, channel, mode, ground, collected_at, superseded_at, destroyed_at
     FROM data_record WHERE holder_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [holderId, after ?? null, limit + 1],
  );
}

/** Duties of the holder's office that run, and those among them whose term is over. */
export async function dutiesOf(
  db: Db,
  scope: Scope,
  holderId: string,
  now: Date,
): Promise<{ open: number; late: number }> {
  const [row] = await db.query<{ open: number; late: number }>(
    scope,
    `SELECT count(*)::int AS open, (count(*) FILTER (WHERE due_at < $2))::int AS late FROM case_duty
     WHERE office = 'holder' AND holder_id = $1 AND state IN ('open', 'paused') AND NOT waits`,
    [holderId, now],
  );
  return row ?? { open: 0, late: 0 };
}

export type OneGround = Pick<GroundRow, 'id' | 'code' | 'subject_id' | 'ends_at'> & { readonly purpose_id: string };

export async function groundById(db: Db, scope: Scope, holderId: string, id: string): Promise<OneGround | null> {
  const [row] = await db.query<OneGround>(
    scope,
    'SELECT id, code, subject_id, purpose_id, ends_at FROM processing_ground WHERE holder_id = $1 AND id = $2',
    [holderId, id],
  );
  return row ?? null;
}

export type OperationRow = {
  readonly id: string;
  readonly subject_id: string;
  readonly at: Date;
  /** The journal's entry, byte for byte. */
  readonly body: Buffer;
};

/** A page of the log of operations, newest first; of one subject where it is named. */
export async function operationsOfHolder(
  db: Db,
  scope: Scope,
  of: { readonly holderId: string; readonly subjectId: string | null },
  after: string | undefined,
  limit: number,
): Promise<OperationRow[]> {
  return db.query<OperationRow>(
    scope,
    `SELECT entry_id AS id, subject_id, at, body FROM journal
     WHERE holder_id = $1 AND type = 'processing.logged' AND ($2::uuid IS NULL OR subject_id = $2) AND ($3::uuid IS NULL OR entry_id < $3)
     ORDER BY entry_id DESC LIMIT $4`,
    [of.holderId, of.subjectId, after ?? null, limit + 1],
  );
}

/** How many reviews wait for the officer. */
export async function openReviews(db: Db, scope: Scope, holderId: string): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    scope,
    'SELECT count(*)::int AS n FROM ground_review WHERE holder_id = $1 AND closed_at IS NULL',
    [holderId],
  );
  return row?.n ?? 0;
}
