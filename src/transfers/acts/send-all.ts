import type { Acting } from '../../arrays/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Text3 } from '../../platform/text.ts';
import type { TransferDeps } from '../deps.ts';
import { isOpen } from '../notice-state.ts';
import { noticesOfTransfer } from '../notice-store.ts';
import { refuse } from '../refusals.ts';
import { transferById } from '../transfer-store.ts';
import { sendWithin } from './send-notice.ts';

/** No transfer has more subjects. */
const most = 500;
/** So many leave with one commit; what is refused among them has written nothing. */
const together = 50;

/**
 * CP-12a: whoever is still owed a notice of this transfer is told by e-mail, fifty in a transaction; who cannot be told so stays owed and is
 * named with the reason.
 */
export async function sendAll(
  deps: TransferDeps,
  who: Acting,
  transferId: string,
  wording: Text3 | null,
): Promise<{ sending: number; refused: { noticeId: string; code: string }[] } | Refusal> {
  const open = await deps.db.tx(holderScope(who.holderId), async (tx) => {
    if ((await transferById(tx, transferId)) === null) return refuse('TRANSFER_UNKNOWN');
    const all = await noticesOfTransfer(tx, transferId, undefined, most);
    return all.filter((one) => isOpen(one.state) && one.attempt_id === null).map((one) => one.id);
  });
  if (isRefusal(open)) return open;
  const refused: { noticeId: string; code: string }[] = [];
  for (let from = 0; from < open.length; from += together)
    refused.push(
      ...(await deps.db.tx(holderScope(who.holderId), async (tx) => {
        const transfer = (await transferById(tx, transferId))!;
        const without: typeof refused = [];
        for (const noticeId of open.slice(from, from + together)) {
          const done = await sendWithin(deps, tx, who, transfer, noticeId, { channel: 'email', wording, proof: null });
          if (isRefusal(done)) without.push({ noticeId, code: done.code });
        }
        return without;
      })),
    );
  return { sending: open.length - refused.length, refused };
}
