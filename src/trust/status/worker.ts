import { setTimeout as sleep } from 'node:timers/promises';
import { isUnavailable, systemScope } from '../../platform/db/index.ts';
import { endTerms, type RegisterDeps } from '../issue/index.ts';
import type { Directory } from './directory.ts';
import { keepLists, type KeepListsDeps } from './keep-lists.ts';
import { registersMark } from './schedule-store.ts';

export type StatusWorkerDeps = KeepListsDeps &
  Omit<RegisterDeps, 'keys'> & {
    readonly directory: Directory;
    /** What has to be there before lists can be printed. */
    readonly before?: readonly (() => Promise<unknown>)[];
    /** What else is kept current, each time the registers have been seen to. */
    readonly further?: readonly (() => Promise<unknown>)[];
    /** How often it looks whether there is anything new, without being poked. */
    readonly intervalMs?: number;
    readonly onFault: (error: Error) => void;
  };

export type StatusWorker = {
  /** Something was committed: look now rather than at the next tick. */
  poke(): void;
  /** One round, for whoever waits for it. */
  round(): Promise<void>;
  stop(): Promise<void>;
};

const scope = systemScope('status is kept current');
/** Law time after which terms, lists and answers are looked at though nothing was entered. */
const BY_TIME_MS = 20_000;

/**
 * Round the clock (ES-8.3b, ES-13.1.6c): ends of terms are entered (ES-14.6.1), lists printed when they are due, answers signed beforehand.
 * Law time decides. A step that fails is told of and tried again; it holds up none of the others.
 */
export function startStatusWorker(deps: StatusWorkerDeps): StatusWorker {
  const { db, directory, intervalMs = 1000, onFault } = deps;
  let [stopped, poked] = [false, false];
  let alarm = new AbortController();
  const steps: readonly (() => Promise<unknown>)[] = [
    ...(deps.before ?? []),
    () => db.tx(scope, (tx) => endTerms(tx, deps, { kind: 'system', id: 'terms' })),
    async () => keepLists(deps, await directory.refresh()),
    ...(deps.further ?? []),
  ];
  let rounds: Promise<void> = Promise.resolve();
  const round = (): Promise<void> => {
    // One after the other: who waits for a round gets one that began after they asked.
    rounds = rounds.then(async () => {
      for (const step of steps) {
        if (stopped) return;
        await step().catch((error: Error) => {
          if (!isUnavailable(error)) onFault(error);
        });
      }
    });
    return rounds;
  };
  // Most looks find nothing new: then only what the passing of time brings is seen to, and that less often.
  let seen: { readonly mark: string; readonly at: number } | undefined;
  const look = async (): Promise<void> => {
    try {
      const mark = await db.tx(scope, registersMark);
      const at = deps.clock.now().getTime();
      if (seen !== undefined && seen.mark === mark && Math.abs(at - seen.at) < BY_TIME_MS) return;
      await round();
      seen = { mark, at };
    } catch (error) {
      if (!isUnavailable(error)) onFault(error as Error);
    }
  };
  const running = (async () => {
    while (!stopped) {
      poked = false;
      await look();
      if (stopped || poked) continue;
      alarm = new AbortController();
      await sleep(intervalMs, undefined, { signal: alarm.signal }).catch(() => undefined);
    }
  })();
  return {
    poke() {
      poked = true;
      alarm.abort();
    },
    round,
    async stop() {
      stopped = true;
      alarm.abort();
      await running;
      await rounds;
    },
  };
}
