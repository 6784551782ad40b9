import type { Notices } from '../../notices/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import type { ConsentDeps } from '../deps.ts';
import { statesOf } from './event-store.ts';

/** As many matters as one round looks at. */
const most = 5_000;
/** In which states of the consent a check is still owed: an unchecked paper that was disputed waits for both. */
const owedIn: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'check.paper-consent': ['unproven', 'frozen'],
  'check.consent-disputed': ['frozen'],
};

/**
 * Ends the tasks of the holder's staff to check a consent when nothing is left to check: it was confirmed, found to be none, withdrawn, or its
 * purpose ended. A round of its own because a task comes into the list after the act that asks for it. How many ended.
 */
export const endSettledChecks = (
  deps: Pick<ConsentDeps, 'db'>,
  notices: Pick<Notices, 'openMatters' | 'endTasks'>,
): Promise<number> =>
  deps.db.tx(systemScope('tasks of checks that are settled'), async (tx) => {
    const open = await notices.openMatters(tx, Object.keys(owedIn), most);
    if (open.length === 0) return 0;
    const states = await statesOf(
      tx,
      open.flatMap(({ subjectId, ref }) => (subjectId === null ? [] : [{ subjectId, consentId: ref }])),
    );
    let ended = 0;
    for (const { kind, ref } of open)
      if (!owedIn[kind]!.includes(states.get(ref))) ended += await notices.endTasks(tx, kind, ref);
    return ended;
  });
