import { systemScope } from '../../platform/db/index.ts';
import type { TransferDeps } from '../deps.ts';
import { relayContact, searchOpen } from '../relay/messages.ts';
import { openInTransfers, type OpenInTransfer, soonestDue } from '../task-store.ts';
import { sourcesOpen } from './open-notices.ts';
import { failedKind } from './settle-sent.ts';
import { dueSoonKind, firstReminderMs, overdueKind } from './watch-terms.ts';

/** As many matters as one round looks at. */
const most = 5_000;

// What keeps a task open: of a transfer a notice that is owed, or one whose contact is being looked for, or data whose source is not stated; of a holder a notice near its term, or past it.
const ofTransfer: Readonly<Record<string, (open: OpenInTransfer) => boolean>> = {
  [failedKind]: () => true,
  [relayContact]: () => true,
  [searchOpen]: ({ searching }) => searching,
  [sourcesOpen]: ({ unsourced }) => unsourced,
};
const ofHolder: Readonly<Record<string, (due: Date, now: Date) => boolean>> = {
  [dueSoonKind]: (due, now) => due.getTime() - firstReminderMs <= now.getTime(),
  [overdueKind]: (due, now) => due < now,
};

/**
 * Ends the holder's tasks whose matter is settled, whichever way it was: sent, answered by the authority, exempt. A round of its own because
 * a task comes into the list after the act that asks for it, and may come after the one that settles it. How many ended.
 */
export const endSettledTasks = (deps: TransferDeps): Promise<number> =>
  deps.db.tx(systemScope('tasks of notices whose matter is settled'), async (tx) => {
    const tasks = await deps.notices.openMatters(tx, [...Object.keys(ofTransfer), ...Object.keys(ofHolder)], most);
    if (tasks.length === 0) return 0;
    const refsOf = (kinds: object): string[] => tasks.flatMap(({ kind, ref }) => (kind in kinds ? [ref] : []));
    const [transfers, holders] = await Promise.all([
      openInTransfers(tx, refsOf(ofTransfer)),
      soonestDue(tx, refsOf(ofHolder)),
    ]);
    const now = deps.clock.now();
    const needed = ({ kind, ref }: { kind: string; ref: string }): boolean => {
      const [open, due] = [transfers.get(ref), holders.get(ref)];
      return (
        (open !== undefined && ofTransfer[kind]?.(open) === true) ||
        (due !== undefined && ofHolder[kind]?.(due, now) === true)
      );
    };
    let ended = 0;
    for (const task of tasks) if (!needed(task)) ended += await deps.notices.endTasks(tx, task.kind, task.ref);
    return ended;
  });
