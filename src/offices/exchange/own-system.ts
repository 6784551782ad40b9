import type { FastifyRequest } from 'fastify';
import { refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { allSystems, type ExchangeSystem, type SystemDeps, systemScope } from '../../trust/systems/index.ts';
import { deskOf } from '../holder/deps.ts';

export const exchangeHome = '/holder/exchange';

/** The system of the address, if the reader's organisation owns it. */
export async function ownSystem(
  request: FastifyRequest,
  { systems }: { readonly systems: SystemDeps },
): Promise<ExchangeSystem> {
  const { systemId } = request.params as { systemId: string };
  const { holderId } = deskOf(request);
  const all = await systems.db.tx(systemScope, allSystems);
  const found = all.find(({ id, ownerId }) => id === systemId && ownerId === holderId);
  if (found === undefined) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return found;
}
