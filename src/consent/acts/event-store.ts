import type { Db, Scope, Tx } from '../../platform/db/index.ts';
import type { ConsentState, GroundFacts } from '../may/decide.ts';
import type { ConsentRow } from '../store.ts';
import type { Obligation } from './withdrawal.ts';

export type EventRow = {
  readonly id: string;
  readonly subject_id: string;
  readonly consent_id: string;
  readonly holder_id: string;
  readonly kind: string;
  readonly at: Date;
  readonly data: Record<string, unknown>;
  readonly sealed: Buffer | null;
  readonly journal_entry_id: string;
};

export async function insertEvent(
  tx: Tx,
  event: {
    id: string;
    subjectId: string;
    consentId: string;
    holderId: string;
    kind: string;
    at: Date;
    data: unknown;
    sealed: Uint8Array | null;
    journalEntryId: string;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO consent_event (subject_id, id, consent_id, holder_id, kind, at, data, sealed, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [
      event.subjectId,
      event.id,
      event.consentId,
      event.holderId,
      event.kind,
      event.at,
      JSON.stringify(event.data),
      event.sealed,
      event.journalEntryId,
    ],
  );
}

export async function eventsOf(db: Db, scope: Scope, subjectId: string, consentId: string): Promise<EventRow[]> {
  return db.query<EventRow>(
    scope,
    'SELECT id, subject_id, consent_id, holder_id, kind, at, data, sealed, journal_entry_id FROM consent_event WHERE subject_id = $1 AND consent_id = $2 ORDER BY id',
    [subjectId, consentId],
  );
}

export type Happened = {
  readonly id: string;
  readonly subject_id: string;
  readonly consent_id: string;
  readonly holder_id: string;
  readonly purpose_version_id: string;
  readonly kind: string;
  readonly at: Date;
};

/** Everything that happened to a person's consents, newest first: given or declined, what followed, the end of a term. */
export async function eventsOfPerson(
  db: Db,
  scope: Scope,
  subjectIds: readonly string[],
  before: { at: Date; id: string } | null,
  limit: number,
): Promise<Happened[]> {
  return db.query<Happened>(
    scope,
    `SELECT * FROM (
       SELECT e.id, e.subject_id, e.consent_id, e.holder_id, c.purpose_version_id, e.kind, e.at FROM consent_event e JOIN consent c ON c.subject_id = e.subject_id AND c.id = e.consent_id WHERE e.subject_id = ANY ($1::uuid[])
       UNION ALL SELECT id, subject_id, id, holder_id, purpose_version_id, CASE state WHEN 'declined' THEN 'declined' ELSE 'given' END, given_at FROM consent WHERE subject_id = ANY ($1::uuid[])
       UNION ALL SELECT id, subject_id, id, holder_id, purpose_version_id, state, ended_at FROM consent WHERE subject_id = ANY ($1::uuid[]) AND state IN ('expired', 'replaced') AND ended_at IS NOT NULL
     ) AS happened WHERE $2::timestamptz IS NULL OR (at, id) < ($2, $3::uuid) ORDER BY at DESC, id DESC LIMIT $4`,
    [subjectIds, before?.at ?? null, before?.id ?? null, limit + 1],
  );
}

/** Sets the state; with `endedAt` the consent stops being effective from then on, while staying the subject's latest word. */
export async function endConsent(
  tx: Tx,
  consent: Pick<ConsentRow, 'subject_id' | 'id'>,
  state: ConsentState,
  endedAt: Date | null,
): Promise<void> {
  await tx.query('UPDATE consent SET state = $3, ended_at = coalesce($4, ended_at) WHERE subject_id = $1 AND id = $2', [
    consent.subject_id,
    consent.id,
    state,
    endedAt,
  ]);
}

/** The state of the subject's latest word on a purpose. */
export async function currentState(tx: Tx, subjectId: string, purposeId: string): Promise<ConsentState | null> {
  const [row] = await tx.query<{ state: ConsentState }>(
    'SELECT state FROM consent WHERE subject_id = $1 AND purpose_id = $2 AND current',
    [subjectId, purposeId],
  );
  return row?.state ?? null;
}

/** The states of consents, by their ids. */
export async function statesOf(
  tx: Tx,
  of: readonly { readonly subjectId: string; readonly consentId: string }[],
): Promise<ReadonlyMap<string, ConsentState>> {
  const rows = await tx.query<{ id: string; state: ConsentState }>(
    'SELECT id, state FROM consent WHERE (subject_id, id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))',
    [of.map((one) => one.subjectId), of.map((one) => one.consentId)],
  );
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** What a disputed consent is again once the dispute proves unfounded; a withdrawal barred while it was disputed waits. */
export async function stateAfterDispute(tx: Tx, subjectId: string, consentId: string): Promise<ConsentState> {
  const [row] = await tx.query<{ kind: string; state: ConsentState | null }>(
    `SELECT kind, data->>'from' AS state FROM consent_event WHERE subject_id = $1 AND consent_id = $2 AND kind IN ('disputed', 'withdrawal-pending') ORDER BY id DESC LIMIT 1`,
    [subjectId, consentId],
  );
  return row?.kind === 'withdrawal-pending' ? 'pending' : (row?.state ?? 'active');
}

/** PD-9.5a: a consent whose evidence is gone has none to name. */
export async function unprove(tx: Tx, subjectId: string, consentId: string): Promise<void> {
  await tx.query('UPDATE consent SET evidence_id = NULL WHERE subject_id = $1 AND id = $2', [subjectId, consentId]);
}

export async function markClausesInvalid(
  tx: Tx,
  consent: Pick<ConsentRow, 'subject_id' | 'id'>,
  clauses: readonly string[],
): Promise<void> {
  await tx.query(
    'UPDATE consent SET invalid_clauses = ARRAY(SELECT DISTINCT unnest(invalid_clauses || $3::text[])) WHERE subject_id = $1 AND id = $2',
    [consent.subject_id, consent.id, clauses],
  );
}

export async function groundsFor(
  tx: Tx,
  consent: Pick<ConsentRow, 'holder_id' | 'purpose_id' | 'subject_id'>,
): Promise<GroundFacts[]> {
  const rows = await tx.query<{
    id: string;
    code: string;
    recorded_at: Date;
    ends_at: Date | null;
    categories: string[] | null;
  }>(
    `SELECT id, code, recorded_at, ends_at, (SELECT array_agg(value) FROM jsonb_array_elements_text(coalesce(evidence->'categories', '[]'))) AS categories
     FROM processing_ground WHERE holder_id = $1 AND purpose_id = $2 AND (subject_id = $3 OR subject_id IS NULL) ORDER BY recorded_at`,
    [consent.holder_id, consent.purpose_id, consent.subject_id],
  );
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    recordedAt: row.recorded_at,
    endsAt: row.ends_at,
    categories: row.categories ?? [],
  }));
}

export async function insertGround(
  tx: Tx,
  ground: {
    id: string;
    holderId: string;
    purposeId: string;
    subjectId: string | null;
    code: string;
    evidence: unknown;
    recordedBy: string;
    recordedAt: Date;
    endsAt: Date | null;
    journalEntryId: string;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO processing_ground (id, holder_id, purpose_id, subject_id, code, evidence, recorded_by, recorded_at, ends_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      ground.id,
      ground.holderId,
      ground.purposeId,
      ground.subjectId,
      ground.code,
      JSON.stringify(ground.evidence),
      ground.recordedBy,
      ground.recordedAt,
      ground.endsAt,
      ground.journalEntryId,
    ],
  );
}

export async function openObligations(
  tx: Tx,
  consent: Pick<ConsentRow, 'subject_id' | 'purpose_id'>,
): Promise<Obligation[]> {
  const rows = await tx.query<{
    id: string;
    contract: string;
    amount_tyiyn: number | null;
    act: string | null;
    due_on: string | null;
    recorded_at: Date;
  }>(
    'SELECT id, contract, amount_tyiyn, act, due_on, recorded_at FROM obligation WHERE subject_id = $1 AND purpose_id = $2 AND closed_at IS NULL ORDER BY recorded_at',
    [consent.subject_id, consent.purpose_id],
  );
  return rows.map((row) => ({
    id: row.id,
    contract: row.contract,
    amountTyiyn: row.amount_tyiyn,
    act: row.act,
    dueOn: row.due_on,
    recordedAt: row.recorded_at,
  }));
}

export async function insertObligation(
  tx: Tx,
  one: {
    id: string;
    holderId: string;
    subjectId: string;
    purposeId: string;
    contract: string;
    amountTyiyn: number | null;
    act: string | null;
    dueOn: string | null;
    recordedAt: Date;
    journalEntryId: string;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO obligation (id, holder_id, subject_id, purpose_id, contract, amount_tyiyn, act, due_on, recorded_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      one.id,
      one.holderId,
      one.subjectId,
      one.purposeId,
      one.contract,
      one.amountTyiyn,
      one.act,
      one.dueOn,
      one.recordedAt,
      one.journalEntryId,
    ],
  );
}

export async function closeObligation(
  tx: Tx,
  id: string,
  holderId: string,
  at: Date,
): Promise<{ subjectId: string; purposeId: string; holderId: string } | null> {
  const [row] = await tx.query<{ subject_id: string; purpose_id: string; holder_id: string }>(
    'UPDATE obligation SET closed_at = $3 WHERE id = $1 AND holder_id = $2 AND closed_at IS NULL RETURNING subject_id, purpose_id, holder_id',
    [id, holderId, at],
  );
  return row === undefined ? null : { subjectId: row.subject_id, purposeId: row.purpose_id, holderId: row.holder_id };
}

/**
 * The pending withdrawal of a purpose, with the case it opened (its filing's event has the case's id). The consent is locked
 * before it is judged: a withdrawal that is being filed at this moment is waited for, then seen.
 */
export async function pendingConsent(
  tx: Tx,
  subjectId: string,
  purposeId: string,
): Promise<{ id: string; caseId: string | null } | null> {
  const [row] = await tx.query<{ id: string; state: ConsentState }>(
    'SELECT id, state FROM consent WHERE subject_id = $1 AND purpose_id = $2 AND current FOR UPDATE',
    [subjectId, purposeId],
  );
  if (row === undefined) return null;
  const state = row.state === 'frozen' ? await stateAfterDispute(tx, subjectId, row.id) : row.state;
  if (state !== 'pending') return null;
  const [filed] = await tx.query<{ id: string }>(
    `SELECT id FROM consent_event WHERE subject_id = $1 AND consent_id = $2 AND kind = 'withdrawal-pending' ORDER BY id DESC LIMIT 1`,
    [subjectId, row.id],
  );
  return { id: row.id, caseId: filed?.id ?? null };
}

export async function insertOutbox(
  tx: Tx,
  row: { id: string; subjectId: string | null; holderId: string; ref: string; kind: string; at: Date },
): Promise<void> {
  await tx.query(
    'INSERT INTO outbox (id, subject_id, ref, holder_id, kind, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [row.id, row.subjectId, row.ref, row.holderId, row.kind, row.at],
  );
}

export async function insertRetention(
  tx: Tx,
  row: {
    id: string;
    subjectId: string;
    holderId: string;
    purposeId: string;
    reason: 'law' | 'subject_interest';
    norm: string;
    until: Date | null;
    at: Date;
    /** Null or absent: all of the purpose. */
    categories?: readonly string[];
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO retention (subject_id, id, holder_id, purpose_id, reason, norm, until, recorded_at, categories) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [
      row.subjectId,
      row.id,
      row.holderId,
      row.purposeId,
      row.reason,
      row.norm,
      row.until,
      row.at,
      row.categories ?? null,
    ],
  );
}

export async function retentionsOf(
  db: Db | Tx,
  scope: Scope | null,
  subjectId: string,
  purposeId: string,
): Promise<{ reason: string; norm: string; until: Date | null; categories: string[] | null }[]> {
  const text =
    'SELECT reason, norm, until, categories FROM retention WHERE subject_id = $1 AND purpose_id = $2 AND lapsed_at IS NULL ORDER BY id';
  return 'tx' in db ? db.query(scope!, text, [subjectId, purposeId]) : db.query(text, [subjectId, purposeId]);
}

/** DECISIONS 10: the proof is kept until the last data is destroyed, and for the limitation period after that. */
export async function keepProofUntil(tx: Tx, subjectId: string, purposeId: string, until: Date): Promise<void> {
  await tx.query(
    'UPDATE consent_document d SET keep_until = $3 FROM consent c WHERE c.subject_id = $1 AND c.purpose_id = $2 AND d.subject_id = c.subject_id AND d.consent_id = c.id AND (d.keep_until IS NULL OR d.keep_until < $3)',
    [subjectId, purposeId, until],
  );
}

/** PD-3.23: where a block reaches the purpose's data, a retention without end holds it; true where it does. The end of the block dates it. */
export async function holdBlocked(
  tx: Tx,
  owner: { id: string; subject_id: string; holder_id: string; purpose_id: string },
  at: Date,
): Promise<boolean> {
  const blocked = await tx.query(
    `SELECT id FROM data_block WHERE subject_id = $1 AND holder_id = $2 AND (purpose_id IS NULL OR purpose_id = $3) AND ended_at IS NULL LIMIT 1`,
    [owner.subject_id, owner.holder_id, owner.purpose_id],
  );
  if (blocked.length === 0) return false;
  await tx.query(
    `INSERT INTO retention (subject_id, id, holder_id, purpose_id, reason, norm, until, recorded_at) SELECT $1, $2, $3, $4, 'law', 'PD-3.23', NULL, $5
     WHERE NOT EXISTS (SELECT 1 FROM retention WHERE subject_id = $1 AND purpose_id = $4 AND norm = 'PD-3.23' AND lapsed_at IS NULL AND categories IS NULL)`,
    [owner.subject_id, owner.id, owner.holder_id, owner.purpose_id, at],
  );
  return true;
}

export async function markRecordsDestroyed(tx: Tx, subjectId: string, purposeId: string, at: Date): Promise<number> {
  return (
    await tx.query(
      'UPDATE data_record SET destroyed_at = $3, sealed = NULL WHERE subject_id = $1 AND purpose_id = $2 AND destroyed_at IS NULL RETURNING id',
      [subjectId, purposeId, at],
    )
  ).length;
}
