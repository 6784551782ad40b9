import { dayOf, startOfDay } from '../../law/index.ts';
import { allOrNothing, systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { canonicalBytes, type JsonObject, sha256 } from '../../record/index.ts';
import { type CentreDeps, journalOfCentres } from '../centres/index.ts';
import { checkRule, type RuleKind } from './bodies.ts';
import { refuse } from './refusals.ts';
import { type Act, insertRule, lockRules } from './rules-store.ts';
import { comingRule, type Officer, takeBack } from './withdraw-rule.ts';

const scope = systemScope('a rule of the authority is loaded');

export type NewRule = {
  readonly kind: RuleKind;
  /** The first day, in Bishkek. */
  readonly from: string;
  /** The act that sets it. */
  readonly act: Act;
  readonly body: unknown;
  /** An edition of the same kind whose day has not come: it is taken back in the same moment. */
  readonly replaces?: string | undefined;
};

/** ES-8.1, ES-8.4, ES-8.5: an edition of a rule, from a day on; what was done before that day stays as it was done. */
export async function loadRule(
  deps: CentreDeps,
  officer: Officer,
  rule: NewRule,
): Promise<{ readonly ruleId: string } | Refusal> {
  const body = checkRule(rule.kind, rule.body);
  if (isRefusal(body)) return body;
  const id = uuidv7(deps.clock.real());
  return allOrNothing(deps.db, scope, async (tx) => {
    await lockRules(tx);
    const now = deps.clock.now();
    if (rule.from < dayOf(now)) return refuse('RULE_IN_THE_PAST', { field: 'from' });
    // From today on it holds from now on: what was issued this morning was issued by the rule of this morning.
    const since = rule.from === dayOf(now) ? now : startOfDay(rule.from);
    const old = rule.replaces === undefined ? null : await comingRule(tx, rule.replaces, now);
    if (isRefusal(old)) return { ...old, field: 'replaces' };
    if (old !== null && old.kind !== rule.kind) return refuse('RULE_UNKNOWN', { field: 'replaces' });
    const entry = await journalOfCentres(deps, tx, {
      type: 'authority.rule-loaded',
      actor: { kind: 'account', id: officer.accountId, role: officer.role },
      object: { kind: 'authority-rule', id },
      data: {
        kind: rule.kind,
        from: rule.from,
        act: rule.act.number,
        body: sha256(canonicalBytes(body as unknown as JsonObject)).toString('hex'),
      },
    });
    const row = { id, kind: rule.kind, since, act: rule.act, body, enteredAt: now };
    if (!(await insertRule(tx, row as Parameters<typeof insertRule>[1], entry, old?.id ?? null)))
      return refuse('RULE_DAY_TAKEN', { field: 'from' });
    const ground = `${rule.act.title} № ${rule.act.number}`;
    if (old !== null) await takeBack(deps, tx, officer, old, { at: now, ground, replacedBy: id });
    return { ruleId: id };
  });
}
