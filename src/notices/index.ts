// What leaves the platform: outbox, channels, the person's inbox, the office's tasks. See README.md.

export { createNotices, type NewNotice, type Notices } from './notices.ts';
export type {
  AudiencePage,
  Channel,
  ChannelMessage,
  ChannelName,
  Content,
  Delivery,
  Handler,
  Handlers,
  MailSettings,
  NoticesDeps,
  OutboxRow,
  Outgoing,
  Place,
} from './types.ts';
export { MailSettingsError, readMailSettings } from './settings.ts';
export {
  policyChangeHandler,
  policyChangeKind,
  type PolicyChangeFacts,
  receiptHandlers,
  type ReceiptFacts,
  type ReceiptSource,
} from './receipts.ts';
export { type AttemptResult, type AttemptView, type Settled, settledAttempts } from './attempt-store.ts';
export type { Broadcast } from './broadcast.ts';
export type { BroadcastProof } from './broadcast-store.ts';
export type { SandboxMail } from './channels/sandbox-mailbox.ts';
export { type SmsSize, smsSize } from './channels/sms-segments.ts';
export { sandboxMailPage } from './channels/sandbox-page.ts';
export type { DirectMessage } from './identity-message.ts';
export type { HolderTask, InboxMessage, InboxQuery, TaskPage } from './inbox.ts';
export type { Matter } from './inbox-store.ts';
export type { Gauge, OutboxHealth, OutboxWorker } from './outbox-worker.ts';
