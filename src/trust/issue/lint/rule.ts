import type { LintFacts } from './facts.ts';
import type { Linted } from './linted.ts';

export type LintCode =
  | 'ISS_FIELD_MISSING'
  | 'ISS_PROFILE_VIOLATION'
  | 'ISS_TOOL_NOT_CONFIRMED'
  | 'ISS_DUPLICATE_KEY'
  | 'ISS_ACCREDITATION_NOT_ACTIVE'
  | 'ISS_DOCS_MISSING';

/** A rule answers what is wrong, each fault by the field it is in; nothing where all is well. */
export type Rule = {
  readonly id: string;
  /** Clause of the standard or article of the law. */
  readonly source: string;
  /** Requirement ids, where the rule serves any. */
  readonly norms?: readonly string[];
  readonly code?: LintCode;
  readonly check: (it: Linted, facts: LintFacts) => readonly string[];
};

export type Finding = {
  readonly rule: string;
  readonly source: string;
  readonly norms: readonly string[];
  readonly code: LintCode;
  readonly field: string;
};

const nothing: readonly string[] = [];
export const when = (wrong: boolean, field: string): readonly string[] => (wrong ? [field] : nothing);
