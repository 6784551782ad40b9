import type { Tx } from '../platform/db/index.ts';
import { lapseOpenSignings } from './protocol-store.ts';
import type { IdentityDeps } from './types.ts';

/**
 * ES-12.2.2: what was shown and not confirmed until its session or its time ended is no signature, and the log says so, once for each.
 * `session`: only those of one session.
 */
export async function lapseSignings(
  deps: Pick<IdentityDeps, 'clock' | 'journal'>,
  tx: Tx,
  session: string | null = null,
): Promise<void> {
  for (const { id, holder_id, document_kind } of await lapseOpenSignings(tx, deps.clock.real(), session))
    await deps.journal(tx, {
      type: 'identity.signing-not-confirmed',
      actor: { kind: 'system', id: 'identity' },
      object: { kind: 'signing', id },
      holder: holder_id,
      data: { code: 'SIGN_NOT_CONFIRMED', documentKind: document_kind },
    });
}
