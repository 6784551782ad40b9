import { type Acting, type ItemSource, journalOfArray, refuseArray, unnamedSource } from '../../arrays/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { TransferDeps } from '../deps.ts';
import { refuse } from '../refusals.ts';
import { type Item, lockTransfer, writeSources } from '../transfer-store.ts';

/**
 * CP-15e: where items of a transfer were obtained, stated by somebody who knows it, where neither the record of the data nor who transferred
 * it has said so. Once: what was stated is what subjects are told. Answers the categories still without a source.
 */
export const stateSources = (
  deps: TransferDeps,
  who: Acting,
  transferId: string,
  stated: readonly { readonly category: string; readonly source: ItemSource }[],
): Promise<{ readonly open: readonly string[] } | Refusal> =>
  deps.db.tx(holderScope(who.holderId), async (tx) => {
    const transfer = await lockTransfer(tx, transferId);
    if (transfer === null) return refuse('TRANSFER_UNKNOWN');
    const unnamed = unnamedSource(stated.map((one) => one.source));
    if (unnamed !== -1) return refuseArray('SOURCE_UNNAMED', { field: `sources/${unnamed}/source/name` });
    const said = new Map(stated.map((one) => [one.category, one.source]));
    const wrong = stated.findIndex(
      ({ category, source }) =>
        said.get(category) !== source || transfer.items.find((item) => item.category === category)?.source !== null,
    );
    if (wrong !== -1) return refuse('SOURCE_STATED', { field: `sources/${wrong}/category` });
    const items = transfer.items.map(
      (item): Item => ({ ...item, source: item.source ?? said.get(item.category) ?? null }),
    );
    await writeSources(tx, transferId, items);
    await journalOfArray(deps, tx, who, {
      type: 'transfer.sources-stated',
      object: { kind: 'transfer', id: transferId },
      data: { sources: stated.map(({ category, source }) => ({ category, kind: source.kind })) },
    });
    return { open: items.filter((item) => item.source === null).map((item) => item.category) };
  });
