import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import { refuse } from '../refusals.ts';

const most = 3;
let busy = 0;

/** Memory is bounded by the size of one check and the number of checks at once, the page's and the API's together. */
export async function atOnce<T>(check: () => Promise<T | Refusal>): Promise<T | Refusal> {
  if (busy >= most) return refuse('VERIFIER_BUSY');
  busy++;
  try {
    return await check();
  } finally {
    busy--;
  }
}

export const isBusy = (answer: unknown): boolean => isRefusal(answer) && answer.code === 'VERIFIER_BUSY';
