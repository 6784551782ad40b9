import type { Procedure } from '../cases/index.ts';
import { certificateApplication } from './centres/certificate-application.ts';
import { certificateCopy, copyDays } from './centres/certificate-copy.ts';
import { certificateTermination } from './centres/certificate-termination.ts';
import { liabilityClaim } from './centres/liability-claim.ts';
import { courtRevocation } from './centres/court-revocation.ts';
import { cessation } from './centres/cessation.ts';
import { takeover } from './centres/takeover.ts';
import { accreditation } from './centres/accreditation.ts';
import { contestedWithdrawal } from './consent/contested-withdrawal.ts';
import { changeOfPolicy } from './policy/change-of-policy.ts';

export {
  accreditation,
  cessation,
  takeover,
  certificateApplication,
  certificateCopy,
  copyDays,
  certificateTermination,
  courtRevocation,
  liabilityClaim,
  contestedWithdrawal,
  changeOfPolicy,
};
export type { CopyFacts } from './centres/certificate-copy.ts';
export type { ClaimFacts, EvidenceEntry, Obligation } from './centres/claim-rules.ts';
export { accreditationExamples } from './centres/accreditation-examples-data.ts';
export type { AccreditationFacts } from './centres/accreditation-facts.ts';
export { refuseKeys } from './centres/applicant-key-refusals.ts';
export { type ApplicantKeysDeps, protectKeys, takeKeys } from './centres/applicant-keys.ts';
export { orderOf, powersShown } from './centres/certificate-order.ts';
export type { CertificateApplication } from './centres/certificate-data.ts';
export { type CertificateFacts, neededDocuments } from './centres/certificate-rules.ts';
export type { CertificateEndFacts } from './centres/certificate-end-rules.ts';
export { refuseCertificate } from './centres/certificate-refusals.ts';
export type { Announcement, CessationFacts, SuccessorFacts } from './centres/cessation-rules.ts';
export type { TakeoverFacts } from './centres/takeover-rules.ts';
export { refuseClaim } from './centres/claim-refusals.ts';
export { refuseCessation } from './centres/cessation-refusals.ts';
export { refuseAccreditation } from './centres/accreditation-refusals.ts';
export { refuseWithdrawal } from './consent/withdrawal-refusals.ts';
export { type PolicyFacts, refusePolicy } from './policy/policy-rules.ts';
export type { RecordedBar, WithdrawalFacts } from './consent/withdrawal-rules.ts';

/** Every procedure, every version that a case may still be under. */
export const procedures: readonly Procedure[] = [
  contestedWithdrawal,
  changeOfPolicy,
  accreditation,
  cessation,
  takeover,
  certificateApplication,
  certificateCopy,
  certificateTermination,
  courtRevocation,
  liabilityClaim,
];
