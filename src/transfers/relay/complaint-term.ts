import { due, kyrgyzCalendar, termOf } from '../../law/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { journalAll } from '../../arrays/index.ts';
import type { TransferDeps } from '../deps.ts';
import { authorityParty } from './identity.ts';
import { complaintOpen, complaintOverdue } from './messages.ts';
import { markOverdue, openOf, unalarmed } from './open-complaint-store.ts';

const day = 86_400_000;
/** Younger than this no complaint is past its term. */
const youngest = 29 * day;
/** As many as one round looks at. */
const most = 500;

/** PD-15.1, DECISIONS 23: until when who complained is owed an answer. Decree 759 sets no term beyond the immediate check (CP-17b). */
export const answerDueAt = (filedAt: Date): Date => due(termOf('PD-15.1'), filedAt, kyrgyzCalendar);

/**
 * Sounds at the authority when the term of an open complaint has passed, once for each, and takes from its list those that were answered or
 * met by a report. A round of its own because a task comes into the list after the act that asks for it. Answers how many it acted on.
 */
export const watchComplaints = (deps: TransferDeps): Promise<number> =>
  deps.db.tx(systemScope('terms of complaints of transfers'), async (tx) => {
    const now = deps.clock.now();
    const late = (await unalarmed(tx, new Date(now.getTime() - youngest), most)).filter(
      (one) => now > answerDueAt(one.filed_at),
    );
    for (const { id } of late) {
      await markOverdue(tx, id, now);
      await deps.notices.enqueue(tx, { holderId: authorityParty, kind: complaintOverdue, ref: id });
    }
    if (late.length > 0)
      await journalAll(
        deps,
        tx,
        late.map(({ id, filed_at }) => ({
          type: 'transfer.complaint-overdue',
          actor: { kind: 'system', id: 'terms' },
          object: { kind: 'transfer-complaint', id },
          data: { dueAt: answerDueAt(filed_at).toISOString() },
        })),
      );
    const tasks = await deps.notices.openMatters(tx, [complaintOpen, complaintOverdue], most);
    const open = await openOf(
      tx,
      tasks.map((one) => one.ref),
    );
    let ended = 0;
    for (const { kind, ref } of tasks) if (!open.has(ref)) ended += await deps.notices.endTasks(tx, kind, ref);
    return late.length + ended;
  });
