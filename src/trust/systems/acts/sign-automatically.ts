import type { Refusal } from '../../../platform/refusal.ts';
import { scope, type SystemDeps } from '../deps.ts';
import { refuse } from '../refusals.ts';
import type { Acting } from '../system.ts';
import { systemById } from '../system-store.ts';

/**
 * ES-12.5: a batch signed by the information system itself, without anybody being shown or asked anything. Only a machine of the system's
 * owner, in a system registered for it; whoever else calls is a person's tool, which shows and asks (ES-12.2).
 */
export async function signAutomatically(
  deps: Pick<SystemDeps, 'db' | 'container'>,
  who: Acting,
  systemId: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array; readonly mediaType: string }[],
): Promise<{ file: Uint8Array } | Refusal> {
  const system = await deps.db.tx(scope, (tx) => systemById(tx, systemId));
  const allowed = who.machine && system?.automatic === true && system.ownerId === who.holderId;
  if (!allowed || deps.container === null) return refuse('SIGN_AUTOMATIC_ONLY_IN_SYSTEM');
  return { file: await deps.container(files) };
}
