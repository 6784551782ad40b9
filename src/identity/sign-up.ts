import { randomToken, uuidv7 } from '../platform/ids.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import type { Lang } from '../platform/text.ts';
import { accountByLogin, insertAccount, putPassword, replaceRecoveryCodes } from './account-store.ts';
import { messageCode, plainCode, recoveryCode } from './codes.ts';
import { loginMac, parseLogin } from './login.ts';
import { messages } from './outgoing.messages.ts';
import { putOneTime, takeOneTime, tryOneTime } from './one-time-store.ts';
import { acceptable, hashPassword } from './password.ts';
import { refuse } from './refusals.ts';
import { profilePlace, scope, sealFor, tokenHash } from './sealing.ts';
import { startSession } from './sessions.ts';
import { deviceMac, type SignedIn } from './sign-in.ts';
import { sameText, steady } from './timing.ts';
import { trust } from './throttle-store.ts';
import type { Client, IdentityDeps } from './types.ts';

type Pending = { readonly loginMac: string; readonly codeMac: string };
/** `code` is answered in the sandbox only, which sends no messages. */
export type SignUpBegun = { readonly token: string; readonly code?: string };

const quarter = 900_000;

/** Sends a code to the login. The answer is the same whether an account exists; its owner is told that somebody tried. */
export async function beginSignUp(
  deps: IdentityDeps,
  given: { login: string; lang: Lang },
): Promise<SignUpBegun | Refusal> {
  const login = parseLogin(given.login);
  if (isRefusal(login)) return login;
  const token = randomToken(24);
  const code = messageCode();
  const mac = loginMac(deps.keys, login);
  const now = deps.clock.real();
  const known = await steady(() =>
    deps.db.tx(scope, async (tx) => {
      const taken = (await accountByLogin(tx, mac)) !== undefined;
      const text = taken ? messages.alreadyRegistered : messages.signUpCode(code);
      await deps.sendMessage(tx, { to: { kind: login.kind, address: login.value }, lang: given.lang, ...text });
      // Where the login is taken no code fits.
      const pending: Pending = { loginMac: mac.toString('hex'), codeMac: taken ? '' : codeMac(deps, token, code) };
      await putOneTime(tx, 'sign-up', tokenHash(token), null, pending, new Date(now.getTime() + quarter));
      return taken;
    }),
  );
  return { token, ...(deps.sandbox === true && !known ? { code } : {}) };
}

const codeMac = (deps: IdentityDeps, token: string, code: string): string =>
  deps.keys.mac('identity/sign-up-code', token, plainCode(code)).toString('hex');

export type SignedUp = SignedIn & { readonly recoveryCodes: readonly string[] };

/** The code proves the contact, the password is set, recovery codes are shown once. The account sees nothing yet (DECISIONS 1). */
export async function completeSignUp(
  deps: IdentityDeps,
  given: { token: string; code: string; login: string; password: string; lang: Lang },
  client: Client,
): Promise<SignedUp | Refusal> {
  const login = parseLogin(given.login);
  if (isRefusal(login)) return login;
  if (!acceptable(given.password, login.value)) return refuse('PASSWORD_WEAK', { field: 'password' });
  const now = deps.clock.real();
  const mac = loginMac(deps.keys, login);
  const pending = await deps.db.tx(scope, (tx) => tryOneTime<Pending>(tx, 'sign-up', tokenHash(given.token), now, 5));
  const fits =
    pending !== undefined &&
    sameText(pending.data.loginMac, mac.toString('hex')) &&
    sameText(pending.data.codeMac, codeMac(deps, given.token, given.code));
  if (!fits) return refuse('CODE_WRONG', { field: 'code' });
  const stored = await hashPassword(given.password);
  const recovery = newRecoveryCodes(deps);
  return deps.db.tx(scope, async (tx): Promise<SignedUp | Refusal> => {
    if ((await takeOneTime(tx, 'sign-up', tokenHash(given.token), now)) === undefined)
      return refuse('CODE_WRONG', { field: 'code' });
    const id = uuidv7(now);
    const sealed = await sealFor(deps, tx, id, profilePlace(id), { login });
    const isNew = await insertAccount(tx, {
      id,
      kind: 'citizen',
      loginKind: login.kind,
      loginMac: mac,
      sealed,
      lang: given.lang,
      at: now,
    });
    if (!isNew) return refuse('CODE_WRONG', { field: 'code' });
    await putPassword(tx, id, stored, now);
    await replaceRecoveryCodes(tx, id, recovery.macs(id));
    await deps.journal(tx, {
      type: 'identity.signed-up',
      actor: { kind: 'account', id },
      object: { kind: 'account', id },
      data: { loginKind: login.kind },
    });
    const session = await startSession(deps, tx, id, 'password', client);
    const device = client.device ?? randomToken(24);
    await trust(tx, id, deviceMac(deps, id, device), now);
    return { ...session, device, recoveryCodes: recovery.codes };
  });
}

export function newRecoveryCodes(deps: IdentityDeps): {
  readonly codes: readonly string[];
  macs(accountId: string): Buffer[];
} {
  const codes = Array.from({ length: 8 }, recoveryCode);
  return { codes, macs: (accountId) => codes.map((code) => recoveryMac(deps, accountId, code)) };
}

export const recoveryMac = (deps: IdentityDeps, accountId: string, code: string): Buffer =>
  deps.keys.mac('identity/recovery-code', accountId, plainCode(code));
