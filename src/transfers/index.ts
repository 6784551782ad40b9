// Transfers to third parties and the notice that each subject is owed within a week (Decree 759, chapter 3). See README.md.
export { type Executed, executeTransfer, type TransferInput } from './acts/execute-transfer.ts';
export { moveNotice } from './acts/move-notice.ts';
export { noticeOfDisclosure } from './acts/notice-of-disclosure.ts';
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
  type NoticeCounts,
  lateNotices,
  lockNotice,
  noticeById,
  type NoticeRow,
  noticesOfTransfer,
  openNotices,
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
