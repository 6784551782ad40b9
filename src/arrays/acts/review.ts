import { systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { type ArrayDeps, journal } from '../deps.ts';
import { insertReview, takeDueReviews } from '../record-store.ts';

/** PD-4.3: a record past its list's review date gets a task for its holder; each record one at a time. Answers how many. */
export async function openReviewTasks(deps: ArrayDeps, limit = 200): Promise<number> {
  return deps.db.tx(systemScope('review dates pass'), async (tx) => {
    const at = deps.clock.now();
    const due = await takeDueReviews(tx, at, limit);
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
  });
}
