import type { Refusal } from '../../../platform/refusal.ts';
import { refuse } from '../refusals.ts';

/** A place among the files that are read in or judged at one time. */
export type Place = {
  /** Does the work in it and holds it until the work is over; refused where the place was left before the work began. */
  hold<T>(work: () => Promise<T>): Promise<T | Refusal>;
  /** It is free for the next as soon as nothing is held in it; saying so again changes nothing. */
  leave(): void;
};
/** Whoever still sends the file that a place was taken for. */
export type Sender = {
  /** Sends so slowly that the place is somebody else's who waits for it; while nobody waits, everybody has the time they need. */
  tooSlow(): boolean;
  /** Is told to come again. */
  cut(): void;
};
export type Room = { enter(caller: string, sender?: Sender): Place | Refusal };

type Taken = { readonly caller: string; readonly sender: Sender | undefined; readonly place: Place };

/** `most` places, of which one caller has `ofOne` at most: whoever sends slowly, or the worst files, leaves room for others. */
export function createRoom(most: number, ofOne: number): Room {
  const taken = new Set<Taken>();
  /** One place less among those, where one of them has only been sent to, and too slowly. */
  const vacate = (among: readonly Taken[]): boolean => {
    const slow = among.find(({ sender }) => sender?.tooSlow() === true);
    slow?.place.leave();
    slow?.sender?.cut();
    return slow !== undefined && !taken.has(slow);
  };
  return {
    enter(caller, sender) {
      const own = [...taken].filter((one) => one.caller === caller);
      if (own.length >= ofOne && !vacate(own)) return refuse('VERIFIER_BUSY');
      if (taken.size >= most && !vacate([...taken])) return refuse('VERIFIER_BUSY');
      let [held, left] = [0, false];
      const end = (): void => {
        if (left && held === 0) taken.delete(one);
      };
      const place: Place = {
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
      const one: Taken = { caller, sender, place };
      taken.add(one);
      return place;
    },
  };
}
