import { setTimeout as sleep } from 'node:timers/promises';
import { isUnavailable } from './db/index.ts';

/** Runs `act` again and again, `everyMs` after it ended. A fault is logged and does not stop it. Returns how to stop. */
export function startTicker(
  everyMs: number,
  act: () => Promise<void>,
  logger: { error(data: object, text: string): void },
): () => Promise<void> {
  const ending = new AbortController();
  const running = (async () => {
    while (!ending.signal.aborted) {
      await act().catch((error: Error) => {
        if (!isUnavailable(error)) logger.error({ fault: error.message, stack: error.stack }, 'ticker');
      });
      await sleep(everyMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    ending.abort();
    await running;
  };
}
