// CP-15e: from whom an item of personal data was obtained. Pure.

export const sourceKinds = ['subject', 'state_body', 'other_holder', 'public_source'] as const;
/** `name` wherever it was not the subject. */
export type ItemSource = { readonly kind: (typeof sourceKinds)[number]; readonly name: string | null };

/** Which of them names nobody although it was not the subject; -1: none. */
export const unnamedSource = (sources: readonly (ItemSource | null)[]): number =>
  sources.findIndex((source) => source !== null && source.kind !== 'subject' && (source.name ?? '').trim() === '');
