import { holderScope } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { adulthood } from '../age.ts';
import type { ConsentDeps } from '../deps.ts';
import type { MayAnswer } from '../may/decide.ts';
import { knownAge } from '../may/known-age.ts';
import { refuse } from '../refusals.ts';
import { consentById } from '../store.ts';
import { groundsFor } from './event-store.ts';

export type AgeFound = 'adult' | 'child' | 'unknown';

/**
 * PD-18.1, 18.2, 18.4: before anything about a child is stored. A ground of article 5 is not enough: it takes a ground of
 * 18.1, the legal representative's consent, or from 14 the child's own. Of a stated and a known age the lower one counts.
 */
export async function checkChildData(
  deps: ConsentDeps,
  holderId: string,
  what: { readonly subjectId: string; readonly purposeId: string; readonly statedAge?: number },
  answer: MayAnswer,
): Promise<Refusal | AgeFound> {
  const known = await knownAge(deps, holderId, what.subjectId, deps.clock.now());
  const ages = [known, what.statedAge].filter((age) => age !== null && age !== undefined);
  if (ages.length === 0) return 'unknown';
  const age = Math.min(...ages);
  if (age >= adulthood) return 'adult';
  const rests =
    answer.consentId === null
      ? await restsOnChildGround(deps, holderId, what)
      : await restsOnConsent(deps, holderId, what.subjectId, answer.consentId, age);
  return rests
    ? 'child'
    : refuse('CHILD_WITHOUT_GROUND', { field: what.statedAge === age && age !== known ? 'statedAge' : 'subjectId' });
}

// PD-18.2: the representative's consent, or from 14 the child's own (its purpose was judged when it was given).
async function restsOnConsent(deps: ConsentDeps, holderId: string, subjectId: string, consentId: string, age: number) {
  const consent = await consentById(deps.db, holderScope(holderId), subjectId, consentId);
  return consent?.signer_role === 'representative' || age >= 14;
}

async function restsOnChildGround(deps: ConsentDeps, holderId: string, what: { subjectId: string; purposeId: string }) {
  const now = deps.clock.now();
  const grounds = await deps.db.tx(holderScope(holderId), (tx) =>
    groundsFor(tx, { holder_id: holderId, purpose_id: what.purposeId, subject_id: what.subjectId }),
  );
  return grounds.some(
    (one) => one.code.startsWith('PD-18.1-') && one.recordedAt <= now && (one.endsAt === null || now < one.endsAt),
  );
}
