// The one place that reads the machine's time. Law time may run ahead of real time in the sandbox, so that terms can be seen expiring.

export type Clock = {
  /** Law time: every term, validity and age is judged by it. */
  now(): Date;
  /** Real time: sessions, leases, certificates, checkpoints. */
  real(): Date;
};

export type TravellingClock = Clock & {
  /** Moves law time forward to `to`; never back. Returns the new offset in milliseconds. */
  travelTo(to: Date): number;
  readonly offsetMs: number;
  setOffset(ms: number): void;
};

/** Monotonic milliseconds for measuring durations, never for records. */
export const monotonicMs = (): number => performance.now();

/**
 * A reading of the machine's time that never goes back. Where the machine's clock is set back, time here goes on at half
 * its pace until the machine has caught up: order stays order, and no term, session or lease is lengthened without end.
 */
export function steady(read: () => number, passed: () => number = monotonicMs): () => Date {
  let [last, at] = [read(), passed()];
  return () => {
    const [now, since] = [read(), passed()];
    last = Math.max(now, last + Math.max(0, since - at) / 2);
    at = since;
    return new Date(Math.floor(last));
  };
}

const machine = steady(() => Date.now());

export const systemClock: Clock = { now: machine, real: machine };

/** A clock whose law time is real time plus an offset that only grows. */
export function travellingClock(initialOffsetMs = 0, real: () => Date = machine): TravellingClock {
  let offset = initialOffsetMs;
  return {
    now: () => new Date(real().getTime() + offset),
    real,
    get offsetMs() {
      return offset;
    },
    setOffset(ms) {
      offset = ms;
    },
    travelTo(to) {
      const wanted = to.getTime() - real().getTime();
      if (wanted > offset) offset = wanted;
      return offset;
    },
  };
}

/** A clock that stands still until it is moved: for tests. */
export function fixedClock(at: string | Date): Clock & { set(at: string | Date): void; advance(ms: number): void } {
  let time = new Date(at).getTime();
  const read = (): Date => new Date(time);
  return {
    now: read,
    real: read,
    set: (to) => {
      time = new Date(to).getTime();
    },
    advance: (ms) => {
      time += ms;
    },
  };
}
