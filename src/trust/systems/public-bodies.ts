import type { HolderType } from '../../holders/index.ts';
import type { SignatureType } from '../../identity/index.ts';

// ES-3.3a: the Government sets which types of signature executive bodies and bodies of local self-government use.

export const publicBodies = ['executive', 'local'] as const;
export type PublicBodies = (typeof publicBodies)[number];

export type GovernmentRule = {
  readonly id: string;
  readonly bodies: PublicBodies;
  readonly types: readonly SignatureType[];
  readonly act: { readonly title: string; readonly number: string; readonly on: string };
  readonly since: Date;
};

/** Which of the two a holder is; null: the Government sets nothing for it. */
export const bodiesOf = (type: HolderType): PublicBodies | null =>
  type === 'executive_state_body' ? 'executive' : type === 'local_self_government' ? 'local' : null;

/** The rule in force at a moment: the last that had begun. Null before the first: nothing is set yet. `rules`: by their beginning. */
export const ruleAt = (rules: readonly GovernmentRule[], bodies: PublicBodies, at: Date): GovernmentRule | null =>
  rules.findLast((one) => one.bodies === bodies && one.since <= at) ?? null;
