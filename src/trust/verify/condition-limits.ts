import type { LimitRule } from '../issue/index.ts';
import { type Finding, finding } from './report.ts';
import type { OwnerFacts } from './signer.ts';

/** An amount of money as people write it: '150000.00'. */
export type Money = { readonly currency: string; readonly amount: string };

/** What the signature is used for, as far as whoever checks says so. */
export type Use = {
  readonly documentKind?: string;
  readonly informationSystem?: string;
  readonly counterparty?: string;
  readonly amount?: Money;
  /** Whoever checks has read the limits that are words only, and says that they are kept. */
  readonly limitsKept?: boolean;
};

export const isAmount = (text: string): boolean => /^[0-9]{1,15}(\.[0-9]{1,6})?$/.test(text);

/**
 * ES-11.4, ES-17.2.6: whether the signature is used within the limits that its certificate sets. A rule that speaks of what
 * nobody told is not determinable; so are limits in words, until whoever checks has read them.
 */
export function judgeLimits({ limits, unreadable }: OwnerFacts, use: Use, reference: Date): Finding[] {
  if (unreadable.length > 0) return [finding('LIMITS_UNREADABLE', unreadable.join(' '))];
  if (limits === undefined) return [finding('LIMITS_NONE')];
  const { rules = [] } = limits;
  if (rules.length === 0)
    return [
      use.limitsKept === true ? finding('LIMITS_KEPT_BY_WORD') : finding('LIMITS_IN_WORDS', limits.text[0]?.text),
    ];
  return rules.map((rule) => judgeRule(rule, use, reference));
}

function judgeRule(rule: LimitRule, use: Use, reference: Date): Finding {
  switch (rule.kind) {
    case 'documentKinds':
      return among(rule.values, use.documentKind, rule.kind);
    case 'informationSystems':
      return among(rule.values, use.informationSystem, rule.kind);
    case 'counterparties':
      return among(rule.values, use.counterparty, rule.kind);
    case 'period': {
      const { from, until } = rule.value;
      const inside = (from === undefined || from <= reference) && (until === undefined || reference <= until);
      const about = [from, until].map((one) => one?.toISOString() ?? '…').join(' – ');
      return inside ? finding('LIMIT_KEPT', about) : finding('LIMIT_PERIOD', about);
    }
    case 'maxAmount':
      return amount(rule.value, use.amount);
  }
}

function among(allowed: readonly string[], given: string | undefined, kind: LimitRule['kind']): Finding {
  if (given === undefined) return finding('LIMIT_NOT_TOLD', kind);
  return allowed.includes(given) ? finding('LIMIT_KEPT', given) : finding('LIMIT_VIOLATED', `${kind}: ${given}`);
}

const SCALE = 24;

function amount(
  most: { readonly currency: string; readonly amount: number; readonly exponent: number },
  given: Money | undefined,
): Finding {
  const limit = `${most.amount}${most.exponent === 0 ? '' : `e${most.exponent}`} ${most.currency}`;
  if (given === undefined || !isAmount(given.amount)) return finding('LIMIT_NOT_TOLD', `maxAmount: ${limit}`);
  if (given.currency !== most.currency)
    return finding('LIMIT_VIOLATED', `${given.amount} ${given.currency} / ${limit}`);
  const [whole = '', part = ''] = given.amount.split('.');
  const asked = BigInt(whole + part.padEnd(SCALE, '0'));
  const allowed = BigInt(most.amount) * 10n ** BigInt(SCALE + most.exponent);
  return asked <= allowed
    ? finding('LIMIT_KEPT', `${given.amount} ${given.currency}`)
    : finding('LIMIT_VIOLATED', `${given.amount} ${given.currency} / ${limit}`);
}
