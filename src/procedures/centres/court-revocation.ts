import { Type } from 'typebox';
import { centre, document, effect, procedure, subject, tell } from '../../cases/index.ts';
import type { View } from '../../cases/index.ts';
import { day, line, Sent } from './accreditation-data.ts';
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
  parties: { owner: subject, registrar: centre('registrar') },
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
      ends: true,
    },
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
  },
  texts,
});
