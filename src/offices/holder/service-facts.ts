import { endOfServiceStorage, type Purpose } from '../../consent/index.ts';
import { lastDay } from '../../platform/dates.ts';
import type { HolderDeps } from './deps.ts';

/** CP-F-29b: the last day of the consents if the purpose's service ended now; null where no storage term is stated. */
export async function serviceEnd(deps: HolderDeps, purpose: Purpose): Promise<Date | null> {
  const version =
    purpose.currentVersionId === null ? null : await deps.consent.registers.version(purpose.currentVersionId);
  const end = version === null ? null : endOfServiceStorage(deps.clock.now(), version.body);
  return end === null ? null : lastDay(end);
}
