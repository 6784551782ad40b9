import { orRefuse } from '../platform/http/index.ts';
import type { CaseNow } from './engine.ts';
import { refuse } from './refusals.ts';

/** Where a request is: the organisation of the address, whatever it is there, and the case. */
export function placeOf(params: unknown): { holderId: string; caseId: string } {
  const { holderId, centreId, caseId } = params as Record<string, string>;
  return { holderId: (holderId ?? centreId)!, caseId: caseId ?? '' };
}

export function ofProcedure(now: CaseNow, name: string): CaseNow {
  return now.procedure.name === name ? now : orRefuse<CaseNow>(refuse('NO_SUCH_CASE'));
}
