import { etagOf } from '../../../platform/http/index.ts';
import type { KeptAnswer } from './ocsp-store.ts';

export type AnswerInMemory = KeptAnswer & { readonly serial: string; readonly etag: string };

/** Answers that were asked for lately, in memory; which of them are no longer true is told by whoever watches the register. */
export type KeptAnswers = {
  find(issuerId: string, serial: string, at: Date): AnswerInMemory | undefined;
  /** Counts what was dropped: ask before the register is read. */
  readonly dropped: number;
  /** Keeps it, unless something was dropped since `asOf`: what was read before may be what was dropped. */
  keep(issuerId: string, serial: string, answer: KeptAnswer, asOf: number): AnswerInMemory;
  drop(issuerId: string, serial: string): void;
  /** Drops everything: what came before is not known. */
  clear(): void;
};

const MOST = 20_000;
const keyOf = (issuerId: string, serial: string): string => `${issuerId}/${serial}`;

export function keptAnswers(most = MOST): KeptAnswers {
  const answers = new Map<string, AnswerInMemory>();
  let dropped = 0;
  return {
    get dropped() {
      return dropped;
    },
    find(issuerId, serial, at) {
      const found = answers.get(keyOf(issuerId, serial));
      if (found === undefined) return undefined;
      // In the second half of its life a newer one is kept somewhere.
      const half = (found.thisUpdate.getTime() + found.nextUpdate.getTime()) / 2;
      return found.thisUpdate <= at && at.getTime() < half ? found : undefined;
    },
    keep(issuerId, serial, { thisUpdate, nextUpdate, der }, asOf) {
      const key = keyOf(issuerId, serial);
      const kept = { serial, thisUpdate, nextUpdate, der, etag: etagOf(der) };
      if (asOf !== dropped) return kept;
      answers.delete(key);
      answers.set(key, kept);
      if (answers.size > most) answers.delete(answers.keys().next().value!);
      return kept;
    },
    drop(issuerId, serial) {
      dropped++;
      answers.delete(keyOf(issuerId, serial));
    },
    clear() {
      dropped++;
      answers.clear();
    },
  };
}
