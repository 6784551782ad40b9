import { journalAll } from '../../arrays/index.ts';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import type { TransferDeps } from '../deps.ts';
import { authorityParty } from '../relay/identity.ts';
import { countOfDay, markTerm, type Term, watchedTerms } from '../term-store.ts';

const day = 86_400_000;
/** CP-12b: so many days before the end of the term whoever owes notices is reminded: on the fifth day and on the last. */
const reminders = [2, 1] as const;
export const firstReminderMs = reminders[0] * day;

export const dueSoonKind = 'transfer.notices-due-soon';
export const overdueKind = 'transfer.notices-overdue';
/** The authority's own alarm: which holder, nothing of persons. */
export const overdueAtHolder = 'transfer.overdue-at-holder';

/**
 * CP-12b, DECISIONS 17: reminds before the term and sounds when it has passed with notices open, at the holder and at the authority: once a
 * holder and day, however many notices. What is overdue stays visible by itself; this only tells. Answers how many days it acted on.
 */
export const watchTerms = (deps: TransferDeps): Promise<number> =>
  deps.db.tx(systemScope('terms of notices of transfers'), async (tx) => {
    const now = deps.clock.now();
    const terms = await watchedTerms(tx, new Date(now.getTime() + firstReminderMs), 200);
    let acted = 0;
    for (const term of terms) acted += (await watch(deps, tx, term, now)) ? 1 : 0;
    return acted;
  });

async function watch(deps: TransferDeps, tx: Tx, term: Term, now: Date): Promise<boolean> {
  const passed = now > term.due_at;
  const owed = reminders.filter((before) => now.getTime() >= term.due_at.getTime() - before * day).length;
  if (!passed && owed <= term.reminded) return false;
  const open = await countOfDay(tx, term);
  await markTerm(tx, term, { reminded: owed, overdueAt: passed ? now : null });
  if (open === 0) return false;
  const kind = passed ? overdueKind : dueSoonKind;
  await journalAll(deps, tx, [
    {
      type: passed ? 'transfer.notices-overdue' : 'transfer.notices-due-soon',
      actor: { kind: 'system', id: 'terms' },
      holder: term.holder_id,
      object: { kind: 'holder', id: term.holder_id },
      data: { dueAt: term.due_at.toISOString(), open },
    },
  ]);
  await deps.notices.enqueue(tx, { kind, ref: term.holder_id, holderId: term.holder_id, data: { open } });
  if (passed)
    await deps.notices.enqueue(tx, {
      kind: overdueAtHolder,
      ref: term.holder_id,
      holderId: authorityParty,
      data: { open },
    });
  return true;
}
