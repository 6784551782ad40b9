import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again until the answer is neither undefined, null nor false, and returns it. Every wait in a test has an end: after
 * `limitMs` of real time it fails and says for what it waited.
 */
export async function until<T>(
  what: string,
  read: () => Promise<T> | T,
  { limitMs = 30_000, everyMs = 50 }: { limitMs?: number; everyMs?: number } = {},
): Promise<Exclude<T, undefined | null | false>> {
  const began = performance.now();
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== null && value !== false) return value as Exclude<T, undefined | null | false>;
    if (performance.now() - began > limitMs) throw new Error(`not within ${limitMs} ms: ${what}`);
    await sleep(everyMs);
  }
}
