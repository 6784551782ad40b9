import { dataKey, destroyed, type Keys, openSealed, sealJson } from '../keys/index.ts';
import { due, earliestAfterAnnouncement, termOf, type WorkingCalendar } from '../law/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { PlannedEffect } from './decide.ts';
import type { Refusal } from '../platform/refusal.ts';
import type { Actor, CaseHead, CaseHistory, Data, LawOfTerms } from './types.ts';
import type { Command } from './decide.ts';

// What the engine needs from others, and the ways it usually gets it.

/** Does what an effect names, in the transaction of the act. A fault is thrown, and nothing has happened. */
export type EffectHandler = (tx: Tx, head: CaseHead, effect: PlannedEffect) => Promise<void>;
export type EffectHandlers = Readonly<Record<string, EffectHandler>>;

/** Loads the records outside the case that its guards look at. `command` is null when only time has passed. */
export type FactLoader = (tx: Tx, history: CaseHistory, command: Command | null) => Promise<unknown>;

/** Whether somebody whose role takes part in cases of a procedure may enter this one; null: yes. */
export type Admission = (tx: Tx, history: CaseHistory, by: Actor) => Promise<Refusal | null>;

/** Seals what could name a person; opens it while its key lives. */
export type Sealer = {
  seal(tx: Tx, head: CaseHead, place: SealedPlace, value: Data, now: Date): Promise<Buffer>;
  open(tx: Tx, head: CaseHead, place: SealedPlace, sealed: Buffer): Promise<Data | null>;
};
export type SealedPlace = {
  readonly table: 'case_act' | 'case_document';
  readonly row: string;
  readonly column: 'sealed';
};

/** DECISIONS 10: what is evidence of a procedure stands under the proof key of the person at that holder. */
export function sealerOf(keys: Keys): Sealer {
  return {
    async seal(tx, head, place, value, now) {
      using key = await dataKey(keys, tx, { class: 'proof', subjectId: head.subjectId!, holderId: head.holderId }, now);
      return sealJson(key, place, value, { padTo: 256 });
    },
    async open(tx, head, place, sealed) {
      const value = await openSealed<Data>(keys, tx, head.subjectId!, place, sealed);
      return value === destroyed ? null : value;
    },
  };
}

/** Terms as the law module counts them, with the working calendar of the moment. */
export const termsBy = (calendar: WorkingCalendar): LawOfTerms => ({
  due: (term, start) => due(termOf(term), start, calendar),
  earliestAfter: (term, announcedAt) => earliestAfterAnnouncement(termOf(term), announcedAt, calendar),
});
