import { openReviewTasks } from '../arrays/index.ts';
import { type ConsentDeps, endSettledChecks, expireConsents } from '../consent/index.ts';
import { type KeyStore, noteDestructions, rotateKek, rotationDue } from '../keys/index.ts';
import { faultLog } from '../platform/log.ts';
import { startTicker } from '../platform/ticker.ts';
import { endSettledTasks, settleSent, type TransferDeps, watchTerms } from '../transfers/index.ts';
import { watchComplaints } from '../transfers/relay/index.ts';
import { eraseOldMessages, type SystemDeps } from '../trust/systems/index.ts';
import { keepHouse } from './housekeeping.ts';

const second = 1000;
const hour = 3_600_000;

/** What is done again and again whoever asks: terms that end, keys that rotate, messages that have left. Each stops by its own function. */
export function startRounds(
  deps: { readonly consent: ConsentDeps; readonly transfers: TransferDeps; readonly systems: SystemDeps },
  keyStore: KeyStore,
  logger: Parameters<typeof startTicker>[2] & Parameters<typeof faultLog>[0],
): ReturnType<typeof startTicker>[] {
  const { consent, transfers, systems } = deps;
  const { db, clock } = consent;
  const every = (ms: number, act: () => Promise<unknown>) => startTicker(ms, async () => void (await act()), logger);
  return [
    every(second, () => expireConsents(consent, faultLog(logger, 'expiry'))),
    every(second, () => settleSent(transfers)),
    every(2 * second, () => watchTerms(transfers)),
    every(2 * second, () => endSettledTasks(transfers)),
    every(2 * second, () => watchComplaints(transfers)),
    every(2 * second, () => endSettledChecks(consent, transfers.notices)),
    every(2 * second, () => eraseOldMessages(systems)),
    every(5 * second, () => noteDestructions(db, keyStore)),
    every(600 * second, () => openReviewTasks(consent, faultLog(logger, 'reviews'))),
    every(hour, () => keepHouse(db, clock.real())),
    every(hour, async () => {
      if (await rotationDue(db, keyStore, clock.real()))
        await rotateKek(db, keyStore, clock.real(), faultLog(logger, 'key rotation'));
    }),
  ];
}
