import { addMonths, dayOf, endOfDay } from '../../law/index.ts';
import { actOnEach, type Tx } from '../../platform/db/index.ts';
import type { ConsentDeps } from '../deps.ts';
import type { PurposeBody } from '../purposes/purpose.ts';
import { expireOne } from './expire-one.ts';
import { activeUnder, type EndedService, endedServices, expiryWorkers, type Key, lockActive } from './expiry-store.ts';
import { releaseContent } from './release-content.ts';

/** CP-F-29b: the consent ends when the service has ended and the statutory storage term of its records has passed. */
export function endOfServiceStorage(serviceEndedAt: Date, body: PurposeBody): Date | null {
  const months = body.service.storage?.months ?? null;
  return months === null ? null : endOfDay(addMonths(dayOf(serviceEndedAt), months));
}

type Over = { readonly serviceEndedAt: Date; readonly storageEndedAt: Date };

/** CP-F-29b: ends consents whose service and storage are over, `limit` at a time. Returns how many. */
export async function endAfterService(
  deps: ConsentDeps,
  now: Date,
  limit: number,
  onFault?: (error: Error) => void,
): Promise<number> {
  const over = await servicesOver(deps, now, onFault);
  if (over.size === 0) return 0;
  const act = async (tx: Tx, rows: readonly Key[]): Promise<number> => {
    const due = await lockActive(tx, rows);
    for (const row of due) {
      const { serviceEndedAt, storageEndedAt } = over.get(row.purpose_version_id)!;
      await expireOne(deps, tx, row, storageEndedAt, {
        serviceEndedAt: serviceEndedAt.toISOString(),
        storageEndedAt: storageEndedAt.toISOString(),
      });
      await releaseContent(deps, tx, row, now, ['PD-4.6b', 'CP-F-29b']);
    }
    if (due.length > 0) tx.onCommit(deps.poke);
    return due.length;
  };
  return actOnEach(
    { db: deps.db, clock: deps.clock, worker: expiryWorkers.afterService, idOf: (row) => row.id, act, onFault },
    await activeUnder(deps.db, [...over.keys()], deps.clock.real(), limit),
  );
}

// Judged by version first, so that services whose storage still runs keep nobody else's consents from ending.
async function servicesOver(
  deps: ConsentDeps,
  now: Date,
  onFault?: (error: Error) => void,
): Promise<Map<string, Over>> {
  const over = new Map<string, Over>();
  const judge = async (_tx: Tx, services: readonly EndedService[]): Promise<number> => {
    for (const { version_id: id, service_ended_at: serviceEndedAt } of services) {
      const storageEndedAt = endOfServiceStorage(serviceEndedAt, (await deps.registers.version(id))!.body);
      if (storageEndedAt !== null && storageEndedAt <= now) over.set(id, { serviceEndedAt, storageEndedAt });
    }
    return services.length;
  };
  const ended = await endedServices(deps.db, deps.clock.real());
  await actOnEach(
    {
      db: deps.db,
      clock: deps.clock,
      worker: expiryWorkers.service,
      idOf: (row) => row.version_id,
      act: judge,
      onFault,
    },
    ended,
  );
  return over;
}
