import { Type } from 'typebox';
import { byLaw, centre, document, effect, procedure } from '../../cases/index.ts';
import { line } from './accreditation-data.ts';
import { fitToTakeOver, fromOf, notAnnounced, receivedByTakeover, type TakeoverFacts } from './takeover-rules.ts';
import { takeoverTexts as texts } from './takeover.messages.ts';

const Agreement = Type.Object({ registrationNumber: line, number: line }, { additionalProperties: false });
const Acceptance = Type.Object(
  {
    number: line,
    entries: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
    digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { additionalProperties: false },
);

// ES-13.6e, ES-13.6f: the successor's side of a cessation with transfer. It agrees before the owners are told, receives the register, and
// keeps it from the day on which the other centre ceases.
export const takeover = procedure({
  name: 'takeover',
  version: 1,
  law: 'ES-13.6f',
  about: 'holder',
  parties: { successor: centre('administrator'), law: byLaw },
  acts: {
    agree: {
      by: 'successor',
      law: 'ES-13.6e',
      ask: Agreement,
      guard: fitToTakeOver,
      effects: [effect<TakeoverFacts>('takeover.tell', (view) => ({ centreId: fromOf(view).id }))],
      stage: 'AGREED',
      example: { registrationNumber: '000001-3300-ЖЧК', number: '17' },
    },
    withdraw: {
      by: 'successor',
      law: 'ES-13.6e',
      after: 'agree',
      unless: 'receive',
      guard: notAnnounced,
      effects: [effect<TakeoverFacts>('takeover.tell', (view) => ({ centreId: fromOf(view).id }))],
      stage: 'WITHDRAWN',
      ends: true,
    },
    receive: {
      by: 'successor',
      law: 'ES-13.6f',
      after: 'agree',
      ask: Acceptance,
      guard: receivedByTakeover,
      // The hand-over is the other centre's act and this is the successor's: both stand in the document.
      makes: document<TakeoverFacts>('register-acceptance', (view) => ({
        cites: 'ES-13.6f',
        ...view.last('receive')!.data,
        from: fromOf(view).name.ky,
        handedOverAt: view.facts.handedOver!.at.toISOString(),
        receivedAt: view.now.toISOString(),
      })),
      effects: [
        effect<TakeoverFacts>('takeover.received', (view) => ({
          centreId: fromOf(view).id,
          caseId: view.facts.handedOver!.caseId,
          handedOverAt: view.facts.handedOver!.at.toISOString(),
          entries: view.last('receive')!.data['entries'],
          digest: view.last('receive')!.data['digest'],
        })),
        effect<TakeoverFacts>('takeover.tell', (view) => ({ centreId: fromOf(view).id })),
      ],
      stage: 'RECEIVED',
      example: { number: '22', entries: 120, digest: 'a'.repeat(64) },
    },
    keep: { by: 'law', law: 'ES-13.6f', after: 'receive', ledBy: 'cessation', stage: 'KEEPING', ends: true },
    // ES-14.6.3: the other centre has ceased and nobody had its register: there is nothing to keep.
    lapse: {
      by: 'law',
      law: 'ES-14.6.3',
      after: 'agree',
      unless: 'receive',
      ledBy: 'cessation',
      stage: 'LAPSED',
      ends: true,
    },
  },
  duties: {},
  texts,
});
