import type { GroundFacts } from '../may/decide.ts';

// PD-9.4, DECISIONS 9, as pure decisions: what bars a withdrawal, and what is left when it works.

export type Obligation = {
  readonly id: string;
  readonly contract: string;
  readonly amountTyiyn: number | null;
  readonly act: string | null;
  readonly dueOn: string | null;
  readonly recordedAt: Date;
};

export type WithdrawalFacts = {
  readonly state:
    | 'active'
    | 'unproven'
    | 'frozen'
    | 'pending'
    | 'declined'
    | 'withdrawn'
    | 'expired'
    | 'replaced'
    | 'invalid';
  /** Data the consent is for. */
  readonly categories: readonly string[];
  /** Grounds other than consent for the same purpose and subject, recorded before now. */
  readonly grounds: readonly GroundFacts[];
  /** The subject's own named, unfulfilled civil-law obligations to this holder under this purpose. */
  readonly obligations: readonly Obligation[];
};

export type WithdrawalDecision =
  | { readonly kind: 'withdrawn' }
  /** PD-9.4d: takes effect by itself when the last obligation is closed. */
  | { readonly kind: 'pending'; readonly obligations: readonly Obligation[] }
  /** PD-9.4b: refused in writing, with the ground recorded earlier. */
  | { readonly kind: 'refused'; readonly ground: GroundFacts }
  | { readonly kind: 'nothing' };

export function decideWithdrawal(facts: WithdrawalFacts, now: Date): WithdrawalDecision {
  if (!['active', 'unproven', 'frozen'].includes(facts.state)) return { kind: 'nothing' };
  // PD-9.4b: for the same data: a ground for a part of them bars nothing, it goes on for that part by itself.
  const covers = (ground: GroundFacts): boolean =>
    ground.categories.length === 0 || facts.categories.every((code) => ground.categories.includes(code));
  const other = facts.grounds.find(
    (ground) =>
      ground.code.startsWith('PD-5.1-') &&
      covers(ground) &&
      ground.recordedAt < now &&
      (ground.endsAt === null || now < ground.endsAt),
  );
  if (other !== undefined) return { kind: 'refused', ground: other };
  const standing = facts.obligations.filter((one) => one.recordedAt < now);
  if (standing.length > 0) return { kind: 'pending', obligations: standing };
  return { kind: 'withdrawn' };
}

/** PD-9.4c: an obligation bars only if it is named: a contract, an amount or an act, and a due date. A tax is not a contract. */
export function obligationFault(obligation: {
  contract: string;
  amountTyiyn: number | null;
  act: string | null;
  dueOn: string | null;
  kind: 'civil' | 'tax' | 'other';
}): 'OBLIGATION_NOT_LISTED' | 'OBLIGATION_NOT_CIVIL' | null {
  if (obligation.kind !== 'civil') return 'OBLIGATION_NOT_CIVIL';
  const named =
    obligation.contract.trim() !== '' &&
    (obligation.amountTyiyn !== null || (obligation.act ?? '').trim() !== '') &&
    obligation.dueOn !== null;
  return named ? null : 'OBLIGATION_NOT_LISTED';
}
