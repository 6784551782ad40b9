import type { DataCategory, Holder, Policy, Purpose } from './policy.ts';

/** A purpose with what the policy says once for all purposes, and its categories and processors written out. */
export type ResolvedPurpose = Omit<Purpose, 'dataCategories' | 'processors'> & {
  readonly holder: string;
  readonly dataCategories: readonly DataCategory[] | null;
  readonly processors: NonNullable<Holder['processors']> | null;
};

export function resolvePurpose(policy: Policy, purpose: Purpose): ResolvedPurpose {
  const general = policy.conditions;
  const known = policy.dataCategories ?? [];
  const processors = policy.holder.processors;
  return {
    ...purpose,
    holder: policy.holder.code,
    actions: purpose.actions ?? general?.actions ?? null,
    recipients: purpose.recipients ?? general?.recipients ?? null,
    crossBorder: purpose.crossBorder ?? general?.crossBorder ?? null,
    otherUse: purpose.otherUse ?? general?.otherUse ?? null,
    publicDistribution: purpose.publicDistribution ?? general?.publicDistribution ?? null,
    methods: purpose.methods ?? general?.methods ?? null,
    consentTerm: purpose.consentTerm ?? general?.consentTerm ?? null,
    storageTerm: purpose.storageTerm ?? general?.storageTerm ?? policy.retention?.term ?? null,
    dataCategories: purpose.dataCategories?.flatMap((code) => known.find((one) => one.code === code) ?? []) ?? null,
    // CP-8f: without a word of its own a purpose uses every processor that the holder names.
    processors: processors?.filter(({ code }) => purpose.processors?.includes(code) ?? true) ?? null,
  };
}

export const resolvePurposes = (policy: Policy): readonly ResolvedPurpose[] =>
  (policy.purposes ?? []).map((purpose) => resolvePurpose(policy, purpose));
