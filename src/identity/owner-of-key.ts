import { currentPersonId, findByPin } from '../keys/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { activeAccountOfPerson } from './binding-store.ts';
import type { CertificateOwner } from './certificates.ts';
import { isOwner } from './sign-by-certificate.ts';
import type { IdentityDeps } from './types.ts';

/** ES-10.1b: the account that stands for the person whose certificate it is; null where nobody here is that person. */
export async function accountOfOwner(deps: IdentityDeps, tx: Tx, owner: CertificateOwner): Promise<string | null> {
  const personId = await personOf(deps, tx, owner);
  const accountId = personId === undefined ? undefined : await activeAccountOfPerson(tx, personId);
  // Found by what once was theirs is not enough: it has to be theirs now.
  return accountId !== undefined && (await isOwner(deps, tx, accountId, owner)) ? accountId : null;
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
