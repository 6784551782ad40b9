import type { Refusal } from '../../../platform/refusal.ts';
import { type BatchFile, batchMembers, sha256Of, wrongName } from '../automatic.ts';
import { journal, scope, type SystemDeps } from '../deps.ts';
import { refuse } from '../refusals.ts';
import type { Acting } from '../system.ts';
import { systemById } from '../system-store.ts';

/**
 * ES-12.5: a batch signed by the information system itself, without anybody being shown or asked anything. Only a machine of the system's
 * owner, in a system registered for it; whoever else calls is a person's tool, which shows and asks (ES-12.2). The container says whose
 * system it was, and the journal what it signed.
 */
export async function signAutomatically(
  deps: Pick<SystemDeps, 'db' | 'clock' | 'profile' | 'poke' | 'registers' | 'container'>,
  who: Acting & { readonly clientId?: string },
  systemId: string,
  files: readonly BatchFile[],
): Promise<{ file: Uint8Array } | Refusal> {
  const system = await deps.db.tx(scope, (tx) => systemById(tx, systemId));
  if (!who.machine || who.clientId === undefined || system?.automatic !== true || system.ownerId !== who.holderId)
    return refuse('SIGN_AUTOMATIC_ONLY_IN_SYSTEM');
  if (deps.container === null) return refuse('AUTOMATIC_KEY_MISSING');
  const name = wrongName(files);
  if (name !== undefined) return refuse('DOCUMENT_NAME_RESERVED', { field: 'documents', values: { name } });
  const owner = await deps.registers.holder(system.ownerId);
  const members = batchMembers(system, { id: system.ownerId, name: owner?.body.name.ky ?? '' }, who.clientId, files);
  const file = await deps.container(members);
  await deps.db.tx(scope, (tx) =>
    journal(deps, tx, {
      type: 'exchange-batch.signed',
      actor: { kind: 'client', id: who.clientId! },
      holderId: system.ownerId,
      object: { kind: 'exchange-system', id: system.id },
      data: { container: sha256Of(file), documents: files.map(({ bytes }) => sha256Of(bytes)) },
    }),
  );
  return { file };
}
