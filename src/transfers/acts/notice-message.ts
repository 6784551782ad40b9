import { disclosureById, recipientName } from '../../arrays/index.ts';
import { groundLabel } from '../../consent/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Text3 } from '../../platform/text.ts';
import { composeNotice, type Message, type NoticeFacts } from '../content.ts';
import type { TransferDeps } from '../deps.ts';
import type { NoticeRow } from '../notice-store.ts';
import { refuse } from '../refusals.ts';
import type { TransferRow } from '../transfer-store.ts';

/** CP-15: the notice of a transfer to one subject, or NOTIFICATION_CONTENT_INCOMPLETE with the blocks it lacks. */
export async function noticeMessage(
  deps: TransferDeps,
  tx: Tx,
  transfer: TransferRow,
  notice: Pick<NoticeRow, 'id' | 'subject_id'>,
  wording: Text3 | null,
): Promise<Message | Refusal> {
  const composed = composeNotice(await noticeFacts(deps, tx, transfer, notice), wording);
  if (!('missing' in composed)) return composed;
  return refuse('NOTIFICATION_CONTENT_INCOMPLETE', {
    law: composed.missing,
    values: { blocks: composed.missing.join(', ') },
    details: { missing: composed.missing },
  });
}

const bare = (code: string): Text3 => ({ ky: code, ru: code, en: code });

async function noticeFacts(
  deps: TransferDeps,
  tx: Tx,
  transfer: TransferRow,
  notice: Pick<NoticeRow, 'id' | 'subject_id'>,
): Promise<NoticeFacts> {
  const [holder, version] = await Promise.all([
    deps.registers.within(tx).holder(transfer.holder_id),
    deps.registers.within(tx).version(transfer.purpose_version_id),
  ]);
  const body = version!.body;
  return {
    executedAt: transfer.executed_at,
    holder: { name: holder!.body.name, address: holder!.body.address },
    ground: {
      kind: transfer.ground_kind,
      label: groundLabel(transfer.ground) ?? bare(transfer.ground),
      document: transfer.ground_document,
    },
    items: transfer.items.map(({ category, source }) => ({
      label: body.categories.find((one) => one.code === category)?.text ?? bare(category),
      source,
    })),
    purpose: body.text,
    methods: transfer.methods ?? body.methods?.text ?? null,
    recipient: { name: await nameOf(deps, tx, transfer, notice), country: transfer.country },
  };
}

// A natural person's name is nowhere in clear; it is opened for the one who is told.
async function nameOf(
  deps: TransferDeps,
  tx: Tx,
  transfer: TransferRow,
  notice: Pick<NoticeRow, 'id' | 'subject_id'>,
): Promise<string> {
  if (transfer.recipient_name !== null) return transfer.recipient_name;
  const row = await disclosureById(tx, { subjectId: notice.subject_id, id: notice.id });
  return (row === null ? null : await recipientName(deps, tx, row)) ?? '—';
}
