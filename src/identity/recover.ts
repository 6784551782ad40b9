import { randomToken } from '../platform/ids.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Lang } from '../platform/text.ts';
import { accountById, accountByLogin, putPassword, replaceRecoveryCodes, spendRecoveryCode } from './account-store.ts';
import { endBindingOf } from './binding-store.ts';
import { loginMac, parseLogin } from './login.ts';
import { dropOneTime, peekOneTime, putOneTime, takeOneTime } from './one-time-store.ts';
import { messages } from './outgoing.messages.ts';
import { acceptable, hashPassword, type StoredPassword } from './password.ts';
import { revokeAllPasskeys } from './passkey-store.ts';
import { refuse } from './refusals.ts';
import { openFor, type Profile, profilePlace, scope, tokenHash } from './sealing.ts';
import { revokeOthers } from './session-store.ts';
import { type NewSession, startSession } from './sessions.ts';
import { newRecoveryCodes, recoveryMac } from './sign-up.ts';
import { networkOf } from './throttle.ts';
import { steady } from './timing.ts';
import { distrustAll, forgive, reserveTry } from './throttle-store.ts';
import { acceptableFor } from './change-password.ts';
import type { Client, IdentityDeps } from './types.ts';

const halfHour = 1_800_000;
export type Recovered = NewSession & { readonly recoveryCodes: readonly string[]; readonly bindingEnded: boolean };

/** Sends a link, if there is an account; the answer does not tell. `link` is answered in the sandbox only. */
export async function requestRecovery(
  deps: IdentityDeps,
  given: { login: string; lang: Lang },
): Promise<{ link?: string } | Refusal> {
  const login = parseLogin(given.login);
  if (isRefusal(login)) return login;
  const now = deps.clock.real();
  const token = randomToken(24);
  const link = `${deps.publicUrl}/recover/${token}`;
  const sent = await steady(() =>
    deps.db.tx(scope, async (tx) => {
      const account = await accountByLogin(tx, loginMac(deps.keys, login));
      if (account === undefined) return false;
      await dropOneTime(tx, 'recover', account.id);
      await putOneTime(tx, 'recover', tokenHash(token), account.id, {}, new Date(now.getTime() + halfHour));
      await deps.sendMessage(tx, {
        to: { kind: login.kind, address: login.value },
        lang: given.lang,
        ...messages.recoveryLink(link),
      });
      return true;
    }),
  );
  return deps.sandbox === true && sent ? { link } : {};
}

/**
 * A link proves that somebody reads the mailbox, not that the person is there: the binding to a person ends and identity
 * is proven anew. Passkeys and devices are no longer trusted either.
 */
export async function recoverByLink(
  deps: IdentityDeps,
  given: { token: string; password: string },
  client: Client,
): Promise<Recovered | Refusal> {
  const now = deps.clock.real();
  const accountId = await deps.db.tx(scope, (tx) => peekOneTime(tx, 'recover', tokenHash(given.token), now));
  if (accountId === undefined) return refuse('LINK_SPENT');
  if (!(await acceptableFor(deps, accountId, given.password))) return refuse('PASSWORD_WEAK', { field: 'password' });
  const stored = await hashPassword(given.password);
  return deps.db.tx(scope, async (tx): Promise<Recovered | Refusal> => {
    const taken = await takeOneTime(tx, 'recover', tokenHash(given.token), now);
    if (taken === undefined || taken.account_id === null) return refuse('LINK_SPENT');
    const ended = await endBindingOf(tx, taken.account_id, now);
    if (ended !== undefined)
      await deps.journal(tx, {
        type: 'identity.binding-ended',
        actor: { kind: 'account', id: taken.account_id },
        object: { kind: 'binding', id: ended },
        data: { why: 'recovered-by-link' },
      });
    await revokeAllPasskeys(tx, taken.account_id, now);
    const recovered = await restore(deps, tx, taken.account_id, stored, 'recovery-link', client);
    return { ...recovered, bindingEnded: ended !== undefined };
  });
}

/** A code kept since sign-up is a secret of the account's owner: the binding stays. Each code works once. */
export async function recoverByCode(
  deps: IdentityDeps,
  given: { login: string; code: string; password: string },
  client: Client,
): Promise<Recovered | Refusal> {
  const login = parseLogin(given.login);
  if (isRefusal(login)) return login;
  if (!acceptable(given.password, login.value)) return refuse('PASSWORD_WEAK', { field: 'password' });
  const mac = loginMac(deps.keys, login);
  const pair = deps.keys.mac('identity/pair', 'recovery', mac, networkOf(client.address));
  const now = deps.clock.real();
  const wait = await reserveTry(deps.db, pair, now);
  if (wait > 0) return refuse('SIGN_IN_WAIT', { values: { seconds: wait }, details: { seconds: wait } });
  // Hashed before the look, so that a wrong code takes as long as a right one.
  const stored = await hashPassword(given.password);
  const recovered = await deps.db.tx(scope, async (tx): Promise<Recovered | Refusal> => {
    const account = await accountByLogin(tx, mac);
    const right = await spendRecoveryCode(
      tx,
      account?.id ?? nobody,
      recoveryMac(deps, account?.id ?? nobody, given.code),
      now,
    );
    if (account === undefined || !right) return refuse('CODE_WRONG', { field: 'code' });
    return { ...(await restore(deps, tx, account.id, stored, 'recovery-code', client)), bindingEnded: false };
  });
  if (!isRefusal(recovered)) await forgive(deps.db, pair);
  return recovered;
}

const nobody = '00000000-0000-0000-0000-000000000000';

async function restore(
  deps: IdentityDeps,
  tx: Tx,
  accountId: string,
  stored: StoredPassword,
  method: 'recovery-code' | 'recovery-link',
  client: Client,
): Promise<Omit<Recovered, 'bindingEnded'>> {
  const now = deps.clock.real();
  await putPassword(tx, accountId, stored, now);
  await revokeOthers(tx, accountId, null, now);
  await distrustAll(tx, accountId);
  const recovery = newRecoveryCodes(deps);
  await replaceRecoveryCodes(tx, accountId, recovery.macs(accountId));
  await deps.journal(tx, {
    type: 'identity.access-recovered',
    actor: { kind: 'account', id: accountId },
    object: { kind: 'account', id: accountId },
    data: { by: method },
  });
  const account = await accountById(tx, accountId);
  const profile =
    account === undefined
      ? null
      : await openFor<Profile>(deps, tx, accountId, profilePlace(accountId), account.profile_sealed);
  if (profile !== null)
    await deps.sendMessage(tx, {
      to: { kind: profile.login.kind, address: profile.login.value },
      lang: account!.lang,
      ...messages.accessRecovered,
    });
  const session = await startSession(deps, tx, accountId, method, client);
  return { ...session, recoveryCodes: recovery.codes };
}
