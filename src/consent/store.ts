import type { PreparedEntry } from '../record/index.ts';
import { journalCte, journalValues } from '../record/index.ts';
import { byteaArray, type Db, gathered, type Scope, type Tx } from '../platform/db/index.ts';
import type { Text3 } from '../platform/text.ts';
import type { ConsentState } from './may/decide.ts';

// SQL of consents. One act, one statement where it can be: each round trip of an act is a place to wait.

export type ConsentRow = {
  readonly subject_id: string;
  readonly id: string;
  readonly holder_id: string;
  readonly purpose_id: string;
  readonly purpose_version_id: string;
  readonly notice_id: string | null;
  readonly state: ConsentState;
  readonly current: boolean;
  readonly profile: string;
  readonly medium: 'paper' | 'electronic_document';
  readonly evidence_mode: 'SIGNED_EDOC' | 'LOGIN_SESSION' | 'PAPER' | null;
  readonly signer_role: 'subject' | 'representative';
  readonly given_at: Date;
  readonly valid_from: Date;
  readonly valid_until: Date | null;
  readonly ended_at: Date | null;
  readonly categories: readonly string[];
  readonly special_categories: readonly string[];
  readonly actions: readonly string[];
  readonly transfer: boolean;
  readonly cross_border: boolean;
  readonly public_items: readonly string[];
  readonly invalid_clauses: readonly string[];
  readonly document_hash: Buffer;
  readonly manifest_hash: Buffer;
  readonly evidence_id: string | null;
  readonly journal_entry_id: string;
  readonly giving_steps: number;
};

const columns = [
  'subject_id',
  'id',
  'holder_id',
  'purpose_id',
  'purpose_version_id',
  'notice_id',
  'state',
  'current',
  'profile',
  'medium',
  'evidence_mode',
  'signer_role',
  'given_at',
  'valid_from',
  'valid_until',
  'ended_at',
  'categories',
  'special_categories',
  'actions',
  'transfer',
  'cross_border',
  'public_items',
  'invalid_clauses',
  'document_hash',
  'manifest_hash',
  'evidence_id',
  'journal_entry_id',
  'giving_steps',
] as const satisfies readonly (keyof ConsentRow)[];
const list = columns.join(', ');

// The consent before it ends in the same instant: a subject has one current consent a purpose. Its own statement comes
// first because a data-modifying WITH sees one snapshot and the unique index would still see both as current. (An array
// behind a SELECT is of any length to the planner, which so plans once and not for each length anew.)
const replaceEarlier = `UPDATE consent SET current = false, state = CASE WHEN state IN ('active', 'pending', 'unproven', 'frozen') THEN 'replaced' ELSE state END, ended_at = coalesce(ended_at, next.given_at)
  FROM unnest((SELECT $1::uuid[]), (SELECT $2::uuid[]), (SELECT $3::timestamptz[])) AS next (subject_id, purpose_id, given_at)
  WHERE consent.subject_id = next.subject_id AND consent.purpose_id = next.purpose_id AND current RETURNING consent.subject_id, consent.purpose_id, id`;

const insertConsent = `WITH ${journalCte(8)},
  made AS MATERIALIZED (
    SELECT c.*, t.sealed, t.sealed_evidence, t.outbox_id, t.kind
    FROM unnest($2::uuid[], $3::bytea[], $4::bytea[], $6::uuid[], $7::text[]) AS t (id, sealed, sealed_evidence, outbox_id, kind)
      JOIN json_populate_recordset(NULL::consent, $1::json) c USING (id)),
  document AS (
    INSERT INTO consent_document (subject_id, consent_id, holder_id, sealed, sealed_evidence) SELECT subject_id, id, holder_id, sealed, sealed_evidence FROM made),
  spent AS (DELETE FROM consent_draft WHERE id = ANY ($5::uuid[])),
  consented AS (INSERT INTO consent (${list}) SELECT ${list} FROM made)
  INSERT INTO outbox (id, subject_id, ref, holder_id, kind, created_at)
  SELECT outbox_id, subject_id, id, holder_id, kind, given_at FROM made`;

export type NewConsent = {
  readonly row: ConsentRow;
  readonly sealedDocument: Uint8Array;
  readonly sealedEvidence: Uint8Array | null;
  readonly draftId: string | null;
  /** Row id and kind of the receipt in the outbox. */
  readonly outbox: { readonly id: string; readonly kind: string };
  readonly entries: readonly PreparedEntry[];
};

/**
 * Writes a decision (consent given or declined) with its document, evidence, journal entry and receipt, and ends the
 * transaction: two statements, one wait. Decisions of one shared transaction are written together.
 */
export const insertDecision = gathered<Tx, NewConsent, { replaced: string | null }>(async (tx, decisions) => {
  // What does not count yet ends nothing.
  const counting = decisions.flatMap(({ row }) => (row.current ? [row] : []));
  const earlier =
    counting.length === 0
      ? []
      : tx.query<{ subject_id: string; purpose_id: string; id: string }>(replaceEarlier, [
          counting.map((row) => row.subject_id),
          counting.map((row) => row.purpose_id),
          counting.map((row) => row.given_at),
        ]);
  const written = tx.last(insertConsent, [
    JSON.stringify(decisions.map(({ row }) => asJson(row))),
    decisions.map(({ row }) => row.id),
    byteaArray(decisions.map((one) => one.sealedDocument)),
    byteaArray(decisions.map((one) => one.sealedEvidence)),
    decisions.flatMap(({ draftId }) => draftId ?? []),
    decisions.map(({ outbox }) => outbox.id),
    decisions.map(({ outbox }) => outbox.kind),
    ...journalValues(decisions.flatMap(({ entries }) => entries)),
  ]);
  const [replaced] = await Promise.all([earlier, written]);
  return decisions.map(({ row }) => ({
    replaced:
      replaced.find((one) => one.subject_id === row.subject_id && one.purpose_id === row.purpose_id && row.current)
        ?.id ?? null,
  }));
});

// Bytes inside JSON go as the database writes them.
const asJson = (row: ConsentRow): object => ({
  ...row,
  document_hash: `\\x${row.document_hash.toString('hex')}`,
  manifest_hash: `\\x${row.manifest_hash.toString('hex')}`,
});

export async function consentById(
  db: Db | Tx,
  scope: Scope | null,
  subjectId: string,
  id: string,
): Promise<ConsentRow | null> {
  const text = `SELECT ${list} FROM consent WHERE subject_id = $1 AND id = $2`;
  const rows =
    'tx' in db
      ? await db.query<ConsentRow>(scope!, text, [subjectId, id])
      : await db.query<ConsentRow>(`${text} FOR UPDATE`, [subjectId, id]);
  return rows[0] ?? null;
}

export async function consentByIdOnly(db: Db, scope: Scope, id: string): Promise<ConsentRow | null> {
  const [row] = await db.query<ConsentRow>(
    scope,
    `SELECT ${list} FROM consent WHERE id = $1 AND (holder_id = scope_holder() OR subject_id = ANY (scope_subjects()))`,
    [id],
  );
  return row ?? null;
}

/** A person's consents across holders, newest first (the person's scope only). */
export async function consentsOfPerson(db: Db, scope: Scope, subjectIds: readonly string[]): Promise<ConsentRow[]> {
  return db.query<ConsentRow>(
    scope,
    `SELECT ${list} FROM consent WHERE subject_id = ANY ($1::uuid[]) ORDER BY given_at DESC, id DESC LIMIT 500`,
    [subjectIds],
  );
}

export type ConsentFilter = { readonly purposeId?: string; readonly state?: string; readonly subjectId?: string };

/** A page of a holder's consents, newest first; `after` is the last id of the page before. */
export async function consentsOfHolder(
  db: Db,
  scope: Scope,
  holderId: string,
  filter: ConsentFilter,
  after: string | undefined,
  limit: number,
): Promise<ConsentRow[]> {
  return db.query<ConsentRow>(
    scope,
    `SELECT ${list} FROM consent WHERE holder_id = $1 AND ($2::uuid IS NULL OR id < $2) AND ($3::uuid IS NULL OR purpose_id = $3) AND ($4::text IS NULL OR state = $4)
     AND ($5::uuid IS NULL OR subject_id = $5) ORDER BY id DESC LIMIT $6`,
    [holderId, after ?? null, filter.purposeId ?? null, filter.state ?? null, filter.subjectId ?? null, limit + 1],
  );
}

/** Consents by day and state, for the holder's chart. */
export async function countsByDay(
  db: Db,
  scope: Scope,
  holderId: string,
  from: Date,
  to: Date,
): Promise<{ day: string; state: string; n: number }[]> {
  return db.query(
    scope,
    `SELECT to_char(given_at AT TIME ZONE 'Asia/Bishkek', 'YYYY-MM-DD') AS day, state, count(*)::int AS n FROM consent
     WHERE holder_id = $1 AND given_at >= $2 AND given_at < $3 GROUP BY 1, 2 ORDER BY 1, 2`,
    [holderId, from, to],
  );
}

export async function countsByState(
  db: Db,
  scope: Scope,
  holderId: string,
): Promise<{ purpose_id: string; state: string; n: number }[]> {
  return db.query(
    scope,
    'SELECT purpose_id, state, count(*)::int AS n FROM consent WHERE holder_id = $1 GROUP BY 1, 2',
    [holderId],
  );
}

/** The sealed original and evidence of a consent. */
export async function sealedOf(
  tx: Tx,
  subjectId: string,
  consentId: string,
): Promise<{ sealed: Buffer; sealed_evidence: Buffer | null } | null> {
  const [row] = await tx.query<{ sealed: Buffer; sealed_evidence: Buffer | null }>(
    'SELECT sealed, sealed_evidence FROM consent_document WHERE subject_id = $1 AND consent_id = $2',
    [subjectId, consentId],
  );
  return row ?? null;
}

export async function deleteEvidenceOf(tx: Tx, subjectId: string, consentId: string): Promise<void> {
  await tx.query('DELETE FROM consent_document WHERE subject_id = $1 AND consent_id = $2', [subjectId, consentId]);
  await tx.query('DELETE FROM paper_scan WHERE subject_id = $1 AND consent_id = $2', [subjectId, consentId]);
}

/** CP-10b: evidence is deleted only when nothing under the consent is processed or stored any more, and its term is over. */
export async function evidenceLocked(tx: Tx, subjectId: string, consentId: string, now: Date): Promise<boolean> {
  const [row] = await tx.query<{ locked: boolean }>(
    `SELECT c.state IN ('active', 'pending', 'unproven', 'frozen')
       OR EXISTS (SELECT 1 FROM data_record r WHERE r.subject_id = c.subject_id AND r.purpose_id = c.purpose_id AND r.destroyed_at IS NULL)
       OR EXISTS (SELECT 1 FROM retention t WHERE t.subject_id = c.subject_id AND t.purpose_id = c.purpose_id AND t.lapsed_at IS NULL)
       OR coalesce(d.keep_until, c.ended_at + interval '3 years') > $3 AS locked
     FROM consent c JOIN consent_document d ON d.subject_id = c.subject_id AND d.consent_id = c.id WHERE c.subject_id = $1 AND c.id = $2`,
    [subjectId, consentId, now],
  );
  return row?.locked ?? false;
}

type ForReceipt = Pick<ConsentRow, 'id' | 'subject_id' | 'purpose_version_id' | 'valid_until'> & {
  readonly holder_name: Text3;
};
/** What a receipt says of a consent; under the outbox worker's own scope. */
export const consentForReceipt = gathered<
  Pick<Tx, 'query'>,
  { readonly subjectId: string; readonly id: string },
  ForReceipt | null
>(async (tx, asked) => {
  const rows = await tx.query<ForReceipt>(
    `SELECT c.id, c.subject_id, c.purpose_version_id, c.valid_until, h.body->'name' AS holder_name
     FROM consent c JOIN holder h ON h.id = c.holder_id WHERE c.subject_id = ANY ($1::uuid[]) AND c.id = ANY ($2::uuid[])`,
    [[...new Set(asked.map((one) => one.subjectId))], asked.map((one) => one.id)],
  );
  return asked.map(({ subjectId, id }) => rows.find((row) => row.id === id && row.subject_id === subjectId) ?? null);
});

/** SP-10b: a page of the subjects who have a current consent of a holder. */
export async function audienceOf(
  tx: Pick<Tx, 'query'>,
  holderId: string,
  after: string | null,
  limit: number,
): Promise<{ subjectIds: string[]; cursor: string | null }> {
  const rows = await tx.query<{ subject_id: string }>(
    `SELECT DISTINCT subject_id FROM consent WHERE holder_id = $1 AND current AND state IN ('active', 'pending', 'unproven', 'frozen') AND ($2::uuid IS NULL OR subject_id > $2) ORDER BY subject_id LIMIT $3`,
    [holderId, after, limit],
  );
  const subjectIds = rows.map((row) => row.subject_id);
  return { subjectIds, cursor: subjectIds.length < limit ? null : subjectIds.at(-1)! };
}

export type BarRow = {
  readonly id: string;
  readonly kind: 'obligation' | 'ground';
  readonly law: string | null;
  readonly recorded_at: Date;
  readonly ended_at: Date | null;
};

/** PD-9.4: what may bar a withdrawal, as recorded, whether it still stands or not. */
export async function barsOf(tx: Tx, subjectId: string, holderId: string, purposeId: string): Promise<BarRow[]> {
  return tx.query<BarRow>(
    `SELECT id, 'obligation' AS kind, NULL AS law, recorded_at, closed_at AS ended_at FROM obligation WHERE subject_id = $1 AND purpose_id = $3
     UNION ALL SELECT id, 'ground', code, recorded_at, ends_at FROM processing_ground WHERE holder_id = $2 AND purpose_id = $3 AND (subject_id = $1 OR subject_id IS NULL) AND code LIKE 'PD-5.1-%'`,
    [subjectId, holderId, purposeId],
  );
}
