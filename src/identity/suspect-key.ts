import type { Tx } from '../platform/db/index.ts';
import type { Refusal } from '../platform/refusal.ts';
import { lockBindingsOfPerson } from './binding-store.ts';
import { refuse } from './refusals.ts';
import { scope } from './sealing.ts';
import { insertSuspected } from './suspect-store.ts';
import type { IdentityDeps } from './types.ts';

type Deps = Pick<IdentityDeps, 'clock' | 'journal'>;

/**
 * ES-10.3: the owner has grounds to suppose that the secrecy of a key is broken: from this moment on nothing is signed with it, before
 * and whatever the centre enters. `key`: SHA-256 of its SubjectPublicKeyInfo, hexadecimal. Said twice, it stands as said first.
 */
export async function suspectKey(
  deps: IdentityDeps,
  { accountId }: { readonly accountId: string },
  key: string,
): Promise<Refusal | undefined> {
  if (!/^[0-9a-f]{64}$/.test(key)) return refuse('NOT_YOURS');
  await deps.db.tx(scope, (tx) => suspect(deps, tx, accountId, key));
  return undefined;
}

/** The same, said in a case about the person's certificate, in the transaction of that act: for every account bound to the person. */
export const suspectKeyOfPerson = (deps: Deps, tx: Tx, personId: string, key: string): Promise<void> =>
  tx.as(scope, async (own) => {
    for (const { account_id: accountId } of await lockBindingsOfPerson(own, personId))
      await suspect(deps, own, accountId, key);
  });

async function suspect(deps: Deps, tx: Tx, accountId: string, key: string): Promise<void> {
  const entryId = await deps.journal(tx, {
    type: 'identity.key-suspected',
    actor: { kind: 'account', id: accountId },
    object: { kind: 'account', id: accountId },
    data: { key },
  });
  await insertSuspected(tx, { accountId, key: Buffer.from(key, 'hex'), at: deps.clock.real(), entryId });
}
