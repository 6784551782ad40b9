import type { Lang } from '../platform/text.ts';
import { gathered, type Tx } from '../platform/db/index.ts';
import type { BindingMethod } from './evidence.ts';

type Query = Pick<Tx, 'query'>;

export type BindingRow = {
  id: string;
  account_id: string;
  person_id: string;
  method: BindingMethod;
  state: 'active' | 'contested' | 'ended';
  entry_id: string;
  at: Date;
};
const columns = 'id, account_id, person_id, method, state, entry_id, at';

export const insertBinding = (
  tx: Tx,
  b: BindingRow & { sealed: Buffer; by_account: string | null; holder_id: string | null },
): Promise<unknown> =>
  tx.query(
    `INSERT INTO binding (id, account_id, person_id, method, state, evidence_sealed, by_account, holder_id, entry_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [b.id, b.account_id, b.person_id, b.method, b.state, b.sealed, b.by_account, b.holder_id, b.entry_id, b.at],
  );

export const openBindingOf = async (db: Query, accountId: string): Promise<BindingRow | undefined> =>
  (
    await db.query<BindingRow>(`SELECT ${columns} FROM binding WHERE account_id = $1 AND state <> 'ended'`, [accountId])
  )[0];

/** Whether the account was ever bound to anybody, ended bindings included. */
export const wasBound = async (db: Query, accountId: string): Promise<boolean> =>
  (await db.query('SELECT 1 FROM binding WHERE account_id = $1 LIMIT 1', [accountId])).length > 0;

/** Open bindings of a person, locked: two claims at once are judged one after the other. */
export const lockBindingsOfPerson = (tx: Tx, personId: string): Promise<BindingRow[]> =>
  tx.query(`SELECT ${columns} FROM binding WHERE person_id = $1 AND state <> 'ended' ORDER BY id FOR UPDATE`, [
    personId,
  ]);

export const bindingById = async (tx: Tx, id: string): Promise<BindingRow | undefined> =>
  (await tx.query<BindingRow>(`SELECT ${columns} FROM binding WHERE id = $1 FOR UPDATE`, [id]))[0];

export const setBindingState = (
  tx: Tx,
  id: string,
  state: 'active' | 'contested' | 'ended',
  at: Date,
): Promise<unknown> =>
  tx.query(`UPDATE binding SET state = $2, ended_at = CASE WHEN $2 = 'ended' THEN $3::timestamptz END WHERE id = $1`, [
    id,
    state,
    at,
  ]);

/** Ends the account's open binding; its id, where there was one. */
export const endBindingOf = async (tx: Tx, accountId: string, at: Date): Promise<string | undefined> =>
  (
    await tx.query<{ id: string }>(
      `UPDATE binding SET state = 'ended', ended_at = $2 WHERE account_id = $1 AND state <> 'ended' RETURNING id`,
      [accountId, at],
    )
  )[0]?.id;

export const activeAccountOfPerson = async (db: Query, personId: string): Promise<string | undefined> =>
  (
    await db.query<{ account_id: string }>(`SELECT account_id FROM binding WHERE person_id = $1 AND state = 'active'`, [
      personId,
    ])
  )[0]?.account_id;

export const contestedBindings = (db: Query): Promise<BindingRow[]> =>
  db.query(`SELECT ${columns} FROM binding WHERE state = 'contested' ORDER BY person_id, id`);

/** The language of the account that stands for a person: what the person is written to in. */
export const langOfPerson = gathered<Query, string, Lang | null>(async (db, personIds) => {
  const rows = await db.query<{ person_id: string; lang: Lang }>(
    `SELECT b.person_id, a.lang FROM binding b JOIN account a ON a.id = b.account_id WHERE b.person_id = ANY ($1::uuid[]) AND b.state = 'active' ORDER BY b.id DESC`,
    [personIds],
  );
  return personIds.map((id) => rows.find((row) => row.person_id === id)?.lang ?? null);
});

/** What proved a binding, still sealed, and at whose counter. */
export const bindingEvidence = async (
  tx: Tx,
  id: string,
): Promise<{ sealed: Buffer; by_account: string | null; holder_id: string | null }> =>
  (
    await tx.query<{ sealed: Buffer; by_account: string | null; holder_id: string | null }>(
      'SELECT evidence_sealed AS sealed, by_account, holder_id FROM binding WHERE id = $1',
      [id],
    )
  )[0]!;
