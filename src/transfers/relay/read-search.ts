import type { Acting } from '../../arrays/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { checksOf, type Contact, contactsAt, unusable } from '../contacts/index.ts';
import type { TransferDeps } from '../deps.ts';
import type { NoticeRow } from '../notice-store.ts';
import { failedAttempts } from './relay-store.ts';
import { ownNotice, type Step, stepsWithWords, type Where } from './search.ts';

/** How a search stands: what was done, what was sent in vain, and the contacts with why they may not be used yet (null: they may). */
export type Search = {
  readonly notice: NoticeRow;
  readonly steps: readonly Step[];
  readonly failed: readonly { readonly channel: string; readonly at: Date }[];
  readonly contacts: readonly { readonly contact: Contact; readonly why: Refusal | null }[];
};

/** CP-13c-g: the search for contacts of a notice's subject, for the holder that owes the notice. */
export const readSearch = (deps: TransferDeps, who: Acting, where: Where): Promise<Search | Refusal> =>
  deps.db.tx(systemScope('a holder reads the search of its notice'), async (tx) => {
    const notice = await ownNotice(tx, who, where);
    if (isRefusal(notice)) return notice;
    const at = { holderId: who.holderId, subjectId: notice.subject_id };
    return {
      notice,
      steps: await stepsWithWords(deps, tx, notice),
      failed: await failedAttempts(tx, notice.subject_id, notice.id),
      contacts: (await contactsAt(deps, tx, at)).map((contact) => ({ contact, why: unusable(checksOf(contact)) })),
    };
  });
