import type { Tx } from '../../platform/db/index.ts';
import type { Conflict, Policy } from './policy.ts';
import type { ExchangeSystem, Participant } from './system.ts';

const columns = `id, owner_id AS "ownerId", scope, name, operator, simple_rules AS "simpleRules", automatic, document_kinds AS "documentKinds"`;

export const insertSystem = (tx: Tx, s: ExchangeSystem, at: Date, entryId: string): Promise<unknown> =>
  tx.query(
    `INSERT INTO exchange_system (id, owner_id, scope, name, operator, simple_rules, automatic, document_kinds, created_at, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      s.id,
      s.ownerId,
      s.scope,
      JSON.stringify(s.name),
      s.operator === null ? null : JSON.stringify(s.operator),
      s.simpleRules,
      s.automatic,
      JSON.stringify(s.documentKinds),
      at,
      entryId,
    ],
  );

export const updateSystem = (
  tx: Tx,
  s: Pick<ExchangeSystem, 'id' | 'operator' | 'simpleRules' | 'automatic'>,
): Promise<unknown> =>
  tx.query('UPDATE exchange_system SET operator = $2, simple_rules = $3, automatic = $4 WHERE id = $1', [
    s.id,
    s.operator === null ? null : JSON.stringify(s.operator),
    s.simpleRules,
    s.automatic,
  ]);

export const systemById = async (tx: Tx, id: string): Promise<ExchangeSystem | undefined> =>
  (await tx.query<ExchangeSystem>(`SELECT ${columns} FROM exchange_system WHERE id = $1`, [id]))[0];

/** Held until the end of the transaction: a policy and a change of settings are judged one after the other. */
export const lockSystem = async (tx: Tx, id: string): Promise<ExchangeSystem | undefined> =>
  (await tx.query<ExchangeSystem>(`SELECT ${columns} FROM exchange_system WHERE id = $1 FOR UPDATE`, [id]))[0];

export const allSystems = (tx: Tx): Promise<ExchangeSystem[]> =>
  tx.query(`SELECT ${columns} FROM exchange_system ORDER BY created_at DESC, id LIMIT 200`);

const participant = `id, system_id AS "systemId", kind, name, holder_id AS "holderId", subject_id AS "subjectId"`;

/** The participant, entered where it is not there yet. */
export async function enterParticipant(tx: Tx, p: Participant, at: Date, entryId: string): Promise<Participant> {
  await tx.query(
    `INSERT INTO exchange_participant (id, system_id, kind, name, holder_id, subject_id, since, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [p.id, p.systemId, p.kind, p.name, p.holderId, p.subjectId, at, entryId],
  );
  const [row] = await tx.query<Participant>(
    `SELECT ${participant} FROM exchange_participant
     WHERE system_id = $1 AND kind = $2 AND (subject_id = $3 OR (holder_id = $4 AND name = $5))`,
    [p.systemId, p.kind, p.subjectId, p.holderId, p.name],
  );
  return row!;
}

export const participantsOf = (tx: Tx, systemId: string): Promise<Participant[]> =>
  tx.query(`SELECT ${participant} FROM exchange_participant WHERE system_id = $1 ORDER BY since, id`, [systemId]);

export type LoadedPolicy = {
  readonly version: number;
  readonly body: Policy;
  readonly conflicts: readonly Conflict[];
  readonly loadedAt: Date;
};

export async function insertPolicy(
  tx: Tx,
  systemId: string,
  what: { readonly id: string; readonly body: Policy; readonly conflicts: readonly Conflict[]; readonly at: Date },
  entryId: string,
): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    `INSERT INTO exchange_policy (id, system_id, version, body, conflicts, loaded_at, journal_entry_id)
     SELECT $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6 FROM exchange_policy WHERE system_id = $2 RETURNING version`,
    [what.id, systemId, JSON.stringify(what.body), JSON.stringify(what.conflicts), what.at, entryId],
  );
  return row!.version;
}

export const policyOf = async (tx: Tx, systemId: string): Promise<LoadedPolicy | undefined> =>
  (
    await tx.query<LoadedPolicy>(
      `SELECT version, body, conflicts, loaded_at AS "loadedAt" FROM exchange_policy WHERE system_id = $1 ORDER BY version DESC LIMIT 1`,
      [systemId],
    )
  )[0];
