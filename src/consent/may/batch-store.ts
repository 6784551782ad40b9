import { type Db, type Scope, uuidArray } from '../../platform/db/index.ts';
import { type Covers, coversUnder, readConsents } from './batch-rows.ts';
import type { BlockFact, ConsentFacts, GroundFacts } from './decide.ts';
import {
  blockFact,
  blockJson,
  datedPurpose,
  groundFacts,
  groundJson,
  type Json,
  type MayFactsRead,
  type PurposeFacts,
  purposeFacts,
} from './may-store.ts';

// SQL of `may` for many questions: each kind of fact is read once for all subjects, because a hundred look-ups in one index
// cost less than a hundred subqueries; all in one statement, with one snapshot, because a statement of its own costs more than
// what it finds. Consents that cover the same (0053) stand in one row, each as the sixty octets that are its own. Subjects and
// purposes come question by question: to find each of the ones under each of the others would read what nobody asked about.

type ManyRow = {
  kind: 'consent' | 'purpose' | 'ground' | 'block' | 'adult';
  subject_id: string | null;
  purpose_id: string | null;
  state: ConsentFacts['state'];
  covers: string;
  consents: string;
  fact: Json;
};
const other = (kind: ManyRow['kind'], subject: string, purpose: string, fact: string): string =>
  `SELECT '${kind}', ${subject}, ${purpose}, NULL, NULL, NULL, ${fact}`;
// As batch-rows.ts takes it apart: the question's place, the consent, its evidence, from, until and ended.
const own = `int4send(place::int) || uuid_send(consent.id) || uuid_send(coalesce(evidence_id, '00000000-0000-0000-0000-000000000000'))
  || timestamptz_send(valid_from) || timestamptz_send(coalesce(valid_until, 'infinity')) || timestamptz_send(coalesce(ended_at, 'infinity'))`;
const many = `SELECT 'consent' AS kind, NULL::uuid AS subject_id, NULL::uuid AS purpose_id, state, encode(covers, 'hex') AS covers, encode(string_agg(${own}, ''), 'hex') AS consents, NULL::json AS fact
    FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS asked (subject, purpose, place)
    JOIN consent ON subject_id = subject AND purpose_id = purpose AND current GROUP BY state, consent.covers
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
const coversOf = `SELECT DISTINCT ON (covers) encode(covers, 'hex') AS hash, purpose_version_id, transfer, cross_border, categories, special_categories, actions, public_items, invalid_clauses
  FROM unnest($1::uuid[], $2::uuid[]) AS asked (subject, purpose) JOIN consent ON subject_id = subject AND purpose_id = purpose AND current`;

type Asked = { readonly purposeId: string; readonly subjectId: string };

/** What many questions about now need. Answers in the order of the questions; null: the holder has no such purpose. */
export async function readMayBatch(
  db: Db,
  scope: Scope,
  holderId: string,
  questions: readonly Asked[],
): Promise<(MayFactsRead | null)[]> {
  // A UUID may be written in capitals; the database answers in small letters.
  const asked = questions.map((one) => ({
    purposeId: one.purposeId.toLowerCase(),
    subjectId: one.subjectId.toLowerCase(),
  }));
  const subjects = uuidArray(asked.map((one) => one.subjectId));
  const purposes = uuidArray(asked.map((one) => one.purposeId));
  const rows = await db.query<ManyRow>(scope, many, [holderId, subjects, purposes]);
  const consents = await consentsAmong(rows, asked.length, () =>
    db.query<CoversRow>(scope, coversOf, [subjects, purposes]),
  );
  // Somebody changed what a consent covers between the two reads: what stands now is as good an answer.
  if (consents === null) return readMayBatch(db, scope, holderId, questions);
  const read = sorted(rows);
  const given = await givenElsewhere(db, scope, asked, consents);
  return asked.map(({ purposeId, subjectId }, place) => {
    const purpose = read.purposes.get(purposeId);
    if (purpose === undefined) return null;
    const consent = consents[place] ?? null;
    const blocks = read.blocks
      .get(subjectId)
      ?.filter((block) => block.purposeId === null || block.purposeId === purposeId);
    return {
      purpose,
      subject: {
        consent,
        elsewhere: consent === null ? (given.get(subjectId) ?? none) : none,
        grounds: groundsOf(read.grounds, purposeId, subjectId),
        blocks: blocks ?? none,
        adult: read.adults.has(subjectId),
      },
    };
  });
}

const none: readonly never[] = [];

type CoversRow = {
  hash: string;
  purpose_version_id: string;
  transfer: boolean;
  cross_border: boolean;
  categories: string[];
  special_categories: string[];
  actions: string[];
  public_items: string[];
  invalid_clauses: string[];
};
// The same lists come with every question, so they are kept by their hash, which says everything about them.
const known = coversUnder();

// By place of the question. Null: what one of them covers was gone when it was looked for.
async function consentsAmong(
  rows: readonly ManyRow[],
  size: number,
  unknown: () => Promise<CoversRow[]>,
): Promise<(ConsentFacts | undefined)[] | null> {
  const groups = rows.filter((row) => row.kind === 'consent');
  if (groups.some((row) => known.get(row.covers) === undefined))
    for (const row of await unknown()) known.set(row.hash, covered(row));
  const consents: (ConsentFacts | undefined)[] = Array.from({ length: size });
  for (const row of groups) {
    const covers = known.get(row.covers);
    if (covers === undefined) return null;
    readConsents(row.consents, row.state, covers, consents);
  }
  return consents;
}

const covered = (row: CoversRow): Covers => ({
  versionId: row.purpose_version_id,
  transfer: row.transfer,
  crossBorder: row.cross_border,
  categories: row.categories,
  specialCategories: row.special_categories,
  actions: row.actions,
  publicItems: row.public_items,
  invalidClauses: row.invalid_clauses,
});

// The other rows by kind; what is about one subject and purpose by both, what is about all of a purpose by it alone.
function sorted(rows: readonly ManyRow[]) {
  const purposes = new Map<string, PurposeFacts>();
  const grounds = new Map<string, GroundFacts[]>();
  const blocks = new Map<string, (BlockFact & { purposeId: string | null })[]>();
  const adults = new Set<string>();
  const add = <T>(groups: Map<string, T[]>, key: string, value: T): void =>
    void (groups.get(key)?.push(value) ?? groups.set(key, [value]));
  for (const { kind, subject_id: subject, purpose_id: purpose, fact } of rows) {
    if (kind === 'purpose') purposes.set(purpose!, purposeFacts(datedPurpose(fact)));
    else if (kind === 'ground') add(grounds, subject === null ? purpose! : keyOf(subject, purpose!), groundFacts(fact));
    else if (kind === 'block') add(blocks, subject!, { ...blockFact(fact), purposeId: purpose });
    else if (kind === 'adult') adults.add(subject!);
  }
  return { purposes, grounds, blocks, adults };
}

function groundsOf(
  grounds: ReadonlyMap<string, GroundFacts[]>,
  purposeId: string,
  subjectId: string,
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
  consents: readonly (ConsentFacts | undefined)[],
): Promise<Map<string, string[][]>> {
  const without = asked.filter((_, place) => consents[place] === undefined);
  const given = new Map<string, string[][]>();
  if (without.length === 0) return given;
  const subjectIds = uuidArray([...new Set(without.map((one) => one.subjectId))]);
  for (const row of await db.query<{ subject_id: string; categories: string[] }>(scope, elsewhereOf, [subjectIds]))
    given.set(row.subject_id, [...(given.get(row.subject_id) ?? []), row.categories]);
  return given;
}
