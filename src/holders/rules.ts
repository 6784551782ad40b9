import { requirementsUnder } from '../law/index.ts';
import type { Refusal } from '../platform/refusal.ts';
import type { Holder } from './holder.ts';
import { refuse } from './refusals.ts';

/** The decree's rules that a program keeps: each is on for every holder. */
export const decreeRules = requirementsUnder('CP-').filter((row) => row.executable && row.kind !== 'definition');

/**
 * CP-D-2a, CP-2: no rule of the decree can be switched off. For a state body of the executive branch the decree says so
 * itself; for every other holder paragraph 2 of the procedure does.
 */
export function checkRule(holder: Pick<Holder, 'type'>, rule: string, applied: boolean): Refusal | null {
  if (!rule.startsWith('CP-') || !decreeRules.some((row) => row.id === rule)) return refuse('RULE_UNKNOWN');
  if (applied) return null;
  return holder.type === 'executive_state_body'
    ? refuse('CP_RULES_MANDATORY', { law: ['CP-D-2a', rule] })
    : refuse('CP_RULES_NEVER_OFF', { law: ['CP-2', rule] });
}
