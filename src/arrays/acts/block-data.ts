import { holderScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { type Acting, type ArrayDeps, journal } from '../deps.ts';
import { endBlock, insertBlock, liveBlocks, lockCategories, lockRecord } from '../record-store.ts';
import { refuse } from '../refusals.ts';

export type BlockInput = {
  readonly subjectId: string;
  /** One record, or … */
  readonly recordId: string | null;
  /** … categories under one purpose (null: under every purpose of the holder). */
  readonly purposeId: string | null;
  readonly categories: readonly string[];
  readonly reason: string;
  readonly document: string;
};

/** PD-3.23: from now on transfer, correction, use and destruction of this data cease, and `may` says so. */
export async function blockData(
  deps: ArrayDeps,
  who: Acting,
  input: BlockInput,
): Promise<{ blockId: string; since: Date } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const record = input.recordId === null ? null : await lockRecord(tx, who.holderId, input.subjectId, input.recordId);
    if (input.recordId !== null && record === null) return refuse('RECORD_UNKNOWN');
    const reach =
      record === null
        ? { purposeId: input.purposeId, categories: input.categories }
        : { purposeId: record.purpose_id, categories: [record.category] };
    if (reach.categories.length === 0) return refuse('RECORD_UNKNOWN', { field: 'categories' });
    if (record === null) await lockCategories(tx, who.holderId, input.subjectId, reach.categories);
    const [blockId, since] = [uuidv7(deps.clock.real()), deps.clock.now()];
    const entryId = await journal(deps, tx, who, {
      type: 'data.blocked',
      subject: input.subjectId,
      object: { kind: 'data-block', id: blockId },
      data: {
        record: input.recordId,
        purpose: reach.purposeId,
        categories: [...reach.categories],
        reason: input.reason,
      },
    });
    await insertBlock(tx, {
      id: blockId,
      subjectId: input.subjectId,
      holderId: who.holderId,
      recordId: input.recordId,
      ...reach,
      reason: input.reason,
      document: input.document,
      since,
      entryId,
    });
    return { blockId, since };
  });
}

/** PD-23: what was examined is settled, and the block is lifted. */
export async function liftBlock(
  deps: ArrayDeps,
  who: Acting,
  subjectId: string,
  blockId: string,
  document: string,
): Promise<{ endedAt: Date } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    if (!(await liveBlocks(tx, who.holderId, subjectId)).some((block) => block.id === blockId))
      return refuse('BLOCK_UNKNOWN');
    const endedAt = deps.clock.now();
    await journal(deps, tx, who, {
      type: 'data.unblocked',
      subject: subjectId,
      object: { kind: 'data-block', id: blockId },
      data: { outcome: 'lifted' },
    });
    await endBlock(tx, subjectId, blockId, 'lifted', document, endedAt);
    return { endedAt };
  });
}
