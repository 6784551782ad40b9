import { journalAll } from '../../arrays/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { JsonValue } from '../../record/index.ts';
import type { TransferDeps } from '../deps.ts';
import { noticesOfTransfer } from '../notice-store.ts';
import { refuse } from '../refusals.ts';
import { impossibilitiesOf } from '../relay/report.ts';
import { transferById } from '../transfer-store.ts';
import { proofJson } from './proof-file.ts';
import { readProofs } from './read-proofs.ts';

const most = 500;

/**
 * CP-14d: every notice of a transfer with its state, proof, exemption or record of impossibility, for the authority that asked for it under
 * `reference`. The request and what was given are on record.
 */
export async function exportTransfer(
  deps: TransferDeps,
  officer: string,
  transferId: string,
  reference: string,
): Promise<{ readonly [key: string]: JsonValue } | Refusal> {
  return deps.db.tx(systemScope('the authority asked for the proofs of a transfer'), async (tx) => {
    const transfer = await transferById(tx, transferId);
    if (transfer === null) return refuse('TRANSFER_UNKNOWN');
    const seen = await readProofs(deps, tx, await noticesOfTransfer(tx, transferId, undefined, most));
    const impossible = await impossibilitiesOf(deps, tx, transferId);
    await journalAll(deps, tx, [
      {
        type: 'transfer.exported',
        actor: { kind: 'account', id: officer },
        holder: transfer.holder_id,
        object: { kind: 'transfer', id: transferId },
        data: { reference, notices: seen.length },
      },
    ]);
    return {
      reference,
      transfer: {
        id: transfer.id,
        holder: transfer.holder_id,
        recipient: {
          type: transfer.recipient_type,
          code: transfer.recipient_code,
          name: transfer.recipient_name,
          country: transfer.country,
        },
        crossBorder: transfer.cross_border,
        ground: { kind: transfer.ground_kind, code: transfer.ground, document: transfer.ground_document },
        items: transfer.items as unknown as JsonValue,
        executedAt: transfer.executed_at.toISOString(),
        dueAt: transfer.due_at.toISOString(),
      },
      notices: seen.map((one) => ({
        ...(proofJson(one) as { [key: string]: JsonValue }),
        subject: one.notice.subject_id,
        exemption: one.exemption,
        impossibility: (impossible.get(one.notice.report_id ?? '') ?? null) as JsonValue,
      })),
    };
  });
}
