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
const scope = systemScope('the record worker looks for waiting entries');

/**
 * Keeps the log behind the journal by less than a second. A database that is away is waited for; a log that would
 * have to break its promise (LogFault) halts sequencing and signing until an operator has looked.
 */
export function startRecordWorker({ db, signer, clock, intervalMs = 250, onFault }: RecordWorkerDeps): RecordWorker {
  let [stopped, halted, trusted, poked] = [false, null as LogFault | null, false, false];
  let signedSize = -1;
  let alarm = new AbortController();

  const round = async (): Promise<void> => {
    if (halted) return;
    try {
      // After a start, or after the database was away, it may be another database than the one we knew.
      if (!trusted) await signer?.check(db);
      trusted = true;
      const { size, waiting } = await glance(db, scope);
      if (!waiting && size === signedSize) return;
      const until = clock.real().getTime() + 500;
      while (!stopped && (await sequenceBatch(db, BATCH)) === BATCH && clock.real().getTime() < until);
      if (signer && (await signer.sign(db, clock.real())) === 'busy') return;
      // What came meanwhile is seen at the next glance: this size was under the head that was signed.
      signedSize = size;
    } catch (error) {
      [trusted, signedSize] = [false, -1];
      if (error instanceof LogFault) halted = error;
      onFault?.(error as Error);
    }
  };
  const loop = async (): Promise<void> => {
    while (!stopped) {
      poked = false;
      await round();
      if (stopped || poked) continue;
      alarm = new AbortController();
      await sleep(intervalMs, undefined, { signal: alarm.signal }).catch(() => undefined);
    }
  };
  const running = loop();

  return {
    poke() {
      poked = true;
      alarm.abort();
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
