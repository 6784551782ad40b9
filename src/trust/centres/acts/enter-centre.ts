import { systemScope } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import type { Refusal } from '../../../platform/refusal.ts';
import { centreByCode, centreById, insertCentre, replaceParticulars } from '../centre-store.ts';
import type { Centre, NewCentre } from '../centre.ts';
import { type CentreDeps, journal } from '../deps.ts';
import { refuse } from '../refusals.ts';

const scope = systemScope('the authority keeps the directory of centres');

/** A centre comes on record with the authority. It is not accredited by that: accreditation is voluntary and on its application (ES-16.2a, ES-16.4a). */
export async function enterCentre(
  deps: CentreDeps,
  officer: string,
  what: NewCentre,
): Promise<{ centreId: string } | Refusal> {
  if (what.address.ky.trim() === '') return refuse('CENTRE_ADDRESS_MISSING', { field: 'address/ky' });
  const now = deps.clock.now();
  return deps.db.tx(scope, async (tx) => {
    if ((await centreByCode(tx, what.code, now)) !== null) return refuse('CENTRE_CODE_TAKEN', { field: 'code' });
    const id = uuidv7(deps.clock.real());
    const entry = await journal(deps, tx, {
      type: 'centre.entered',
      actor: { kind: 'account', id: officer, role: 'authority' },
      centreId: id,
      object: { kind: 'centre', id },
      data: { code: what.code, kind: what.kind },
    });
    await insertCentre(tx, id, what, now, entry);
    return { centreId: id };
  });
}

/** ES-8.3.1: a new name or address stands in the directory from now on. */
export async function changeParticulars(
  deps: CentreDeps,
  officer: string,
  centreId: string,
  what: Pick<Centre, 'name' | 'address' | 'email' | 'phone' | 'website'>,
): Promise<Centre | Refusal> {
  if (what.address.ky.trim() === '') return refuse('CENTRE_ADDRESS_MISSING', { field: 'address/ky' });
  const now = deps.clock.now();
  return deps.db.tx(scope, async (tx) => {
    if ((await centreById(tx, centreId, now)) === null) return refuse('CENTRE_UNKNOWN');
    await replaceParticulars(tx, centreId, what, now);
    await journal(deps, tx, {
      type: 'centre.particulars-changed',
      actor: { kind: 'account', id: officer, role: 'authority' },
      centreId,
      object: { kind: 'centre', id: centreId },
      data: {},
    });
    return (await centreById(tx, centreId, now))!;
  });
}
