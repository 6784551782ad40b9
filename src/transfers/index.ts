// Transfers to third parties and the notice that each subject is owed within a week (Decree 759, chapter 3). See README.md.
export {
  type Executed,
  executeTransfer,
  type Groundless,
  groundless,
  type TransferInput,
} from './acts/execute-transfer.ts';
export { endSettledTasks } from './acts/end-tasks.ts';
export { exportTransfer } from './acts/export-transfer.ts';
export { moveNotice } from './acts/move-notice.ts';
export { noticeOfDisclosure } from './acts/notice-of-disclosure.ts';
export { myProofs } from './acts/my-proofs.ts';
export { noteOverdue, overdueAtHolders } from './acts/overdue-at-holders.ts';
export { proofFile } from './acts/proof-file.ts';
export { type NoticeSeen, readProofs } from './acts/read-proofs.ts';
export { sendAll } from './acts/send-all.ts';
export { stateSources } from './acts/state-sources.ts';
export { type BroughtProof, type Sending, sendNotice } from './acts/send-notice.ts';
export { settleSent } from './acts/settle-sent.ts';
export { watchTerms } from './acts/watch-terms.ts';
export { chooseChannel } from './channel.ts';
export { blocks, type Message, messageText } from './content.ts';
export { transferHandlers } from './handlers.ts';
export type { TransferDeps } from './deps.ts';
export { transfersApi } from './http/index.ts';
export {
  canMove,
  type Channel,
  channels,
  type Exemption,
  exemptions,
  isChannel,
  isOpen,
  noticeDueAt,
  type NoticeState,
  type Punctuality,
  punctuality,
} from './notice-state.ts';
export {
  countNotices,
  holdersWithProof,
  type NoticeCounts,
  lateNotices,
  lockNotice,
  noticeById,
  noticeOfPerson,
  type NoticeRow,
  noticesOfPerson,
  noticesOfTransfer,
  openNotices,
  type OverdueAt,
} from './notice-store.ts';
export { refuse as refuseTransfer } from './refusals.ts';
export {
  type Item,
  type Source,
  transferById,
  type TransferRow,
  transfersById,
  transfersOf,
} from './transfer-store.ts';
