const baseMs = 10_000;
const capMs = 4 * 3_600_000;

/** About 58 hours with the steps below: a mail server may be away over a weekend's night and day. */
export const defaultAttempts = 24;

/**
 * How long to wait after the n-th failed attempt (n from 1): doubles from 10 s up to 4 h. `jitter` (0 to 1) takes it
 * from half to the whole, so that what failed together does not come back together.
 */
export function backoffMs(attempt: number, jitter: number): number {
  const whole = Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(whole * (0.5 + 0.5 * Math.min(1, Math.max(0, jitter))));
}
