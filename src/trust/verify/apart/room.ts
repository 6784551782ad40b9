import type { Refusal } from '../../../platform/refusal.ts';
import { refuse } from '../refusals.ts';

/** A place among the files that are read in or judged at one time. */
export type Place = {
  /** Does the work in it and holds it until the work is over; refused where the place was left before the work began. */
  hold<T>(work: () => Promise<T>): Promise<T | Refusal>;
  /** It is free for the next as soon as nothing is held in it; saying so again changes nothing. */
  leave(): void;
};
export type Room = { enter(caller: string): Place | Refusal };

/** `most` places, of which one caller has `ofOne` at most: whoever sends slowly, or the worst files, leaves room for others. */
export function createRoom(most: number, ofOne: number): Room {
  const callers: string[] = [];
  return {
    enter(caller) {
      if (callers.length >= most || callers.filter((one) => one === caller).length >= ofOne)
        return refuse('VERIFIER_BUSY');
      callers.push(caller);
      let [held, left, free] = [0, false, false];
      const end = (): void => {
        if (free || !left || held > 0) return;
        free = true;
        callers.splice(callers.indexOf(caller), 1);
      };
      return {
        async hold(work) {
          if (left) return refuse('VERIFIER_BUSY');
          held++;
          try {
            return await work();
          } finally {
            held--;
            end();
          }
        },
        leave() {
          left = true;
          end();
        },
      };
    },
  };
}
