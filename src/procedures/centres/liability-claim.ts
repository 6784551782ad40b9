import { centre, document, officer, procedure, subject, tell, type View } from '../../cases/index.ts';
import { addDays, dayOf, endOfDay } from '../../law/index.ts';
import { Answer, Claim, Examination, Settlement } from './claim-data.ts';
import { acceptedNamed, certificateIssued, type ClaimFacts, evidenceOwn, harmHappened } from './claim-rules.ts';
import { liabilityClaimTexts as texts } from './liability-claim.messages.ts';

/** No term in the law: thirty days, as for other appeals (DECISIONS 23). */
const thirtyDays = (view: View<never>): Date => endOfDay(addDays(dayOf(view.last('file')!.at), 30));

// ES-13.3: a claim of whoever was harmed. What shows what happened is gathered once, when the claim is filed, and is fixed by its hash.
export const liabilityClaim = procedure({
  name: 'liability-claim',
  version: 1,
  law: 'ES-13.3',
  about: 'subject',
  parties: { claimant: subject, centre: centre('administrator'), authority: officer('officer') },
  acts: {
    file: {
      by: 'claimant',
      law: 'ES-13.3',
      ask: Claim,
      personal: ['what'],
      guard: [certificateIssued, harmHappened, evidenceOwn],
      makes: document<ClaimFacts>('claim-evidence', (view) => ({
        cites: view.last('file')!.data['ground'] === 'contract' ? 'ES-13.3.1' : 'ES-13.3.2',
        certificateNumber: view.last('file')!.data['certificateNumber'],
        entries: view.facts.entries,
        obligations: view.facts.obligations ?? [],
        check: view.facts.check,
        cover: view.facts.cover,
      })),
      effects: [tell('centre', 'authority')],
      stage: 'FILED',
      example: {
        certificateNumber: '01A2B3',
        ground: 'duties',
        on: '2027-01-11',
        amount: '15000.00',
        what: 'The check by the centre said that the signature was valid; it had been revoked the day before.',
      },
    },
    answer: {
      by: 'centre',
      law: 'ES-13.3',
      after: 'file',
      ask: Answer,
      personal: ['reasons'],
      guard: acceptedNamed,
      makes: document('claim-answer', (view) => ({ cites: 'ES-13.3', ...view.last('answer')!.data })),
      effects: [tell('claimant')],
      stage: 'ANSWERED',
      example: { outcome: 'accepted', reasons: 'The register was brought up to date a day late.' },
    },
    examine: {
      by: 'authority',
      law: 'ES-16.3.2',
      after: 'file',
      ask: Examination,
      personal: ['note'],
      effects: [tell('claimant', 'centre')],
      example: { outcome: 'cover_suffices' },
    },
    settle: {
      by: ['claimant', 'centre'],
      law: 'ES-13.3',
      after: 'answer',
      ask: Settlement,
      effects: [tell('claimant', 'centre', 'authority')],
      stage: 'SETTLED',
      ends: true,
      example: { way: 'paid', paid: '15000.00', document: 'Payment order No. 12 of 2027-02-01' },
    },
    withdraw: {
      by: 'claimant',
      law: 'ES-13.3',
      after: 'file',
      effects: [tell('centre', 'authority')],
      stage: 'WITHDRAWN',
      ends: true,
    },
  },
  duties: {
    answer: {
      of: 'centre',
      to: 'claimant',
      law: 'ES-13.3',
      from: 'file',
      within: thirtyDays,
      doneBy: 'answer',
      remind: [7],
      late: [tell('claimant', 'authority')],
    },
    examination: {
      of: 'authority',
      to: 'claimant',
      law: 'ES-16.3.2',
      from: 'file',
      within: thirtyDays,
      doneBy: 'examine',
      late: [tell('claimant')],
    },
  },
  texts,
});
