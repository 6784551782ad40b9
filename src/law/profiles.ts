import type { Text3 } from '../platform/text.ts';
import { defaultActDates, type ActCode, type ActDatesTable, type DateString } from './acts.ts';
import { profileRules, profileTitles } from './profiles-data.ts';
import type { TermId } from './terms-data.ts';

// A legal profile is the set of rules a record is made under. Every record stores its profile, and history is judged by
// the profile of its own day; so a profile is never edited, only dated.

export type ProfileId = 'kr-2017' | 'kr-draft-pd' | 'kr-strict' | 'kr-digital-code-2025';
export const profileIds: readonly ProfileId[] = ['kr-2017', 'kr-draft-pd', 'kr-strict', 'kr-digital-code-2025'];
export const defaultProfile: ProfileId = 'kr-strict';

export type RuleKey =
  | 'access.answer'
  | 'appeal.answer'
  | 'refusal.reasoned'
  | 'rectification'
  | 'correction.report'
  | 'restriction.notice'
  | 'unlawful.destruction'
  | 'storage.destruction'
  | 'withdrawal.destruction'
  | 'erasure.demand'
  | 'objection.answer'
  | 'marketing.stop'
  | 'explanation.answer'
  | 'complaint.decision'
  | 'registration.decision'
  | 'list.agreement'
  | 'transfer.notice'
  | 'transfer.notice-when'
  | 'policy.change'
  | 'breach.authority'
  | 'breach.processor'
  | 'breach.completion'
  | 'authority.answer'
  | 'special.audit'
  | 'complaint.cure'
  | 'consent.content'
  | 'consent.form'
  | 'notice.content'
  | 'withdrawal.bars'
  | 'child.own-consent-age'
  | 'registration.threshold'
  | 'officer.threshold'
  | 'cross-border.signature'
  | 'signature.simple-basis'
  | 'confidentiality.lift';

/** A rule's value: a term of the catalogue, a term outside it, a number, or a set of requirement ids. */
export type RuleValue =
  | { readonly kind: 'term'; readonly term: TermId }
  | { readonly kind: 'outside-term'; readonly length: number; readonly unit: 'days' | 'working-days' | 'months' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'choice'; readonly value: string };

export type Rule = {
  readonly key: RuleKey;
  readonly value: RuleValue;
  /** Requirement ids, the decisive one first. An override by kr-strict holds the id it follows and the one it overrides. */
  readonly law: readonly string[];
  /** For rules of acts outside the catalogue: how they are cited. */
  readonly outside?: string;
  /** The act whose dates bound the rule. */
  readonly act: ActCode | 'LAW-58' | 'DIGITAL-CODE';
  readonly inForceFrom: DateString | null;
  readonly inForceTo: DateString | null;
  /** Not seen in a source by this project. */
  readonly unverified?: true;
};

export type Profile = {
  readonly id: ProfileId;
  readonly title: Text3;
  /** False: only named facts are known; must not be chosen without an explicit flag. */
  readonly complete: boolean;
  readonly rules: readonly Rule[];
};

export const profiles: Readonly<Record<ProfileId, Profile>> = {
  'kr-2017': { id: 'kr-2017', title: profileTitles['kr-2017'], complete: true, rules: profileRules['kr-2017'] },
  'kr-draft-pd': {
    id: 'kr-draft-pd',
    title: profileTitles['kr-draft-pd'],
    complete: true,
    rules: profileRules['kr-draft-pd'],
  },
  'kr-strict': { id: 'kr-strict', title: profileTitles['kr-strict'], complete: true, rules: profileRules['kr-strict'] },
  'kr-digital-code-2025': {
    id: 'kr-digital-code-2025',
    title: profileTitles['kr-digital-code-2025'],
    complete: false,
    rules: profileRules['kr-digital-code-2025'],
  },
};

/** Which profile applies from which day on: dated configuration, oldest first. */
export type ProfileChoice = { readonly profile: ProfileId; readonly from: DateString };
export type ProfileHistory = readonly ProfileChoice[];
export const defaultHistory: ProfileHistory = [{ profile: defaultProfile, from: '0001-01-01' }];

/** Checks a history; null where it may be used, else why not. The incomplete profile needs the flag. */
export function checkHistory(
  history: ProfileHistory,
  allowIncomplete = false,
): 'EMPTY' | 'NOT_IN_ORDER' | 'INCOMPLETE_PROFILE_NEEDS_FLAG' | null {
  if (history.length === 0) return 'EMPTY';
  if (history.some(({ from }, i) => i > 0 && from <= (history[i - 1]?.from ?? ''))) return 'NOT_IN_ORDER';
  return !allowIncomplete && history.some(({ profile }) => !profiles[profile].complete)
    ? 'INCOMPLETE_PROFILE_NEEDS_FLAG'
    : null;
}

/** The profile of a day, or null for a day before the first choice. */
export function profileOn(day: DateString, history: ProfileHistory = defaultHistory): ProfileId | null {
  return history.findLast(({ from }) => from <= day)?.profile ?? null;
}

export type RuleStanding = 'in-force' | 'not-yet-in-force' | 'no-longer-in-force';

/**
 * How a rule stands on a day. A rule's own dates win; kr-2017 takes those of the act (CP-D-3: configuration). kr-draft-pd
 * and kr-strict treat their acts as in force: that is what choosing them means.
 */
export function ruleStanding(
  rule: Rule,
  profile: ProfileId,
  day: DateString,
  dates: ActDatesTable = defaultActDates,
): RuleStanding {
  const ofAct =
    profile === 'kr-2017' && rule.act !== 'LAW-58' && rule.act !== 'DIGITAL-CODE'
      ? dates[rule.act]
      : { inForceFrom: null, inForceTo: null };
  const from = rule.inForceFrom ?? ofAct.inForceFrom;
  const to = rule.inForceTo ?? ofAct.inForceTo;
  if (from !== null && day < from) return 'not-yet-in-force';
  return to !== null && day > to ? 'no-longer-in-force' : 'in-force';
}

/** The rule of a profile on a day; null where the profile has none or it is not in force that day. */
export function ruleOn(
  profile: ProfileId,
  key: RuleKey,
  day: DateString,
  dates: ActDatesTable = defaultActDates,
): Rule | null {
  return (
    profiles[profile].rules.find(
      (rule) => rule.key === key && ruleStanding(rule, profile, day, dates) === 'in-force',
    ) ?? null
  );
}

/** The rule kr-strict and the complete profiles always have. Throws RangeError where there is none. */
export function mustRule(
  profile: ProfileId,
  key: RuleKey,
  day: DateString,
  dates: ActDatesTable = defaultActDates,
): Rule {
  const rule = ruleOn(profile, key, day, dates);
  if (!rule) throw new RangeError(`profile ${profile} has no rule ${key} in force on ${day}`);
  return rule;
}

export type ImportFinding = {
  readonly code: 'NOT_YET_IN_FORCE';
  readonly law: readonly string[];
  readonly inForceFrom: DateString;
};

/**
 * CP-D-3: a consent dated before the decree took effect is not judged by it: its rules are reported as not yet in force.
 * The date comes from configuration, for the text does not hold it.
 */
export function actNotYetInForce(
  act: ActCode,
  recordDay: DateString,
  dates: ActDatesTable = defaultActDates,
): ImportFinding | null {
  const { inForceFrom } = dates[act];
  if (inForceFrom === null || recordDay >= inForceFrom) return null;
  return { code: 'NOT_YET_IN_FORCE', law: act === 'CP' ? ['CP-D-3'] : act === 'ES' ? ['ES-20.1'] : [], inForceFrom };
}
