import { type Db, type Scope, textArray, type Tx } from '../../platform/db/index.ts';
import type { PurposeState } from '../purposes/purpose.ts';
import type { BlockFact, ConsentFacts, GroundFacts } from './decide.ts';

// SQL of `may`, the question asked most. A single question is one statement; a batch reads each kind of fact once for all
// of its subjects, because a hundred look-ups in one index cost less than a hundred subqueries.

/** What holds of a purpose, whoever is asked about. */
export type PurposeFacts = {
  readonly registeredAt: Date | null;
  readonly state: PurposeState;
  readonly definedAt: Date;
  readonly endedAt: Date | null;
  readonly versionId: string | null;
};
/** What holds of a subject under that purpose. */
export type SubjectFacts = {
  readonly consent: ConsentFacts | null;
  readonly elsewhere: readonly (readonly string[])[];
  readonly grounds: readonly GroundFacts[];
  readonly blocks: readonly BlockFact[];
  /** Known to be of age. */
  readonly adult: boolean;
};
export type MayFactsRead = { readonly purpose: PurposeFacts; readonly subject: SubjectFacts };

type Json = Record<string, unknown>;
type PurposeRow = {
  id: string;
  registered_at: Date | null;
  state: PurposeState;
  defined_at: Date;
  ended_at: Date | null;
  version_id: string | null;
};
type SingleRow = PurposeRow & {
  adult: boolean;
  consent: Json | null;
  elsewhere: string[][] | null;
  grounds: Json[] | null;
  blocks: Json[] | null;
};

const consentJson = `json_build_object('id', c.id, 'state', c.state, 'versionId', c.purpose_version_id, 'validFrom', c.valid_from, 'validUntil', c.valid_until, 'endedAt', c.ended_at,
  'categories', c.categories, 'specialCategories', c.special_categories, 'actions', c.actions, 'transfer', c.transfer, 'crossBorder', c.cross_border, 'publicItems', c.public_items,
  'invalidClauses', c.invalid_clauses, 'evidenceId', c.evidence_id)`;
const groundJson = (subject: string): string =>
  `json_build_object('id', g.id, 'code', g.code, 'recordedAt', g.recorded_at, 'endsAt', g.ends_at, 'categories', g.evidence->'categories',
     'consent', CASE WHEN g.code = 'PD-8.2-1' THEN (SELECT json_build_object('proven', e.evidence_id IS NOT NULL, 'endedAt', e.ended_at, 'validUntil', e.valid_until)
       FROM consent e WHERE e.subject_id = ${subject} AND e.id = (g.evidence->>'consentId')::uuid) END)`;
const blockJson = `json_build_object('categories', b.categories, 'since', b.since, 'endedAt', b.ended_at)`;
const purposeColumns = `p.id, h.registered_at, p.state, p.defined_at, p.ended_at`;

// Two arms, so that each is a look-up: "this subject or none" in one condition would read all grounds of the purpose.
const grounds = `(SELECT json_agg(${groundJson('$3')}) FROM (
    SELECT * FROM processing_ground WHERE holder_id = p.holder_id AND purpose_id = p.id AND subject_id = $3
    UNION ALL SELECT * FROM processing_ground WHERE holder_id = p.holder_id AND purpose_id = p.id AND subject_id IS NULL) g)`;
const single = (version: string, consent: string, elsewhere: string): string =>
  `SELECT ${purposeColumns}, ${version} AS version_id, EXISTS (SELECT 1 FROM adult_subject a WHERE a.subject_id = $3) AS adult, ${consent} AS consent, ${elsewhere} AS elsewhere, ${grounds} AS grounds,
  (SELECT json_agg(${blockJson}) FROM data_block b WHERE b.subject_id = $3 AND b.holder_id = p.holder_id AND (b.purpose_id IS NULL OR b.purpose_id = p.id)) AS blocks
  FROM purpose p JOIN holder h ON h.id = p.holder_id`;
// CP-8d-2: read only where there is no consent for the purpose, so the usual answer costs no more.
const now = `${single(
  'p.current_version_id',
  `CASE WHEN c.id IS NULL THEN NULL ELSE ${consentJson} END`,
  `CASE WHEN c.id IS NULL THEN (SELECT json_agg(o.categories) FROM consent o WHERE o.subject_id = $3 AND o.current AND o.state = 'active') END`,
)} LEFT JOIN consent c ON c.subject_id = $3 AND c.purpose_id = p.id AND c.current WHERE p.id = $2 AND p.holder_id = $1`;
// PD-9.4g: history as it was, by the consent and the version whose day it was.
const then = `${single(
  '(SELECT v.id FROM purpose_version v WHERE v.purpose_id = p.id AND v.published_at <= $4 ORDER BY v.number DESC LIMIT 1)',
  `(SELECT ${consentJson} FROM consent c WHERE c.subject_id = $3 AND c.purpose_id = p.id AND c.given_at <= $4 AND (c.current OR c.state <> 'unproven') ORDER BY c.given_at DESC LIMIT 1)`,
  'NULL::json',
)} WHERE p.id = $2 AND p.holder_id = $1`;

/** Everything one question needs, in one read. `at` null = now. Null: the holder has no such purpose. */
export async function readMay(
  db: Db,
  scope: Scope,
  holderId: string,
  asked: { readonly purposeId: string; readonly subjectId: string },
  at: Date | null,
): Promise<MayFactsRead | null> {
  const values = [holderId, asked.purposeId, asked.subjectId];
  const [row] = await (at === null
    ? db.query<SingleRow>(scope, now, values)
    : db.query<SingleRow>(scope, then, [...values, at]));
  if (row === undefined) return null;
  return {
    purpose: purposeFacts(row),
    subject: {
      consent: consentFacts(row.consent),
      elsewhere: row.elsewhere ?? [],
      grounds: (row.grounds ?? []).map(groundFacts),
      blocks: (row.blocks ?? []).map(blockFact),
      adult: row.adult,
    },
  };
}

type ConsentRead = Of & {
  id: string;
  state: ConsentFacts['state'];
  purpose_version_id: string;
  valid_from: number;
  valid_until: number | null;
  ended_at: number | null;
  transfer: boolean;
  cross_border: boolean;
  evidence_id: string | null;
  categories: string;
  special_categories: string;
  actions: string;
  public_items: string;
  invalid_clauses: string;
};
type Of = { subject_id: string; purpose_id: string };
const purposesOf = `SELECT ${purposeColumns}, p.current_version_id AS version_id FROM purpose p JOIN holder h ON h.id = p.holder_id WHERE p.holder_id = $1 AND p.id = ANY ($2::uuid[])`;
// Columns, and arrays as they print: a hundred consents to one purpose have few different lists, so each is taken apart once.
const consentsOf = `SELECT subject_id, purpose_id, id, state, purpose_version_id, date_part('epoch', valid_from) AS valid_from, date_part('epoch', valid_until) AS valid_until, date_part('epoch', ended_at) AS ended_at, transfer, cross_border, evidence_id,
    categories::text, special_categories::text, actions::text, public_items::text, invalid_clauses::text FROM consent c WHERE c.subject_id = ANY ($1::uuid[]) AND c.purpose_id = ANY ($2::uuid[]) AND c.current`;
const groundsOf = `SELECT g.subject_id, g.purpose_id, ${groundJson('g.subject_id')} AS fact FROM processing_ground g
  WHERE g.holder_id = $1 AND g.purpose_id = ANY ($2::uuid[]) AND g.subject_id = ANY ($3::uuid[])`;
// An exception that rests on a consent is always about one subject, so none of these has one.
const groundsOfAll = `SELECT g.purpose_id, ${groundJson('NULL::uuid')} AS fact FROM processing_ground g
  WHERE g.holder_id = $1 AND g.purpose_id = ANY ($2::uuid[]) AND g.subject_id IS NULL`;
const blocksOf = `SELECT b.subject_id, b.purpose_id, ${blockJson} AS fact FROM data_block b WHERE b.subject_id = ANY ($2::uuid[]) AND b.holder_id = $1`;
const adultsOf = 'SELECT subject_id FROM adult_subject WHERE subject_id = ANY ($1::uuid[])';
const elsewhereOf = `SELECT subject_id, categories FROM consent WHERE subject_id = ANY ($1::uuid[]) AND current AND state = 'active'`;

/** The same for many questions at once, about now. Answers in the order of the questions; null as above. */
export async function readMayBatch(
  db: Db,
  scope: Scope,
  holderId: string,
  questions: readonly { readonly purposeId: string; readonly subjectId: string }[],
): Promise<(MayFactsRead | null)[]> {
  // A UUID may be written in capitals; the database answers in small letters.
  const asked = questions.map((one) => ({
    purposeId: one.purposeId.toLowerCase(),
    subjectId: one.subjectId.toLowerCase(),
  }));
  const purposeIds = [...new Set(asked.map((one) => one.purposeId))];
  const subjectIds = [...new Set(asked.map((one) => one.subjectId))];
  return db.tx(scope, async (tx) => {
    const [purposes, consents, own, all, blocks, adults] = await Promise.all([
      tx.query<PurposeRow>(purposesOf, [holderId, purposeIds]),
      tx.query<ConsentRead>(consentsOf, [subjectIds, purposeIds]),
      tx.query<Of & { fact: Json }>(groundsOf, [holderId, purposeIds, subjectIds]),
      tx.query<{ purpose_id: string; fact: Json }>(groundsOfAll, [holderId, purposeIds]),
      tx.query<{ subject_id: string; purpose_id: string | null; fact: Json }>(blocksOf, [holderId, subjectIds]),
      tx.query<{ subject_id: string }>(adultsOf, [subjectIds]),
    ]);
    const consentOf = new Map(consents.map((row) => [keyOf(row.subject_id, row.purpose_id), row]));
    const groundsOfBoth = grouped([
      ...own.map((row) => [keyOf(row.subject_id, row.purpose_id), groundFacts(row.fact)] as const),
      ...all.map((row) => [row.purpose_id, groundFacts(row.fact)] as const),
    ]);
    const blocksOfSubject = grouped(blocks.map((row) => [row.subject_id, row] as const));
    const adult = new Set(adults.map((row) => row.subject_id));
    const given = await givenElsewhere(tx, asked, consentOf);
    const purposeOf = new Map(purposes.map((row) => [row.id, purposeFacts(row)]));
    return asked.map(({ purposeId, subjectId }) => {
      const purpose = purposeOf.get(purposeId);
      if (purpose === undefined) return null;
      const key = keyOf(subjectId, purposeId);
      return {
        purpose,
        subject: {
          consent: consentFromColumns(consentOf.get(key)),
          elsewhere: consentOf.has(key) ? [] : (given.get(subjectId) ?? []),
          grounds: [...(groundsOfBoth.get(key) ?? []), ...(groundsOfBoth.get(purposeId) ?? [])],
          blocks: (blocksOfSubject.get(subjectId) ?? [])
            .filter((row) => row.purpose_id === null || row.purpose_id === purposeId)
            .map((row) => blockFact(row.fact)),
          adult: adult.has(subjectId),
        },
      };
    });
  });
}

const keyOf = (subjectId: string, purposeId: string): string => `${subjectId}${purposeId}`;

// CP-8d-2: read only for those who gave none to the purpose asked about.
async function givenElsewhere(
  tx: Tx,
  asked: readonly { readonly purposeId: string; readonly subjectId: string }[],
  consentOf: ReadonlyMap<string, unknown>,
): Promise<Map<string, string[][]>> {
  const without = asked.filter((one) => !consentOf.has(keyOf(one.subjectId, one.purposeId)));
  if (without.length === 0) return new Map();
  const rows = await tx.query<{ subject_id: string; categories: string[] }>(elsewhereOf, [
    [...new Set(without.map((one) => one.subjectId))],
  ]);
  return grouped(rows.map((row) => [row.subject_id, row.categories] as const));
}

function grouped<T>(pairs: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

/** PD-18.1: seen to be of age; said once. */
export async function rememberAdult(db: Db, scope: Scope, subjectId: string, holderId: string): Promise<void> {
  await db.query(scope, 'INSERT INTO adult_subject (subject_id, holder_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    subjectId,
    holderId,
  ]);
}

const moment = (value: unknown): Date | null =>
  value === null || value === undefined ? null : new Date(value as string);

const purposeFacts = (row: PurposeRow): PurposeFacts => ({
  registeredAt: row.registered_at,
  state: row.state,
  definedAt: row.defined_at,
  endedAt: row.ended_at,
  versionId: row.version_id,
});

function consentFacts(json: Json | null): ConsentFacts | null {
  if (json === null) return null;
  // The object is this read's own: its moments take their places in it.
  json['validFrom'] = moment(json['validFrom']);
  json['validUntil'] = moment(json['validUntil']);
  json['endedAt'] = moment(json['endedAt']);
  return json as unknown as ConsentFacts;
}

// Seconds with fractions; a whole number of milliseconds is what was stored.
const fromEpoch = (seconds: number): Date => new Date(Math.round(seconds * 1000));

const consentFromColumns = (row: ConsentRead | undefined): ConsentFacts | null =>
  row === undefined
    ? null
    : {
        id: row.id,
        state: row.state,
        versionId: row.purpose_version_id,
        validFrom: fromEpoch(row.valid_from),
        validUntil: row.valid_until === null ? null : fromEpoch(row.valid_until),
        endedAt: row.ended_at === null ? null : fromEpoch(row.ended_at),
        categories: textArray(row.categories),
        specialCategories: textArray(row.special_categories),
        actions: textArray(row.actions),
        transfer: row.transfer,
        crossBorder: row.cross_border,
        publicItems: textArray(row.public_items),
        invalidClauses: textArray(row.invalid_clauses),
        evidenceId: row.evidence_id,
      };

const groundFacts = (json: Json): GroundFacts => ({
  id: json['id'] as string,
  code: json['code'] as string,
  recordedAt: moment(json['recordedAt'])!,
  endsAt: moment(json['endsAt']),
  categories: (json['categories'] as string[] | null) ?? [],
  consent: linkedConsent(json['consent'] as Json | null),
});

const linkedConsent = (json: Json | null): NonNullable<GroundFacts['consent']> | null =>
  json === null
    ? null
    : { proven: json['proven'] === true, endedAt: moment(json['endedAt']), validUntil: moment(json['validUntil']) };

const blockFact = (json: Json): BlockFact => ({
  categories: json['categories'] as string[],
  since: moment(json['since'])!,
  endedAt: moment(json['endedAt']),
});
