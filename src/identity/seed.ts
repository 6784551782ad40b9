import { isRefusal } from '../platform/refusal.ts';
import { uuidv7 } from '../platform/ids.ts';
import { accountByLogin, insertAccount, putPassword, replaceRecoveryCodes } from './account-store.ts';
import { standardAgreement } from './agreement-text-data.ts';
import { activateAgreement, draftAgreement, showAgreement } from './agreements.ts';
import { bindAccount } from './bind-account.ts';
import { wasBound } from './binding-store.ts';
import { inventedCitizens } from './esi-stand-in/citizens-data.ts';
import { recordOfClaims } from './esi.ts';
import { loginMac, parseLogin } from './login.ts';
import { hashPassword, type StoredPassword } from './password.ts';
import { profilePlace, scope, sealFor } from './sealing.ts';
import { newRecoveryCodes } from './sign-up.ts';
import { addStaff, type NewStaff } from './staff.ts';
import type { IdentityDeps } from './types.ts';

/** A sandbox account, to be printed at start. `existing`: it was there already. */
export type SandboxLogin = {
  readonly who: string;
  readonly login: string;
  readonly password: string;
  readonly accountId: string;
  readonly existing: boolean;
};

const password = 'Sandbox-2026-ala-too';
// Hashed once for all accounts: printed at every start, it has nothing that a salt for each could keep.
let hashed: Promise<StoredPassword> | undefined;
const publicPassword = (): Promise<StoredPassword> => (hashed ??= hashPassword(password));

/**
 * Fills the sandbox: staff of one holder, an officer of the authority, the operator, two citizens (the first bound through
 * ESI's claims, the second not yet bound) and the holder's agreement on signatures. Repeating it changes nothing.
 * @throws where the mode is not the sandbox: these passwords are public
 */
export async function seedIdentity(
  deps: IdentityDeps,
  holder: { readonly holderId: string; readonly documentKinds: readonly string[] },
): Promise<SandboxLogin[]> {
  const { holderId } = holder;
  const logins = await seedStaff(deps, [
    {
      who: 'clerk',
      login: 'clerk@salyk.example.kg',
      name: 'Асанова Бермет',
      office: 'holder',
      holderId,
      roles: ['clerk'],
    },
    {
      who: 'data officer',
      login: 'dpo@salyk.example.kg',
      name: 'Токтогулов Эрмек',
      office: 'holder',
      holderId,
      roles: ['data-officer'],
    },
    {
      who: 'administrator',
      login: 'admin@salyk.example.kg',
      name: 'Жумабекова Айнура',
      office: 'holder',
      holderId,
      roles: ['administrator'],
    },
    {
      who: 'authority officer',
      login: 'officer@authority.example.kg',
      name: 'Исаков Данияр',
      office: 'authority',
      holderId: null,
      roles: ['officer'],
    },
    {
      who: 'platform operator',
      login: 'operator@makulduk.example.kg',
      name: 'Маматова Гүлнара',
      office: 'operator',
      holderId: null,
      roles: ['operator'],
    },
  ]);
  const agreement = await showAgreement(deps, holder.holderId, 'ky', null);
  if (agreement === null) {
    const draft = await draftAgreement(deps, holder.holderId, {
      content: standardAgreement,
      documentKinds: holder.documentKinds,
      signatureTypes: ['simple', 'unqualified'],
    });
    const administrator = logins.find((one) => one.who === 'administrator')!;
    const refused = await activateAgreement(
      deps,
      { accountId: administrator.accountId, holderId: holder.holderId },
      draft.id,
    );
    if (refused !== undefined) throw new Error(`sandbox agreement: ${refused.code}`);
  }
  logins.push(await citizen(deps, 'citizen, bound', 'aibek@example.kg', 0));
  logins.push(await citizen(deps, 'citizen, not yet bound', '+996000123456', null));
  return logins;
}

export type SandboxStaff = Omit<NewStaff, 'password' | 'lang'> & { readonly who: string };

/**
 * Staff accounts of the sandbox, whose password is public. Repeating it changes nothing.
 * @throws where the mode is not the sandbox
 */
export async function seedStaff(deps: IdentityDeps, staff: readonly SandboxStaff[]): Promise<SandboxLogin[]> {
  if (deps.sandbox !== true) throw new Error('sandbox accounts have public passwords and are for the sandbox only');
  const logins: SandboxLogin[] = [];
  for (const { who, ...one } of staff) {
    const known = await accountOf(deps, one.login);
    const added =
      known === undefined
        ? await addStaff(deps, { ...one, password, lang: 'ky' }, null, await publicPassword())
        : { accountId: known };
    if (isRefusal(added)) throw new Error(`sandbox account: ${added.code}`);
    logins.push({ who, login: one.login, password, accountId: added.accountId, existing: known !== undefined });
  }
  return logins;
}

async function accountOf(deps: IdentityDeps, text: string): Promise<string | undefined> {
  const login = parseLogin(text);
  if (isRefusal(login)) throw new Error('sandbox login');
  return (await deps.db.tx(scope, (tx) => accountByLogin(tx, loginMac(deps.keys, login))))?.id;
}

async function citizen(deps: IdentityDeps, who: string, text: string, person: number | null): Promise<SandboxLogin> {
  const known = await accountOf(deps, text);
  if (known !== undefined) {
    await bindCitizen(deps, known, person);
    return { who, login: text, password, accountId: known, existing: true };
  }
  const login = parseLogin(text);
  if (isRefusal(login)) throw new Error('sandbox login');
  const id = uuidv7(deps.clock.real());
  const stored = await publicPassword();
  const recovery = newRecoveryCodes(deps);
  await deps.db.tx(scope, async (tx) => {
    const sealed = await sealFor(deps, tx, id, profilePlace(id), { login });
    await insertAccount(tx, {
      id,
      kind: 'citizen',
      loginKind: login.kind,
      loginMac: loginMac(deps.keys, login),
      sealed,
      lang: 'ky',
      at: deps.clock.real(),
    });
    await putPassword(tx, id, stored, deps.clock.real());
    await replaceRecoveryCodes(tx, id, recovery.macs(id));
    await deps.journal(tx, {
      type: 'identity.signed-up',
      actor: { kind: 'system', id: 'sandbox' },
      object: { kind: 'account', id },
      data: { loginKind: login.kind },
    });
  });
  await bindCitizen(deps, id, person);
  return { who, login: text, password, accountId: id, existing: false };
}

// Of a start that was killed between the account and its binding, the next one makes up for the rest.
async function bindCitizen(deps: IdentityDeps, accountId: string, person: number | null): Promise<void> {
  if (person === null || (await deps.db.tx(scope, (tx) => wasBound(tx, accountId)))) return;
  const record = recordOfClaims(inventedCitizens[person]!.claims);
  if (isRefusal(record)) throw new Error('sandbox citizen');
  const bound = await bindAccount(deps, accountId, { record, evidence: { sandbox: true } }, { method: 'esi' });
  if (isRefusal(bound)) throw new Error(`sandbox citizen: ${bound.code}`);
}
