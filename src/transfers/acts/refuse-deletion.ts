import { type Acting, journalOfArray } from '../../arrays/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { TransferDeps } from '../deps.ts';
import { noticeById } from '../notice-store.ts';
import { refuse } from '../refusals.ts';

/** CP-1b: a duty to notify is never deleted; who tried is on record. */
export const refuseDeletion = (
  deps: TransferDeps,
  who: Acting,
  where: { readonly transferId: string; readonly noticeId: string },
): Promise<Refusal> =>
  deps.db.tx(holderScope(who.holderId), async (tx) => {
    const notice = await noticeById(tx, where);
    if (notice === null) return refuse('NOTICE_UNKNOWN');
    const refusal = refuse('NOTICE_NOT_DELETED');
    await journalOfArray(deps, tx, who, {
      type: 'transfer.notice-deletion-refused',
      object: { kind: 'transfer-notice', id: notice.id },
      data: { transfer: notice.transfer_id, code: refusal.code },
    });
    return refusal;
  });
