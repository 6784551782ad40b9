import type { Acting, DisclosureRow } from '../../arrays/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { TransferDeps } from '../deps.ts';
import { openNotices } from './open-notices.ts';

/**
 * CP-1b: the notice of a provision that `disclose` made to a third party. Where its items come from is not known there: the
 * notice says so until somebody states it, and is not sent before.
 */
export async function noticeOfDisclosure(
  deps: TransferDeps,
  tx: Tx,
  who: Acting,
  row: DisclosureRow,
  recipientName: string,
): Promise<void> {
  await openNotices(
    deps,
    tx,
    who,
    {
      id: uuidv7(deps.clock.real()),
      holder_id: row.holder_id,
      purpose_id: row.purpose_id,
      purpose_version_id: (await deps.registers.within(tx).currentVersionId(row.purpose_id))!,
      recipient_type: row.recipient_type,
      recipient_code: row.recipient_code,
      recipient_name: row.recipient_type === 'natural_person' ? null : recipientName,
      country: row.country,
      cross_border: row.cross_border,
      ground_kind: row.consent_id === null ? 'article' : 'consent',
      ground: row.ground,
      ground_document: null,
      items: row.categories.map((category) => ({ category, source: null })),
      methods: null,
      channel: row.channel,
      executed_at: row.at,
    },
    [row],
    null,
  );
}
