import type { CentreKind, ConfirmedMeans, StandingState } from '../../trust/centres/index.ts';

/** Records outside the case on which an accreditation depends. */
export type AccreditationFacts = {
  readonly kind: CentreKind | null;
  /** How the centre stands by an earlier accreditation; null: it has none. */
  readonly standing: StandingState | null;
  /** Another application of the centre waits for its decision. */
  readonly pending: boolean;
  /** The confirmed means whose documents the application names. */
  readonly means: readonly ConfirmedMeans[];
  /** Whether the root can issue. */
  readonly rootIssues: boolean;
};
