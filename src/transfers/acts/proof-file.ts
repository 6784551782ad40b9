import type { Acting } from '../../arrays/index.ts';
import { entryOf } from '../../consent/index.ts';
import type { Scope, Tx } from '../../platform/db/index.ts';
import { formatDateTime } from '../../platform/dates.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { canonicalBytes, insertEntries, type JsonValue, writeZip } from '../../record/index.ts';
import { messageText } from '../content.ts';
import type { TransferDeps } from '../deps.ts';
import type { NoticeRow } from '../notice-store.ts';
import { refuse } from '../refusals.ts';
import { fileOfProof, type NoticeSeen, readProofs } from './read-proofs.ts';

const endings: Readonly<Record<string, string>> = { 'application/pdf': 'pdf', 'image/png': 'png', 'image/jpeg': 'jpg' };
const langs = ['ky', 'ru', 'en'] as const;

/** What a proof says, as data: for a reader's program, and for the authority's export. */
export const proofJson = ({
  notice,
  attempts,
  proofs,
}: Pick<NoticeSeen, 'notice' | 'attempts' | 'proofs'>): JsonValue => ({
  notice: notice.id,
  transfer: notice.transfer_id,
  state: notice.state,
  dueAt: notice.due_at.toISOString(),
  sentAt: notice.sent_at?.toISOString() ?? null,
  late: notice.late,
  channel: notice.channel,
  channelReason: notice.channel_reason,
  attempts: attempts.map((one) => ({
    id: one.id,
    channel: one.channel,
    at: one.at.toISOString(),
    failedAt: one.failedAt?.toISOString() ?? null,
    fault: one.fault,
    message: one.message as unknown as JsonValue,
    messageSha256: one.messageHash,
  })),
  proofs: proofs.map((one) => ({
    id: one.id,
    attempt: one.attemptId,
    kind: one.kind,
    at: one.at.toISOString(),
    said: one.said,
    fileType: one.fileType,
    journalEntry: one.journalEntryId,
  })),
});

/**
 * CP-14c, CP-14e: the proofs of these notices as one file: of each the message in three languages, what proves that it was sent, and the copy
 * of a letter. The request and the answer are on record. `notices` must be the asker's own; refused where none of them is proven.
 */
export async function proofFile(
  deps: TransferDeps,
  scope: Scope,
  actor: Acting['actor'],
  load: (tx: Tx) => Promise<readonly NoticeRow[]>,
): Promise<{ readonly zip: Buffer; readonly name: string } | Refusal> {
  return deps.db.tx(scope, async (tx) => {
    const notices = (await load(tx)).filter((one) => one.proof_id !== null);
    if (notices.length === 0) return refuse('PROOF_UNKNOWN');
    const seen = await readProofs(deps, tx, notices);
    const members: { name: string; bytes: Uint8Array }[] = [];
    for (const one of seen) {
      const prefix = seen.length === 1 ? '' : `${one.notice.id}-`;
      const attempt = one.attempts.find((tried) => tried.id === one.notice.attempt_id);
      if (attempt?.message !== undefined && attempt.message !== null)
        for (const lang of langs) {
          const text = `${messageText(attempt.message, lang)}\n\n${formatDateTime(lang, one.notice.sent_at!)}\n`;
          members.push({ name: `${prefix}notice-${lang}.txt`, bytes: Buffer.from(text) });
        }
      members.push({ name: `${prefix}proof.json`, bytes: canonicalBytes(proofJson(one)) });
      for (const proof of one.proofs) {
        const copy = await fileOfProof(deps, tx, proof.row);
        if (copy !== null) members.push({ name: `${prefix}letter.${endings[proof.fileType!]}`, bytes: copy });
      }
    }
    await insertEntries(
      tx,
      (['transfer.proof-asked', 'transfer.proof-given'] as const).flatMap((type) =>
        notices.map((notice) =>
          entryOf(deps.clock, deps.profile, {
            type,
            actor,
            holder: notice.holder_id,
            subject: notice.subject_id,
            object: { kind: 'transfer-notice', id: notice.id },
            data: { transfer: notice.transfer_id, proof: notice.proof_id! },
          }),
        ),
      ),
    );
    tx.onCommit(deps.poke);
    return {
      zip: Buffer.from(writeZip(members)),
      name: seen.length === 1 ? `transfer-${seen[0]!.notice.id}.zip` : 'transfers.zip',
    };
  });
}
