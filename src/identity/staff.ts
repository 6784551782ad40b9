import { uuidv7 } from '../platform/ids.ts';
import type { Office } from '../platform/http/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import type { Lang } from '../platform/text.ts';
import { accountByLogin, endRole, grantRole, insertAccount, putPassword, staffOfHolder } from './account-store.ts';
import { loginMac, maskLogin, parseLogin } from './login.ts';
import { acceptable, hashPassword, type StoredPassword } from './password.ts';
import { refuse } from './refusals.ts';
import { openFor, type Profile, profilePlace, scope, sealFor } from './sealing.ts';
import type { IdentityDeps } from './types.ts';

export type StaffMember = {
  readonly accountId: string;
  readonly name: string;
  readonly loginMasked: string;
  readonly roles: readonly string[];
};
export type NewStaff = {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly office: Office;
  readonly holderId: string | null;
  readonly roles: readonly string[];
  readonly lang: Lang;
};

/**
 * Opens an account of an office with its roles. The administrator hands over the first password; it can be changed at once.
 * `hashed`: that password, where it was hashed before (the sandbox's public one).
 */
export async function addStaff(
  deps: Pick<IdentityDeps, 'clock' | 'db' | 'keys' | 'journal'>,
  staff: NewStaff,
  by: string | null,
  hashed?: StoredPassword,
): Promise<{ accountId: string } | Refusal> {
  const login = parseLogin(staff.login);
  if (isRefusal(login)) return login;
  if (!acceptable(staff.password, login.value)) return refuse('PASSWORD_WEAK', { field: 'password' });
  const stored = hashed ?? (await hashPassword(staff.password));
  const now = deps.clock.real();
  const id = uuidv7(now);
  return deps.db.tx(scope, async (tx): Promise<{ accountId: string } | Refusal> => {
    const mac = loginMac(deps.keys, login);
    if ((await accountByLogin(tx, mac)) !== undefined) return refuse('LOGIN_SHAPE', { field: 'login' });
    const sealed = await sealFor(deps, tx, id, profilePlace(id), { login, name: staff.name.normalize('NFC') });
    await insertAccount(tx, {
      id,
      kind: 'staff',
      loginKind: login.kind,
      loginMac: mac,
      sealed,
      lang: staff.lang,
      at: now,
    });
    await putPassword(tx, id, stored, now);
    for (const role of staff.roles)
      await grantRole(tx, { account_id: id, office: staff.office, holder_id: staff.holderId, role }, by, now);
    await deps.journal(tx, {
      type: 'identity.staff-added',
      actor: by === null ? { kind: 'system', id: 'identity' } : { kind: 'account', id: by },
      object: { kind: 'account', id },
      ...(staff.holderId === null ? {} : { holder: staff.holderId }),
      data: { office: staff.office, roles: [...staff.roles] },
    });
    return { accountId: id };
  });
}

const roleAct = (
  type: 'identity.role-granted' | 'identity.role-ended',
  by: { accountId: string; holderId: string },
  accountId: string,
  role: string,
) =>
  ({
    type,
    actor: { kind: 'account', id: by.accountId },
    object: { kind: 'account', id: accountId },
    holder: by.holderId,
    data: { role },
  }) as const;

/** Only for somebody who already works for the holder. */
export async function grantStaffRole(
  deps: IdentityDeps,
  by: { accountId: string; holderId: string },
  accountId: string,
  role: string,
): Promise<Refusal | undefined> {
  return deps.db.tx(scope, async (tx): Promise<Refusal | undefined> => {
    if (!(await staffOfHolder(tx, by.holderId)).some((row) => row.id === accountId)) return refuse('NOT_YOURS');
    await grantRole(
      tx,
      { account_id: accountId, office: 'holder', holder_id: by.holderId, role },
      by.accountId,
      deps.clock.real(),
    );
    await deps.journal(tx, roleAct('identity.role-granted', by, accountId, role));
    return undefined;
  });
}

export async function endStaffRole(
  deps: IdentityDeps,
  by: { accountId: string; holderId: string },
  accountId: string,
  role: string,
): Promise<Refusal | undefined> {
  return deps.db.tx(scope, async (tx): Promise<Refusal | undefined> => {
    if (!(await endRole(tx, accountId, by.holderId, role, deps.clock.real()))) return refuse('NOT_YOURS');
    await deps.journal(tx, roleAct('identity.role-ended', by, accountId, role));
    return undefined;
  });
}

export async function listStaff(deps: IdentityDeps, holderId: string): Promise<StaffMember[]> {
  return deps.db.tx(scope, async (tx) => {
    const members: StaffMember[] = [];
    for (const row of await staffOfHolder(tx, holderId)) {
      const profile = await openFor<Profile>(deps, tx, row.id, profilePlace(row.id), row.profile_sealed);
      members.push({
        accountId: row.id,
        name: profile?.name ?? '',
        loginMasked: profile === null ? '' : maskLogin(profile.login),
        roles: row.roles,
      });
    }
    return members;
  });
}
