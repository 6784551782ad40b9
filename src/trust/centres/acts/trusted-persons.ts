import { endOfDay } from '../../../law/index.ts';
import { holderScope } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import type { Refusal } from '../../../platform/refusal.ts';
import { lockCentre } from '../centre-store.ts';
import { isTrusted } from '../centre.ts';
import { type CentreDeps, journal } from '../deps.ts';
import type { CentreKeys } from '../ports.ts';
import { refuse } from '../refusals.ts';
import { ordersOf } from '../trusted-issuing-store.ts';
import { insertTrusted, trustedPersons, withdrawTrustedRow } from '../trusted-store.ts';

export type NewTrusted = {
  readonly name: string;
  readonly registrationNumber: string;
  readonly contractNumber: string;
  readonly contractOn: string;
  readonly scope: string;
  /** The last day of the powers; null: until they are withdrawn. */
  readonly until: string | null;
};
type By = { readonly accountId: string; readonly centreId: string };

/** ES-13.4a: a centre gives somebody the power to create and issue certificates in its name. */
export async function entrust(
  deps: CentreDeps,
  by: By,
  what: NewTrusted,
): Promise<{ trustedPersonId: string } | Refusal> {
  const now = deps.clock.now();
  const untilAt = what.until === null ? null : endOfDay(what.until);
  if (untilAt !== null && untilAt <= now) return refuse('TERM_ENDS_BEFORE_IT_BEGINS', { field: 'until' });
  const id = uuidv7(deps.clock.real());
  return deps.db.tx(holderScope(by.centreId), async (tx) => {
    const entry = await journal(deps, tx, {
      type: 'centre.powers-given',
      actor: { kind: 'account', id: by.accountId },
      centreId: by.centreId,
      object: { kind: 'trusted-person', id },
      data: { contract: what.contractNumber },
    });
    await insertTrusted(tx, { ...what, id, centreId: by.centreId, since: now, untilAt }, entry);
    return { trustedPersonId: id };
  });
}

/**
 * The centre takes the powers back, from now on: nothing is issued any more, and the certificates that carried the powers end with them.
 */
export async function withdrawTrust(
  deps: CentreDeps & { readonly centreKeys: CentreKeys | null },
  by: By,
  id: string,
  ground: string,
): Promise<{ withdrawnAt: Date } | Refusal> {
  const now = deps.clock.now();
  const { centreId } = by;
  const actor = { kind: 'account', id: by.accountId } as const;
  return deps.db.tx(holderScope(centreId), async (tx) => {
    // As an approval does: of both at once the second finds what the first has done, an issued certificate or powers that ended.
    await lockCentre(tx, centreId);
    const person = (await trustedPersons(tx, centreId, now)).find((one) => one.id === id);
    if (person === undefined || !isTrusted(person, now)) return refuse('TRUSTED_PERSON_UNKNOWN');
    // The register is taken first: what is issued meanwhile is issued before, and what waits finds no powers any more.
    for (const { issuerId } of await ordersOf(tx, centreId, id))
      if (issuerId !== null)
        await deps.centreKeys?.trusted.end(tx, { issuerId, basis: `№ ${person.contractNumber}`, at: now, actor });
    if (!(await withdrawTrustedRow(tx, centreId, id, now, ground))) return refuse('TRUSTED_PERSON_UNKNOWN');
    const object = { kind: 'trusted-person', id };
    await journal(deps, tx, { type: 'centre.powers-withdrawn', actor, centreId, object, data: {} });
    return { withdrawnAt: now };
  });
}
