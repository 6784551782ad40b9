// A flood of questions must not take the database and the processor from everything else: what costs a look into the register and a
// signature is bounded, at once and per second. Whoever is over is told to try later (RFC 6960 2.3).

export type Bounds = { readonly atOnce: number; readonly perSecond: number };
export const usualBounds: Bounds = { atOnce: 8, perSecond: 400 };

/** Runs what fits, and answers undefined for what does not. `now`: monotonic milliseconds. */
export function bounded(bounds: Bounds, now: () => number): <T>(act: () => Promise<T>) => Promise<T | undefined> {
  let running = 0;
  let [left, at] = [bounds.perSecond, now()];
  return async (act) => {
    const time = now();
    left = Math.min(bounds.perSecond, left + ((time - at) / 1000) * bounds.perSecond);
    at = time;
    if (running >= bounds.atOnce || left < 1) return undefined;
    left--;
    running++;
    try {
      return await act();
    } finally {
      running--;
    }
  };
}
