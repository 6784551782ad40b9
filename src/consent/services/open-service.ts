import { insertEntries } from '../../record/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { asksConsent } from '../purposes/purpose.ts';
import { refuse } from '../purposes/refusals.ts';
import { purposeById } from '../purposes/store.ts';
import { markOpened, putService, type Service, serviceForUpdate } from './store.ts';

type Staff = { readonly accountId: string; readonly holderId: string };
export type NewService = {
  readonly code: string;
  readonly kind: Service['kind'];
  readonly name: Service['name'];
  readonly needsPersonalData: boolean;
  readonly purposeId: string | null;
};

/** Puts a service into the holder's catalogue, or changes one that is not open yet. */
export async function describeService(
  deps: ConsentDeps,
  staff: Staff,
  service: NewService,
): Promise<{ serviceId: string } | Refusal> {
  return deps.db.tx(holderScope(staff.holderId), async (tx): Promise<{ serviceId: string } | Refusal> => {
    const purpose = service.purposeId === null ? null : await purposeById(tx, service.purposeId);
    if (service.purposeId !== null && purpose?.holderId !== staff.holderId)
      return refuse('PURPOSE_UNKNOWN', { field: 'purposeId' });
    const id = await putService(tx, {
      id: uuidv7(deps.clock.real()),
      holder_id: staff.holderId,
      code: service.code,
      kind: service.kind,
      name: service.name,
      needs_personal_data: service.needsPersonalData,
      purpose_id: service.purposeId,
    });
    if (id === null) return refuse('SERVICE_IS_OPEN', { field: 'code' });
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'service.described',
        actor: { kind: 'account', id: staff.accountId },
        holder: staff.holderId,
        object: { kind: 'service', id },
        data: { code: service.code, purpose: service.purposeId },
      }),
    ]);
    tx.onCommit(deps.poke);
    return { serviceId: id };
  });
}

/**
 * CP-4b: a service that needs personal data opens for applications only with its published consent form; CP-F-29b: and only
 * with the storage term that ends those consents. A service that rests on another ground asks nobody's consent.
 */
export async function openService(
  deps: ConsentDeps,
  staff: Staff,
  serviceId: string,
): Promise<{ openedAt: Date } | Refusal> {
  return deps.db.tx(holderScope(staff.holderId), async (tx): Promise<{ openedAt: Date } | Refusal> => {
    const service = await serviceForUpdate(tx, staff.holderId, serviceId);
    if (service === null) return refuse('SERVICE_UNKNOWN');
    const refusal = service.needs_personal_data ? await checkServiceForm(deps, service.purpose_id) : null;
    if (refusal !== null) return refusal;
    const openedAt = service.opened_at ?? deps.clock.now();
    await markOpened(tx, serviceId, openedAt);
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'service.opened',
        actor: { kind: 'account', id: staff.accountId },
        holder: staff.holderId,
        object: { kind: 'service', id: serviceId },
        data: { code: service.code, purpose: service.purpose_id },
      }),
    ]);
    tx.onCommit(deps.poke);
    return { openedAt };
  });
}

async function checkServiceForm(deps: ConsentDeps, purposeId: string | null): Promise<Refusal | null> {
  const purpose = purposeId === null ? null : await purposeById(deps.db, purposeId);
  const version =
    purpose?.state !== 'active' || purpose.currentVersionId === null
      ? null
      : await deps.registers.version(purpose.currentVersionId);
  if (version === null) return refuse('SERVICE_HAS_NO_CONSENT_FORM');
  if (!asksConsent(version.body)) return null;
  // CP-8: a consent outside services is not the standard form that a service's applicants sign.
  if (version.body.service.kind === 'none') return refuse('SERVICE_HAS_NO_CONSENT_FORM', { law: ['CP-4b', 'CP-9'] });
  const { storage } = version.body.service;
  return storage === null || storage.act === null || storage.months === null ? refuse('SERVICE_STORAGE_MISSING') : null;
}
