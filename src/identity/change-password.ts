import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { accountById, putPassword } from './account-store.ts';
import { acceptable, hashPassword } from './password.ts';
import { refuse } from './refusals.ts';
import { openFor, type Profile, profilePlace, scope } from './sealing.ts';
import { revokeOthers } from './session-store.ts';
import { presentOwnPassword } from './sign-in.ts';
import type { Client, IdentityDeps } from './types.ts';

/** The old password is presented, the new one kept, every other session ended. */
export async function changePassword(
  deps: IdentityDeps,
  who: { accountId: string; sessionId: string },
  given: { old: string; fresh: string },
  client: Client,
): Promise<Refusal | undefined> {
  const shown = await presentOwnPassword(deps, who.accountId, given.old, client);
  if (isRefusal(shown)) return { ...shown, field: 'old' };
  if (!(await acceptableFor(deps, who.accountId, given.fresh))) return refuse('PASSWORD_WEAK', { field: 'fresh' });
  const stored = await hashPassword(given.fresh);
  await deps.db.tx(scope, async (tx) => {
    await putPassword(tx, who.accountId, stored, deps.clock.real());
    await revokeOthers(tx, who.accountId, who.sessionId, deps.clock.real());
    await deps.journal(tx, {
      type: 'identity.password-changed',
      actor: { kind: 'account', id: who.accountId },
      object: { kind: 'account', id: who.accountId },
      data: { by: 'password' },
    });
  });
  return undefined;
}

export async function acceptableFor(deps: IdentityDeps, accountId: string, password: string): Promise<boolean> {
  const login = await deps.db.tx(scope, async (tx) => {
    const account = await accountById(tx, accountId);
    return account === undefined
      ? null
      : await openFor<Profile>(deps, tx, accountId, profilePlace(accountId), account.profile_sealed);
  });
  return acceptable(password, login?.login.value ?? '\0\0\0\0\0\0');
}
