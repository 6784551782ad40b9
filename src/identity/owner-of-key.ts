import { currentPersonId, findByPin } from '../keys/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { activeAccountOfPerson } from './binding-store.ts';
import type { CertificateOwner } from './certificates.ts';
import { isOwner } from './sign-by-certificate.ts';
import type { IdentityDeps } from './types.ts';

/** Who sees the uses of a key; `own`: signs with it in their own name. */
export type KeyAccount = { readonly accountId: string; readonly own: boolean };

/**
 * ES-10.1b: the account that stands for the person whose certificate it is, or to whom a centre here issued it for an organisation; null
 * where nobody here is that person.
 */
export async function accountOfKey(deps: IdentityDeps, tx: Tx, owner: CertificateOwner): Promise<KeyAccount | null> {
  // What an organisation's certificate says of the person acting for it is that organisation's word: the register alone is believed.
  const personId = await personOf(deps, tx, owner.natural ? owner : { ...owner, pin: null });
  const accountId = personId === undefined ? undefined : await activeAccountOfPerson(tx, personId);
  if (accountId === undefined) return null;
  // Found by what once was theirs is not enough: it has to be theirs now.
  const own = await isOwner(deps, tx, accountId, owner);
  return own || !owner.natural ? { accountId, own } : null;
}

async function personOf(
  deps: IdentityDeps,
  tx: Tx,
  { pin, registered }: CertificateOwner,
): Promise<string | undefined> {
  if (pin !== null) {
    const found = await findByPin(deps.keys, tx, pin);
    return 'personId' in found ? found.personId : undefined;
  }
  return registered === null
    ? undefined
    : currentPersonId(tx, deps.keys.personIdOf(registered.subjectId, registered.centreId));
}
