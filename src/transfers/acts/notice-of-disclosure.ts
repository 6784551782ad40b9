import type { Acting, DisclosedSources, DisclosureRow, ItemSource } from '../../arrays/index.ts';
import { fromSubjectAlone } from '../../consent/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { TransferDeps } from '../deps.ts';
import { openNotices } from './open-notices.ts';

/**
 * CP-1b: the notice of a provision that `disclose` made to a third party. CP-15e: where its items come from is as who disclosed said; else
 * as the record of the data says, where that leaves no doubt; else open until somebody states it, and the notice is not sent before. Answers
 * the categories that are left open.
 */
export async function noticeOfDisclosure(
  deps: TransferDeps,
  tx: Tx,
  who: Acting,
  row: DisclosureRow,
  recipientName: string,
  sources: DisclosedSources,
): Promise<string[]> {
  const own = await fromSubjectAlone(tx, { subjectId: row.subject_id, holderId: row.holder_id }, row.categories);
  const sourceOf = (category: string): ItemSource | null =>
    sources.find((one) => one.category === category)?.source ??
    (own.has(category) ? { kind: 'subject', name: null } : null);
  const items = row.categories.map((category) => ({ category, source: sourceOf(category) }));
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
      items,
      methods: null,
      channel: row.channel,
      executed_at: row.at,
    },
    [row],
    null,
  );
  return items.flatMap(({ category, source }) => (source === null ? [category] : []));
}
