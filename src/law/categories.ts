import type { Text3 } from '../platform/text.ts';
import { categoryRows } from './categories-data.ts';

// The catalogue of data categories: the twenty examples of the decree's form, the draft law's kinds, and what is special.

/** The eight kinds of PD-3.2. `other` needs a description. */
export type DataKind =
  | 'biographical'
  | 'identification'
  | 'characteristics'
  | 'family'
  | 'financial'
  | 'health'
  | 'genetic_analysis'
  | 'other';
export const dataKinds: readonly DataKind[] = [
  'biographical',
  'identification',
  'characteristics',
  'family',
  'financial',
  'health',
  'genetic_analysis',
  'other',
];

/** The factors of identity of PD-3.1. */
export type IdentityFactor =
  | 'physical'
  | 'biological'
  | 'genetic'
  | 'mental'
  | 'economic'
  | 'cultural'
  | 'civil'
  | 'social';
export const identityFactors: readonly IdentityFactor[] = [
  'physical',
  'biological',
  'genetic',
  'mental',
  'economic',
  'cultural',
  'civil',
  'social',
];

/** Special categories of PD-8.1; PD-8.1-12 names two codes and shares sexual orientation with PD-8.1-5. */
export type SpecialCode =
  | 'race_ethnic'
  | 'nationality'
  | 'political'
  | 'medical'
  | 'sexual_orientation'
  | 'worker_representation'
  | 'offences_criminal'
  | 'security_measures'
  | 'belief'
  | 'genetic'
  | 'biometric_id'
  | 'health'
  | 'sex_life';

/** What the biometric flag of PD-3.3 is about. */
export type BiometricSubtype = 'fingerprint' | 'palm' | 'iris' | 'face' | 'vein_pattern' | 'gait' | 'other';
export const biometricSubtypes: readonly BiometricSubtype[] = [
  'fingerprint',
  'palm',
  'iris',
  'face',
  'vein_pattern',
  'gait',
  'other',
];

export type DataCategory = {
  readonly code: string;
  /** The requirement that names it, where one does: CP-F-26a, SP-7c. */
  readonly law: readonly string[];
  readonly label: Text3;
  readonly kind: DataKind;
  readonly identifier: 'direct' | 'indirect';
  readonly factor: IdentityFactor;
  /** Special by its nature (PD-8.1); a photograph is not, until it serves unique identification (PD-8.1-11). */
  readonly special: readonly SpecialCode[];
  readonly biometric: BiometricSubtype | null;
  readonly genetic: boolean;
};

export const categories: readonly DataCategory[] = categoryRows;
const byCode: ReadonlyMap<string, DataCategory> = new Map(categories.map((category) => [category.code, category]));
export const findCategory = (code: string): DataCategory | null => byCode.get(code) ?? null;

/** How a category is used in one purpose. */
export type CategoryUse = {
  readonly code: string;
  /** The data is processed technically so that it identifies one person uniquely (PD-3.3, PD-8.1-11). */
  readonly uniqueIdentification?: boolean;
};

/**
 * The special codes a use of a category falls under; empty where it is ordinary data. Unknown codes are the caller's
 * own free-text data (`other`) and are ordinary here: their holder declares special codes expressly.
 */
export function specialCodesOf(use: CategoryUse): readonly SpecialCode[] {
  const category = findCategory(use.code);
  if (!category) return [];
  const codes = new Set(category.special);
  // PD-3.3: data of special technical processing that makes unique identification possible is biometric, hence special.
  if (category.biometric !== null && (use.uniqueIdentification ?? category.special.includes('biometric_id'))) {
    codes.add('biometric_id');
  }
  if (category.genetic) codes.add('genetic');
  return [...codes];
}

/** PD-3.1: a set of fields is personal data as soon as one field identifies a person, directly or indirectly. */
export const isPersonal = (codes: readonly string[]): boolean => codes.some((code) => findCategory(code) !== null);

/** True where an array that holds these uses is an array of special-category data (PD-3.3, PD-3.4, PD-8.1). */
export const holdsSpecial = (uses: readonly CategoryUse[]): boolean =>
  uses.some((use) => specialCodesOf(use).length > 0);

/** PD-3.2: `other` is a kind only together with words that say what it is. */
export const kindNeedsDescription = (kind: DataKind): boolean => kind === 'other';
