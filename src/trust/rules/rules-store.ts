import { type Db, publicScope, type Tx } from '../../platform/db/index.ts';
import { byTheLaw, type RuleBody, type RuleKind } from './bodies.ts';

// SQL: the rules of the authority, by editions.

export type Act = { readonly title: string; readonly number: string; readonly on: string };
export type Rule<K extends RuleKind = RuleKind> = {
  readonly id: string;
  readonly kind: K;
  readonly since: Date;
  readonly act: Act;
  readonly body: RuleBody[K];
  readonly enteredAt: Date;
};

const columns = 'id, kind, since, act, body, entered_at AS "enteredAt"';
const isDb = (db: Db | Tx): db is Db => 'tx' in db;
const ask = <R extends object>(db: Db | Tx, text: string, values: readonly unknown[]): Promise<R[]> =>
  isDb(db) ? db.query<R>(publicScope(), text, values) : db.query<R>(text, values);

/** False where an edition of that kind begins at that moment already. */
export async function insertRule(tx: Tx, rule: Rule, entryId: string): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO authority_rule (id, kind, since, act, body, entered_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (kind, since) DO NOTHING RETURNING id`,
    [rule.id, rule.kind, rule.since, JSON.stringify(rule.act), JSON.stringify(rule.body), rule.enteredAt, entryId],
  );
  return rows.length === 1;
}

/** The edition in force at a moment; null: what the law itself says (`byTheLaw`). */
export async function ruleAt<K extends RuleKind>(db: Db | Tx, kind: K, at: Date): Promise<Rule<K> | null> {
  const rows = await ask<Rule<K>>(
    db,
    `SELECT ${columns} FROM authority_rule WHERE kind = $1 AND since <= $2 ORDER BY since DESC LIMIT 1`,
    [kind, at],
  );
  return rows[0] ?? null;
}

/** What is in force at a moment, whoever said it. */
export const bodyAt = async <K extends RuleKind>(db: Db | Tx, kind: K, at: Date): Promise<RuleBody[K]> =>
  (await ruleAt(db, kind, at))?.body ?? byTheLaw[kind];

/** Every edition that was entered by a moment, the newest first. */
export const rulesBy = (db: Db | Tx, at: Date): Promise<Rule[]> =>
  ask<Rule>(db, `SELECT ${columns} FROM authority_rule WHERE entered_at <= $1 ORDER BY since DESC, kind`, [at]);
