import { type Db, systemScope, type Tx } from '../src/platform/db/index.ts';

// SQL of the growth row: a country's consents made by the database itself, and what a statement touches.

const scope = systemScope('the bench fills a database');

// Ten consents a subject, spread over three years: what a subject gave lies far apart. The last one to each purpose is
// current; ids are UUIDv7 of their moment, as the product makes them.
const consents = `WITH made AS (
    SELECT i, i % $2::bigint AS s, i / $2::bigint AS j, timestamptz '2024-01-01Z' + (i * (1050.0 / $1::bigint)) * interval '1 day' AS at FROM generate_series($3::bigint, $4::bigint) AS i)
  SELECT md5('subject' || s)::uuid AS subject_id,
    (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5('c' || i), 1, 3) || '8' || substr(md5('c' || i), 4, 15))::uuid AS id,
    md5('entry' || i)::uuid AS entry_id, at, i, j, ($5::uuid[])[1 + (j % cardinality($5::uuid[]))] AS purpose_id, j + cardinality($5::uuid[]) >= 10 AS current FROM made`;
const like = (table: string): string => `INSERT INTO ${table}`;
const filling: readonly string[] = [
  `${like('consent')} (subject_id, id, holder_id, purpose_id, purpose_version_id, notice_id, state, current, profile, medium, evidence_mode, signer_role, given_at, valid_from, valid_until, ended_at, categories, special_categories, actions, transfer, cross_border, public_items, invalid_clauses, document_hash, manifest_hash, evidence_id, journal_entry_id, giving_steps)
   SELECT n.subject_id, n.id, m.holder_id, n.purpose_id, m.purpose_version_id, m.notice_id, CASE WHEN NOT n.current THEN 'replaced' WHEN n.i % 20 = 0 THEN 'withdrawn' WHEN n.i % 33 = 0 THEN 'expired' ELSE 'active' END, n.current, m.profile, m.medium, m.evidence_mode, m.signer_role,
     n.at, n.at, CASE WHEN n.i % 3 = 0 THEN n.at + interval '5 years' END, CASE WHEN NOT n.current OR n.i % 20 = 0 THEN n.at + interval '40 days' END, m.categories, '{}', m.actions, false, false, '{}', '{}', m.document_hash, m.manifest_hash, md5('signing' || n.i)::uuid, n.entry_id, 6
   FROM (${consents}) n JOIN LATERAL (SELECT * FROM consent c WHERE c.id = $6::uuid) m ON true`,
  `${like('consent_document')} (subject_id, consent_id, holder_id, sealed, sealed_evidence) SELECT subject_id, id, $7::uuid, decode(repeat(md5(i::text), 8), 'hex'), decode(repeat(md5(i::text), 6), 'hex') FROM (${consents}) n WHERE $6::uuid IS NOT NULL`,
  `${like('journal')} (entry_id, holder_id, subject_id, type, at, body, salt) SELECT entry_id, $7::uuid, subject_id, 'consent.given', at, decode(repeat(md5(i::text), 20), 'hex'), decode(md5(i::text) || md5('s' || i), 'hex') FROM (${consents}) n WHERE $6::uuid IS NOT NULL`,
  `${like('consent_event')} (subject_id, id, consent_id, holder_id, kind, at, data, journal_entry_id) SELECT subject_id, md5('event' || i)::uuid, id, $7::uuid, 'withdrawn', at, '{}', entry_id FROM (${consents}) n WHERE i % 20 = 0 AND $6::uuid IS NOT NULL`,
  `${like('data_key')} (subject_id, key_id, holder_id, class, purpose_id, kek_id, wrapped, created_at) SELECT subject_id, id, $7::uuid, 'content', purpose_id, 'bench', '\\x00', at FROM (${consents}) n WHERE current AND $6::uuid IS NOT NULL`,
  `${like('data_record')} (subject_id, id, holder_id, purpose_id, category, source, channel, mode, policy_version_id, ground, consent_id, subject_category, collected_at, journal_entry_id)
   SELECT subject_id, id, $7::uuid, purpose_id, 'name', 'subject', 'app', 'automated', entry_id, 'PD-5.1-1', id, 'taxpayer', at, entry_id FROM (${consents}) n WHERE current AND $6::uuid IS NOT NULL`,
  `${like('processing_ground')} (id, holder_id, purpose_id, subject_id, code, evidence, recorded_by, recorded_at, ends_at, journal_entry_id) SELECT md5('ground' || i)::uuid, $7::uuid, purpose_id, subject_id, 'PD-5.1-2a', '{}', 'bench', at, at + interval '30 days', entry_id FROM (${consents}) n WHERE i % 100 = 0 AND $6::uuid IS NOT NULL`,
  `${like('obligation')} (id, holder_id, subject_id, purpose_id, contract, recorded_at, closed_at, journal_entry_id) SELECT md5('duty' || i)::uuid, $7::uuid, subject_id, purpose_id, 'contract', at, CASE WHEN i % 2000 <> 0 THEN at END, entry_id FROM (${consents}) n WHERE i % 200 = 0 AND $6::uuid IS NOT NULL`,
  `${like('retention')} (subject_id, id, holder_id, purpose_id, reason, norm, until, recorded_at) SELECT subject_id, md5('kept' || i)::uuid, $7::uuid, purpose_id, 'law', 'norm', at + interval '10 years', at FROM (${consents}) n WHERE i % 20 = 0 AND NOT current AND $6::uuid IS NOT NULL`,
  `${like('outbox')} (id, subject_id, ref, holder_id, kind, created_at, state, done_at) SELECT md5('out' || i)::uuid, subject_id, id, $7::uuid, 'receipt.consent-given', at, 'done', at FROM (${consents}) n WHERE i % 10 = 0 AND $6::uuid IS NOT NULL`,
];

export type Model = { readonly consentId: string; readonly holderId: string; readonly purposeIds: readonly string[] };

/** Fills all tables an act touches with what `count` consents leave, after the model of one real consent. */
export async function fill(owner: Db, count: number, model: Model): Promise<void> {
  const subjects = Math.ceil(count / 10);
  const step = 250_000;
  for (const text of filling)
    for (let from = 0; from < count; from += step)
      await owner.tx(scope, async (tx) => {
        await tx.query('SET LOCAL synchronous_commit = off');
        await tx.query(`SET LOCAL session_replication_role = replica`);
        const places = /\$7/.test(text) ? [model.holderId] : [];
        await tx.query(text, [
          count,
          subjects,
          from,
          Math.min(from + step, count) - 1,
          model.purposeIds,
          model.consentId,
          ...places,
        ]);
      });
  await owner.query(scope, 'VACUUM ANALYZE');
}

export type Plan = {
  readonly 'Node Type': string;
  readonly 'Parent Relationship'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Plan[];
};

/** Blocks one statement touches; what it changed is undone. */
export async function blocksOf(tx: Tx, text: string, values: readonly unknown[]): Promise<number> {
  await tx.query('SAVEPOINT look');
  const [row] = await tx.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
    `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${text}`,
    values,
  );
  await tx.query('ROLLBACK TO SAVEPOINT look');
  const { Plan: top } = row!['QUERY PLAN'][0]!;
  // Writes of a WITH nobody reads run after the main part, which does not count them.
  const apart = (top.Plans ?? []).filter(
    (one) => one['Parent Relationship'] === 'InitPlan' && one['Node Type'] === 'ModifyTable',
  );
  return [top, ...apart].reduce((sum, one) => sum + one['Shared Hit Blocks'] + one['Shared Read Blocks'], 0);
}

/** Current consents of the filled database, spread over it. */
export const samples = (
  owner: Db,
  holderId: string,
  limit: number,
): Promise<{ subject_id: string; id: string; purpose_id: string; categories: string[]; actions: string[] }[]> =>
  owner.query(
    scope,
    `SELECT subject_id, id, purpose_id, categories, actions FROM consent WHERE holder_id = $1 AND current AND state = 'active' AND given_at < '2026-11-01' ORDER BY md5(id::text) LIMIT $2`,
    [holderId, limit],
  );
