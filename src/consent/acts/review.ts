import { insertEntries } from '../../record/index.ts';
import { actOnEach, holderScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Text3 } from '../../platform/text.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { refuse } from '../refusals.ts';
import {
  closeReview,
  endGroundAt,
  endedEvents,
  eventReviewer,
  lockEndedEvents,
  insertReview,
  lockGround,
  lockReview,
  type NewReview,
  type ReviewFinding,
  type ReviewKind,
} from './review-store.ts';

/** Why an officer has to look, with the norm behind it. */
export const reviewReasons: Readonly<Record<ReviewKind, { readonly law: readonly string[]; readonly text: Text3 }>> = {
  'vital-interests': {
    law: ['PD-5.1-5'],
    text: {
      ky: 'Турмуштук маанилүү кызыкчылыктарды коргоо негизи колдонулду: кырдаал өткөндөн кийин негизди кайра карап чыгыңыз.',
      ru: 'Применено основание защиты жизненно важных интересов: пересмотрите его, когда ситуация минует.',
      en: 'The vital-interests ground was used: look at it again once the situation has passed.',
    },
  },
  'application-dropped': {
    law: ['PD-5.1-2b'],
    text: {
      ky: 'Келишим түзүүгө берилген өтүнмө токтотулду: негиз колдонулбайт, чогултулган маалыматтарды карап чыгыңыз.',
      ru: 'Заявка на заключение договора прекращена: основание не действует, рассмотрите собранные данные.',
      en: 'The application for a contract was dropped: the ground no longer holds; decide about the data collected.',
    },
  },
  'event-over': {
    law: ['PD-18.1-4', 'PD-8.2-5'],
    text: {
      ky: 'Негиз жазылган окуя аяктады: негиз колдонулбайт, чогултулган маалыматтарды карап чыгыңыз.',
      ru: 'Событие, на которое записано основание, завершилось: основание не действует, рассмотрите собранные данные.',
      en: 'The event behind the ground is over: the ground no longer holds; decide about the data collected.',
    },
  },
  'consent-unproven': {
    law: ['PD-9.5a'],
    text: {
      ky: 'Макулдуктун далили жок: ыйгарым укуктуу органдын суроосу боюнча иштетүү белгиленди.',
      ru: 'Нет доказательства согласия: обработка отмечена по запросу уполномоченного органа.',
      en: 'The consent has no proof: the processing was flagged when the authority asked.',
    },
  },
  'clause-invalid': {
    law: ['PD-9.2b'],
    text: {
      ky: 'Макулдуктун бөлүгү жараксыз деп табылды: ага таянган иштетүү токтотулду.',
      ru: 'Часть согласия признана недействительной: обработка, которая на неё опиралась, прекращена.',
      en: 'A part of the consent was found invalid: the processing that relied on it has stopped.',
    },
  },
};

export type AboutReview = Pick<NewReview, 'holderId' | 'subjectId' | 'purposeId' | 'kind' | 'objectId'>;

/** Opens a task once; the journal says when and about what. */
export async function openReview(deps: ConsentDeps, tx: Tx, about: AboutReview): Promise<void> {
  const id = uuidv7(deps.clock.real());
  const entry = entryOf(deps.clock, deps.profile, {
    type: 'review.opened',
    actor: { kind: 'system', id: 'platform' },
    holder: about.holderId,
    ...(about.subjectId === null ? {} : { subject: about.subjectId }),
    object: { kind: 'review-task', id },
    data: { kind: about.kind, about: about.objectId },
  });
  if (await insertReview(tx, { id, ...about, at: deps.clock.now(), journalEntryId: entry.id }))
    await insertEntries(tx, [entry]);
}

type Staff = { readonly accountId: string; readonly holderId: string };

/** The officer's finding. Where the ground has ended, it ends now and `may` stops answering yes on it. */
export async function settleReview(
  deps: ConsentDeps,
  staff: Staff,
  taskId: string,
  finding: ReviewFinding,
): Promise<{ at: Date } | Refusal> {
  return deps.db.tx(holderScope(staff.holderId), async (tx) => {
    const task = await lockReview(tx, staff.holderId, taskId);
    if (task === null || task.closed_at !== null) return refuse('REVIEW_UNKNOWN');
    const at = deps.clock.now();
    if (finding === 'ended' && (await lockGround(tx, staff.holderId, task.object_id)) !== null)
      await endGroundAt(tx, task.object_id, at);
    await closeReview(tx, taskId, finding, staff.accountId, at);
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'review.closed',
        actor: { kind: 'account', id: staff.accountId, role: 'data-officer' },
        holder: staff.holderId,
        ...(task.subject_id === null ? {} : { subject: task.subject_id }),
        object: { kind: 'review-task', id: taskId },
        data: { finding, about: task.object_id },
      }),
    ]);
    tx.onCommit(deps.poke);
    return { at };
  });
}

export type GroundEnd = 'dropped' | 'concluded' | 'event-over' | 'other';

/** PD-5.1-2b: an application dropped, or a contract concluded, ends the ground; so does the end of an event. */
export async function endGround(
  deps: ConsentDeps,
  staff: Staff,
  groundId: string,
  reason: GroundEnd,
): Promise<{ at: Date } | Refusal> {
  return deps.db.tx(holderScope(staff.holderId), async (tx) => {
    const ground = await lockGround(tx, staff.holderId, groundId);
    if (ground === null) return refuse('GROUND_UNKNOWN');
    const at = deps.clock.now();
    await endGroundAt(tx, groundId, at);
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'ground.ended',
        actor: { kind: 'account', id: staff.accountId, role: 'data-officer' },
        holder: staff.holderId,
        ...(ground.subject_id === null ? {} : { subject: ground.subject_id }),
        object: { kind: 'ground', id: groundId },
        data: { code: ground.code, reason },
      }),
    ]);
    const kind = reason === 'dropped' ? 'application-dropped' : reason === 'event-over' ? 'event-over' : null;
    if (kind !== null)
      await openReview(deps, tx, {
        holderId: staff.holderId,
        subjectId: ground.subject_id,
        purposeId: ground.purpose_id,
        kind,
        objectId: groundId,
      });
    tx.onCommit(deps.poke);
    return { at };
  });
}

const forAnEvent = ['PD-18.1-4', 'PD-8.2-5'];

/** PD-18.1-4: the clock opens a task for each ground whose event is over. Returns how many. */
export async function reviewEndedEvents(
  deps: ConsentDeps,
  now: Date,
  limit: number,
  onFault?: (error: Error) => void,
): Promise<number> {
  const act = async (tx: Tx, ids: readonly string[]): Promise<number> => {
    const over = await lockEndedEvents(tx, forAnEvent, now, ids);
    for (const ground of over)
      await openReview(deps, tx, {
        holderId: ground.holder_id,
        subjectId: ground.subject_id,
        purposeId: ground.purpose_id,
        kind: 'event-over',
        objectId: ground.id,
      });
    if (over.length > 0) tx.onCommit(deps.poke);
    return over.length;
  };
  return actOnEach(
    { db: deps.db, clock: deps.clock, worker: eventReviewer, idOf: (id) => id, act, onFault },
    await endedEvents(deps.db, forAnEvent, now, deps.clock.real(), limit),
  );
}
