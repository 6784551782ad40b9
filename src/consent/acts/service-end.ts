import { addMonths, dayOf, endOfDay } from '../../law/index.ts';
import type { PurposeBody } from '../purposes/purpose.ts';

/** CP-F-29b: the consent ends when the service has ended and the statutory storage term of its records has passed. */
export function endOfServiceStorage(serviceEndedAt: Date, body: PurposeBody): Date | null {
  const months = body.service.storage?.months ?? null;
  return months === null ? null : endOfDay(addMonths(dayOf(serviceEndedAt), months));
}
