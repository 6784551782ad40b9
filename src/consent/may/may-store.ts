import { type Db, type Scope, textArray } from '../../platform/db/index.ts';
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

// One statement for all kinds of fact, with one snapshot: a statement of its own for each kind costs more than what it finds.
// Consents that cover the same stand in one row: a hundred to one purpose have few different lists and flags, so these are
// printed and taken apart once, and the consents themselves are one text. Subjects and purposes come question by question:
// to find each of the ones under each of the others would read what nobody asked about.
type ManyRow = {
  kind: 'consent' | 'purpose' | 'ground' | 'block' | 'adult';
  subject_id: string | null;
  purpose_id: string | null;
  covers: string;
  consents: string;
  fact: Json;
};
const other = (kind: ManyRow['kind'], subject: string, purpose: string, fact: string): string =>
  `SELECT '${kind}', ${subject}, ${purpose}, NULL, NULL, ${fact}`;
const covers = `state, purpose_version_id, transfer, cross_border, categories, special_categories, actions, public_items, invalid_clauses`;
const since = (moment: string): string => `coalesce(date_part('epoch', ${moment})::text, '')`;
const many = `SELECT 'consent' AS kind, NULL::uuid AS subject_id, purpose_id, concat_ws(E'\\x1f', ${covers}) AS covers,
    string_agg(concat_ws(',', subject_id, id, coalesce(evidence_id::text, ''), ${since('valid_from')}, ${since('valid_until')}, ${since('ended_at')}), ';') AS consents, NULL::json AS fact
    FROM unnest($2::uuid[], $3::uuid[]) AS asked (subject, purpose) JOIN consent ON subject_id = subject AND purpose_id = purpose AND current
    GROUP BY purpose_id, ${covers}
  UNION ALL ${other('purpose', 'NULL', 'p.id', `json_build_object('registered_at', h.registered_at, 'state', p.state, 'defined_at', p.defined_at, 'ended_at', p.ended_at, 'version_id', p.current_version_id)`)}
    FROM purpose p JOIN holder h ON h.id = p.holder_id WHERE p.holder_id = $1 AND p.id = ANY ($3::uuid[])
  UNION ALL ${other('ground', 'g.subject_id', 'g.purpose_id', groundJson('g.subject_id'))}
    FROM processing_ground g WHERE g.holder_id = $1 AND g.purpose_id = ANY ($3::uuid[]) AND g.subject_id = ANY ($2::uuid[])
  UNION ALL ${other('ground', 'NULL', 'g.purpose_id', groundJson('NULL::uuid'))}
    FROM processing_ground g WHERE g.holder_id = $1 AND g.purpose_id = ANY ($3::uuid[]) AND g.subject_id IS NULL
  UNION ALL ${other('block', 'b.subject_id', 'b.purpose_id', blockJson)}
    FROM data_block b WHERE b.subject_id = ANY ($2::uuid[]) AND b.holder_id = $1
  UNION ALL ${other('adult', 'subject_id', 'NULL', 'NULL')} FROM adult_subject WHERE subject_id = ANY ($2::uuid[])`;
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
  const subjectIds = asked.map((one) => one.subjectId);
  const purposeIds = asked.map((one) => one.purposeId);
  const read = sorted(await db.query<ManyRow>(scope, many, [holderId, subjectIds, purposeIds]));
  const given = await givenElsewhere(db, scope, asked, read.consents);
  return asked.map((one) => {
    const { purposeId, subjectId } = one;
    const purpose = read.purposes.get(purposeId);
    if (purpose === undefined) return null;
    const consent = consentOf(read.consents, one) ?? null;
    const blocks = read.blocks
      .get(subjectId)
      ?.filter((block) => block.purposeId === null || block.purposeId === purposeId);
    return {
      purpose,
      subject: {
        consent,
        elsewhere: consent === null ? (given.get(subjectId) ?? none) : none,
        grounds: groundsOf(read.grounds, one),
        blocks: blocks ?? none,
        adult: read.adults.has(subjectId),
      },
    };
  });
}

const none: readonly never[] = [];

// The rows by kind; what is about one subject and purpose by both, what is about all of a purpose by it alone.
function sorted(rows: readonly ManyRow[]) {
  const consents: Consents = new Map();
  const purposes = new Map<string, PurposeFacts>();
  const grounds = new Map<string, GroundFacts[]>();
  const blocks = new Map<string, (BlockFact & { purposeId: string | null })[]>();
  const adults = new Set<string>();
  const add = <T>(groups: Map<string, T[]>, key: string, value: T): void =>
    void (groups.get(key)?.push(value) ?? groups.set(key, [value]));
  for (const row of rows) {
    const { kind, subject_id: subject, purpose_id: purpose } = row;
    if (kind === 'consent') addConsents(consents, row);
    else if (kind === 'purpose') purposes.set(purpose!, purposeFacts(datedPurpose(row.fact)));
    else if (kind === 'ground')
      add(grounds, subject === null ? purpose! : keyOf(subject, purpose!), groundFacts(row.fact));
    else if (kind === 'block') add(blocks, subject!, { ...blockFact(row.fact), purposeId: purpose });
    else adults.add(subject!);
  }
  return { consents, purposes, grounds, blocks, adults };
}

type Asked = { readonly purposeId: string; readonly subjectId: string };
/** By purpose, then by subject. */
type Consents = Map<string, Map<string, ConsentFacts>>;
const consentOf = (consents: Consents, { purposeId, subjectId }: Asked): ConsentFacts | undefined =>
  consents.get(purposeId)?.get(subjectId);

function groundsOf(
  grounds: ReadonlyMap<string, GroundFacts[]>,
  { purposeId, subjectId }: Asked,
): readonly GroundFacts[] {
  if (grounds.size === 0) return none;
  return [...(grounds.get(keyOf(subjectId, purposeId)) ?? none), ...(grounds.get(purposeId) ?? none)];
}
const keyOf = (subjectId: string, purposeId: string): string => `${subjectId}${purposeId}`;

// CP-8d-2: read only for those who gave none to the purpose asked about.
async function givenElsewhere(
  db: Db,
  scope: Scope,
  asked: readonly Asked[],
  consents: Consents,
): Promise<Map<string, string[][]>> {
  const without = asked.filter((one) => consentOf(consents, one) === undefined);
  const given = new Map<string, string[][]>();
  if (without.length === 0) return given;
  const subjectIds = [...new Set(without.map((one) => one.subjectId))];
  for (const row of await db.query<{ subject_id: string; categories: string[] }>(scope, elsewhereOf, [subjectIds]))
    given.set(row.subject_id, [...(given.get(row.subject_id) ?? []), row.categories]);
  return given;
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

const datedPurpose = (json: Json): Omit<PurposeRow, 'id'> => ({
  registered_at: moment(json['registered_at']),
  state: json['state'] as PurposeState,
  defined_at: moment(json['defined_at'])!,
  ended_at: moment(json['ended_at']),
  version_id: json['version_id'] as string | null,
});

const purposeFacts = (row: Omit<PurposeRow, 'id'>): PurposeFacts => ({
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
const fromEpoch = (seconds: string): Date => new Date(Math.round(Number(seconds) * 1000));
const fromEpochIf = (seconds: string): Date | null => (seconds === '' ? null : fromEpoch(seconds));

type Covers = Pick<
  ConsentFacts,
  | 'state'
  | 'versionId'
  | 'transfer'
  | 'crossBorder'
  | 'categories'
  | 'specialCategories'
  | 'actions'
  | 'publicItems'
  | 'invalidClauses'
>;
const most = 5_000;
const known = new Map<string, Covers>();

function coversOf(printed: string): Covers {
  const before = known.get(printed);
  if (before !== undefined) return before;
  const parts = printed.split('\x1f');
  if (parts.length !== 9) throw new Error('a consent names what holds a control character');
  const [state, versionId, transfer, crossBorder] = parts as [ConsentFacts['state'], string, string, string];
  const [categories, specialCategories, actions, publicItems, invalidClauses] = parts.slice(4).map(textArray) as [
    readonly string[],
    readonly string[],
    readonly string[],
    readonly string[],
    readonly string[],
  ];
  const covers = {
    state,
    versionId,
    transfer: transfer === 't',
    crossBorder: crossBorder === 't',
    categories,
    specialCategories,
    actions,
    publicItems,
    invalidClauses,
  };
  if (known.size >= most) known.clear();
  known.set(printed, covers);
  return covers;
}

function addConsents(consents: Consents, { purpose_id, covers: printed, consents: list }: ManyRow): void {
  const covered = coversOf(printed);
  let ofPurpose = consents.get(purpose_id!);
  if (ofPurpose === undefined) consents.set(purpose_id!, (ofPurpose = new Map()));
  for (const one of list.split(';')) {
    const [subjectId, id, evidenceId, validFrom, validUntil, endedAt] = one.split(',') as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    ofPurpose.set(subjectId, {
      id,
      evidenceId: evidenceId === '' ? null : evidenceId,
      validFrom: fromEpoch(validFrom),
      validUntil: fromEpochIf(validUntil),
      endedAt: fromEpochIf(endedAt),
      ...covered,
    });
  }
}

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
