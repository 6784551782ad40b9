import { Type } from 'typebox';
import { byLaw, document, effect, officer, procedure, staff, subject, tell } from '../../cases/index.ts';
import { contestedWithdrawalTexts as texts } from './contested-withdrawal.messages.ts';
import {
  barToLift,
  barsHold,
  complaintReasoned,
  consentIsLive,
  lastGroundEnds,
  whatFollowsFiling,
  whatFollowsLifting,
  type WithdrawalFacts,
} from './withdrawal-rules.ts';

const uuid = Type.String({ format: 'uuid' });
const day = Type.String({ format: 'date' });
const freeText = Type.String({ minLength: 1, maxLength: 4000 });
const one = '01890000-0000-7000-8000-000000000001';

/** PD-9.4, DECISIONS 9: the fields of giving, no more (PD-9.4h); the free-form application is welcome, never demanded (CP-F-30). */
const Filing = Type.Object({ consentId: uuid, application: Type.Optional(freeText) }, { additionalProperties: false });

/** What the holder names: each obligation by contract, debt and day; each other ground by its norm. */
const Bars = Type.Object(
  {
    obligations: Type.Array(uuid, { maxItems: 50 }),
    named: Type.Array(
      Type.Object({
        id: uuid,
        contract: Type.Optional(Type.String({ maxLength: 300 })),
        owed: Type.Optional(Type.String({ maxLength: 300 })),
        dueOn: Type.Optional(day),
      }),
      { maxItems: 50 },
    ),
    grounds: Type.Array(
      Type.Object({
        id: uuid,
        law: Type.String({ maxLength: 40 }),
        until: Type.Optional(Type.String({ format: 'date-time' })),
      }),
      {
        maxItems: 50,
      },
    ),
    reasons: freeText,
  },
  { additionalProperties: false },
);
const Lifting = Type.Object({ bar: uuid }, { additionalProperties: false });
const Proof = Type.Object({ bar: uuid, statement: freeText }, { additionalProperties: false });
const Reasons = Type.Object({ reasons: freeText }, { additionalProperties: false });
export type Bars = Type.Static<typeof Bars>;
export type Filing = Type.Static<typeof Filing>;

const consentOf = effect<WithdrawalFacts>('consent.withdraw', (view) => ({
  consentId: view.last('file')!.data['consentId'],
}));
const pendingConsent = effect<WithdrawalFacts>('consent.pend', (view) => ({
  consentId: view.last('file')!.data['consentId'],
}));
const keptConsent = effect<WithdrawalFacts>('consent.keep', (view) => ({
  consentId: view.last('file')!.data['consentId'],
}));

// PD-9.4: withdrawal works at filing; only a named bar recorded earlier holds it back, and only while that bar stands.
export const contestedWithdrawal = procedure({
  name: 'contested-withdrawal',
  version: 1,
  law: 'PD-9.4a',
  about: 'subject',
  parties: {
    subject,
    clerk: staff('clerk'),
    dataOfficer: staff('data-officer', 'cases:bars'),
    authority: officer('officer'),
    law: byLaw,
  },
  acts: {
    file: {
      by: ['subject', 'clerk'],
      law: 'PD-9.4a',
      ask: Filing,
      personal: ['application'],
      guard: consentIsLive,
      then: { acts: ['takeEffect', 'pend'], choose: whatFollowsFiling },
      stage: 'FILED',
      example: { consentId: one },
    },
    pend: {
      by: 'law',
      law: 'PD-9.4d',
      after: 'file',
      effects: [pendingConsent, tell('subject', 'dataOfficer')],
      stage: 'PENDING',
    },
    uphold: {
      by: 'dataOfficer',
      law: 'PD-9.4c',
      after: 'pend',
      ask: Bars,
      personal: ['named', 'reasons'],
      guard: barsHold,
      makes: document<WithdrawalFacts>('withdrawal-refusal', (view) => ({
        cites: 'PD-9.4b',
        ...view.last('uphold')!.data,
      })),
      effects: [tell('subject')],
      stage: 'BARRED',
      example: {
        obligations: [one],
        named: [{ id: one, contract: 'No. 7 of 2026', owed: '1000 som', dueOn: '2026-12-31' }],
        grounds: [],
        reasons: 'The instalment under the contract is not paid.',
      },
    },
    release: {
      by: 'dataOfficer',
      law: 'PD-9.4a',
      after: 'pend',
      unless: 'uphold',
      then: { acts: ['takeEffect'], choose: () => 'takeEffect' },
    },
    lift: {
      by: 'dataOfficer',
      law: 'PD-9.4d',
      after: 'uphold',
      repeat: true,
      ask: Lifting,
      guard: barToLift,
      // What the holder has called fulfilled bars no later withdrawal either.
      effects: [
        effect('obligation.close', (view) => ({
          obligationId: view.last('lift')!.data['bar'],
          by: view.last('lift')!.by,
        })),
      ],
      then: { acts: ['takeEffect'], choose: whatFollowsLifting },
      example: { bar: one },
    },
    prove: {
      by: 'subject',
      law: 'PD-9.4d',
      after: 'uphold',
      repeat: true,
      ask: Proof,
      personal: ['statement'],
      guard: barToLift,
      effects: [tell('dataOfficer')],
      example: { bar: one, statement: 'Paid in full, receipt attached.' },
    },
    dispute: {
      by: 'dataOfficer',
      law: 'PD-21.1-6',
      after: 'prove',
      during: 'examination',
      repeat: true,
      ask: Reasons,
      personal: ['reasons'],
      makes: document<WithdrawalFacts>('withdrawal-dispute', (view) => ({
        cites: 'PD-9.4d',
        ...view.last('dispute')!.data,
      })),
      effects: [tell('subject')],
      example: { reasons: 'No payment has reached the account.' },
    },
    complain: {
      by: 'subject',
      law: 'PD-15.1',
      after: ['uphold', 'answer.late', 'examination.late'],
      ask: Reasons,
      personal: ['reasons'],
      guard: complaintReasoned,
      effects: [tell('authority', 'dataOfficer')],
      example: { reasons: 'The debt named is a tax, not a civil-law obligation.' },
    },
    order: {
      by: 'authority',
      law: 'PD-15.1',
      after: 'complain',
      unless: 'dismiss',
      ask: Reasons,
      personal: ['reasons'],
      then: { acts: ['takeEffect'], choose: () => 'takeEffect' },
      example: { reasons: 'The bar has no ground in PD-9.4.' },
    },
    dismiss: {
      by: 'authority',
      law: 'PD-15.1',
      after: 'complain',
      ask: Reasons,
      personal: ['reasons'],
      makes: document<WithdrawalFacts>('complaint-decision', (view) => ({
        cites: 'PD-15.1',
        ...view.last('dismiss')!.data,
      })),
      effects: [tell('subject', 'dataOfficer')],
      example: { reasons: 'The obligation stands.' },
    },
    keep: {
      by: 'subject',
      law: 'PD-9.4a',
      after: 'pend',
      effects: [keptConsent, tell('dataOfficer')],
      stage: 'KEPT',
      ends: true,
    },
    takeEffect: {
      by: 'law',
      law: 'PD-9.4d',
      after: 'file',
      makes: document<WithdrawalFacts>('withdrawal-confirmation', (view) => ({
        cites: 'PD-9.4a',
        consentId: view.last('file')!.data['consentId'],
        filedAt: view.last('file')!.at.toISOString(),
        effectiveAt: view.now.toISOString(),
      })),
      effects: [consentOf, tell('subject', 'dataOfficer')],
      stage: 'WITHDRAWN',
      ends: true,
    },
  },
  duties: {
    // PD-21.1-6: a refusal is reasoned and in time, else nothing bars the withdrawal and it takes effect by itself.
    answer: {
      of: 'dataOfficer',
      to: 'subject',
      law: 'PD-21.1-6',
      from: 'pend',
      within: 'PD-21.1-6',
      doneBy: ['uphold', 'release'],
      remind: [3, 1],
      late: [tell('subject', 'authority')],
      performs: 'takeEffect',
    },
    examination: {
      of: 'dataOfficer',
      to: 'subject',
      law: 'PD-21.1-6',
      from: 'prove',
      within: 'PD-21.1-6',
      doneBy: ['lift', 'dispute'],
      remind: [3],
      late: [tell('subject', 'authority')],
    },
    decision: {
      of: 'authority',
      to: 'subject',
      law: 'PD-15.1',
      from: 'complain',
      within: 'PD-15.1',
      doneBy: ['order', 'dismiss'],
      remind: [7],
      late: [tell('subject', 'authority')],
    },
    barsEnd: {
      of: 'law',
      to: 'subject',
      law: 'PD-9.4d',
      from: ['uphold', 'lift'],
      within: lastGroundEnds,
      doneBy: 'takeEffect',
      waits: true,
      performs: 'takeEffect',
    },
  },
  texts,
});
