import { type Db, systemScope } from '../platform/db/index.ts';
import { addIssuer, issuersOf, openRegister, type RegisterDeps } from '../trust/issue/index.ts';
import { rootKeyName } from './sandbox-trust.ts';

/** ES-8.2.2: the authority's own register, with its root as issuer. Repeating it changes nothing. */
export async function enterRoot(db: Db, deps: Pick<RegisterDeps, 'clock'>, root: Buffer): Promise<void> {
  await db.tx(systemScope('the root comes into the register of the authority'), async (tx) => {
    const registerId = await openRegister(tx, deps, null);
    if ((await issuersOf(tx, registerId)).some(({ der }) => der.equals(root))) return;
    await addIssuer(tx, deps, { registerId, holderId: null, certificate: root, keyName: rootKeyName });
  });
}
