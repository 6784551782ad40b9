import { type Acting } from '../../arrays/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { JsonObject } from '../../record/index.ts';
import type { TransferDeps } from '../deps.ts';
import { canMove, type NoticeState } from '../notice-state.ts';
import { type NoticeRow, writeNotice } from '../notice-store.ts';
import { onNoticeRecord } from '../on-record.ts';
import { refuse } from '../refusals.ts';

/**
 * One step of a notice's life, on a row that `lockNotice` holds; a step the law does not know is refused (NOTICE_CLOSED). The journal
 * gets the step with `why` (ids and codes only). Null: done.
 */
export async function moveNotice(
  deps: TransferDeps,
  tx: Tx,
  who: Acting,
  notice: NoticeRow,
  to: NoticeState,
  change: Parameters<typeof writeNotice>[3],
  why: JsonObject,
): Promise<Refusal | null> {
  if (!canMove(notice.state, to)) return refuse('NOTICE_CLOSED', { values: { state: notice.state } });
  await writeNotice(tx, notice, to, change);
  const data = { transfer: notice.transfer_id, from: notice.state, to, ...why };
  await onNoticeRecord(deps, tx, who.actor, 'transfer.notice-moved', notice, data);
  return null;
}
