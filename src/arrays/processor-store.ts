import { type Db, gathered, type Scope, type Tx } from '../platform/db/index.ts';
import type { Text3 } from '../platform/text.ts';
import type { CrossBorderGround } from './party.ts';

// SQL of processors with their contracts, authorised persons, and grounds for transfers abroad.

export type Processor = {
  readonly id: string;
  readonly code: string;
  readonly name: Text3;
  readonly country: string;
  readonly client_id: string | null;
  readonly contract: string | null;
};

const live = `(SELECT c.reference FROM processor_contract c WHERE c.processor_id = p.id AND c.ended_at IS NULL AND c.from_at <= $2 AND (c.until_at IS NULL OR c.until_at > $2) ORDER BY c.id DESC LIMIT 1)`;
const columns = `p.id, p.code, p.name, p.country, p.client_id, ${live} AS contract`;

export async function putProcessor(
  tx: Tx,
  one: { id: string; holderId: string; code: string; name: Text3; country: string; clientId: string | null; at: Date },
): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `INSERT INTO processor (id, holder_id, code, name, country, client_id, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (holder_id, code) DO UPDATE SET name = excluded.name, country = excluded.country, client_id = excluded.client_id RETURNING id`,
    [one.id, one.holderId, one.code, JSON.stringify(one.name), one.country, one.clientId, one.at],
  );
  return row!.id;
}

/** Processors of a holder with the contract in force at that moment. */
export const processorsOf = (tx: Tx, holderId: string, at: Date): Promise<Processor[]> =>
  tx.query<Processor>(`SELECT ${columns} FROM processor p WHERE p.holder_id = $1 ORDER BY p.code`, [holderId, at]);

export async function processorByClient(db: Db, scope: Scope, clientId: string, at: Date): Promise<Processor | null> {
  const [row] = await db.query<Processor>(scope, `SELECT ${columns} FROM processor p WHERE p.client_id = $1`, [
    clientId,
    at,
  ]);
  return row ?? null;
}

export async function insertContract(
  tx: Tx,
  one: {
    id: string;
    holderId: string;
    processorId: string;
    kind: 'contract' | 'legal_act';
    reference: string;
    from: Date;
    until: Date | null;
    entryId: string;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO processor_contract (id, holder_id, processor_id, kind, reference, from_at, until_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [one.id, one.holderId, one.processorId, one.kind, one.reference, one.from, one.until, one.entryId],
  );
}

export async function endContracts(tx: Tx, processorId: string, at: Date): Promise<number> {
  return (
    await tx.query(
      'UPDATE processor_contract SET ended_at = $2 WHERE processor_id = $1 AND ended_at IS NULL RETURNING id',
      [processorId, at],
    )
  ).length;
}

export async function insertAuthorised(
  tx: Tx,
  one: {
    id: string;
    holderId: string;
    processorId: string | null;
    code: string;
    sanction: string;
    since: Date;
    entryId: string;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO authorised_person (id, holder_id, processor_id, code, sanction, since, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [one.id, one.holderId, one.processorId, one.code, one.sanction, one.since, one.entryId],
  );
}

export async function authorisedById(
  tx: Tx,
  holderId: string,
  id: string,
): Promise<{ code: string; processorId: string | null } | null> {
  const [row] = await tx.query<{ code: string; processorId: string | null }>(
    'SELECT code, processor_id AS "processorId" FROM authorised_person WHERE holder_id = $1 AND id = $2 AND ended_at IS NULL',
    [holderId, id],
  );
  return row ?? null;
}

export async function insertCrossBorderGround(
  tx: Tx,
  one: {
    id: string;
    holderId: string;
    subjectId: string | null;
    country: string;
    code: string;
    evidence: object;
    by: string;
    at: Date;
    endsAt: Date | null;
    entryId: string;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO cross_border_ground (id, holder_id, subject_id, country, code, evidence, recorded_by, recorded_at, ends_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      one.id,
      one.holderId,
      one.subjectId,
      one.country,
      one.code,
      JSON.stringify(one.evidence),
      one.by,
      one.at,
      one.endsAt,
      one.entryId,
    ],
  );
}

/** PD-32.4-1: a ground that is a consent ends with the consent. Asked for several subjects together, read together. */
export const crossBorderGrounds = gathered<
  Tx,
  { readonly holderId: string; readonly country: string; readonly subjectId: string },
  CrossBorderGround[]
>(async (tx, asked) => {
  const { holderId, country } = asked[0]!;
  if (asked.some((one) => one.holderId !== holderId || one.country !== country))
    throw new Error('grounds of one holder and one country are read together');
  const rows = await tx.query<CrossBorderGround & { subjectId: string | null }>(
    `SELECT g.code, g.country, g.ends_at AS "endsAt", g.subject_id AS "subjectId" FROM cross_border_ground g
     WHERE g.holder_id = $1 AND g.country = $2 AND (g.subject_id IS NULL OR g.subject_id = ANY ($3::uuid[]))
       AND (g.code <> 'PD-32.4-1' OR EXISTS (SELECT 1 FROM consent c WHERE c.subject_id = g.subject_id AND c.id = (g.evidence->>'consentId')::uuid AND c.state = 'active')) ORDER BY g.id`,
    [holderId, country, asked.map((one) => one.subjectId)],
  );
  return asked.map(({ subjectId }) =>
    rows
      .filter((row) => row.subjectId === null || row.subjectId === subjectId)
      .map((row) => ({ code: row.code, country: row.country, endsAt: row.endsAt })),
  );
});
