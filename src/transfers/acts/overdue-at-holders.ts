import { journalAll } from '../../arrays/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { TransferDeps } from '../deps.ts';
import { countNotices, type OverdueAt, overdueByHolder } from '../notice-store.ts';
import { refuse } from '../refusals.ts';
import { overdueAtHolder } from './watch-terms.ts';

/** As many holders as one look shows; the longest overdue come first. */
const most = 100;

/** DECISIONS 17: holders with notices past their term that are still open, for the authority. The look is at holders, not at persons. */
export const overdueAtHolders = (deps: TransferDeps): Promise<readonly OverdueAt[]> =>
  deps.db.tx(systemScope('the authority looks at overdue notices of transfers'), (tx) =>
    overdueByHolder(tx, deps.clock.now(), most),
  );

/** An officer has taken note of what is overdue at a holder: the alarm ends, what is overdue stays so. Another one sounds for each further term. */
export const noteOverdue = (
  deps: TransferDeps,
  officer: string,
  holderId: string,
): Promise<{ readonly overdue: number } | Refusal> =>
  deps.db.tx(systemScope('the authority takes note of overdue notices'), async (tx) => {
    if ((await deps.registers.within(tx).holder(holderId)) === null) return refuse('HOLDER_NOT_KNOWN');
    const { overdue } = await countNotices(tx, holderId, deps.clock.now());
    await deps.notices.endTasks(tx, overdueAtHolder, holderId);
    await journalAll(deps, tx, [
      {
        type: 'transfer.overdue-noted',
        actor: { kind: 'account', id: officer },
        holder: holderId,
        object: { kind: 'holder', id: holderId },
        data: { overdue },
      },
    ]);
    return { overdue };
  });
