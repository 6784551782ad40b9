import { ruleOn, type DateString, type ProfileId } from '../law/index.ts';
import { type PublicityBasis, publicityBases } from './codes.ts';

// PD-6: personal data is confidential. What lifts that is a closed list, and reaches no further than what it names. Pure.

export type RegimeCase = 'PD-6.3-1' | 'PD-6.3-2' | 'PD-6.6a' | 'PD-6.6b' | 'PD-7.6';
export const regimeCases: readonly string[] = [
  'PD-6.3-1',
  'PD-6.3-2',
  'PD-6.6a',
  'PD-6.6b',
  'PD-7.6',
] satisfies RegimeCase[];
export type Regime = 'confidential' | 'lifted' | 'public';

export type RegimeAsked = {
  readonly case: string;
  readonly categories: readonly string[];
  readonly basis: string | null;
  readonly norm: string | null;
  readonly evidence: string;
};

export type RegimeFacts = {
  /** Categories of the array's current lists. */
  readonly listed: readonly string[];
  readonly publicType: string | null;
  /** The consent named by the request, where it is the subject's own with this holder. */
  readonly consent: { readonly active: boolean; readonly publicItems: readonly string[] } | null;
  readonly set: { readonly mappingDestroyed: boolean; readonly categories: readonly string[] } | null;
  /** Whether a pseudonymised output suffices while its mapping exists (draft law read literally), or only one nobody can resolve (DECISIONS 31). */
  readonly pseudonymsSuffice: boolean;
};

export type RegimeFault =
  | 'REGIME_CASE_NOT_LISTED'
  | 'REGIME_EVIDENCE_MISSING'
  | 'REGIME_LIST_UNKNOWN'
  | 'REGIME_CONSENT_MISSING'
  | 'REGIME_BASIS_MISSING'
  | 'REGIME_SET_MISSING'
  | 'PSEUDONYMS_RESOLVABLE'
  | 'ARRAY_NOT_PUBLIC';

/** What regime the case leads to, or why it does not. */
export function decideRegime(
  asked: RegimeAsked,
  facts: RegimeFacts,
): { readonly regime: Exclude<Regime, 'confidential'> } | { readonly fault: RegimeFault } {
  if (!regimeCases.includes(asked.case)) return { fault: 'REGIME_CASE_NOT_LISTED' };
  if (asked.evidence.trim() === '') return { fault: 'REGIME_EVIDENCE_MISSING' };
  if (asked.categories.length === 0 || asked.categories.some((code) => !facts.listed.includes(code)))
    return { fault: 'REGIME_LIST_UNKNOWN' };
  switch (asked.case as RegimeCase) {
    case 'PD-6.3-1':
      if (facts.set === null || asked.categories.some((code) => !facts.set!.categories.includes(code)))
        return { fault: 'REGIME_SET_MISSING' };
      if (!facts.set.mappingDestroyed && !facts.pseudonymsSuffice) return { fault: 'PSEUDONYMS_RESOLVABLE' };
      return { regime: 'lifted' };
    case 'PD-6.3-2':
    case 'PD-6.6a':
      if (!namedByConsent(asked, facts)) return { fault: 'REGIME_CONSENT_MISSING' };
      return { regime: asked.case === 'PD-6.6a' ? 'public' : 'lifted' };
    case 'PD-6.6b':
      return hasBasis(asked) ? { regime: 'public' } : { fault: 'REGIME_BASIS_MISSING' };
    case 'PD-7.6':
      if (facts.publicType === null) return { fault: 'ARRAY_NOT_PUBLIC' };
      // PD-7.3: a public array too is formed on consent, unless a norm says otherwise.
      if (facts.consent === null) return hasBasis(asked) ? { regime: 'public' } : { fault: 'REGIME_CONSENT_MISSING' };
      return namedByConsent(asked, facts) ? { regime: 'public' } : { fault: 'REGIME_CONSENT_MISSING' };
  }
}

const hasBasis = (asked: RegimeAsked): boolean =>
  publicityBases.includes(asked.basis as PublicityBasis) && (asked.norm ?? '').trim() !== '';
// PD-9.6-6: the consent must name the list itself; silence about an item leaves it confidential.
const namedByConsent = (asked: RegimeAsked, { consent }: RegimeFacts): boolean =>
  consent !== null && consent.active && asked.categories.every((code) => consent.publicItems.includes(code));

export type LiveChange = {
  readonly regime: Exclude<Regime, 'confidential'>;
  readonly subjectId: string | null;
  readonly setId: string | null;
  readonly categories: readonly string[];
};

/** The regime of each category of an array, for one subject or in general. PD-6.3-1: a lifted output set changes nothing here. */
export function regimesOf(
  categories: readonly string[],
  changes: readonly LiveChange[],
  subjectId: string | null,
): { readonly category: string; readonly regime: Regime }[] {
  const reaching = changes.filter(
    (change) => change.setId === null && (change.subjectId === null || change.subjectId === subjectId),
  );
  return categories.map((category) => {
    const found = reaching.filter((change) => change.categories.includes(category)).map((change) => change.regime);
    return { category, regime: found.includes('public') ? 'public' : (found[0] ?? 'confidential') };
  });
}

export function pseudonymsSuffice(profile: string, day: DateString): boolean {
  const rule = ruleOn(profile as ProfileId, 'confidentiality.lift', day);
  return rule?.value.kind === 'choice' && rule.value.value === 'pseudonymised';
}
