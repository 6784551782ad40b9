import { Type } from 'typebox';
import { byLaw, centre, document, effect, procedure, subject, tell } from '../../cases/index.ts';
import type { View } from '../../cases/index.ts';
import { dayOf, endOfDay } from '../../law/index.ts';
import { day, line, longText, Sent } from './accreditation-data.ts';
import {
  certificateInForce,
  type CertificateEndFacts,
  decisionInForce,
  numberOf,
  ownerNotified,
} from './certificate-end-rules.ts';
import { courtRevocationTexts as texts } from './certificate-termination.messages.ts';

const CourtDecision = Type.Object(
  {
    certificateNumber: line,
    court: line,
    number: line,
    decidedOn: day,
    inForceOn: day,
    untrueInformation: Type.Enum(['yes', 'no']),
  },
  { additionalProperties: false },
);

/** What the owner says about the revocation itself: against it, or for a certificate in its place. */
const Statement = Type.Object(
  { about: Type.Enum(['objection', 'replacement']), statement: longText },
  { additionalProperties: false },
);
const Answer = Type.Object({ answer: longText }, { additionalProperties: false });

/** DECISIONS 23: the law names no term for a complaint: thirty days. After the entry the case stays open as long, for its owner. */
const thirtyDays = 30 * 86_400_000;
const thirtyDaysAfter = (act: string) => (view: View<never>) =>
  endOfDay(dayOf(new Date(view.last(act)!.at.getTime() + thirtyDays)));

const entry = (view: View<CertificateEndFacts>) => {
  const { data, at } = view.last('register')!;
  return {
    certificateNumber: numberOf(view as View<never>, 'register'),
    ground: '14(8)',
    untrueInformation: data['untrueInformation'],
    court: data['court'],
    number: data['number'],
    inForceOn: data['inForceOn'],
    knownAt: at.toISOString(),
    noticeAt: view.last('notifyOwner')!.at.toISOString(),
  };
};

// ES-14.8, ES-14.9, DECISIONS 37: the owner is told first, then the entry is made, all within one working day.
export const courtRevocation = procedure({
  name: 'court-revocation',
  version: 1,
  law: 'ES-14.8a',
  about: 'subject',
  parties: { owner: subject, registrar: centre('registrar'), law: byLaw },
  acts: {
    register: {
      by: 'registrar',
      law: 'ES-14.8a',
      ask: CourtDecision,
      guard: [decisionInForce, certificateInForce],
      stage: 'REGISTERED',
      example: {
        certificateNumber: '01A2B3',
        court: 'Первомай райондук соту',
        number: 'ГД-100/26',
        decidedOn: '2026-01-12',
        inForceOn: '2026-02-12',
        untrueInformation: 'no',
      },
    },
    notifyOwner: {
      by: 'registrar',
      law: 'ES-14.9c',
      after: 'register',
      ask: Sent,
      effects: [tell('owner')],
      stage: 'NOTIFIED',
      example: { way: 'electronic', proof: 'message No. 5' },
    },
    enter: {
      by: 'registrar',
      law: 'ES-14.8d',
      after: 'register',
      guard: ownerNotified,
      makes: document<CertificateEndFacts>('court-revocation', (view) => ({
        cites: 'ES-14.8d',
        ...view.last('register')!.data,
        at: view.now.toISOString(),
      })),
      effects: [effect<CertificateEndFacts>('certificate.end', entry), tell('owner')],
      stage: 'REVOKED',
    },
    // ES-14.9b: the one use of a revoked certificate that has consequences: about its own revocation, in this case.
    state: {
      by: 'owner',
      law: 'ES-14.9b',
      after: 'register',
      repeat: true,
      ask: Statement,
      personal: ['statement'],
      makes: document<CertificateEndFacts>('revocation-statement', (view) => ({
        cites: 'ES-14.9b',
        certificateNumber: numberOf(view as View<never>, 'register'),
        decidedOn: dayOf(view.now),
        ...view.last('state')!.data,
      })),
      signed: { law: ['ES-14.9b'] },
      effects: [tell('registrar')],
      example: { about: 'replacement', statement: 'Please issue a certificate in place of the revoked one.' },
    },
    answer: {
      by: 'registrar',
      law: 'ES-14.9b',
      after: 'state',
      repeat: true,
      ask: Answer,
      personal: ['answer'],
      effects: [tell('owner')],
      example: { answer: 'You can apply for a new certificate.' },
    },
    close: { by: 'law', law: 'ES-14.9b', after: 'enter', stage: 'CLOSED', ends: true },
  },
  duties: {
    revocation: {
      of: 'registrar',
      to: 'owner',
      law: 'ES-14.8c',
      from: 'register',
      within: 'ES-14.8c',
      doneBy: 'enter',
      late: [tell('owner', 'registrar')],
    },
    answer: {
      of: 'registrar',
      to: 'owner',
      law: 'ES-14.9b',
      from: 'state',
      within: thirtyDaysAfter('state'),
      doneBy: 'answer',
      remind: [7],
      late: [tell('owner', 'registrar')],
    },
    open: {
      of: 'law',
      to: 'owner',
      law: 'ES-14.9b',
      from: 'enter',
      within: thirtyDaysAfter('enter'),
      doneBy: 'close',
      waits: true,
      performs: 'close',
    },
  },
  texts,
});
