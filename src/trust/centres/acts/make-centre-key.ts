import { holderScope } from '../../../platform/db/index.ts';
import type { Refusal } from '../../../platform/refusal.ts';
import { centreById, lockCentre } from '../centre-store.ts';
import { type CentreDeps, journal } from '../deps.ts';
import type { CentreKeys } from '../ports.ts';
import { refuse } from '../refusals.ts';

/** The request for a key of the centre that no certificate names yet; the key is made where there is none. PEM. */
export async function makeCentreKey(
  deps: CentreDeps & { readonly centreKeys: CentreKeys | null },
  by: { readonly accountId: string; readonly centreId: string },
): Promise<{ request: string } | Refusal> {
  const { centreKeys } = deps;
  const { accountId: id, centreId } = by;
  if (centreKeys === null) return refuse('CENTRE_KEYS_ELSEWHERE');
  return deps.db.tx(holderScope(centreId), async (tx) => {
    await lockCentre(tx, centreId);
    const centre = await centreById(tx, centreId, deps.clock.now());
    if (centre === null) return refuse('CENTRE_UNKNOWN');
    const request = await centreKeys.make(tx, centre);
    const actor = { kind: 'account', id, role: 'administrator' } as const;
    const object = { kind: 'centre', id: centreId };
    await journal(deps, tx, { type: 'centre.key-requested', actor, centreId, object, data: {} });
    return { request };
  });
}
