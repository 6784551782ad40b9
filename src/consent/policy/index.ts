// The chapter "privacy policy" of the consent module: pure, but for reading the example from disk.
export { checkPolicy, type Finding, hasErrors, type Severity } from './check.ts';
export { type Change, diffPolicies, diffPurpose, type Difference } from './diff.ts';
export { loadSalyk } from './load-salyk.ts';
export { holdsSandbox, isSandbox, type MergedPolicy, mergePolicy, type SandboxValue } from './merge.ts';
export { spotOf } from './places.ts';
export {
  actions,
  type CrossBorder,
  type DataCategory,
  type GroundCode,
  grounds,
  type Holder,
  holderTypes,
  type ParsedPolicy,
  parsePolicy,
  type Policy,
  type Purpose,
  type Recipient,
  spoken,
  type Spoken,
  type SpokenPolicy,
  type Term,
  text3,
  type Unreadable,
  type Words,
} from './policy.ts';
export { durationText, termText } from './term-text.ts';
export { purposeBodyOf } from './to-purpose.ts';
export { type ResolvedPurpose, resolvePurpose, resolvePurposes } from './resolve.ts';
export { refuse as refusePolicyFile } from './refusals.ts';
