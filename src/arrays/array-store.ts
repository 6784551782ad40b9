import type { Db, Scope, Tx } from '../platform/db/index.ts';
import type { Text3 } from '../platform/text.ts';
import type { DataArray } from './array.ts';
import type { LiveChange, Regime } from './regime.ts';

// SQL of arrays, their lists of data, their regime and systems.

type ArrayRow = {
  id: string;
  holder_id: string;
  name: Text3;
  medium: DataArray['medium'];
  subjects: number | null;
  public_type: DataArray['publicType'];
  informing_purpose: Text3 | null;
  confidentiality: DataArray['confidentiality'];
  state: DataArray['state'];
  submitted_at: Date | null;
  count_check: DataArray['countCheck'];
  count_answer: DataArray['countAnswer'];
  declared_at: Date;
};
const columns =
  'id, holder_id, name, medium, subjects, public_type, informing_purpose, confidentiality, state, submitted_at, count_check, count_answer, declared_at';
const toArray = (row: ArrayRow): DataArray => ({
  id: row.id,
  holderId: row.holder_id,
  name: row.name,
  medium: row.medium,
  subjects: row.subjects,
  publicType: row.public_type,
  informingPurpose: row.informing_purpose,
  confidentiality: row.confidentiality,
  state: row.state,
  submittedAt: row.submitted_at,
  countCheck: row.count_check,
  countAnswer: row.count_answer,
  declaredAt: row.declared_at,
});

type Declared = Pick<
  DataArray,
  | 'id'
  | 'holderId'
  | 'name'
  | 'medium'
  | 'subjects'
  | 'publicType'
  | 'informingPurpose'
  | 'confidentiality'
  | 'declaredAt'
>;

export async function insertArray(tx: Tx, array: Declared, entryId: string): Promise<void> {
  await tx.query(
    'INSERT INTO data_array (id, holder_id, name, medium, subjects, public_type, informing_purpose, confidentiality, declared_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      array.id,
      array.holderId,
      JSON.stringify(array.name),
      array.medium,
      array.subjects,
      array.publicType,
      array.informingPurpose === null ? null : JSON.stringify(array.informingPurpose),
      JSON.stringify(array.confidentiality),
      array.declaredAt,
      entryId,
    ],
  );
}

export async function replaceArray(tx: Tx, array: Declared, entryId: string): Promise<void> {
  await tx.query(
    'UPDATE data_array SET name = $2, medium = $3, subjects = $4, public_type = $5, informing_purpose = $6, confidentiality = $7, journal_entry_id = $8 WHERE id = $1',
    [
      array.id,
      JSON.stringify(array.name),
      array.medium,
      array.subjects,
      array.publicType,
      array.informingPurpose === null ? null : JSON.stringify(array.informingPurpose),
      JSON.stringify(array.confidentiality),
      entryId,
    ],
  );
}

export async function lockArray(tx: Tx, holderId: string, id: string): Promise<DataArray | null> {
  const [row] = await tx.query<ArrayRow>(
    `SELECT ${columns} FROM data_array WHERE holder_id = $1 AND id = $2 FOR UPDATE`,
    [holderId, id],
  );
  return row === undefined ? null : toArray(row);
}

/** The same without a lock, for those who only look. */
export async function readArray(tx: Tx, holderId: string, id: string): Promise<DataArray | null> {
  const [row] = await tx.query<ArrayRow>(`SELECT ${columns} FROM data_array WHERE holder_id = $1 AND id = $2`, [
    holderId,
    id,
  ]);
  return row === undefined ? null : toArray(row);
}

export async function arraysOf(tx: Tx, holderId: string): Promise<DataArray[]> {
  return (
    await tx.query<ArrayRow>(`SELECT ${columns} FROM data_array WHERE holder_id = $1 ORDER BY id`, [holderId])
  ).map(toArray);
}

export async function submitArray(tx: Tx, id: string, at: Date, check: DataArray['countCheck']): Promise<void> {
  await tx.query(`UPDATE data_array SET state = 'submitted', submitted_at = $2, count_check = $3 WHERE id = $1`, [
    id,
    at,
    check,
  ]);
}

export async function answerCount(tx: Tx, id: string, answer: DataArray['countAnswer']): Promise<void> {
  await tx.query('UPDATE data_array SET count_answer = $2 WHERE id = $1', [id, JSON.stringify(answer)]);
}

/** Arrays of all holders whose count a person has to answer, longest waiting first. */
export async function openQuestions(db: Db, scope: Scope): Promise<DataArray[]> {
  return (
    await db.query<ArrayRow>(
      scope,
      `SELECT ${columns} FROM data_array WHERE count_check = 'manual' AND count_answer IS NULL ORDER BY submitted_at LIMIT 200`,
    )
  ).map(toArray);
}

export type DataList = {
  readonly id: string;
  readonly array_id: string;
  readonly purpose_id: string;
  readonly number: number;
  readonly categories: readonly string[];
  readonly review_months: number | null;
  readonly current: boolean;
  readonly made_at: Date;
};
const listColumns = 'id, array_id, purpose_id, number, categories, review_months, current, made_at';

/** The next version of a list; the one before stays as it was and is no longer current. */
export async function insertList(
  tx: Tx,
  list: {
    id: string;
    holderId: string;
    arrayId: string;
    purposeId: string;
    categories: readonly string[];
    reviewMonths: number | null;
    madeAt: Date;
    entryId: string;
  },
): Promise<number> {
  const [before] = await tx.query<{ number: number }>(
    'UPDATE data_list SET current = false WHERE array_id = $1 AND purpose_id = $2 AND current RETURNING number',
    [list.arrayId, list.purposeId],
  );
  const number = (before?.number ?? 0) + 1;
  await tx.query(
    'INSERT INTO data_list (id, holder_id, array_id, purpose_id, number, categories, review_months, made_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [
      list.id,
      list.holderId,
      list.arrayId,
      list.purposeId,
      number,
      list.categories,
      list.reviewMonths,
      list.madeAt,
      list.entryId,
    ],
  );
  return number;
}

export const listsOf = (tx: Tx, arrayId: string): Promise<DataList[]> =>
  tx.query<DataList>(`SELECT ${listColumns} FROM data_list WHERE array_id = $1 ORDER BY purpose_id, number`, [arrayId]);

export async function listById(tx: Tx, holderId: string, id: string): Promise<DataList | null> {
  const [row] = await tx.query<DataList>(`SELECT ${listColumns} FROM data_list WHERE holder_id = $1 AND id = $2`, [
    holderId,
    id,
  ]);
  return row ?? null;
}

export async function insertRegime(
  tx: Tx,
  row: {
    id: string;
    holderId: string;
    arrayId: string;
    regime: Regime;
    caseCode: string;
    subjectId: string | null;
    consentId: string | null;
    setId: string | null;
    categories: readonly string[];
    basis: string | null;
    norm: string | null;
    evidence: string;
    by: string;
    at: Date;
    entryId: string;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO regime_change (id, holder_id, array_id, regime, case_code, subject_id, consent_id, set_id, categories, basis, norm, evidence, recorded_by, recorded_at, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      row.id,
      row.holderId,
      row.arrayId,
      row.regime,
      row.caseCode,
      row.subjectId,
      row.consentId,
      row.setId,
      row.categories,
      row.basis,
      row.norm,
      row.evidence,
      row.by,
      row.at,
      row.entryId,
    ],
  );
}

export type RegimeRow = LiveChange & {
  readonly id: string;
  readonly caseCode: string;
  readonly norm: string | null;
  readonly recordedAt: Date;
};

/** PD-7.5: what rests on a consent ends with it, without any further act: the consent is read each time. */
export async function liveRegimes(tx: Tx, arrayId: string, at: Date): Promise<RegimeRow[]> {
  return tx.query<RegimeRow>(
    `SELECT r.id, r.regime, r.case_code AS "caseCode", r.subject_id AS "subjectId", r.set_id AS "setId", r.categories, r.norm, r.recorded_at AS "recordedAt" FROM regime_change r
     WHERE r.array_id = $1 AND r.ended_at IS NULL AND (r.consent_id IS NULL OR EXISTS (
       SELECT 1 FROM consent c WHERE c.subject_id = r.subject_id AND c.id = r.consent_id AND c.state IN ('active', 'pending') AND (c.valid_until IS NULL OR c.valid_until > $2)))
     ORDER BY r.id`,
    [arrayId, at],
  );
}

export type SystemRow = {
  readonly id: string;
  readonly name: Text3;
  readonly technologies: readonly string[];
  readonly hardware: readonly string[];
  readonly protection_level: string;
  readonly protection_norm: string;
  readonly arrays: readonly { readonly id: string; readonly name: Text3 }[];
};

export async function insertSystem(
  tx: Tx,
  one: {
    id: string;
    holderId: string;
    name: Text3;
    technologies: readonly string[];
    hardware: readonly string[];
    level: string;
    norm: string;
    arrayIds: readonly string[];
    at: Date;
    entryId: string;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO information_system (id, holder_id, name, technologies, hardware, protection_level, protection_norm, registered_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [
      one.id,
      one.holderId,
      JSON.stringify(one.name),
      one.technologies,
      one.hardware,
      one.level,
      one.norm,
      one.at,
      one.entryId,
    ],
  );
  await tx.query(
    'INSERT INTO information_system_array (system_id, array_id, holder_id) SELECT $1, unnest($2::uuid[]), $3',
    [one.id, one.arrayIds, one.holderId],
  );
}

export const systemsOf = (db: Db, scope: Scope, holderId: string): Promise<SystemRow[]> =>
  db.query<SystemRow>(
    scope,
    `SELECT s.id, s.name, s.technologies, s.hardware, s.protection_level, s.protection_norm,
       coalesce((SELECT json_agg(json_build_object('id', a.id, 'name', a.name) ORDER BY a.id) FROM information_system_array l JOIN data_array a ON a.id = l.array_id WHERE l.system_id = s.id), '[]') AS arrays
     FROM information_system s WHERE s.holder_id = $1 ORDER BY s.id`,
    [holderId],
  );
