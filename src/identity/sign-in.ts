import { randomToken } from '../platform/ids.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { accountById, accountByLogin, type AccountWithPassword, passwordOf, putPassword } from './account-store.ts';
import { loginMac, parseLogin } from './login.ts';
import { checkPassword, hashPassword } from './password.ts';
import { refuse } from './refusals.ts';
import { scope } from './sealing.ts';
import { type NewSession, startSession } from './sessions.ts';
import { pairOf } from './throttle.ts';
import { forgive, isTrusted, reserveTry, trust } from './throttle-store.ts';
import type { Client, IdentityDeps } from './types.ts';

/** `device` is the trusted-device cookie to set: this browser has proven that it knows the account. */
export type SignedIn = NewSession & { readonly device: string };

/** One answer for an unknown login, a wrong password and an account without one, after the same work. */
export async function signIn(
  deps: IdentityDeps,
  given: { login: string; password: string },
  client: Client,
): Promise<SignedIn | Refusal> {
  const login = parseLogin(given.login);
  if (isRefusal(login)) return login;
  const mac = loginMac(deps.keys, login);
  const account = await deps.db.tx(scope, (tx) => accountByLogin(tx, mac));
  const checked = await presentPassword(deps, account, mac, given.password, client);
  if (isRefusal(checked)) {
    if (account !== undefined && checked.code === 'SIGN_IN_FAILED') await noteFailure(deps, account.id);
    return checked;
  }
  return deps.db.tx(scope, async (tx) => {
    const session = await startSession(deps, tx, checked.id, 'password', client);
    const device = client.device ?? randomToken(24);
    await trust(tx, checked.id, deviceMac(deps, checked.id, device), deps.clock.real());
    await deps.journal(tx, {
      type: 'identity.signed-in',
      actor: { kind: 'account', id: checked.id },
      object: { kind: 'session', id: session.sessionId },
      data: { method: 'password' },
    });
    return { ...session, device };
  });
}

const noteFailure = (deps: IdentityDeps, accountId: string): Promise<unknown> =>
  deps.db.tx(scope, (tx) =>
    deps.journal(tx, {
      type: 'identity.sign-in-refused',
      actor: { kind: 'system', id: 'identity' },
      object: { kind: 'account', id: accountId },
      data: { method: 'password' },
    }),
  );

export const deviceMac = (deps: IdentityDeps, accountId: string, device: string): Buffer =>
  deps.keys.mac('identity/device', accountId, device);

/** Checks a password under the lock-out; used for signing in, for signing a document and before a credential changes. */
export async function presentPassword(
  deps: IdentityDeps,
  account: AccountWithPassword | undefined,
  key: Buffer,
  password: string,
  client: Client,
): Promise<AccountWithPassword | Refusal> {
  const now = deps.clock.real();
  const device = client.device;
  const known =
    device !== undefined &&
    device.length <= 64 &&
    (await isTrusted(deps.db, account?.id ?? nobody, deviceMac(deps, account?.id ?? nobody, device)));
  const [by, who] = pairOf(device, known, client.address);
  const pair = deps.keys.mac('identity/pair', by, key, who);
  const wait = await reserveTry(deps.db, pair, now);
  if (wait > 0) return refuse('SIGN_IN_WAIT', { values: { seconds: wait }, details: { seconds: wait } });
  const verdict = password.length > 500 ? 'wrong' : await checkPassword(password, passwordOf(account));
  if (verdict === 'wrong' || account === undefined) return refuse('SIGN_IN_FAILED', { field: 'password' });
  await forgive(deps.db, pair);
  if (verdict === 'stale') {
    const fresh = await hashPassword(password);
    await deps.db.tx(scope, (tx) => putPassword(tx, account.id, fresh, now));
  }
  return account;
}

const nobody = '00000000-0000-0000-0000-000000000000';

/** The signed-in account's own password, presented again. */
export async function presentOwnPassword(
  deps: IdentityDeps,
  accountId: string,
  password: string,
  client: Client,
): Promise<AccountWithPassword | Refusal> {
  const account = await deps.db.tx(scope, (tx) => accountById(tx, accountId));
  return presentPassword(deps, account, deps.keys.mac('identity/own-password', accountId), password, client);
}
