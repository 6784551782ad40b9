import { isRefusal } from '../../platform/refusal.ts';
import type { Tx } from '../../platform/db/index.ts';
import { moveNotice } from '../acts/move-notice.ts';
import { keepContact } from '../contacts/index.ts';
import type { TransferDeps } from '../deps.ts';
import { lockNotice } from '../notice-store.ts';
import type { ReachedAt } from './contacts-given.ts';
import { complaintTold, relayContact } from './messages.ts';
import { insertMatch, type ReportRow } from './relay-store.ts';
import { type Action, authorityActor, openReport, tell } from './report-read.ts';

export type ComplaintBody = { readonly description: string; readonly contacts: ReachedAt };
/** A holder whose report is about who complained. */
export type Matched = { readonly holderId: string; readonly actions: readonly Action[] };
export const complaintPlace = (id: string) => ({ table: 'transfer_complaint', row: id, column: 'sealed' });

/** CP-17c, CP-17d: each is told of the other, and the notice is owed again. */
export async function bringTogether(
  deps: TransferDeps,
  tx: Tx,
  {
    complaintId,
    personId,
    contacts,
    at: metAt,
  }: { complaintId: string; personId: string; contacts: ReachedAt; at: Date },
  report: ReportRow,
): Promise<Matched> {
  const actions = (await openReport(deps, tx, report))?.actions ?? [];
  const holder = await deps.registers.within(tx).holder(report.holder_id);
  const outboxId = await tell(deps, tx, personId, contacts, complaintTold(holder!, actions));
  const who = { holderId: report.holder_id, actor: authorityActor };
  const at = { holderId: report.holder_id, subjectId: report.subject_id };
  for (const kind of ['email', 'phone', 'address'] as const) {
    const value = contacts[kind];
    if (value === null) continue;
    const kept = await keepContact(deps, tx, who, at, {
      kind,
      value,
      source: 'authority',
      reference: complaintId,
      donor: null,
    });
    if (isRefusal(kept)) throw new Error(`a contact that was checked is kept: ${kept.code}`);
  }
  const notice = await lockNotice(tx, { transferId: report.transfer_id, noticeId: report.notice_id });
  if (notice?.state === 'IMPOSSIBLE') {
    const moved = await moveNotice(deps, tx, who, notice, 'DUE', {}, { complaint: complaintId });
    if (moved !== null) throw new Error(`a notice found again is due: ${moved.code}`);
  }
  await deps.notices.enqueue(tx, { holderId: report.holder_id, kind: relayContact, ref: report.transfer_id });
  await insertMatch(tx, { complaintId, reportId: report.id, outboxId, at: metAt });
  return { holderId: report.holder_id, actions };
}
