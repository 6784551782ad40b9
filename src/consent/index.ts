// Consent: purposes and their notices, consents and their evidence, `may`. See README.md.
export { ageOn, capacity, isChild } from './age.ts';
export { collect, type Collected } from './acts/collect.ts';
export { completeRecord, recordOf, type RecordParts } from './acts/complete-record.ts';
export { type DataRecordRow, fromSubjectAlone, recordsOf } from './acts/collect-store.ts';
export type { Choices } from './acts/compose.ts';
export { hasBlank, purposeBlank } from './acts/compose-blank.ts';
export { type AgeFound, checkChildData } from './acts/child-data.ts';
export { type DataView, dataView, type Processing } from './acts/data-view.ts';
export { declineConsent } from './acts/decline.ts';
export {
  closeObligation,
  type EventRow,
  endConsent,
  eventsOf,
  eventsOfPerson,
  type Happened,
  openObligations,
  retentionsOf,
} from './acts/event-store.ts';
export { endSettledChecks } from './acts/end-checks.ts';
export { expireConsents } from './acts/expire-consents.ts';
export { endOfServiceStorage } from './acts/service-end.ts';
export { freezeConsent, resolveFreeze } from './acts/freeze-consent.ts';
export { type Given, giveConsent } from './acts/give-consent.ts';
export { confirmPaperConsent, type PaperInput, registerPaperConsent } from './acts/paper-consent.ts';
export { type Prepared, type PrepareInput, prepareConsent } from './acts/prepare-consent.ts';
export { changePlace, recordPlace, rekeyContent } from './acts/rekey-content.ts';
export { putValue } from './acts/rekey-store.ts';
export { type OpenedConsent, openConsent } from './acts/read-consent.ts';
export { type OpenedDraft, readDraft } from './acts/read-draft.ts';
export {
  fulfilObligation,
  type NewGround,
  type NewObligation,
  recordGround,
  recordObligation,
} from './acts/record-ground.ts';
export {
  addressOfParty,
  endPower,
  type LivePower,
  powerFor,
  powersAround,
  powersOf,
  type PowerView,
  recordPower,
} from './acts/representation.ts';
export { subjectsOfPerson } from './acts/subjects.ts';
export type { Obligation } from './acts/withdrawal.ts';
export { withdrawalProof } from './evidence/withdrawal.ts';
export { takeEffect, withdrawConsent, type WithdrawInput, type Withdrawn } from './acts/withdraw-consent.ts';
export type { ActingPerson, ConsentDeps, ConsentHooks, Registers } from './deps.ts';
export { type MayAnswer, type MayQuestion } from './may/decide.ts';
export { may, type MayAsked, mayBatch } from './may/may.ts';
export { type MayReason, mayReasons } from './may/reasons.ts';
export { describeService, type NewService, openService } from './services/open-service.ts';
export { type Service, servicesOf } from './services/store.ts';
export { deleteEvidence } from './acts/delete-evidence.ts';
export { logOperation, type NewOperation } from './acts/log-operation.ts';
export { endProcessing, type Published, publishPurpose } from './purposes/publish-purpose.ts';
export { asksConsent, type Purpose, type PurposeBody, type PurposeVersion } from './purposes/purpose.ts';
export {
  noticeById,
  noticeOf,
  type NoticeRow,
  purposeById,
  purposesOf,
  versionById,
  versionsOf,
} from './purposes/store.ts';
export type { Notice } from './purposes/notice.ts';
export { createRegisters } from './registers.ts';
export {
  audienceOf,
  barsOf,
  type ConsentRow,
  consentForReceipt,
  consentById,
  consentByIdOnly,
  consentsOfHolder,
  consentsOfPerson,
  countsByDay,
  countsByState,
} from './store.ts';
export { actionLabel, groundCodeOf, groundLabel, noticeWords, rowOfGround, termLabel } from './words.ts';
export { scanOf } from './acts/paper-store.ts';
export { subjectByPin } from './acts/subjects.ts';
export { entryOf } from './journal.ts';
export { consentGround as consentGroundRow, widens } from './purposes/purpose.ts';
export { beginJourney, type Journey } from './acts/journey.ts';
export { type ClauseFinding, clausesOf, invalidateClauses } from './acts/invalidate-clause.ts';
export { type ProofState, proveConsent } from './acts/prove-consent.ts';
export { endGround, type GroundEnd, openReview, reviewReasons, settleReview } from './acts/review.ts';
export { type ReviewFinding, type ReviewKind, type ReviewRow, reviewById, reviewsOf } from './acts/review-store.ts';
export { refuse as refuseConsent } from './refusals.ts';
export { refuse as refusePurpose } from './purposes/refusals.ts';
export { refuse as refuseDocument } from './document/refusals.ts';
