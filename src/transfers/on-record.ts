import { journalOfArray } from '../arrays/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Actor, EntryType, JsonObject } from '../record/index.ts';
import type { TransferDeps } from './deps.ts';
import type { NoticeRow } from './notice-store.ts';

/** What an act about one notice leaves in the journal; answers the entry's id. */
export const onNoticeRecord = (
  deps: Pick<TransferDeps, 'clock' | 'profile' | 'poke'>,
  tx: Tx,
  actor: Actor,
  type: EntryType,
  notice: Pick<NoticeRow, 'id' | 'holder_id' | 'subject_id'>,
  data: JsonObject,
): Promise<string> =>
  journalOfArray(
    deps,
    tx,
    { holderId: notice.holder_id, actor },
    { type, subject: notice.subject_id, object: { kind: 'transfer-notice', id: notice.id }, data },
  );
