import type { Guard } from '../../cases/index.ts';
import { dayOf } from '../../law/index.ts';
import type { RegisteredCertificate } from '../../trust/centres/index.ts';
import type { Answer, Claim } from './claim-data.ts';
import { refuseClaim as refuse } from './claim-refusals.ts';

// ES-13.3: what a centre answers for, and what shows it. Pure.

/** An entry of the journal: its leaf stands in the public log, so nobody can change it unseen. */
export type EvidenceEntry = {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  /** What stands in the public log for it: SHA-256 of its salt and of itself, hexadecimal. */
  readonly leaf: string;
};
/** What the centre owed in a case, and when it did it. */
export type Obligation = {
  readonly duty: string;
  readonly dueAt: string;
  readonly doneAt: string | null;
  readonly late: boolean;
};
export type ClaimFacts = {
  readonly certificate: RegisteredCertificate | null;
  /** Journal entries about the certificate, and about the case and the check that the claim names. */
  readonly entries: readonly EvidenceEntry[];
  /** Duties in the case named; null: no such case of the claimant's at this centre. */
  readonly obligations: readonly Obligation[] | null;
  /** The check named, by the digest of its answer; null: no such check of the claimant's at this centre. */
  readonly check: { readonly answerSha256: string; readonly verdict: string } | null;
  /** ES-16.3.2: the centre's security for liability; null where none is on record. */
  readonly cover: { readonly amount: string; readonly until: string } | null;
};
type Of<T> = Guard<T, ClaimFacts>;

const number = (amount: string): number => Number(amount.replace(',', '.'));

/** ES-13.3: against a certificate that this centre issued, whoever owns it. */
export const certificateIssued: Of<Claim> = ({ facts }) =>
  facts.certificate === null ? refuse('CLAIM_CERTIFICATE_UNKNOWN', { field: 'certificateNumber' }) : null;

export const evidenceOwn: Of<Claim> = ({ facts }, { caseId, checkId }) => {
  if (caseId !== undefined && facts.obligations === null) return refuse('CLAIM_CASE_UNKNOWN', { field: 'caseId' });
  return checkId !== undefined && facts.check === null ? refuse('CLAIM_CHECK_UNKNOWN', { field: 'checkId' }) : null;
};

export const harmHappened: Of<Claim> = ({ now }, { on, amount }) => {
  if (on > dayOf(now)) return refuse('CLAIM_DAY_AHEAD', { field: 'on' });
  return number(amount) > 0 ? null : refuse('CLAIM_AMOUNT', { field: 'amount' });
};

/** What is accepted in part is named, and is not more than was claimed. */
export const acceptedNamed: Of<Answer> = (view, { outcome, accepted }) => {
  if (outcome !== 'accepted_in_part') return null;
  const claimed = number((view.last('file')!.data as unknown as Claim).amount);
  return accepted !== undefined && number(accepted) > 0 && number(accepted) < claimed
    ? null
    : refuse('CLAIM_ACCEPTED_AMOUNT', { field: 'accepted' });
};
