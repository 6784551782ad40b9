// A flood of questions must not take the database and the processor from everything else: what costs a look into the register and a
// signature is bounded, at once and per second. Whoever is over is told to try later (RFC 6960 2.3).

export type Bounds = { readonly atOnce: number; readonly perSecond: number };
export const usualBounds: Bounds = { atOnce: 8, perSecond: 400 };

/** What signatures made here need has room of its own. */
export const boundsOfSigning: Bounds = { atOnce: 16, perSecond: 200 };

/** What one client may ask of that: `burst` at once, and so many a second. */
export type BoundOfOne = { readonly burst: number; readonly perSecond: number };
export const usualForOne: BoundOfOne = { burst: 200, perSecond: 100 };

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

const MOST = 20_000;

/** Whether this client may ask for one more; the oldest are forgotten where clients are many. `now`: monotonic milliseconds. */
export function boundedEach({ burst, perSecond }: BoundOfOne, now: () => number): (client: string) => boolean {
  const clients = new Map<string, { readonly left: number; readonly at: number }>();
  return (client) => {
    const [before, at] = [clients.get(client) ?? { left: burst, at: now() }, now()];
    const left = Math.min(burst, before.left + ((at - before.at) / 1000) * perSecond);
    clients.delete(client);
    clients.set(client, { left: left < 1 ? left : left - 1, at });
    if (clients.size > MOST) clients.delete(clients.keys().next().value!);
    return left >= 1;
  };
}
