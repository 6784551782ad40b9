import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../platform/clock.ts';
import { type Db, isUnavailable, systemScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { countResting, type DueClock, fireReminder, leaseDue, readRunning, restClock } from './clock-store.ts';
import type { Engine } from './engine.ts';
import { openDuties } from './decide.ts';

const leaseMs = 30_000;
const scope = systemScope('clocks of the law');

export type ClockWorker = { poke(): void; stop(): Promise<void> };
export type ClockWorkerDeps = {
  readonly engine: Engine;
  readonly intervalMs?: number;
  readonly onFault?: (error: Error) => void;
};

/** Fires what is due. As many workers as there are servers: a lease keeps them apart, the case's own row keeps them honest. */
export function startClockWorker({ engine, intervalMs = 250, onFault }: ClockWorkerDeps): ClockWorker {
  const owner = uuidv7();
  let stopped = false;
  let alarm = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const busy = await tick(engine, owner, onFault).catch((error: Error) => {
        onFault?.(error);
        return 0;
      });
      if (busy || stopped) continue;
      alarm = new AbortController();
      await sleep(intervalMs, undefined, { signal: alarm.signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    poke: () => alarm.abort(),
    async stop() {
      stopped = true;
      alarm.abort();
      await running;
    },
  };
}

/** Clocks whose firing failed and that rest: for the metrics. */
export const restingClocks = ({ deps: { db, clock } }: Engine): Promise<number> =>
  db.tx(scope, (tx) => countResting(tx, clock.now()));

/** One round: how many clocks it took. */
export async function tick(
  engine: Engine,
  owner: string,
  onFault?: (error: Error) => void,
  limit = 50,
): Promise<number> {
  const { db, clock } = engine.deps;
  const due = await take(db, clock, owner, limit);
  for (const one of due) {
    try {
      await fire(engine, one);
    } catch (error) {
      onFault?.(new Error(`case ${one.case_id}, ${one.duty}: ${(error as Error).message}`, { cause: error }));
      await db.tx(scope, (tx) => restClock(tx, one, owner, clock.real()));
    }
  }
  return due.length;
}

const take = (db: Db, clock: Clock, owner: string, limit: number): Promise<DueClock[]> =>
  db.tx(scope, (tx) =>
    leaseDue(tx, {
      lawNow: clock.now(),
      realNow: clock.real(),
      until: new Date(clock.real().getTime() + leaseMs),
      owner,
      limit,
    }),
  );

async function fire(engine: Engine, one: DueClock): Promise<void> {
  const { db, clock } = engine.deps;
  await db.tx(scope, async (tx) => {
    // The case first, as every act does: two orders of locking would be a deadlock.
    const now = await engine.settle(tx, one.holder_id, one.case_id);
    if (now === null || one.kind === 'late' || !(await fireReminder(tx, one, clock.now()))) return;
    const stillOwed = openDuties(now.state).some(
      (d) => d.duty === one.duty && d.n === one.n && d.state === 'open' && d.due >= clock.now(),
    );
    if (stillOwed) await engine.remind(tx, now, one.duty, one.n);
  });
}

const first = '00000000-0000-0000-0000-000000000000';

/**
 * Counts every running term anew, each case in its own transaction: for the day on which the working calendar changes.
 * A case that fails is told to `onFault` and passed over; its clock counts it again when it rings.
 */
export async function recountTerms(
  engine: Engine,
  pageSize = 200,
  onFault: (error: Error) => void = () => undefined,
): Promise<number> {
  let count = 0;
  for (let after = { holderId: first, caseId: first }; ; ) {
    const page = await engine.deps.db.tx(scope, (tx) => readRunning(tx, after, pageSize));
    for (const { holder_id, case_id } of page)
      await engine.deps.db
        .tx(scope, (tx) => engine.settle(tx, holder_id, case_id))
        .catch((error: Error) => {
          if (isUnavailable(error)) throw error;
          onFault(new Error(`case ${case_id}: ${error.message}`, { cause: error }));
        });
    count += page.length;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return count;
    after = { holderId: last.holder_id, caseId: last.case_id };
  }
}
