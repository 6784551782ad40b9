import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../platform/clock.ts';
import { type Db, systemScope } from '../platform/db/index.ts';
import { type CheckpointSigner, LogFault } from './checkpoint-signer.ts';
import { glance, oldestPending } from './log-store.ts';
import { sequenceBatch } from './sequencer.ts';

export type RecordWorker = {
  /** Something was committed: look now rather than at the next tick. */
  poke(): void;
  /** Ends after the batch in hand. */
  stop(): Promise<void>;
  /** How far the log is behind the journal, and what stopped it, if anything. */
  health(): Promise<{ pending: number; behindMs: number; halted: string | null }>;
};

export type RecordWorkerDeps = {
  readonly db: Db;
  /** Only one process signs, the one that holds the signer's state file; the others leave it out and sequence. */
  readonly signer?: CheckpointSigner;
  readonly clock: Clock;
  /** How often it looks without being poked. */
  readonly intervalMs?: number;
  readonly onFault?: (error: Error) => void;
};

const BATCH = 2000;
const GATHER_MS = 100;
const scope = systemScope('the record worker looks for waiting entries');

/**
 * Keeps the log behind the journal by less than a second. A database that is away is waited for; a log that would
 * have to break its promise (LogFault) halts sequencing and signing until an operator has looked.
 */
export function startRecordWorker({ db, signer, clock, intervalMs = 250, onFault }: RecordWorkerDeps): RecordWorker {
  let [stopped, halted, trusted, poked, idle] = [false, null as LogFault | null, false, false, false];
  let signedSize = -1;
  let alarm = new AbortController();

  /** Answers whether there was anything to do. */
  const round = async (): Promise<boolean> => {
    if (halted) return false;
    try {
      // After a start, or after the database was away, it may be another database than the one we knew.
      if (!trusted) await signer?.check(db);
      trusted = true;
      const { size, waiting } = await glance(db, scope);
      if (!waiting && size === signedSize) return false;
      const until = clock.real().getTime() + 500;
      while (!stopped && (await sequenceBatch(db, BATCH)) === BATCH && clock.real().getTime() < until);
      if (signer && (await signer.sign(db, clock.real())) === 'busy') return false;
      // What came meanwhile is seen at the next glance: this size was under the head that was signed.
      signedSize = size;
      return true;
    } catch (error) {
      [trusted, signedSize] = [false, -1];
      if (error instanceof LogFault) halted = error;
      onFault?.(error as Error);
      return false;
    }
  };
  const pause = async (ms: number): Promise<void> => {
    alarm = new AbortController();
    await sleep(ms, undefined, { signal: alarm.signal }).catch(() => undefined);
  };
  const loop = async (): Promise<void> => {
    while (!stopped) {
      poked = false;
      const busy = await round();
      if (stopped) return;
      // Under load acts gather for one batch, one checkpoint and one fsync; a poke ends only an idle wait.
      if (busy) await pause(GATHER_MS);
      else if (!poked) {
        idle = true;
        await pause(intervalMs);
        idle = false;
      }
    }
  };
  const running = loop();

  return {
    poke() {
      poked = true;
      if (idle) alarm.abort();
    },
    async stop() {
      stopped = true;
      alarm.abort();
      await running;
    },
    async health() {
      const { count, at } = await db.tx(scope, oldestPending);
      const behindMs = at === null ? 0 : Math.max(0, clock.real().getTime() - at.getTime());
      return { pending: count, behindMs, halted: halted?.message ?? null };
    },
  };
}
