import type { Db, Scope } from '../../platform/db/index.ts';
import type { PurposeState } from '../purposes/purpose.ts';
import type { BlockFact, ConsentFacts, GroundFacts } from './decide.ts';

// SQL of `may`, the question asked most: a single question is one statement. Many at once: batch-store.ts.

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

export type Json = Record<string, unknown>;
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
export const groundJson = (subject: string): string =>
  `json_build_object('id', g.id, 'code', g.code, 'recordedAt', g.recorded_at, 'endsAt', g.ends_at, 'categories', g.evidence->'categories',
     'consent', CASE WHEN g.code = 'PD-8.2-1' THEN (SELECT json_build_object('proven', e.evidence_id IS NOT NULL, 'endedAt', e.ended_at, 'validUntil', e.valid_until)
       FROM consent e WHERE e.subject_id = ${subject} AND e.id = (g.evidence->>'consentId')::uuid) END)`;
export const blockJson = `json_build_object('categories', b.categories, 'since', b.since, 'endedAt', b.ended_at)`;
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

/** PD-18.1: seen to be of age; said once. */
export async function rememberAdult(db: Db, scope: Scope, subjectId: string, holderId: string): Promise<void> {
  await db.query(scope, 'INSERT INTO adult_subject (subject_id, holder_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    subjectId,
    holderId,
  ]);
}

const moment = (value: unknown): Date | null =>
  value === null || value === undefined ? null : new Date(value as string);

export const datedPurpose = (json: Json): Omit<PurposeRow, 'id'> => ({
  registered_at: moment(json['registered_at']),
  state: json['state'] as PurposeState,
  defined_at: moment(json['defined_at'])!,
  ended_at: moment(json['ended_at']),
  version_id: json['version_id'] as string | null,
});

export const purposeFacts = (row: Omit<PurposeRow, 'id'>): PurposeFacts => ({
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

export const groundFacts = (json: Json): GroundFacts => ({
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

export const blockFact = (json: Json): BlockFact => ({
  categories: json['categories'] as string[],
  since: moment(json['since'])!,
  endedAt: moment(json['endedAt']),
});
