import { categoryRules } from './check/categories.ts';
import { documentRules } from './check/document.ts';
import type { Finding, Rule, Severity } from './check/finding.ts';
import { holderRules } from './check/holder.ts';
import { purposeRules } from './check/purposes.ts';
import { rightRules } from './check/rights.ts';
import { transferRules } from './check/transfers.ts';
import type { Policy } from './policy.ts';

export type { Finding, Severity };

const rules: readonly Rule[] = [
  ...holderRules,
  ...documentRules,
  ...categoryRules,
  ...purposeRules,
  ...transferRules,
  ...rightRules,
];
const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** What a policy lacks or says badly, measured against the requirement catalogue; the gravest first. */
export const checkPolicy = (policy: Policy): readonly Finding[] =>
  rules.flatMap((rule) => rule(policy)).toSorted((a, b) => weight[a.severity] - weight[b.severity]);

export const hasErrors = (found: readonly Finding[]): boolean => found.some(({ severity }) => severity === 'error');
