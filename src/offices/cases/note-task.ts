import { entryOf } from '../../consent/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { insertEntries } from '../../record/index.ts';
import { refuse } from '../holder/refusals.ts';
import type { Desk } from '../holder/deps.ts';
import type { CasesDeps } from './deps.ts';

/**
 * Somebody of the staff has taken note of what the office was told (a key that is compromised, a document that was sent): it leaves the list,
 * and who noted it when is on record. What asks for an act leaves the list with that act only.
 */
export const noteTask = (
  deps: Pick<CasesDeps, 'consent' | 'notices'>,
  { accountId, holderId, scope }: Desk,
  id: string,
): Promise<{ readonly kind: string } | Refusal> =>
  deps.consent.db.tx(scope, async (tx) => {
    const noted = await deps.notices.noteTask(tx, holderId, id);
    if (noted === undefined) return refuse('TASK_NOT_TO_NOTE');
    const { kind, ref, subjectId } = noted;
    await insertEntries(tx, [
      entryOf(deps.consent.clock, deps.consent.profile, {
        type: 'task.noted',
        actor: { kind: 'account', id: accountId },
        holder: holderId,
        ...(subjectId === null ? {} : { subject: subjectId }),
        object: { kind: 'task', id },
        data: { kind, ref },
      }),
    ]);
    tx.onCommit(deps.consent.poke);
    return { kind };
  });
