import { entryOf } from '../../consent/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { type Actor, type EntryType, insertEntries, type JsonObject } from '../../record/index.ts';
import type { TransferDeps } from '../deps.ts';
import type { NoticeRow } from '../notice-store.ts';

/** What an act about one notice leaves in the journal; answers the entry's id. */
export async function onRelayRecord(
  deps: Pick<TransferDeps, 'clock' | 'profile' | 'poke'>,
  tx: Tx,
  actor: Actor,
  type: EntryType,
  notice: Pick<NoticeRow, 'id' | 'holder_id' | 'subject_id'>,
  data: JsonObject,
): Promise<string> {
  const entry = entryOf(deps.clock, deps.profile, {
    type,
    actor,
    holder: notice.holder_id,
    subject: notice.subject_id,
    object: { kind: 'transfer-notice', id: notice.id },
    data,
  });
  await insertEntries(tx, [entry]);
  tx.onCommit(deps.poke);
  return entry.id;
}
