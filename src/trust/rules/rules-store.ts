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
/** That an edition was taken back before its day came: it never holds. */
export type Withdrawal = { readonly at: Date; readonly ground: string; readonly replacedBy: string | null };
export type Edition = Rule & { readonly withdrawn: Withdrawal | null };

const columns = 'r.id, r.kind, r.since, r.act, r.body, r.entered_at AS "enteredAt"';
const stands = 'NOT EXISTS (SELECT FROM authority_rule_withdrawal w WHERE w.rule_id = r.id)';
const isDb = (db: Db | Tx): db is Db => 'tx' in db;
const ask = <R extends object>(db: Db | Tx, text: string, values: readonly unknown[]): Promise<R[]> =>
  isDb(db) ? db.query<R>(publicScope(), text, values) : db.query<R>(text, values);

/** Acts about rules come one after another: the second finds what the first has done. */
export async function lockRules(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('authority-rules', 0))`);
}

/** False where an edition of that kind, other than the one it replaces, begins at that moment already. */
export async function insertRule(tx: Tx, rule: Rule, entryId: string, replaces: string | null): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO authority_rule (id, kind, since, act, body, entered_at, journal_entry_id) SELECT $1, $2, $3, $4, $5, $6, $7
     WHERE NOT EXISTS (SELECT FROM authority_rule r WHERE r.kind = $2 AND r.since = $3 AND r.id IS DISTINCT FROM $8 AND ${stands})
     RETURNING id`,
    [
      rule.id,
      rule.kind,
      rule.since,
      JSON.stringify(rule.act),
      JSON.stringify(rule.body),
      rule.enteredAt,
      entryId,
      replaces,
    ],
  );
  return rows.length === 1;
}

export async function insertWithdrawal(tx: Tx, ruleId: string, one: Withdrawal, entryId: string): Promise<void> {
  await tx.query(
    'INSERT INTO authority_rule_withdrawal (rule_id, at, ground, replaced_by, journal_entry_id) VALUES ($1, $2, $3, $4, $5)',
    [ruleId, one.at, one.ground, one.replacedBy, entryId],
  );
}

/** The edition in force at a moment; null: what the law itself says (`byTheLaw`). */
export async function ruleAt<K extends RuleKind>(db: Db | Tx, kind: K, at: Date): Promise<Rule<K> | null> {
  const rows = await ask<Rule<K>>(
    db,
    `SELECT ${columns} FROM authority_rule r WHERE r.kind = $1 AND r.since <= $2 AND ${stands} ORDER BY r.since DESC LIMIT 1`,
    [kind, at],
  );
  return rows[0] ?? null;
}

/** What is in force at a moment, whoever said it. */
export const bodyAt = async <K extends RuleKind>(db: Db | Tx, kind: K, at: Date): Promise<RuleBody[K]> =>
  (await ruleAt(db, kind, at))?.body ?? byTheLaw[kind];

type Row = Rule & {
  readonly withdrawnAt: Date | null;
  readonly ground: string | null;
  readonly replacedBy: string | null;
};
const editions = `SELECT ${columns}, w.at AS "withdrawnAt", w.ground, w.replaced_by AS "replacedBy"
  FROM authority_rule r LEFT JOIN authority_rule_withdrawal w ON w.rule_id = r.id AND w.at <= $1`;
const editionOf = ({ withdrawnAt, ground, replacedBy, ...rule }: Row): Edition => ({
  ...rule,
  withdrawn: withdrawnAt === null ? null : { at: withdrawnAt, ground: ground!, replacedBy },
});

/** Every edition that was entered by a moment, as it stood then, the newest first. */
export const rulesBy = async (db: Db | Tx, at: Date): Promise<Edition[]> =>
  (
    await ask<Row>(db, `${editions} WHERE r.entered_at <= $1 ORDER BY r.since DESC, r.kind, r.entered_at DESC, r.id`, [
      at,
    ])
  ).map(editionOf);

/** One edition, as it stands at a moment. */
export const ruleById = async (db: Db | Tx, id: string, at: Date): Promise<Edition | undefined> =>
  (await ask<Row>(db, `${editions} WHERE r.id = $2`, [at, id])).map(editionOf)[0];
