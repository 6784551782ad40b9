import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { backoffMs, defaultAttempts } from './backoff.ts';
import { fanOut } from './broadcast.ts';
import { markDone } from './attempt-store.ts';
import { type DeliverDeps, deliverRow, noHandler, type Plan, prepareRows } from './deliver-row.ts';
import {
  countOutbox,
  markDead,
  type OutboxCounts,
  pruneDone,
  putBack,
  releaseRows,
  renewLease,
  reviveRows,
  takeDue,
  type TakenRow,
} from './store.ts';

const lanes = 4;
const doneDays = 30;
/** While there is something to send, what comes within so long goes with the next batch; after a rest it goes at once. */
const gatherMs = 100;
/**
 * Rows taken at once, prepared in one transaction, and settled together: where sending takes no time, and where a letter takes its time
 * and is noted before the next one goes. Who waits for a code waits for no long batch.
 */
const sizes = { quick: { batch: 100, prepared: 50, width: 50 }, slow: { batch: 50, prepared: 25, width: 1 } };
/** How long what was read for them may be old when they are sent. */
const freshMs = 2_000;

export type OutboxHealth = OutboxCounts & {
  readonly running: boolean;
  readonly sent: number;
  readonly deferred: number;
};
export type Gauge = {
  readonly name: string;
  readonly help: string;
  readonly kind: 'gauge' | 'counter';
  readonly read: () => number;
};
export type OutboxWorker = {
  start(): void;
  /** After a commit: there is something to send. */
  poke(): void;
  /** Ends what is in hand, gives the rest back. */
  stop(): Promise<void>;
  health(): Promise<OutboxHealth>;
  /** For the metrics: read at scrape time from what was last counted. */
  readonly gauges: readonly Gauge[];
};

/**
 * Empties the outbox: up to four batches at a time, as many workers as there are servers. A lease keeps workers
 * apart; one that dies loses it, and the rows go out under the same message ids.
 */
export function outboxWorker(deps: DeliverDeps): OutboxWorker {
  const me = uuidv7(deps.clock.real());
  const isQuick = Object.values(deps.channels).every((channel) => channel?.together === true);
  const { batch, prepared, width } = sizes[isQuick ? 'quick' : 'slow'];
  const leaseMs = deps.leaseMs ?? 60_000;
  const intervalMs = deps.intervalMs ?? 250;
  const maxAttempts = deps.maxAttempts ?? defaultAttempts;
  const busy = new Set<Promise<void>>();
  const tally = { sent: 0, deferred: 0, dead: 0 };
  let counted: OutboxCounts = { due: 0, oldestDueMs: 0, dead: [] };
  let [stopped, poked] = [false, false];
  let running: Promise<unknown> | undefined;
  let wake = (): void => undefined;

  const guard = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await act();
    } catch (error) {
      deps.onFault?.(error as Error);
      return undefined;
    }
  };

  const settle = async (row: TakenRow, prepared: Plan | null | undefined): Promise<void> => {
    const last = row.attempts >= maxAttempts;
    let outcome = await deliverRow(deps, row, last, prepared).catch((error: Error) => {
      deps.onFault?.(error);
      return { kind: 'later', fault: `FAULT ${error.name}` } as const;
    });
    if (outcome.kind === 'later' && last) outcome = { kind: 'dead', fault: outcome.fault };
    if (outcome.kind === 'done') {
      tally.sent++;
      return markDone(deps.db, { id: row.id, noted: outcome.noted ?? null });
    }
    if (outcome.kind === 'later') {
      tally.deferred++;
      return putBack(deps.db, me, row.id, backoffMs(row.attempts, deps.jitter?.() ?? 1), outcome.fault);
    }
    tally.dead++;
    deps.onFault?.(new Error(`outbox: ${row.kind} ${row.id} is given up: ${outcome.fault}`));
    return markDead(deps.db, me, row.id, outcome.fault);
  };

  const work = async (rows: readonly TakenRow[]): Promise<void> => {
    let leased = monotonicMs();
    let mine = new Set(rows.map((row) => row.id));
    let [plans, preparedAt]: [ReadonlyMap<string, Plan | null>, number] = [new Map(), 0];
    for (let at = 0; at < rows.length; at += width) {
      if (stopped) {
        await releaseRows(deps.db, me, [...mine]);
        return;
      }
      if (monotonicMs() - leased > leaseMs / 3) {
        mine = await renewLease(deps.db, me, [...mine], leaseMs);
        leased = monotonicMs();
      }
      if (at % prepared === 0) {
        plans = await prepareRows(
          deps,
          rows.slice(at, at + prepared).filter((one) => mine.has(one.id)),
        );
        preparedAt = monotonicMs();
      }
      const fresh = monotonicMs() - preparedAt < freshMs;
      const now = rows.slice(at, at + width).filter((row) => mine.delete(row.id));
      // The database away: the lease ends by itself, and the row comes back.
      await Promise.all(now.map((row) => guard(() => settle(row, fresh ? plans.get(row.id) : undefined))));
    }
  };

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, poked || stopped ? 0 : intervalMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const ended = new AbortController();
  // The database is away: no use in asking four times a second.
  const calm = (): Promise<unknown> => sleep(2_000, undefined, { signal: ended.signal }).catch(() => undefined);

  const dispatch = async (): Promise<void> => {
    while (!stopped) {
      poked = false;
      if (busy.size >= lanes) {
        await Promise.race(busy);
        continue;
      }
      const rows = await guard(() => takeDue(deps.db, me, batch, leaseMs));
      if (rows === undefined) {
        await calm();
        continue;
      }
      if (rows.length > 0) {
        const lane: Promise<void> = guard(() => work(rows)).then(() => void busy.delete(lane));
        busy.add(lane);
      }
      // A poke ends only an idle wait: under load one batch serves what several acts have left.
      if (rows.length === 0) await pause();
      else if (rows.length < batch) await sleep(gatherMs, undefined, { signal: ended.signal }).catch(() => undefined);
    }
    await Promise.all(busy);
  };

  // Slow work beside the sending: broadcasts, counts, old rows.
  const attend = async (): Promise<void> => {
    let countAt = 0;
    while (!stopped) {
      const more = await guard(() => fanOut(deps));
      if (more === undefined) await calm();
      if (more === true) {
        wake();
        continue;
      }
      if (monotonicMs() >= countAt) {
        counted = (await guard(() => countOutbox(deps.db))) ?? counted;
        await guard(() => pruneDone(deps.db, doneDays, 5_000));
        countAt = monotonicMs() + 10_000;
      }
      await sleep(intervalMs * 2, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  };

  return {
    start() {
      // An older version may have met kinds that this one knows.
      const known = Object.keys(deps.handlers);
      running ??= guard(() => reviveRows(deps.db, known, noHandler)).then(() => Promise.all([dispatch(), attend()]));
    },
    poke() {
      poked = true;
      wake();
    },
    async stop() {
      stopped = true;
      wake();
      ended.abort();
      await running;
      for (const channel of Object.values(deps.channels)) channel?.stop();
    },
    async health() {
      counted = await countOutbox(deps.db);
      return { ...counted, running: running !== undefined && !stopped, sent: tally.sent, deferred: tally.deferred };
    },
    gauges: [
      { name: 'makulduk_outbox_due', help: 'Messages waiting', kind: 'gauge', read: () => counted.due },
      {
        name: 'makulduk_outbox_oldest_due_seconds',
        help: 'How long the oldest due message waits',
        kind: 'gauge',
        read: () => counted.oldestDueMs / 1000,
      },
      {
        name: 'makulduk_outbox_dead',
        help: 'Messages given up; a person has to look',
        kind: 'gauge',
        read: () => counted.dead.reduce((sum, one) => sum + one.n, 0),
      },
      {
        name: 'makulduk_outbox_sent_total',
        help: 'Rows dealt with by this process',
        kind: 'counter',
        read: () => tally.sent,
      },
      {
        name: 'makulduk_outbox_deferred_total',
        help: 'Failed attempts that will be repeated',
        kind: 'counter',
        read: () => tally.deferred,
      },
      {
        name: 'makulduk_outbox_given_up_total',
        help: 'Rows given up by this process',
        kind: 'counter',
        read: () => tally.dead,
      },
    ],
  };
}
