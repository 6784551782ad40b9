import { proofKeys } from '../../arrays/index.ts';
import { entryOf } from '../../consent/index.ts';
import { sealJson } from '../../keys/index.ts';
import { type Settled, settledAttempts } from '../../notices/index.ts';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { hashOf, insertEntries } from '../../record/index.ts';
import type { TransferDeps } from '../deps.ts';
import { insertProofs, markFailed, markSent, type ProofRow, type UnderWay, underWay } from '../proof-store.ts';
import { proofEntry, proofPlace } from './send-notice.ts';

const page = 200;
const first = '00000000-0000-0000-0000-000000000000';
const actor = { kind: 'system', id: 'notices' } as const;
const scope = systemScope('what became of notices that were sent');

/**
 * CP-14b: takes what the outbox has done with the notices: a letter that left makes its notice SENT, with the delivery report as its
 * proof; one that was refused leaves the notice owed. Pages of two hundred, each with the same few statements; safe to run on several servers.
 */
export async function settleSent(deps: TransferDeps): Promise<number> {
  let done = 0;
  for (let after = first; ; ) {
    const taken = await deps.db.tx(scope, async (tx) => {
      const rows = await underWay(tx, after, page);
      done += await settle(deps, tx, rows);
      return rows;
    });
    if (taken.length < page) return done;
    after = taken.at(-1)!.attempt_id;
  }
}

async function settle(deps: TransferDeps, tx: Tx, rows: readonly UnderWay[]): Promise<number> {
  if (rows.length === 0) return 0;
  const found = await settledAttempts(
    tx,
    rows.map((row) => row.outbox_id),
  );
  const of = new Map(found.map((one) => [one.outboxId, one]));
  const ended = rows.flatMap((row) => {
    const settled = of.get(row.outbox_id);
    return settled === undefined ? [] : [{ row, settled }];
  });
  const sent = ended.filter(({ settled }) => settled.result === 'sent');
  // Proof keys are made and found holder by holder.
  for (const holderId of new Set(sent.map(({ row }) => row.holder_id)))
    await keep(
      deps,
      tx,
      holderId,
      sent.filter(({ row }) => row.holder_id === holderId),
    );
  for (const { row, settled } of ended) if (settled.result !== 'sent') await failed(deps, tx, row, settled);
  if (ended.length > 0) tx.onCommit(deps.poke);
  return ended.length;
}

async function keep(
  deps: TransferDeps,
  tx: Tx,
  holderId: string,
  sent: readonly { readonly row: UnderWay; readonly settled: Settled }[],
): Promise<void> {
  const keys = await proofKeys(
    deps,
    tx,
    { holderId },
    [...new Set(sent.map(({ row }) => row.subject_id))].map((subjectId) => ({ subjectId })),
  );
  const entries: ReturnType<typeof entryOf>[] = [];
  const proofs = sent.map(({ row, settled }): ProofRow => {
    const id = uuidv7(deps.clock.real());
    const report = { result: settled.result, messageId: settled.messageId, at: settled.at.toISOString() };
    const entry = proofEntry({ ...deps }, { actor }, row, {
      id,
      attemptId: row.attempt_id,
      channel: 'email',
      proofHash: hashOf(report),
    });
    entries.push(
      entry,
      entryOf(deps.clock, deps.profile, {
        type: 'transfer.notice-moved',
        actor,
        holder: row.holder_id,
        subject: row.subject_id,
        object: { kind: 'transfer-notice', id: row.id },
        data: { transfer: row.transfer_id, from: row.state, to: 'SENT', channel: 'email', proof: id },
      }),
    );
    return {
      subject_id: row.subject_id,
      id,
      holder_id: row.holder_id,
      notice_id: row.id,
      attempt_id: row.attempt_id,
      kind: 'delivery_report',
      sealed: sealJson(keys.get(row.subject_id)!, proofPlace(id), report) as Buffer,
      file_sealed: null,
      file_type: null,
      at: settled.at,
      journal_entry_id: entry.id,
    };
  });
  for (const key of keys.values()) key[Symbol.dispose]();
  await insertEntries(tx, entries);
  await insertProofs(tx, proofs);
  await markSent(
    tx,
    proofs.map((proof) => ({ subjectId: proof.subject_id, id: proof.notice_id, proofId: proof.id, sentAt: proof.at })),
  );
}

/** Somebody of the holder has to look: another channel, or a search for contacts. */
export const failedKind = 'transfer.notice-failed';

async function failed(deps: TransferDeps, tx: Tx, row: UnderWay, settled: Settled): Promise<void> {
  await insertEntries(tx, [
    entryOf(deps.clock, deps.profile, {
      type: 'transfer.notice-failed',
      actor,
      holder: row.holder_id,
      subject: row.subject_id,
      object: { kind: 'transfer-notice', id: row.id },
      data: { transfer: row.transfer_id, attempt: row.attempt_id, result: settled.result },
    }),
  ]);
  await markFailed(tx, {
    subjectId: row.subject_id,
    noticeId: row.id,
    attemptId: row.attempt_id,
    at: settled.at,
    fault: settled.fault ?? settled.result,
  });
  await deps.notices.enqueue(tx, { kind: failedKind, ref: row.transfer_id, holderId: row.holder_id });
}
