import type { Tx } from '../platform/db/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { clearTries, countTry, takeTryBack } from './key-lock-store.ts';
import { refuse } from './refusals.ts';
import { scope } from './sealing.ts';
import { openSession } from './session-store.ts';
import type { SessionRef } from './signing-api.ts';
import type { IdentityDeps } from './types.ts';

/** Wrong codes in a row, whatever the service itself allows and however often it sends a new one. */
export const mostWrongCodes = 5;

type Deps = Pick<IdentityDeps, 'db' | 'clock' | 'journal'>;

/**
 * ES-10.1a: one use of a key by its owner's code. The try is counted before it is made, so that many at once are many; at the limit the
 * key is locked, and the right code does not open it: only a log-in that comes after does, for one more try each.
 * `wrong`: the refusal that says the code was wrong; any other leaves the count as it was.
 */
export async function withCode<T>(
  deps: Deps,
  session: SessionRef,
  wrong: (refusal: Refusal) => boolean,
  use: () => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const { accountId } = session;
  const counted = await deps.db.tx(scope, (tx) => beginTry(deps, tx, session));
  if (isRefusal(counted)) return counted;
  let outcome: 'right' | 'wrong' | 'neither' = 'neither';
  try {
    const used = await use();
    outcome = !isRefusal(used) ? 'right' : wrong(used) ? 'wrong' : 'neither';
    return used;
  } finally {
    await deps.db.tx(scope, (tx) => endTry(deps, tx, accountId, outcome, counted));
  }
}

async function beginTry(deps: Deps, tx: Tx, session: SessionRef): Promise<number | Refusal> {
  const now = deps.clock.real();
  const live = await openSession(tx, session.sessionId, session.accountId, now);
  if (live === undefined) return refuse('SIGNING_OVER');
  const tries = await countTry(tx, session.accountId, live.authenticated_at, now, mostWrongCodes);
  return tries ?? refuse('SIGN_KEY_LOCKED');
}

async function endTry(
  deps: Deps,
  tx: Tx,
  accountId: string,
  outcome: 'right' | 'wrong' | 'neither',
  tries: number,
): Promise<void> {
  if (outcome === 'right') await clearTries(tx, accountId);
  else if (outcome === 'neither') await takeTryBack(tx, accountId, mostWrongCodes);
  else if (tries >= mostWrongCodes)
    await deps.journal(tx, {
      type: 'identity.key-locked',
      actor: { kind: 'system', id: 'identity' },
      object: { kind: 'account', id: accountId },
      data: { wrong: tries },
    });
}
