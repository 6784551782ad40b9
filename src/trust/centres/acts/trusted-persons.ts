import { endOfDay } from '../../../law/index.ts';
import { holderScope } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import type { Refusal } from '../../../platform/refusal.ts';
import { type CentreDeps, journal } from '../deps.ts';
import { refuse } from '../refusals.ts';
import { insertTrusted, withdrawTrustedRow } from '../trusted-store.ts';

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

/** The centre takes the powers back, from now on. */
export async function withdrawTrust(
  deps: CentreDeps,
  by: By,
  id: string,
  ground: string,
): Promise<{ withdrawnAt: Date } | Refusal> {
  const now = deps.clock.now();
  return deps.db.tx(holderScope(by.centreId), async (tx) => {
    if (!(await withdrawTrustedRow(tx, by.centreId, id, now, ground))) return refuse('TRUSTED_PERSON_UNKNOWN');
    await journal(deps, tx, {
      type: 'centre.powers-withdrawn',
      actor: { kind: 'account', id: by.accountId },
      centreId: by.centreId,
      object: { kind: 'trusted-person', id },
      data: {},
    });
    return { withdrawnAt: now };
  });
}
