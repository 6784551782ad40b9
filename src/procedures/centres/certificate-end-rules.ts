import { dayOf } from '../../law/index.ts';
import type { Guard, View } from '../../cases/index.ts';
import type { RegisteredCertificate } from '../../trust/centres/index.ts';
import { refuseCertificate as refuse } from './certificate-refusals.ts';

// ES-14.6 to ES-14.9: how a certificate ends before its time. Pure.

export type CertificateEndFacts = {
  /** The certificate named, as the register of the centre knows it; null: it knows none. */
  readonly certificate: RegisteredCertificate | null;
};
type Of<T> = Guard<T, CertificateEndFacts>;

/** A certificate of this centre, in force, of the person the case is about. */
export const certificateInForce: Of<{ certificateNumber: string }> = ({ facts, head }) => {
  const field = 'certificateNumber';
  if (facts.certificate === null || facts.certificate.state !== 'active')
    return refuse('CERTIFICATE_UNKNOWN', { field });
  return facts.certificate.ownerSubjectId === head.subjectId ? null : refuse('NOT_THE_OWNER', { field });
};

/** A certificate of this centre, in whatever state, of the person the case is about. */
export const ofTheOwner: Of<{ certificateNumber: string }> = ({ facts, head }) => {
  const field = 'certificateNumber';
  if (facts.certificate === null) return refuse('CERTIFICATE_UNKNOWN', { field });
  return facts.certificate.ownerSubjectId === head.subjectId ? null : refuse('NOT_THE_OWNER', { field });
};

/** ES-14.8a: a decision in legal force, on the day of its registration. */
export const decisionInForce: Of<{ inForceOn: string }> = (view, { inForceOn }) =>
  inForceOn <= dayOf(view.now) ? null : refuse('COURT_DECISION_NOT_IN_FORCE', { field: 'inForceOn' });

/** ES-14.9c, DECISIONS 37: the written notice first, then the entry. */
export const ownerNotified: Of<object> = (view) =>
  view.last('notifyOwner') === undefined ? refuse('REG_NOTICE_REQUIRED') : null;

/** ES-10.2c: the day on which the owner learned of the breach. */
export const knownByNow: Of<{ knownOn?: string }> = (view, { knownOn }) =>
  knownOn === undefined || knownOn <= dayOf(view.now) ? null : refuse('BREACH_KNOWN_LATER', { field: 'knownOn' });

export const numberOf = (view: View<never>, act: string): string => String(view.last(act)!.data['certificateNumber']);
