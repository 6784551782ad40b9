import { Type } from 'typebox';
import { byLaw, document, effect, procedure, staff, tell } from '../../cases/index.ts';
import { changeOfPolicyTexts as texts } from './change-of-policy.messages.ts';
import {
  announcedDay,
  announcedInFull,
  draftIsHere,
  namedProof,
  notBeforeNotice,
  planIsLongEnough,
  refusePolicy,
  textIsTheDrafted,
  updateDateStands,
  usersWereNotified,
  wasAnnounced,
} from './policy-rules.ts';

const uuid = Type.String({ format: 'uuid' });
const day = Type.String({ format: 'date' });
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const line = Type.String({ minLength: 1, maxLength: 500 });
const text3 = Type.Object({
  ky: Type.String({ minLength: 1, maxLength: 20_000 }),
  ru: Type.String({ minLength: 1, maxLength: 20_000 }),
  en: Type.String({ minLength: 1, maxLength: 20_000 }),
});

const Draft = Type.Object(
  { policyId: uuid, versionId: uuid, previousVersionId: Type.Optional(uuid), contentHash: hash },
  { additionalProperties: false },
);
const Revision = Type.Object({ contentHash: hash }, { additionalProperties: false });
/** SP-10a: who approved stands in the act itself, when in its time; this is the act by which it was done. */
const Approval = Type.Object({ kind: line, number: line, date: day }, { additionalProperties: false });
const Announcement = Type.Object(
  { plannedChanges: text3, place: line, proof: Type.Optional(line), publicationOn: day },
  { additionalProperties: false },
);
/** SP-10b: the channels the policy itself names. */
export const channels = ['official_site', 'announcement', 'push', 'email', 'other'] as const;
const Notification = Type.Object(
  { channel: Type.Enum([...channels]), audience: Type.Literal('all_current_subjects'), proof: Type.Optional(line) },
  { additionalProperties: false },
);
const Publication = Type.Object({ lastUpdatedOn: Type.Optional(day), place: line }, { additionalProperties: false });
export type Draft = Type.Static<typeof Draft>;
export type Announcement = Type.Static<typeof Announcement>;
export type Notification = Type.Static<typeof Notification>;
export type Publication = Type.Static<typeof Publication>;

const one = '01890000-0000-7000-8000-000000000001';
const two = '01890000-0000-7000-8000-000000000002';

// SP-10, SP-23: the lists and the policy change by an approved version that was announced and notified before it is published.
export const changeOfPolicy = procedure({
  name: 'change-of-policy',
  version: 1,
  law: 'SP-23a',
  about: 'holder',
  parties: { dataOfficer: staff('data-officer'), head: staff('administrator'), law: byLaw },
  acts: {
    draft: {
      by: 'dataOfficer',
      law: 'SP-23a',
      ask: Draft,
      guard: draftIsHere,
      stage: 'DRAFT',
      example: { policyId: one, versionId: two, contentHash: '0'.repeat(64) },
    },
    revise: {
      by: 'dataOfficer',
      law: 'SP-23a',
      after: 'draft',
      unless: 'approve',
      repeat: true,
      ask: Revision,
      example: { contentHash: '1'.repeat(64) },
    },
    approve: {
      by: 'head',
      law: 'SP-10a',
      after: 'draft',
      ask: Approval,
      guard: textIsTheDrafted,
      makes: document('policy-approval', (view) => ({
        cites: 'SP-10a',
        versionId: view.last('draft')!.data['versionId'],
        ...view.last('approve')!.data,
      })),
      // SP-10a, SP-23a: who, when and by which act; from now on the text stands.
      effects: [
        effect('policy.approve', (view) => {
          const { by, at, data } = view.last('approve')!;
          return { versionId: view.last('draft')!.data['versionId'], ...data, by, at: at.toISOString() };
        }),
      ],
      stage: 'APPROVED',
      example: { kind: 'Order', number: '12', date: '2026-03-02' },
    },
    announce: {
      by: 'dataOfficer',
      law: 'SP-23e',
      after: 'approve',
      ask: Announcement,
      guard: [announcedInFull, planIsLongEnough],
      makes: document('policy-announcement', (view) => ({
        cites: 'SP-23e',
        versionId: view.last('draft')!.data['versionId'],
        ...view.last('announce')!.data,
      })),
      effects: [effect('policy.announce', (view) => ({ ...view.last('draft')!.data, ...view.last('announce')!.data }))],
      stage: 'ANNOUNCED',
      example: {
        plannedChanges: { ky: 'Тизме кеңейет', ru: 'Перечень расширяется', en: 'The list grows' },
        place: 'https://salyk.kg',
        proof: 'screenshot 1',
        publicationOn: '2026-12-31',
      },
    },
    notify: {
      by: 'dataOfficer',
      law: 'SP-10b',
      after: 'approve',
      repeat: true,
      ask: Notification,
      guard: namedProof,
      effects: [effect('policy.notify', (view) => ({ ...view.last('notify')!.data }))],
      example: { channel: 'official_site', audience: 'all_current_subjects', proof: 'https://salyk.kg/news/1' },
    },
    publish: {
      by: 'dataOfficer',
      law: 'SP-23c',
      after: 'approve',
      ask: Publication,
      guard: [wasAnnounced, notBeforeNotice, usersWereNotified, updateDateStands],
      makes: document('policy-in-force', (view) => ({
        cites: 'SP-23c',
        inForceFrom: view.now.toISOString(),
        ...view.last('publish')!.data,
      })),
      // SP-23c: publication is entry into force; the version before ends at the same moment.
      effects: [
        effect('policy.publish', (view) => ({
          ...view.last('draft')!.data,
          ...view.last('publish')!.data,
          inForceFrom: view.now.toISOString(),
        })),
        tell('dataOfficer', 'head'),
      ],
      stage: 'IN_FORCE',
      ends: true,
      example: { lastUpdatedOn: '2026-03-24', place: 'https://salyk.kg' },
    },
    drop: {
      by: ['dataOfficer', 'head'],
      law: 'SP-23a',
      after: 'draft',
      effects: [effect('policy.drop', (view) => ({ versionId: view.last('draft')!.data['versionId'] }))],
      stage: 'DROPPED',
      ends: true,
    },
  },
  duties: {
    notification: {
      of: 'dataOfficer',
      to: 'head',
      law: 'SP-10b',
      from: 'announce',
      within: announcedDay,
      doneBy: 'notify',
      remind: [3, 1],
      late: [tell('dataOfficer', 'head')],
    },
    publication: {
      of: 'dataOfficer',
      to: 'head',
      law: 'SP-23c',
      from: 'announce',
      within: announcedDay,
      doneBy: 'publish',
      endedBy: 'drop',
      remind: [1],
      late: [tell('dataOfficer', 'head')],
    },
  },
  // SP-23a: what is published is never edited.
  whenEnded: refusePolicy('PUBLISHED_VERSION_IMMUTABLE'),
  texts,
});
