import { orRefuse } from '../platform/http/index.ts';
import type { Lang } from '../platform/text.ts';
import { actorOf, type SubjectOf } from './actors.ts';
import { refuse } from './refusals.ts';
import type { Actor } from './types.ts';

export type Asking = { principal: Parameters<typeof actorOf>[0]; lang: Lang; headers: object };

/** Who asks, as an actor at that holder; leaves with the refusal where it is nobody. */
export function actorOfRequest(subjectOf: SubjectOf, request: Asking, holderId: string): Actor {
  return orRefuse(actorOf(request.principal, holderId, subjectOf) ?? refuse('NO_SUCH_CASE'));
}
