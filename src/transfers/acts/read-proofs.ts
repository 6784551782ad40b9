import { destroyed, openSealed, openValue, keysOf, sealedUnder } from '../../keys/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Message } from '../content.ts';
import type { TransferDeps } from '../deps.ts';
import type { Channel, Exemption } from '../notice-state.ts';
import type { NoticeRow } from '../notice-store.ts';
import { attemptsOfNotices, type ProofKind, type ProofRow, proofsOfNotices } from '../proof-store.ts';
import { exemptionPlace } from './open-notices.ts';
import { filePlace, messagePlace, proofPlace } from './send-notice.ts';

export type AttemptSeen = {
  readonly id: string;
  readonly channel: Channel;
  readonly at: Date;
  readonly failedAt: Date | null;
  readonly fault: string | null;
  /** null: its key is destroyed. */
  readonly message: Message | null;
  readonly messageHash: string;
};
export type ProofSeen = {
  readonly id: string;
  readonly attemptId: string;
  readonly kind: ProofKind;
  readonly at: Date;
  readonly said: Readonly<Record<string, string>> | null;
  readonly fileType: string | null;
  readonly journalEntryId: string;
  readonly row: ProofRow;
};
export type NoticeSeen = {
  readonly notice: NoticeRow;
  readonly attempts: readonly AttemptSeen[];
  readonly proofs: readonly ProofSeen[];
  readonly exemption: {
    readonly code: Exemption;
    readonly officer: string;
    readonly justification: string | null;
  } | null;
};

/** CP-14c, CP-14d: notices with everything that proves them, opened, in the caller's scope. Three reads, however many. */
export async function readProofs(deps: TransferDeps, tx: Tx, notices: readonly NoticeRow[]): Promise<NoticeSeen[]> {
  const subjects = [...new Set(notices.map((one) => one.subject_id))];
  const ids = notices.map((one) => one.id);
  const attempts = await attemptsOfNotices(tx, subjects, ids);
  const proofs = await proofsOfNotices(tx, subjects, ids);
  const open = async <T>(
    subjectId: string,
    place: Parameters<typeof openSealed>[3],
    sealed: Buffer,
  ): Promise<T | null> => {
    const value = await openSealed<T>(deps.keys, tx, subjectId, place, sealed);
    return value === destroyed ? null : value;
  };
  return Promise.all(
    notices.map(async (notice) => ({
      notice,
      attempts: await Promise.all(
        attempts
          .filter((one) => one.notice_id === notice.id)
          .map(async (one) => ({
            id: one.id,
            channel: one.channel,
            at: one.at,
            failedAt: one.failed_at,
            fault: one.fault,
            message: await open<Message>(one.subject_id, messagePlace(one.id), one.message_sealed),
            messageHash: one.message_hash.toString('hex'),
          })),
      ),
      proofs: await Promise.all(
        proofs
          .filter((one) => one.notice_id === notice.id)
          .map(async (one) => ({
            id: one.id,
            attemptId: one.attempt_id,
            kind: one.kind,
            at: one.at,
            said: await open<Record<string, string>>(one.subject_id, proofPlace(one.id), one.sealed),
            fileType: one.file_type,
            journalEntryId: one.journal_entry_id,
            row: one,
          })),
      ),
      exemption:
        notice.exemption === null
          ? null
          : {
              code: notice.exemption,
              officer: notice.exempted_by!,
              justification: await open<string>(notice.subject_id, exemptionPlace(notice.id), notice.exemption_sealed!),
            },
    })),
  );
}

/** The copy of a letter; null where the proof has none, or its key is destroyed. */
export async function fileOfProof(deps: TransferDeps, tx: Tx, row: ProofRow): Promise<Buffer | null> {
  if (row.file_sealed === null) return null;
  const key = (await keysOf(deps.keys, tx, row.subject_id, [row.file_sealed])).get(sealedUnder(row.file_sealed));
  if (key === undefined) return null;
  using opened = key;
  return Buffer.from(openValue(opened, filePlace(row.id), row.file_sealed));
}
