import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { accountByLogin, closeAccount, endRoles } from './account-store.ts';
import { lapseSignings } from './lapse-signings.ts';
import { loginMac, parseLogin } from './login.ts';
import { refuse } from './refusals.ts';
import { scope } from './sealing.ts';
import { revokeOthers } from './session-store.ts';
import type { IdentityDeps } from './types.ts';

/**
 * Closes an account of an office: its roles and sessions end with the act, nobody signs in with it any more, and its login is free for a new
 * account. What it did stays on record under its id.
 */
export async function closeStaff(
  deps: Pick<IdentityDeps, 'clock' | 'db' | 'keys' | 'journal'>,
  given: string,
  by: string | null,
): Promise<{ accountId: string; roles: readonly string[] } | Refusal> {
  const login = parseLogin(given);
  if (isRefusal(login)) return login;
  const now = deps.clock.real();
  return deps.db.tx(scope, async (tx): Promise<{ accountId: string; roles: readonly string[] } | Refusal> => {
    const account = await accountByLogin(tx, loginMac(deps.keys, login));
    if (account?.kind !== 'staff') return refuse('STAFF_UNKNOWN', { field: 'login' });
    const { id } = account;
    const ended = await endRoles(tx, id, now);
    for (const session of await revokeOthers(tx, id, null, now)) await lapseSignings(deps, tx, session.id);
    await closeAccount(tx, id, deps.keys.mac('identity/closed', id), now);
    const [first] = ended;
    await deps.journal(tx, {
      type: 'identity.staff-closed',
      actor: by === null ? { kind: 'system', id: 'identity' } : { kind: 'account', id: by },
      object: { kind: 'account', id },
      ...(first === undefined || first.holder_id === null ? {} : { holder: first.holder_id }),
      data: { office: first?.office ?? null, roles: ended.map(({ role }) => role) },
    });
    return { accountId: id, roles: ended.map(({ role }) => role) };
  });
}
