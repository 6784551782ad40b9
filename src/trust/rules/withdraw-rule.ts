import type { Tx } from '../../platform/db/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { type CentreDeps, journalOfCentres } from '../centres/index.ts';
import { refuse } from './refusals.ts';
import { type Edition, insertWithdrawal, lockRules, ruleById } from './rules-store.ts';

/** Who acts for the authority: the account, and the role that the kind of rule asks for. */
export type Officer = { readonly accountId: string; readonly role: string };

/** An edition that may still be taken back: nothing was ever done by it. What has begun stays; it ends with the next edition (ES-8.1). */
export async function comingRule(tx: Tx, ruleId: string, now: Date): Promise<Edition | Refusal> {
  const found = await ruleById(tx, ruleId, now);
  if (found === undefined) return refuse('RULE_UNKNOWN');
  if (found.withdrawn !== null) return refuse('RULE_WITHDRAWN');
  return found.since <= now ? refuse('RULE_HAS_BEGUN', { details: { since: found.since.toISOString() } }) : found;
}

/** Enters that an edition is taken back. The caller holds the lock and has asked `comingRule`. */
export async function takeBack(
  deps: CentreDeps,
  tx: Tx,
  officer: Officer,
  { id, kind, since }: Edition,
  what: { readonly at: Date; readonly ground: string; readonly replacedBy: string | null },
): Promise<void> {
  const entryId = await journalOfCentres(deps, tx, {
    type: 'authority.rule-withdrawn',
    actor: { kind: 'account', id: officer.accountId, role: officer.role },
    object: { kind: 'authority-rule', id },
    data: { kind, since: since.toISOString(), ground: what.ground, replacedBy: what.replacedBy },
  });
  await insertWithdrawal(tx, id, what, entryId);
}

/** ES-8.1, ES-8.4, ES-8.5: an edition with a slip in it is withdrawn before its day; it stays on record, and never holds. */
export async function withdrawRule(
  deps: CentreDeps,
  officer: Officer,
  { ruleId, ground }: { readonly ruleId: string; readonly ground: string },
): Promise<{ readonly withdrawnAt: Date } | Refusal> {
  return deps.db.tx(systemScope('a rule of the authority is withdrawn before its day'), async (tx) => {
    await lockRules(tx);
    const at = deps.clock.now();
    const coming = await comingRule(tx, ruleId, at);
    if (isRefusal(coming)) return coming;
    await takeBack(deps, tx, officer, coming, { at, ground, replacedBy: null });
    return { withdrawnAt: at };
  });
}
