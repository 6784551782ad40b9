import type { Refusal } from '../../platform/refusal.ts';
import type { Text3 } from '../../platform/text.ts';
import type { CentreKind, ConfirmedMeans, StandingState } from '../../trust/centres/index.ts';

/** Records outside the case on which an accreditation depends. */
export type AccreditationFacts = {
  readonly kind: CentreKind | null;
  /** The centre as the directory has it, for whoever reads a decision alone. */
  readonly centre: { readonly name: Text3; readonly registrationNumber: string } | null;
  /** How the centre stands by an earlier accreditation; null: it has none. */
  readonly standing: StandingState | null;
  /** Another application of the centre waits for its decision. */
  readonly pending: boolean;
  /** The confirmed means whose documents the application names. */
  readonly means: readonly ConfirmedMeans[];
  /** ES-8.4.3: the act that sets the rules of accreditation today, with the documents it asks for; null: the law alone. */
  readonly rules: { readonly act: string; readonly documents: readonly { readonly check: string }[] } | null;
  /** Whether the root can issue. */
  readonly rootIssues: boolean;
  /** A certificate that the root has issued to the centre has not ended. */
  readonly certified: boolean;
  /** Who acts: an officer approves once. */
  readonly actor: string | null;
  /** What the root would sign for the centre now, or why it would not; null where the act needs none. */
  readonly order: OrderForRoot | Refusal | null;
};

export type OrderForRoot = {
  /** The bytes that officers approve, and what they say, in words. */
  readonly content: Buffer;
  readonly says: Readonly<Record<string, string>>;
  readonly request: string;
  readonly means: readonly string[];
};
