import { mustRule, specialCodesOf, type DateString, type ProfileId } from '../law/index.ts';
import type { Text3 } from '../platform/text.ts';
import { type Medium, type PublicType, type RegimePart, regimeParts } from './codes.ts';

// PD-3.6, PD-3.8: what an array is, and what it must state before it goes to the register. Pure.

export type RegimeRule = { readonly rule: Text3; readonly norm: string };
export type Confidentiality = Readonly<Partial<Record<RegimePart, RegimeRule>>>;

export type DataArray = {
  readonly id: string;
  readonly holderId: string;
  readonly name: Text3;
  readonly medium: Medium;
  /** null = an indefinite number of subjects (PD-3.6): never zero. */
  readonly subjects: number | null;
  readonly publicType: PublicType | null;
  readonly informingPurpose: Text3 | null;
  readonly confidentiality: Confidentiality;
  readonly state: 'draft' | 'submitted';
  readonly submittedAt: Date | null;
  readonly countCheck: CountCheck | null;
  readonly countAnswer: {
    readonly over: boolean;
    readonly reasons: string;
    readonly by: string;
    readonly at: string;
  } | null;
  readonly declaredAt: Date;
};

/** What is missing for registration: the parts of the regime without a rule or without a norm, and a list of data. */
export function missingParts(
  array: Pick<DataArray, 'confidentiality' | 'publicType' | 'informingPurpose'>,
  lists: number,
): string[] {
  const missing: string[] = regimeParts
    .map(({ code }) => code)
    .filter((code) => {
      const part = array.confidentiality[code];
      return part === undefined || part.rule.ky.trim() === '' || part.norm.trim() === '';
    });
  if (lists === 0) missing.push('data_list');
  // PD-7.1: a public array exists to inform society, and says about what.
  if (array.publicType !== null && array.informingPurpose === null) missing.push('informing_purpose');
  return missing;
}

export type CountCheck = 'within' | 'over' | 'manual';

/**
 * PD-19.2a, DECISIONS 25: more than the threshold of distinct subjects over all arrays. Declared counts do not tell how far
 * arrays overlap, and an indefinite number tells nothing: then a person answers, and nothing is taken for zero (PD-3.6).
 */
export function countSubjects(arrays: readonly { readonly subjects: number | null }[], threshold: number): CountCheck {
  const known = arrays.map(({ subjects }) => subjects);
  if (known.some((count) => count !== null && count > threshold)) return 'over';
  if (known.includes(null)) return 'manual';
  const sum = known.reduce<number>((total, count) => total + (count ?? 0), 0);
  return sum <= threshold ? 'within' : 'manual';
}

export function registrationThreshold(profile: string, day: DateString): number {
  const { value } = mustRule(profile as ProfileId, 'registration.threshold', day);
  if (value.kind !== 'number') throw new Error('registration.threshold is a number');
  return value.value;
}

/** PD-3.3, PD-3.4: what makes it an array of special categories: the codes of its current lists that are such. */
export const specialOf = (
  lists: readonly { readonly current: boolean; readonly categories: readonly string[] }[],
): string[] => [
  ...new Set(
    lists.flatMap((one) => (one.current ? one.categories : [])).filter((code) => specialCodesOf({ code }).length > 0),
  ),
];
