import { Type } from 'typebox';
import { byLaw, centre, document, effect, officer, procedure, tell } from '../../cases/index.ts';
import type { View } from '../../cases/index.ts';
import { day, line } from './accreditation-data.ts';
import {
  authorityToldInTime,
  ceasesAt,
  type CessationFacts,
  handOversConfirmed,
  hasSuccessor,
  notYetCeasing,
  ownersToldInTime,
  receivedAsHandedOver,
  successorNamed,
} from './cessation-rules.ts';
import { cessationTexts as texts } from './cessation.messages.ts';

const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const Announcement = Type.Object(
  {
    on: day,
    transfer: Type.Enum(['yes', 'no']),
    successor: Type.Optional(Type.Object({ name: line, registrationNumber: line }, { additionalProperties: false })),
    ownersNotifiedOn: day,
    owners: count,
    proof: line,
  },
  { additionalProperties: false },
);
/** ES-15.4.2, ES-15.4.3: the register, and apart from it the files of the owners, each by number and digest. */
const parts = { entries: count, digest: hash, files: count, filesDigest: hash };
const Package = Type.Object({ ...parts, place: line }, { additionalProperties: false });
const Acceptance = Type.Object({ number: line, ...parts }, { additionalProperties: false });
const Successor = Type.Object({ number: line, on: day }, { additionalProperties: false });
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
      guard: [notYetCeasing, successorNamed, authorityToldInTime, ownersToldInTime],
      makes: document<CessationFacts>('cessation-notice', (view) => ({
        cites: 'ES-15.4.1',
        ...view.last('announce')!.data,
      })),
      effects: [tell('authority')],
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
      effects: [tell('authority')],
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
    confirmSuccessor: {
      by: 'centre',
      law: 'ES-13.6f',
      after: 'announce',
      ask: Successor,
      guard: hasSuccessor,
      effects: [tell('authority')],
      example: { number: '22', on: '2026-06-20' },
    },
    cease: {
      by: 'law',
      law: 'ES-15.4.1',
      after: 'announce',
      effects: [
        effect<CessationFacts>('centre.cease', (view) => ({
          transfer: view.last('announce')!.data['transfer'],
          successor: (view.last('announce')!.data['successor'] as { name: string } | undefined)?.name ?? null,
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
      makes: document('register-destruction', (view) => ({ cites: 'ES-13.6d', ...view.last('destroy')!.data })),
      effects: [tell('authority')],
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
