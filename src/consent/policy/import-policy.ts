import {
  type HolderBody,
  holderByCode,
  insertHolder,
  insertPolicyVersion,
  policyVersions,
  putPolicyInForce,
  updateHolder,
  type PolicyBody,
} from '../../holders/index.ts';
import { canonicalBytes, insertEntries, type JsonObject, sha256 } from '../../record/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import type { SpokenPolicy } from './policy.ts';

export type Imported = { readonly holderId: string; readonly policyVersionId: string; readonly created: boolean };

/**
 * Puts a holder and the first edition of its policy into the register, in force at once: nobody uses it yet who would have
 * to be told before (SP-23). A later edition goes the way of the change-of-policy procedure. Repeating it changes nothing.
 */
export async function importPolicy(
  deps: Pick<ConsentDeps, 'db' | 'clock' | 'profile' | 'poke'>,
  policy: SpokenPolicy,
  sandboxPaths: readonly string[],
  registered: boolean,
): Promise<Imported> {
  return deps.db.tx(systemScope('a policy is imported'), async (tx) => {
    const now = deps.clock.now();
    const known = await holderByCode(tx, policy.holder.code);
    const holderId = known?.id ?? uuidv7(deps.clock.real());
    const body = holderBodyOf(policy, sandboxPaths);
    if (known === null) {
      await insertHolder(
        tx,
        {
          id: holderId,
          code: policy.holder.code,
          type: policy.holder.type!,
          body,
          registeredAt: registered ? now : null,
          holdsStateSecrets: false,
        },
        now,
      );
      await insertEntries(tx, [
        entryOf(deps.clock, deps.profile, {
          type: 'holder.registered',
          actor: { kind: 'system', id: 'import' },
          holder: holderId,
          object: { kind: 'holder', id: holderId },
          data: { code: policy.holder.code },
        }),
      ]);
    }
    const versions = await policyVersions(tx, holderId);
    if (versions.length > 0) return { holderId, policyVersionId: versions[0]!.id, created: false };
    if (known !== null) await updateHolder(tx, holderId, body);
    const id = uuidv7(deps.clock.real());
    const stored = { ...policy, sandboxPaths } as unknown as PolicyBody;
    await insertPolicyVersion(
      tx,
      {
        id,
        holderId,
        number: 1,
        state: 'draft',
        body: stored,
        hash: sha256(canonicalBytes(stored as unknown as JsonObject)),
        lastUpdatedOn: policy.document.lastUpdated,
      },
      now,
    );
    await putPolicyInForce(tx, holderId, id, now);
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'policy.in-force',
        actor: { kind: 'system', id: 'import' },
        holder: holderId,
        object: { kind: 'policy-version', id },
        data: { number: 1, lastUpdatedOn: policy.document.lastUpdated },
      }),
    ]);
    tx.onCommit(deps.poke);
    return { holderId, policyVersionId: id, created: true };
  });
}

function holderBodyOf({ holder }: SpokenPolicy, sandboxPaths: readonly string[]): HolderBody {
  return {
    name: holder.name!,
    shortName: holder.shortName,
    tin: holder.tin,
    registrationCertificate: holder.registrationCertificate,
    address: holder.address,
    contacts: {
      phone: holder.contacts?.phone ?? null,
      email: holder.contacts?.email ?? null,
      website: holder.contacts?.website ?? null,
    },
    responsiblePerson: holder.responsiblePerson,
    roles: holder.roles ?? ['holder'],
    processors: (holder.processors ?? []).map(({ code, name, address, contract }) => ({
      code,
      name,
      address,
      contract,
    })),
    decreeAccession: holder.decreeAccession,
    jointWith: [],
    sandboxPaths: sandboxPaths.filter((path) => path.startsWith('holder')),
  };
}
