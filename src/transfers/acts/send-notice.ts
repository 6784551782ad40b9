import { type Acting, proofKeys } from '../../arrays/index.ts';
import { entryOf } from '../../consent/index.ts';
import { type DataKey, sealJson, sealValue } from '../../keys/index.ts';
import { holderScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { scanType } from '../../platform/media-type.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Text3 } from '../../platform/text.ts';
import { bytesHash, hashOf, insertEntries, type JsonValue } from '../../record/index.ts';
import { addressFor, channelFor, langOfSubject } from '../channel.ts';
import type { Message } from '../content.ts';
import { words } from '../content.messages.ts';
import type { TransferDeps } from '../deps.ts';
import { type Channel, isChannel, isOpen } from '../notice-state.ts';
import { lockNotice, type NoticeRow, writeNotice } from '../notice-store.ts';
import { insertAttempt, insertProofs, proofKinds } from '../proof-store.ts';
import { refuse } from '../refusals.ts';
import { transferById, type TransferRow } from '../transfer-store.ts';
import { moveNotice } from './move-notice.ts';
import { noticeMessage } from './notice-message.ts';

/** CP-14b: what the clerk brings as proof of a call, an SMS or a letter. An e-mail brings its own. */
export type BroughtProof = {
  /** When it was said, sent or posted; law time. */
  readonly at: Date;
  /** Telephonogram: who called and who answered. */
  readonly caller?: string;
  readonly receivedBy?: string;
  /** SMS: the provider's report. */
  readonly report?: string;
  /** Letter: its copy. */
  readonly copy?: Uint8Array;
};
export type Sending = {
  /** null: the agreed one, or the first of the usual order by which the subject can be reached. */
  readonly channel: string | null;
  readonly wording: Text3 | null;
  readonly proof: BroughtProof | null;
};
export type Told = { readonly state: string; readonly channel: Channel; readonly sending: boolean };
type Where = { readonly transferId: string; readonly noticeId: string };

export const noticeKind = 'transfer.notice';

/**
 * CP-12, CP-14, CP-15: one subject is told. An e-mail goes into the outbox, and the notice is SENT when it has really left; of a call,
 * an SMS or a letter the clerk brings the proof, and without it the notice is not SENT.
 */
export async function sendNotice(
  deps: TransferDeps,
  who: Acting,
  where: Where,
  sending: Sending,
): Promise<Told | Refusal> {
  if (sending.channel !== null && !isChannel(sending.channel))
    return refuse('CHANNEL_NOT_ALLOWED', { field: 'channel' });
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const transfer = await transferById(tx, where.transferId);
    return transfer === null ? refuse('NOTICE_UNKNOWN') : sendWithin(deps, tx, who, transfer, where.noticeId, sending);
  });
}

/** The same in the holder's own transaction, for a notice of a transfer that is known. What is refused has written nothing. */
export async function sendWithin(
  deps: TransferDeps,
  tx: Tx,
  who: Acting,
  transfer: TransferRow,
  noticeId: string,
  sending: Sending,
): Promise<Told | Refusal> {
  const notice = await lockNotice(tx, { transferId: transfer.id, noticeId });
  if (notice === null) return refuse('NOTICE_UNKNOWN');
  if (!isOpen(notice.state)) return refuse('NOTICE_CLOSED', { values: { state: notice.state } });
  if (notice.attempt_id !== null) return refuse('NOTICE_BEING_SENT');
  const at = { holderId: who.holderId, subjectId: notice.subject_id };
  const chosen =
    sending.channel === null
      ? await channelFor(deps, tx, at)
      : { channel: sending.channel as Channel, reason: 'holder' as const };
  if (isRefusal(chosen)) return chosen;
  const { channel, reason } = chosen;
  const address = await addressFor(deps, tx, at, channel);
  if (isRefusal(address)) return address;
  const message = await noticeMessage(deps, tx, transfer, notice, sending.wording);
  if (isRefusal(message)) return message;
  if (channel === 'email') return queue(deps, tx, who, transfer, notice, message, address.value, reason);
  const fault = wrongProof(channel, sending.proof, transfer, deps.clock.now());
  if (fault !== null) return fault;
  return told(deps, tx, who, notice, message, { channel, reason, proof: sending.proof! });
}

/** CP-14b: what each channel's proof has to hold. */
function wrongProof(channel: Channel, proof: BroughtProof | null, transfer: TransferRow, now: Date): Refusal | null {
  const said = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';
  if (proof === null) return refuse('PROOF_MISSING', { field: 'proof' });
  if (channel === 'phone' && !(said(proof.caller) && said(proof.receivedBy)))
    return refuse('PROOF_MISSING', { field: said(proof.caller) ? 'proof/receivedBy' : 'proof/caller' });
  if (channel === 'sms' && !said(proof.report)) return refuse('PROOF_MISSING', { field: 'proof/report' });
  if (channel === 'letter') {
    if (proof.copy === undefined || proof.copy.length === 0) return refuse('PROOF_MISSING', { field: 'proof/copy' });
    if (scanType(proof.copy) === null) return refuse('PROOF_FILE_UNKNOWN', { field: 'proof/copy' });
  }
  return proof.at < transfer.executed_at || proof.at > now ? refuse('MOMENT_IMPOSSIBLE', { field: 'proof/at' }) : null;
}

const proofKey = async (deps: TransferDeps, tx: Tx, who: Acting, subjectId: string): Promise<DataKey> =>
  (await proofKeys(deps, tx, who, [{ subjectId }])).get(subjectId)!;

async function attempt(
  deps: TransferDeps,
  tx: Tx,
  who: Acting,
  notice: NoticeRow,
  message: Message,
  of: { readonly channel: Channel; readonly outboxId: string | null; readonly at: Date },
  key: DataKey,
): Promise<string> {
  const id = uuidv7(deps.clock.real());
  const messageHash = hashOf(message as unknown as JsonValue);
  const entry = entryOf(deps.clock, deps.profile, {
    type: 'transfer.notice-attempted',
    actor: who.actor,
    holder: notice.holder_id,
    subject: notice.subject_id,
    object: { kind: 'transfer-notice', id: notice.id },
    data: { transfer: notice.transfer_id, attempt: id, channel: of.channel, messageHash },
  });
  await insertEntries(tx, [entry]);
  await insertAttempt(tx, {
    subject_id: notice.subject_id,
    id,
    holder_id: notice.holder_id,
    notice_id: notice.id,
    channel: of.channel,
    message_sealed: sealJson(key, messagePlace(id), message) as Buffer,
    message_hash: Buffer.from(messageHash, 'hex'),
    outbox_id: of.outboxId,
    at: of.at,
    journal_entry_id: entry.id,
  });
  return id;
}

async function queue(
  deps: TransferDeps,
  tx: Tx,
  who: Acting,
  transfer: TransferRow,
  notice: NoticeRow,
  message: Message,
  address: string,
  reason: string,
): Promise<Told> {
  const lang = await langOfSubject(deps, tx, { holderId: who.holderId, subjectId: notice.subject_id });
  // The address and the words are sealed, and gone when the letter has left; what it said is kept under the subject's own key.
  const outboxId = await deps.notices.enqueue(tx, {
    kind: noticeKind,
    ref: notice.id,
    holderId: transfer.holder_id,
    subjectId: notice.subject_id,
    sealed: { address, lang, content: contentOf(message, notice.id) },
  });
  using key = await proofKey(deps, tx, who, notice.subject_id);
  const id = await attempt(deps, tx, who, notice, message, { channel: 'email', outboxId, at: deps.clock.now() }, key);
  await writeNotice(tx, notice, notice.state, { channel: 'email', channel_reason: reason, attempt_id: id });
  return { state: notice.state, channel: 'email', sending: true };
}

/** The message as a letter. */
const contentOf = (message: Message, noticeId: string) => ({
  subject: message.subject,
  lines: [message.lead, ...(message.wording === null ? [] : [message.wording])],
  facts: message.wording === null ? message.parts.map(({ label, value }) => ({ label, value })) : [],
  link: { path: `/me/transfers/${noticeId}`, label: words.link },
  sms: words.sms,
});

async function told(
  deps: TransferDeps,
  tx: Tx,
  who: Acting,
  notice: NoticeRow,
  message: Message,
  how: { readonly channel: Channel; readonly reason: string; readonly proof: BroughtProof },
): Promise<Told | Refusal> {
  const { channel, reason, proof } = how;
  using key = await proofKey(deps, tx, who, notice.subject_id);
  const attemptId = await attempt(deps, tx, who, notice, message, { channel, outboxId: null, at: proof.at }, key);
  const id = uuidv7(deps.clock.real());
  const said = {
    at: proof.at.toISOString(),
    recordedBy: who.actor.id,
    ...(channel === 'phone' ? { caller: proof.caller!.trim(), receivedBy: proof.receivedBy!.trim() } : {}),
    ...(channel === 'sms' ? { report: proof.report!.trim() } : {}),
    ...(channel === 'letter' ? { copySha256: bytesHash(proof.copy!) } : {}),
  };
  const entry = proofEntry(deps, who, notice, { id, attemptId, channel, proofHash: hashOf(said) });
  await insertEntries(tx, [entry]);
  await insertProofs(tx, [
    {
      subject_id: notice.subject_id,
      id,
      holder_id: notice.holder_id,
      notice_id: notice.id,
      attempt_id: attemptId,
      kind: proofKinds[channel],
      sealed: sealJson(key, proofPlace(id), said) as Buffer,
      file_sealed: channel === 'letter' ? (sealValue(key, filePlace(id), proof.copy!) as Buffer) : null,
      file_type: channel === 'letter' ? scanType(proof.copy!) : null,
      at: proof.at,
      journal_entry_id: entry.id,
    },
  ]);
  const refused = await moveNotice(
    deps,
    tx,
    who,
    notice,
    'SENT',
    { channel, channel_reason: reason, attempt_id: attemptId, proof_id: id, sent_at: proof.at },
    { channel, proof: id, late: proof.at > notice.due_at },
  );
  return refused ?? { state: 'SENT', channel, sending: false };
}

/** CP-14b: that a proof is kept; its hash, never what it says. */
export const proofEntry = (
  deps: TransferDeps,
  who: Pick<Acting, 'actor'>,
  notice: Pick<NoticeRow, 'holder_id' | 'subject_id' | 'id' | 'transfer_id'>,
  of: { readonly id: string; readonly attemptId: string; readonly channel: Channel; readonly proofHash: string },
) =>
  entryOf(deps.clock, deps.profile, {
    type: 'transfer.proof-kept',
    actor: who.actor,
    holder: notice.holder_id,
    subject: notice.subject_id,
    object: { kind: 'transfer-notice', id: notice.id },
    data: {
      transfer: notice.transfer_id,
      proof: of.id,
      attempt: of.attemptId,
      kind: proofKinds[of.channel],
      proofHash: of.proofHash,
    },
  });

export const messagePlace = (id: string) => ({ table: 'transfer_attempt', row: id, column: 'message_sealed' });
export const proofPlace = (id: string) => ({ table: 'transfer_proof', row: id, column: 'sealed' });
export const filePlace = (id: string) => ({ table: 'transfer_proof', row: id, column: 'file_sealed' });
