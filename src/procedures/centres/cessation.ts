import { Type } from 'typebox';
import { byLaw, centre, document, effect, officer, procedure, tell } from '../../cases/index.ts';
import type { View } from '../../cases/index.ts';
import { day, line } from './accreditation-data.ts';
import {
  authorityToldInTime,
  ceasesAt,
  type CessationFacts,
  handedOver,
  handOversConfirmed,
  notYetCeasing,
  ownersToldInTime,
  receivedAsHandedOver,
  successorAgreed,
  transferred,
} from './cessation-rules.ts';
import { cessationTexts as texts } from './cessation.messages.ts';

const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const Announcement = Type.Object(
  {
    on: day,
    transfer: Type.Enum(['yes', 'no']),
    successor: Type.Optional(Type.Object({ registrationNumber: line }, { additionalProperties: false })),
    /** Of a register that is kept elsewhere: its owners are told by the centre itself. */
    ownersNotifiedOn: Type.Optional(day),
    owners: Type.Optional(count),
    proof: Type.Optional(line),
  },
  { additionalProperties: false },
);
/** ES-15.4.2, ES-15.4.3: the register, and apart from it the files of the owners, each by number and digest. */
const parts = { entries: count, digest: hash, files: count, filesDigest: hash };
const Package = Type.Object({ ...parts, place: line }, { additionalProperties: false });
const Acceptance = Type.Object({ number: line, ...parts }, { additionalProperties: false });
const Destruction = Type.Object({ number: line, on: day }, { additionalProperties: false });

const digests = { entries: 120, digest: 'a'.repeat(64), files: 118, filesDigest: 'b'.repeat(64) };

// ES-13.6, ES-15.4, DECISIONS 40: announced a month ahead, handed over and confirmed, ceased on its day, and only then destroyed.
export const cessation = procedure({
  name: 'cessation',
  version: 1,
  law: 'ES-15.4.1',
  about: 'holder',
  parties: { centre: centre('administrator'), authority: officer('officer'), law: byLaw },
  acts: {
    announce: {
      by: 'centre',
      law: 'ES-15.4.1',
      ask: Announcement,
      guard: [notYetCeasing, successorAgreed, ownersToldInTime, authorityToldInTime],
      makes: document<CessationFacts>('cessation-notice', (view) => ({
        cites: 'ES-15.4.1',
        ...view.last('announce')!.data,
        ownersToldHere: view.facts.owners,
      })),
      effects: [
        // ES-13.6c, ES-13.6e: in writing, with the announcement itself, to everybody whose certificate this system keeps.
        effect<CessationFacts>('centre.tell-owners', (view) => ({
          on: view.last('announce')!.data['on'],
          successor: view.facts.successor?.name ?? null,
        })),
        tell('authority'),
      ],
      stage: 'CEASING',
      example: {
        on: '2099-06-16',
        transfer: 'no',
        ownersNotifiedOn: '2026-05-15',
        owners: 3,
        proof: 'List of messages of 15 May',
      },
    },
    handOverRegister: {
      by: 'centre',
      law: 'ES-15.4.2',
      after: 'announce',
      unless: 'acceptRegister',
      repeat: true,
      ask: Package,
      effects: [
        effect<CessationFacts>('takeover.tell', (view) => ({ centreId: view.facts.successor?.id ?? null })),
        tell('authority'),
      ],
      example: { ...digests, place: 'Sealed carrier No. 1' },
    },
    acceptRegister: {
      by: 'authority',
      law: 'ES-15.4.2',
      after: 'handOverRegister',
      ask: Acceptance,
      guard: receivedAsHandedOver,
      makes: document('register-acceptance', (view) => ({ cites: 'ES-8.4.1', ...view.last('acceptRegister')!.data })),
      effects: [
        effect<CessationFacts>('centre.register-accepted', (view) => ({
          ...view.last('acceptRegister')!.data,
          place: view.last('handOverRegister')!.data['place'],
          by: view.last('acceptRegister')!.by,
        })),
        tell('centre'),
      ],
      example: { number: '21', ...digests },
    },
    // ES-13.6f: received by the successor in a case of its own.
    confirmSuccessor: { by: 'law', law: 'ES-13.6f', after: 'handOverRegister', unless: 'cease', ledBy: 'takeover' },
    cease: {
      by: 'law',
      law: 'ES-15.4.1',
      after: 'announce',
      effects: [
        effect<CessationFacts>('centre.cease', (view) => ({
          takenOver: transferred(view as View<never>),
          successor: view.facts.successor,
        })),
        tell('centre', 'authority'),
      ],
      stage: 'CEASED',
    },
    destroy: {
      by: 'centre',
      law: 'ES-13.6d',
      after: 'cease',
      ask: Destruction,
      guard: handOversConfirmed,
      makes: document<CessationFacts>('register-destruction', (view) => ({
        cites: 'ES-13.6d',
        ...view.last('destroy')!.data,
        // What was handed over is the keeper's now; what nobody took is gone.
        entriesDestroyed: handedOver(view) ? 0 : view.facts.entries,
      })),
      effects: [
        effect<CessationFacts>('centre.destroy-register', (view) => ({
          number: view.last('destroy')!.data['number'],
          by: view.last('destroy')!.by,
          handedOver: handedOver(view),
        })),
        tell('authority'),
      ],
      stage: 'DESTROYED',
      ends: true,
      example: { number: '23', on: '2026-06-21' },
    },
  },
  duties: {
    handOver: {
      of: 'centre',
      to: 'authority',
      law: 'ES-15.4.2',
      from: 'announce',
      within: ceasesAt,
      doneBy: 'handOverRegister',
      remind: [14, 3],
      late: [tell('centre', 'authority')],
    },
    acceptance: {
      of: 'authority',
      to: 'centre',
      law: 'ES-15.4.2',
      from: 'handOverRegister',
      within: (view: View<never>) => ceasesAt(view),
      doneBy: 'acceptRegister',
      remind: [3],
      late: [tell('centre')],
    },
    end: {
      of: 'law',
      to: 'centre',
      law: 'ES-15.4.1',
      from: 'announce',
      within: ceasesAt,
      doneBy: 'cease',
      waits: true,
      performs: 'cease',
    },
  },
  texts,
});
