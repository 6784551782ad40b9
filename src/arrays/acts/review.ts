import { actOnEach, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { type ArrayDeps, journal } from '../deps.ts';
import { dueReviews, insertReview, reviewWorker, takeDueReviews } from '../record-store.ts';

/**
 * PD-4.3: a record past its list's review date gets a task for its holder; each record one at a time. Answers how many.
 * What fails is told to `onFault` and rests; it holds up no other.
 */
export async function openReviewTasks(deps: ArrayDeps, onFault?: (error: Error) => void, limit = 200): Promise<number> {
  const at = deps.clock.now();
  const act = async (tx: Tx, ids: readonly string[]): Promise<number> => {
    const due = await takeDueReviews(tx, at, ids);
    for (const record of due) {
      const taskId = uuidv7(deps.clock.real());
      await insertReview(tx, { ...record, taskId, at });
      await journal(
        deps,
        tx,
        { holderId: record.holder_id, actor: { kind: 'system', id: 'clock' } },
        {
          type: 'data.review-due',
          subject: record.subject_id,
          object: { kind: 'data-record', id: record.id },
          data: { task: taskId, dueAt: record.due_at.toISOString() },
        },
      );
    }
    return due.length;
  };
  return actOnEach(
    { db: deps.db, clock: deps.clock, worker: reviewWorker, idOf: (id) => id, act, onFault },
    await dueReviews(deps.db, at, deps.clock.real(), limit),
  );
}
