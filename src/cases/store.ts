import type { Tx } from '../platform/db/index.ts';
import type { CaseHead, DoneAct } from './types.ts';

// SQL of the cases. One statement writes a whole decision.

export type FileRow = {
  holder_id: string;
  id: string;
  subject_id: string | null;
  procedure: string;
  version: number;
  profile: string;
} & {
  stage: string;
  ended_by: string | null;
  ended_at: Date | null;
  opened_at: Date;
};
type ActRow = {
  seq: number;
  act: string;
  party: string;
  by_id: string;
  at: Date;
  data: Record<string, unknown>;
  sealed: Buffer | null;
};

export const headOf = (row: FileRow): CaseHead => ({
  id: row.id,
  procedure: row.procedure,
  version: row.version,
  profile: row.profile,
  holderId: row.holder_id,
  subjectId: row.subject_id,
});

const fileColumns = 'holder_id, id, subject_id, procedure, version, profile, stage, ended_by, ended_at, opened_at';

export async function insertFile(tx: Tx, head: CaseHead, openedAt: Date): Promise<void> {
  await tx.query(`INSERT INTO case_file (${fileColumns}) VALUES ($1, $2, $3, $4, $5, $6, '', NULL, NULL, $7)`, [
    head.holderId,
    head.id,
    head.subjectId,
    head.procedure,
    head.version,
    head.profile,
    openedAt,
  ]);
}

/** Locks the case for the rest of the transaction: what is decided on it is decided one after the other. */
export async function lockFile(tx: Tx, holderId: string, caseId: string): Promise<FileRow | undefined> {
  const rows = await tx.query<FileRow>(
    `SELECT ${fileColumns} FROM case_file WHERE holder_id = $1 AND id = $2 FOR UPDATE`,
    [holderId, caseId],
  );
  return rows[0];
}

export async function readFile(tx: Tx, holderId: string, caseId: string): Promise<FileRow | undefined> {
  const rows = await tx.query<FileRow>(`SELECT ${fileColumns} FROM case_file WHERE holder_id = $1 AND id = $2`, [
    holderId,
    caseId,
  ]);
  return rows[0];
}

export async function readFiles(
  tx: Tx,
  f: { holderId: string; procedure: string; subjectId: string | null; after: string | null; limit: number },
): Promise<FileRow[]> {
  return tx.query<FileRow>(
    `SELECT ${fileColumns} FROM case_file
     WHERE holder_id = $1 AND procedure = $2 AND ($3::uuid IS NULL OR subject_id = $3) AND ($4::uuid IS NULL OR id > $4) ORDER BY id LIMIT $5`,
    [f.holderId, f.procedure, f.subjectId, f.after, f.limit],
  );
}

export type StoredAct = DoneAct & { readonly sealed: Buffer | null };

export async function readActs(tx: Tx, holderId: string, caseId: string): Promise<StoredAct[]> {
  const rows = await tx.query<ActRow>(
    'SELECT seq, act, party, by_id, at, data, sealed FROM case_act WHERE holder_id = $1 AND case_id = $2 ORDER BY seq',
    [holderId, caseId],
  );
  return rows.map(({ by_id, ...act }) => ({ ...act, by: by_id }));
}

export type NewAct = {
  seq: number;
  act: string;
  party: string;
  by_kind: string;
  by_id: string;
  at: Date;
  real_at: Date;
  data: object;
  sealed: string | null;
  entry_id: string;
};
export type NewDuty = {
  duty: string;
  n: number;
  procedure: string;
  office: string;
  party: string;
  state: string;
  started_at: Date;
  due_at: Date;
  closed_at: Date | null;
  late: boolean;
  waits: boolean;
};
export type NewClock = { duty: string; n: number; kind: string; due_at: Date; state: 'armed' | 'fired' | 'cancelled' };
export type NewDocument = {
  seq: number;
  kind: string;
  at: Date;
  content: object | null;
  sealed: string | null;
  hash: string;
  signature: string | null;
};
export type Saved = {
  readonly head: CaseHead;
  readonly stage: string;
  readonly ended: { readonly by: string; readonly at: Date } | null;
  readonly acts: readonly NewAct[];
  readonly lateness: readonly { duty: string; n: number; seq: number }[];
  readonly duties: readonly NewDuty[];
  readonly clocks: readonly NewClock[];
  readonly documents: readonly NewDocument[];
};

const save = `WITH
  file AS (UPDATE case_file SET stage = $4, ended_by = $5, ended_at = $6 WHERE holder_id = $1 AND id = $2),
  acts AS (INSERT INTO case_act (holder_id, case_id, subject_id, seq, act, party, by_kind, by_id, at, real_at, data, sealed, entry_id)
    SELECT $1, $2, $3::uuid, seq, act, party, by_kind, by_id, at, real_at, data, decode(sealed, 'hex'), entry_id
    FROM jsonb_to_recordset($7::jsonb) AS a (seq int, act text, party text, by_kind text, by_id text, at timestamptz, real_at timestamptz, data jsonb, sealed text, entry_id uuid)),
  lateness AS (INSERT INTO case_lateness (holder_id, case_id, subject_id, duty, n, seq)
    SELECT $1, $2, $3::uuid, duty, n, seq FROM jsonb_to_recordset($8::jsonb) AS l (duty text, n int, seq int)),
  duties AS (INSERT INTO case_duty (holder_id, case_id, subject_id, duty, n, procedure, office, party, state, started_at, due_at, closed_at, late, waits)
    SELECT $1, $2, $3::uuid, duty, n, procedure, office, party, state, started_at, due_at, closed_at, late, waits
    FROM jsonb_to_recordset($9::jsonb) AS d (duty text, n int, procedure text, office text, party text, state text, started_at timestamptz, due_at timestamptz, closed_at timestamptz, late boolean, waits boolean)
    ON CONFLICT (holder_id, case_id, duty, n) DO UPDATE SET state = excluded.state, due_at = excluded.due_at, closed_at = excluded.closed_at, late = excluded.late),
  clocks AS (INSERT INTO case_clock (holder_id, case_id, subject_id, duty, n, kind, due_at, state)
    SELECT $1, $2, $3::uuid, duty, n, kind, due_at, state
    FROM jsonb_to_recordset($10::jsonb) AS c (duty text, n int, kind text, due_at timestamptz, state text)
    ON CONFLICT (holder_id, case_id, duty, n, kind) DO UPDATE
      SET due_at = excluded.due_at, state = excluded.state, lease_owner = NULL, lease_until = NULL, attempts = 0
      WHERE case_clock.state <> 'fired' AND (case_clock.due_at, case_clock.state) IS DISTINCT FROM (excluded.due_at, excluded.state))
  INSERT INTO case_document (holder_id, case_id, subject_id, seq, kind, at, content, sealed, hash, signature)
    SELECT $1, $2, $3::uuid, seq, kind, at, content, decode(sealed, 'hex'), decode(hash, 'hex'), decode(signature, 'hex')
    FROM jsonb_to_recordset($11::jsonb) AS d (seq int, kind text, at timestamptz, content jsonb, sealed text, hash text, signature text)`;

export async function saveDecision(tx: Tx, s: Saved): Promise<void> {
  const rows = [s.acts, s.lateness, s.duties, s.clocks, s.documents].map((list) => JSON.stringify(list));
  await tx.query(save, [
    s.head.holderId,
    s.head.id,
    s.head.subjectId,
    s.stage,
    s.ended?.by ?? null,
    s.ended?.at ?? null,
    ...rows,
  ]);
}

export async function insertRefused(
  tx: Tx,
  head: CaseHead,
  r: { id: string; act: string; byKind: string; byId: string; at: Date; code: string; law: readonly string[] },
): Promise<void> {
  await tx.query(
    'INSERT INTO case_refused (holder_id, case_id, subject_id, id, act, by_kind, by_id, at, code, law) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [head.holderId, head.id, head.subjectId, r.id, r.act, r.byKind, r.byId, r.at, r.code, r.law],
  );
}

export type DocumentRow = {
  seq: number;
  kind: string;
  at: Date;
  content: Record<string, unknown> | null;
  sealed: Buffer | null;
  hash: Buffer;
  signature: Buffer | null;
};
export async function readDocuments(tx: Tx, holderId: string, caseId: string): Promise<DocumentRow[]> {
  return tx.query<DocumentRow>(
    'SELECT seq, kind, at, content, sealed, hash, signature FROM case_document WHERE holder_id = $1 AND case_id = $2 ORDER BY seq',
    [holderId, caseId],
  );
}

export type TaskRow = {
  case_id: string;
  holder_id: string;
  procedure: string;
  duty: string;
  n: number;
  party: string;
  state: string;
  started_at: Date;
  due_at: Date;
};

/** Open duties of an office, the most urgent first. */
export async function readTasks(
  tx: Tx,
  f: {
    office: string;
    /** null: every holder the scope may see (the authority). */
    holderId: string | null;
    subjectId: string | null;
    parties: readonly string[];
    after: { due: Date; caseId: string; duty: string } | null;
    limit: number;
  },
): Promise<TaskRow[]> {
  return tx.query<TaskRow>(
    `SELECT case_id, holder_id, procedure, duty, n, party, state, started_at, due_at FROM case_duty
     WHERE office = $1 AND ($2::uuid IS NULL OR holder_id = $2) AND ($3::uuid IS NULL OR subject_id = $3) AND procedure || '/' || party = ANY ($4)
       AND state IN ('open', 'paused') AND NOT waits AND ($5::timestamptz IS NULL OR (due_at, case_id, duty) > ($5, $6::uuid, $7))
     ORDER BY due_at, case_id, duty LIMIT $8`,
    [
      f.office,
      f.holderId,
      f.subjectId,
      f.parties,
      f.after?.due ?? null,
      f.after?.caseId ?? null,
      f.after?.duty ?? null,
      f.limit,
    ],
  );
}

/** Cases by stage, and duties by how they were met, of one procedure at one holder. */
export async function countCases(
  tx: Tx,
  holderId: string,
  procedure: string,
): Promise<{ stage: string; ended: boolean; count: number }[]> {
  return tx.query(
    'SELECT stage, ended_at IS NOT NULL AS ended, count(*) AS count FROM case_file WHERE holder_id = $1 AND procedure = $2 GROUP BY 1, 2 ORDER BY 1',
    [holderId, procedure],
  );
}
export async function countDuties(
  tx: Tx,
  holderId: string,
  procedure: string,
  now: Date,
): Promise<{ duty: string; open: number; overdue: number; in_time: number; late: number }[]> {
  return tx.query(
    `SELECT duty, count(*) FILTER (WHERE state = 'paused' OR (state = 'open' AND due_at >= $3)) AS open,
       count(*) FILTER (WHERE state = 'open' AND due_at < $3) AS overdue,
       count(*) FILTER (WHERE state = 'done' AND NOT late) AS in_time,
       count(*) FILTER (WHERE state = 'done' AND late) AS late
     FROM case_duty WHERE holder_id = $1 AND procedure = $2 AND NOT waits GROUP BY 1 ORDER BY 1`,
    [holderId, procedure, now],
  );
}

/** A refused request frees its key: sent again, it is decided again. */
export async function releaseKey(tx: Tx, client: string, key: string): Promise<void> {
  await tx.query('DELETE FROM idempotency WHERE client = $1 AND key = $2', [client, key]);
}
