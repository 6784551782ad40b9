import { holderScope } from '../../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import { lockCentre } from '../centre-store.ts';
import { type CentreDeps, journal } from '../deps.ts';
import { checkPaper, type PaperKind, type PaperParts } from '../paper.ts';
import { insertPaper } from '../paper-store.ts';

/** ES-13.2.1, ES-18.4, ES-13.1.6: a new edition of what the centre tells in writing. Editions before it stay as they were. */
export async function publishPaper(
  deps: CentreDeps,
  by: { readonly accountId: string; readonly centreId: string },
  kind: PaperKind,
  parts: PaperParts,
): Promise<{ edition: number } | Refusal> {
  const refused = checkPaper(kind, parts);
  if (isRefusal(refused)) return refused;
  return deps.db.tx(holderScope(by.centreId), async (tx) => {
    await lockCentre(tx, by.centreId);
    const entry = await journal(deps, tx, {
      type: 'centre.paper-published',
      actor: { kind: 'account', id: by.accountId },
      centreId: by.centreId,
      object: { kind: 'centre', id: by.centreId },
      data: { kind },
    });
    const edition = await insertPaper(tx, { centreId: by.centreId, kind, parts, publishedAt: deps.clock.now() }, entry);
    return { edition };
  });
}
